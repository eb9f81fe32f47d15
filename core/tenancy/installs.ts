import type { Database } from '../../db/database.ts'
import type { Workspace } from '../../db/models/workspace.ts'
import { asOwner } from '../../db/tenant.ts'
import { authorize, type TenantActor } from '../access/can.ts'
import { AppError } from '../errors.ts'
import { behind, newestFirst, type Page } from '../paging.ts'
import { type AccessEnds, giveBack, takeAccess } from './end-access.ts'
import { unbindRow } from './end-install.ts'
import { forgetWorkspace } from './workspaces.ts'

/** An installation as its tenant may see it: without its tokens. */
export type Install = Omit<Workspace, 'botToken' | 'refreshToken'>

const permission = 'installs:manage'
const attributes = { exclude: ['botToken', 'refreshToken', 'refreshLeaseUntil'] }

/** The workspaces that are bound to the tenant, newest first; those that uninstalled Sextant as well. @throws `forbidden` */
export const listInstalls = (db: Database, actor: TenantActor, page: Page): Promise<Install[]> => {
  authorize(actor, permission)
  const where = { tenantId: actor.tenantId, ...behind(page) }
  return asOwner(db, () =>
    db.models.Workspace.findAll({ attributes, where, order: newestFirst, limit: page.limit }),
  )
}

/** One that is bound to the tenant, for whatever right the act on it needs. @throws AppError `not_found` */
export const findInstall = async (db: Database, { tenantId }: TenantActor, id: string): Promise<Install> => {
  const found = await asOwner(db, () => db.models.Workspace.findOne({ attributes, where: { id, tenantId } }))
  if (!found) throw new AppError('not_found', 'there is no such installation')
  return found
}

/**
 * Ends an installation: nothing is read or sent there any more, its access is given back to the platform, and the
 * workspace needs a new code to be bound again. Data stays.
 * @throws AppError `forbidden`, `not_found`
 */
export const removeInstall = async (
  db: Database,
  actor: TenantActor,
  id: string,
  ends: AccessEnds = {},
): Promise<void> => {
  authorize(actor, permission)
  const { tenantId } = actor
  const place = await findInstall(db, actor, id)
  const end = await takeAccess(ends, place)
  const row = await asOwner(db, async () => {
    const found = await db.models.Workspace.findOne({ where: { id, tenantId }, lock: true })
    if (!found) throw new AppError('not_found', 'there is no such installation')
    await unbindRow(db, actor, found)
    return found
  })
  forgetWorkspace(db, row)
  if (end) await giveBack(db, actor, { place, end })
}
