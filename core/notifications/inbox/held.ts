import type { Database } from '../../../db/database.ts'
import { withTenant } from '../../../db/tenant.ts'

/**
 * Settles notices that waited for somebody's hours, or for their day's or week's summary, because a digest has told
 * them: no message of their own follows. Joins the transaction that sends the digest; only what still waits counts, so
 * that of a digest and a summary at the same moment one tells it.
 * @param ids of notices; others' are left out
 * @returns how many were told by it
 */
export const settleHeld = (
  db: Database,
  tenantId: string,
  { personId, ids }: { personId: string; ids: readonly string[] },
): Promise<number> =>
  withTenant(db, tenantId, async () => {
    if (ids.length === 0) return 0
    const [rows] = await db.sequelize.query(
      `update notifications set route_at = null, outcome = 'digest', updated_at = now()
        where tenant_id = $1 and person_id = $2 and id = any($3::uuid[]) and is_held and route_at is not null
        returning id`,
      { bind: [tenantId, personId, ids] },
    )
    return rows.length
  })
