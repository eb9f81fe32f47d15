import type { Database } from '../../db/database.ts'
import type { RoleMapping } from '../../db/models/role-mapping.ts'
import type { ChatPlatform } from '../../db/models/workspace.ts'
import { asOwner, inTenantAsOwner, withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { authorize, type TenantActor } from '../access/can.ts'
import { highestRole, type SystemRole } from '../access/permissions.ts'
import { AppError } from '../errors.ts'
import { findInstall, type Install } from './installs.ts'

/** A role of a chat platform, and the one that whoever bears it there acts with in the tenant. */
export interface MappedRole {
  /** As the platform knows it. */
  platformRoleId: string
  name: string | null
  role: SystemRole
}

const permission = 'installs:manage'

const whereOf = (tenantId: string, { platform, workspaceId: workspace }: Install) => ({
  tenantId,
  platform,
  workspace,
})

const present = ({ platformRoleId, name, role }: RoleMapping): MappedRole => ({ platformRoleId, name, role })

const readMap = async (db: Database, tenantId: string, place: Install): Promise<MappedRole[]> => {
  const where = whereOf(tenantId, place)
  const rows = await db.models.RoleMapping.findAll({ where, order: ['platformRoleId'], raw: true })
  return rows.map(present)
}

/** What the roles of a workspace stand for. @throws AppError `forbidden`, `not_found` */
export const readRoleMap = async (
  db: Database,
  actor: TenantActor,
  installId: string,
): Promise<MappedRole[]> => {
  authorize(actor, permission)
  const place = await findInstall(db, actor, installId)
  return withTenant(db, actor.tenantId, () => readMap(db, actor.tenantId, place))
}

/** What nobody could ever bear would look as if it worked. */
const requireUsable = ({ platform }: Install, roles: readonly MappedRole[]): void => {
  if (platform === 'slack')
    throw new AppError('conflict', 'user groups of Slack cannot be read', {
      details: { context: 'role_map_slack' },
    })
  const errors = roles.flatMap(({ platformRoleId }, at) =>
    /^\d{1,22}$/.test(platformRoleId)
      ? []
      : [{ in: 'body', pointer: `/items/${at}/platform_role_id`, reason: 'not the id of a Discord role' }],
  )
  if (errors.length > 0)
    throw new AppError('invalid_value', 'some roles cannot exist on the platform', {
      details: { errors, count: errors.length },
    })
}

/**
 * Sets what the roles of a workspace stand for, in place of all that was set before. Each platform role stands in
 * `roles` once.
 * @throws AppError `forbidden`, `not_found`, `conflict` (context `role_map_slack`) where a platform does not tell who
 *   bears its roles, `invalid_value` for what is no id of a role there
 */
export const setRoleMap = (
  db: Database,
  actor: TenantActor,
  installId: string,
  roles: readonly MappedRole[],
): Promise<MappedRole[]> => {
  authorize(actor, permission)
  const { tenantId } = actor
  return asOwner(db, async () => {
    // Of two who set it at the same moment the second waits here, so that no list is made of both.
    await db.models.Workspace.findOne({ attributes: ['id'], where: { id: installId, tenantId }, lock: true })
    const place = await findInstall(db, actor, installId)
    requireUsable(place, roles)
    const where = whereOf(tenantId, place)
    return inTenantAsOwner(db, tenantId, async () => {
      await db.models.RoleMapping.destroy({ where })
      await db.models.RoleMapping.bulkCreate(roles.map((mapped) => ({ ...where, ...mapped })))
      const target = { kind: 'install', id: place.id }
      const shown = roles.map(({ platformRoleId, role }) => ({ platformRoleId, role }))
      const { platform, workspaceId } = place
      const details = { platform, workspaceId, roles: shown }
      await recordAct(db, actor, { action: 'role_map.set', permission, target, details })
      return readMap(db, tenantId, place)
    })
  })
}

/**
 * The highest role of the tenant that somebody's roles in a workspace stand for; null when they stand for none.
 * @param place.platformRoles theirs, as the platform's verified event tells them
 */
export const findMappedRole = async (
  db: Database,
  tenantId: string,
  place: { platform: ChatPlatform; workspace: string; platformRoles: readonly string[] },
): Promise<SystemRole | null> => {
  const { platform, workspace, platformRoles } = place
  const where = { tenantId, platform, workspace, platformRoleId: [...platformRoles] }
  const rows = await withTenant(db, tenantId, () =>
    db.models.RoleMapping.findAll({ attributes: ['role'], where, raw: true }),
  )
  return highestRole(rows.map(({ role }) => role))
}
