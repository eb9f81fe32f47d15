import { QueryTypes } from 'sequelize'
import type { ChatPlatform } from '../../db/models/workspace.ts'
import { withTenant } from '../../db/tenant.ts'
import type { Core } from '../core.ts'

/** Answers that somebody may miss, of one workspace or guild. */
export interface Undelivered {
  /** They may or may not have arrived: the platform did not say, and does not let us look. Not sent again. */
  unknown: number
  /** They surely did not arrive, and are not tried any more. */
  failed: number
}

interface Row extends Undelivered {
  platform: ChatPlatform
  workspace: string
}

interface WorkspaceKey {
  platform: ChatPlatform
  workspaceId: string
}

/** Longer ago, nobody looks for them. */
const days = 30

/** Of the last thirty days. @returns what tells the counts of a workspace */
export const countUndelivered = async (
  { db }: Pick<Core, 'db'>,
  tenantId: string,
): Promise<(workspace: WorkspaceKey) => Undelivered> => {
  const rows = await withTenant(db, tenantId, () =>
    db.sequelize.query<Row>(
      // A chat destination begins with its workspace; that of the web has none.
      `select platform, split_part(destination, ':', 1) as workspace,
              count(*) filter (where state = 'unknown')::int as unknown,
              count(*) filter (where state = 'failed')::int as failed
         from outbox
        where tenant_id = $1 and platform in ('slack', 'discord') and state in ('unknown', 'failed')
          and updated_at > now() - interval '${days} days'
        group by 1, 2`,
      { type: QueryTypes.SELECT, bind: [tenantId] },
    ),
  )
  return ({ platform, workspaceId }) => {
    const found = rows.find((row) => row.platform === platform && row.workspace === workspaceId)
    return { unknown: found?.unknown ?? 0, failed: found?.failed ?? 0 }
  }
}
