import type { Database } from '../../db/database.ts'
import type { Workspace } from '../../db/models/workspace.ts'
import { inTenantAsOwner } from '../../db/tenant.ts'
import type { TenantActor } from '../access/can.ts'
import { noteRemoved, somebodyIn } from './note-install.ts'

const noTokens = { botToken: null, refreshToken: null, tokenExpiresAt: null, refreshLeaseUntil: null }

/**
 * Ends what is under way for one workspace, and for no other: what waits to be sent there, and questions that wait for
 * an answer, which would be paid for and reach nobody. Everything else stays. Inside `inTenantAsOwner`.
 */
const stopWork = async (
  db: Database,
  tenantId: string,
  { platform, workspaceId }: Workspace,
): Promise<void> => {
  const bind = [tenantId, platform, workspaceId]
  await db.sequelize.query(
    `update outbox set state = 'failed', failure = 'uninstalled', not_before = null, updated_at = now()
      where tenant_id = $1 and platform = $2 and state = 'pending' and starts_with(destination, $3 || ':')`,
    { bind },
  )
  await db.sequelize.query(
    `update inbox set stopped_at = now(), updated_at = now()
      where tenant_id = $1 and platform = $2 and state = 'received' and stopped_at is null
        and payload #>> '{chat,workspace}' = $3`,
    { bind },
  )
}

/**
 * The workspace keeps its row and its tenant, so that it finds its way back; see `storeInstallation`. Inside `asOwner`,
 * under the row's lock.
 */
export const revokeRow = async (
  db: Database,
  row: Workspace,
  { reason, code }: { reason: 'uninstalled' | 'refused'; code: string },
): Promise<void> => {
  await row.update({ ...noTokens, revokedAt: new Date(), revokedReason: code })
  const { tenantId } = row
  if (tenantId === null) return
  await inTenantAsOwner(db, tenantId, async () => {
    await stopWork(db, tenantId, row)
    await noteRemoved(db, somebodyIn(row, tenantId, null), { workspace: row, reason, code })
  })
}

/**
 * For an admin of the tenant: the workspace is bound no more, and needs a new code to be bound again, here or elsewhere.
 * Its own tokens are deleted, so that it must be installed anew before; where the deployment's token serves it, there is
 * nothing to install. Inside `asOwner`, under the row's lock.
 */
export const unbindRow = async (db: Database, actor: TenantActor, row: Workspace): Promise<void> => {
  const { tenantId } = actor
  await inTenantAsOwner(db, tenantId, async () => {
    await stopWork(db, tenantId, row)
    await noteRemoved(db, actor, { workspace: row, reason: 'removed', code: 'removed' })
  })
  const isOver = row.botToken !== null || row.revokedAt !== null
  await row.update({
    ...(isOver && { ...noTokens, revokedAt: row.revokedAt ?? new Date(), revokedReason: 'removed' }),
    tenantId: null,
    boundBy: null,
    boundAt: null,
  })
}
