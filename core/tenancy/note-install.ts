import { v7 as uuid } from 'uuid'
import type { Database } from '../../db/database.ts'
import type { Workspace } from '../../db/models/workspace.ts'
import { recordAct } from '../access/audit.ts'
import { actorOnBehalf, type TenantActor } from '../access/can.ts'
import type { AlertData } from '../notifications/catalogue.ts'
import { raiseAlert } from '../notifications/raise-alert.ts'

/** Somebody of a workspace as the audit trail names them; the platform itself when it told of nobody. */
export const somebodyIn = (
  { platform, workspaceId }: Pick<Workspace, 'platform' | 'workspaceId'>,
  tenantId: string,
  user: string | null,
): TenantActor =>
  user === null
    ? actorOnBehalf(tenantId, { kind: 'system', id: platform })
    : actorOnBehalf(tenantId, { kind: 'session', id: `${platform}:${workspaceId}:${user}` })

const placeOf = ({ platform, name, workspaceId }: Workspace) => ({
  platform,
  workspace: name,
  workspace_id: workspaceId,
})

/**
 * The tenant's audit trail and a mail to its admins say that a workspace is connected. Inside `inTenantAsOwner`.
 * @param told.by who in the workspace, as the platform knows them
 * @param told.isBack bound before, and installed anew
 */
export const noteAdded = async (
  db: Database,
  actor: TenantActor,
  told: { workspace: Workspace; by: string | null; isBack: boolean },
): Promise<void> => {
  const { workspace, by, isBack } = told
  const { id, platform, workspaceId } = workspace
  const target = { kind: 'install', id, label: workspace.name }
  await recordAct(db, actor, { action: 'install.added', target, details: { platform, workspaceId, isBack } })
  await raiseAlert(db, actor.tenantId, {
    type: 'install.added',
    // Whoever is bound twice was removed in between, and is worth a mail again.
    onceKey: `install.added ${uuid()}`,
    data: { ...placeOf(workspace), by, is_back: isBack },
  })
}

/** As `noteAdded`, for one that ended. @param told.code why, for machines */
export const noteRemoved = async (
  db: Database,
  actor: TenantActor,
  told: { workspace: Workspace; reason: AlertData['install.removed']['reason']; code: string },
): Promise<void> => {
  const { workspace, reason, code } = told
  const { id, platform, workspaceId } = workspace
  const permission = reason === 'removed' ? ('installs:manage' as const) : undefined
  const target = { kind: 'install', id, label: workspace.name }
  const details = { platform, workspaceId, reason: code }
  await recordAct(db, actor, { action: 'install.removed', permission, target, details })
  await raiseAlert(db, actor.tenantId, {
    type: 'install.removed',
    onceKey: `install.removed ${uuid()}`,
    data: { ...placeOf(workspace), reason },
  })
}
