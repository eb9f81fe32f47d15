import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import type { TenantActor } from '../access/can.ts'
import { type ChangeContext, changeProject, findProject } from './change.ts'
import { type ProjectPermissionCode, projectPermissionCodes } from './codes.ts'
import { findMember, nameOf } from './members.ts'
import { authorizeInProject, meaningOf } from './rights.ts'

export interface PermissionView {
  personId: string
  /** In the order of `projectPermissionCodes`. */
  codes: ProjectPermissionCode[]
}

const permission = 'members:manage'

const inOrder = (codes: readonly ProjectPermissionCode[]): ProjectPermissionCode[] =>
  projectPermissionCodes.filter((code) => codes.includes(code))

/** Who may more in a project than their role says. @throws AppError `not_found`, `forbidden` */
export const listProjectPermissions = (
  db: Database,
  actor: TenantActor,
  { projectId }: { projectId: string },
): Promise<PermissionView[]> => {
  const { tenantId } = actor
  return withTenant(db, tenantId, async () => {
    const project = await findProject(db, tenantId, projectId)
    await authorizeInProject(db, actor, { project, permission: 'projects:view' })
    const where = { tenantId, projectId }
    const rows = await db.models.ProjectPermission.findAll({ where, order: ['personId'], raw: true })
    const people = Map.groupBy(rows, ({ personId }) => personId)
    return [...people].map(([personId, own]) => ({ personId, codes: inOrder(own.map(({ code }) => code)) }))
  })
}

/**
 * Gives a member exactly these permissions in a project, besides those of their role. Nobody gives what they have not.
 * @throws AppError `not_found` for somebody who is no member, `forbidden`
 */
export const grantProjectPermissions = (
  db: Database,
  actor: TenantActor,
  {
    projectId,
    personId,
    codes,
  }: { projectId: string; personId: string; codes: readonly ProjectPermissionCode[] },
  context: ChangeContext = {},
): Promise<PermissionView> =>
  changeProject(db, actor, { projectId, context }, async (change) => {
    await change.require(permission)
    await findMember(change, personId)
    const { tenantId } = change
    const where = { tenantId, projectId, personId }
    const rows = await db.models.ProjectPermission.findAll({ where, raw: true })
    const before = inOrder(rows.map(({ code }) => code))
    const after = inOrder(codes)
    const added = after.filter((code) => !before.includes(code))
    for (const needed of added.flatMap((code) => meaningOf[code])) await change.require(needed)
    const removed = before.filter((code) => !after.includes(code))
    if (added.length + removed.length === 0) return { personId, codes: after }
    await db.models.ProjectPermission.destroy({ where: { ...where, code: removed } })
    await db.models.ProjectPermission.bulkCreate(added.map((code) => ({ ...where, code })))
    const subject = { kind: 'permission' as const, id: personId, name: await nameOf(change, personId) }
    change.note({ subject, action: 'permission.changed', changes: { permissions: [before, after] } })
    change.tell({ type: 'permission.changed', to: [personId], data: { from: before, to: after } })
    const target = { kind: 'project', id: projectId }
    const details = { person: personId, before, after }
    await recordAct(db, actor, { action: 'project.permissions_changed', permission, target, details })
    return { personId, codes: after }
  })
