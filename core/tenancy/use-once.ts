import { QueryTypes } from 'sequelize'
import type { Database } from '../../db/database.ts'
import { asOwner } from '../../db/tenant.ts'

/**
 * Marks a token of ours as used, over all replicas. It stands beside the access tokens that were signed out, and is
 * swept with them once it has expired.
 * @returns false when it was used before
 */
export const useOnce = (db: Database, jti: string, expiresAt: Date): Promise<boolean> =>
  asOwner(db, async () => {
    const rows = await db.sequelize.query<{ jti: string }>(
      'insert into revoked_tokens (jti, expires_at) values ($1, $2) on conflict (jti) do nothing returning jti',
      { type: QueryTypes.SELECT, bind: [jti, expiresAt] },
    )
    return rows.length === 1
  })
