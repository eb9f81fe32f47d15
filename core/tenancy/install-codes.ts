import { limits } from '../../config/limits.ts'
import type { Database } from '../../db/database.ts'
import type { ChatPlatform, InstallCode, Workspace } from '../../db/models/workspace.ts'
import { asOwner, inTenantAsOwner } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { authorize, type TenantActor } from '../access/can.ts'
import { AppError } from '../errors.ts'
import { behind, newestFirst, type Page } from '../paging.ts'
import { noteAdded, somebodyIn } from './note-install.ts'
import { requireActiveTenant } from './tenants.ts'
import { hashTypedCode, makeTypedCode, openGuessGuard, wrongCode } from './typed-codes.ts'
import { forgetWorkspace } from './workspaces.ts'

const permission = 'installs:manage'

/**
 * A code that binds one workspace to the actor's tenant, within a day.
 * @returns the code itself, which is stored nowhere
 * @throws AppError `forbidden`, `tenant_suspended`
 */
export const createInstallCode = async (
  db: Database,
  actor: TenantActor,
): Promise<{ code: string; row: InstallCode }> => {
  authorize(actor, permission)
  const { tenantId } = actor
  await requireActiveTenant(db, tenantId)
  const code = makeTypedCode({ groups: 3, letters: 4 })
  const row = await inTenantAsOwner(db, tenantId, async () => {
    const made = await db.models.InstallCode.create({
      tenantId,
      codeHash: hashTypedCode(code),
      createdBy: `${actor.kind}:${actor.id}`,
      expiresAt: new Date(Date.now() + limits.codes.installHours * 3_600_000),
    })
    const target = { kind: 'install_code', id: made.id }
    await recordAct(db, actor, { action: 'install_code.created', permission, target })
    return made
  })
  return { code, row }
}

/** Newest first, the used ones and those out of date as well. @throws AppError `forbidden` */
export const listInstallCodes = (db: Database, actor: TenantActor, page: Page): Promise<InstallCode[]> => {
  authorize(actor, permission)
  const where = { tenantId: actor.tenantId, ...behind(page) }
  return asOwner(db, () => db.models.InstallCode.findAll({ where, order: newestFirst, limit: page.limit }))
}

export interface Bound {
  tenantId: string
  tenantName: string
  /** False when it was bound to this tenant already. */
  isNew: boolean
}

const refusal = (context: 'workspace_bound' | 'workspace_revoked', message: string) =>
  new AppError('conflict', message, { details: { context } })

/** Typed again by the workspace that used it, it says once more what it did. */
const isGood = ({ usedAt, workspaceId, expiresAt }: InstallCode, workspace: Workspace): boolean =>
  usedAt === null ? expiresAt > new Date() : workspaceId === workspace.id

const bind = async (
  db: Database,
  { workspace, code, by }: { workspace: Workspace; code: string; by: string },
): Promise<Bound> => {
  const { InstallCode, Tenant } = db.models
  const found = await InstallCode.findOne({ where: { codeHash: hashTypedCode(code) }, lock: true })
  if (!found || !isGood(found, workspace)) throw wrongCode()
  const { tenantId } = found
  const tenant = await Tenant.findByPk(tenantId, { rejectOnEmpty: true })
  const bound = { tenantId, tenantName: tenant.name }
  if (workspace.tenantId === tenantId) return { ...bound, isNew: false }
  if (found.usedAt !== null) throw wrongCode()
  if (workspace.tenantId !== null)
    throw refusal('workspace_bound', 'this workspace is bound to another tenant')
  if (workspace.revokedAt !== null) throw refusal('workspace_revoked', 'this workspace uninstalled Sextant')
  if (!tenant.isActive) throw new AppError('tenant_suspended', 'this tenant is suspended')
  const now = new Date()
  await found.update({ usedAt: now, workspaceId: workspace.id })
  await workspace.update({ tenantId, boundBy: by, boundAt: now })
  await inTenantAsOwner(db, tenantId, () =>
    noteAdded(db, somebodyIn(workspace, tenantId, by), { workspace, by, isBack: false }),
  )
  return { ...bound, isNew: true }
}

const guardGuesses = openGuessGuard('install-code')

/**
 * Binds a workspace to the tenant whose code somebody there typed. Whether they may speak for the workspace is for the
 * edge to know. Wrong codes of one workspace are counted: after five it waits.
 * @param given.by who, as the platform knows them
 * @throws AppError `not_found` (context `code`: unknown, used or out of date), `too_many_requests`, `conflict` (context
 *   `workspace_bound`: an admin of the other tenant removes it there first; `workspace_revoked`: installed no more),
 *   `tenant_suspended`
 */
export const bindWorkspace = async (
  db: Database,
  given: { platform: ChatPlatform; workspaceId: string; code: string; by: string },
): Promise<Bound> => {
  const { platform, workspaceId, code, by } = given
  const place = { platform, workspaceId }
  const bound = await guardGuesses(`${platform}:${workspaceId}`, () =>
    asOwner(db, async () => {
      const workspace = await db.models.Workspace.findOne({ where: place, lock: true })
      if (!workspace) throw new AppError('not_found', 'Sextant is not installed in this workspace')
      return bind(db, { workspace, code, by })
    }),
  )
  forgetWorkspace(db, place)
  return bound
}
