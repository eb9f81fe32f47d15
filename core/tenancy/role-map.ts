import type { Database } from '../../db/database.ts'
import type { RoleMapping } from '../../db/models/role-mapping.ts'
import type { ChatPlatform } from '../../db/models/workspace.ts'
import { asOwner, inTenantAsOwner, withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { authorize, type TenantActor } from '../access/can.ts'
import { recordingTries } from '../access/escalation.ts'
import { highestRole } from '../access/permissions.ts'
import { type HeldRole, loadRoles, requireNoMore } from '../access/roles.ts'
import { AppError } from '../errors.ts'
import { findInstall, type Install } from './installs.ts'

/** A role of a chat platform, and the one that whoever bears it there acts with in the tenant. */
export interface MappedRole {
  /** As the platform knows it. */
  platformRoleId: string
  name: string | null
  /** Code of a role of the tenant. */
  role: string
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

/** How a platform writes the ids of what stands for roles, and what that is called. */
const platformRoles: Record<ChatPlatform, { form: RegExp; reason: string }> = {
  slack: { form: /^S[A-Z0-9]{2,30}$/, reason: 'not the id of a Slack user group' },
  discord: { form: /^\d{1,22}$/, reason: 'not the id of a Discord role' },
}

/** What nobody could ever bear would look as if it worked. */
const requireUsable = (
  { platform }: Install,
  { roles, known }: { roles: readonly MappedRole[]; known: readonly HeldRole[] },
): void => {
  const { form, reason } = platformRoles[platform]
  const fault = (at: number, field: string, why: string) => ({
    in: 'body',
    pointer: `/items/${at}/${field}`,
    reason: why,
  })
  const errors = roles.flatMap(({ platformRoleId, role }, at) => [
    ...(form.test(platformRoleId) ? [] : [fault(at, 'platform_role_id', reason)]),
    ...(known.some(({ code }) => code === role) ? [] : [fault(at, 'role', 'no such role')]),
  ])
  if (errors.length > 0)
    throw new AppError('invalid_value', 'some roles do not exist', {
      details: { errors, count: errors.length },
    })
}

const toldOf = (roles: readonly MappedRole[]) =>
  roles.map(({ platformRoleId, role }) => ({ platformRoleId, role }))

/** What stood in the map already gives nobody anything new. @throws AppError `forbidden` */
const requireGivableMap = (
  actor: TenantActor,
  {
    roles,
    known,
    before,
  }: { roles: readonly MappedRole[]; known: readonly HeldRole[]; before: MappedRole[] },
): void => {
  const isNew = (mapped: MappedRole): boolean =>
    !before.some(
      ({ platformRoleId, role }) => platformRoleId === mapped.platformRoleId && role === mapped.role,
    )
  const given = new Set(roles.filter(isNew).map(({ role }) => role))
  requireNoMore(
    actor,
    known.filter(({ code }) => given.has(code)).flatMap(({ permissions }) => [...permissions]),
  )
}

/**
 * Sets what the roles of a workspace stand for, in place of all that was set before. Each platform role stands in
 * `roles` once.
 * @throws AppError `forbidden`, also for a role that holds more than the actor does; `not_found`; `invalid_value` for
 *   what is no id of a role there, and for a role that the tenant does not have
 */
export const setRoleMap = (
  db: Database,
  actor: TenantActor,
  installId: string,
  roles: readonly MappedRole[],
): Promise<MappedRole[]> => {
  authorize(actor, permission)
  const { tenantId } = actor
  const attempt = { action: 'role_map.set', permission, target: { kind: 'install', id: installId } } as const
  const work = () =>
    asOwner(db, async () => {
      // Of two who set it at the same moment the second waits here, so that no list is made of both.
      await db.models.Workspace.findOne({
        attributes: ['id'],
        where: { id: installId, tenantId },
        lock: true,
      })
      const place = await findInstall(db, actor, installId)
      const where = whereOf(tenantId, place)
      return inTenantAsOwner(db, tenantId, async () => {
        const codes = [...new Set(roles.map(({ role }) => role))]
        const known = await loadRoles(db, tenantId, codes)
        requireUsable(place, { roles, known })
        const before = await readMap(db, tenantId, place)
        requireGivableMap(actor, { roles, known, before })
        await db.models.RoleMapping.destroy({ where })
        await db.models.RoleMapping.bulkCreate(roles.map((mapped) => ({ ...where, ...mapped })))
        const target = { kind: 'install', id: place.id }
        const { platform, workspaceId } = place
        const details = { platform, workspaceId, roles: toldOf(roles) }
        const changes = { roles: { before: toldOf(before), after: toldOf(roles) } }
        await recordAct(db, actor, { action: 'role_map.set', permission, target, details, changes })
        return readMap(db, tenantId, place)
      })
    })
  return recordingTries(db, actor, attempt, work)
}

/**
 * The highest role of the tenant that somebody's roles in a workspace stand for; null when they stand for none.
 * @param place.platformRoles theirs, as the platform's verified event tells them
 */
export const findMappedRole = async (
  db: Database,
  tenantId: string,
  place: { platform: ChatPlatform; workspace: string; platformRoles: readonly string[] },
): Promise<HeldRole | null> => {
  const { platform, workspace, platformRoles: borne } = place
  if (borne.length === 0) return null
  const where = { tenantId, platform, workspace, platformRoleId: [...borne] }
  return withTenant(db, tenantId, async () => {
    const rows = await db.models.RoleMapping.findAll({ attributes: ['role'], where, raw: true })
    if (rows.length === 0) return null
    return highestRole(await loadRoles(db, tenantId, [...new Set(rows.map(({ role }) => role))]))
  })
}

/** The platform's roles that stand for something in a workspace: of them alone it matters who bears them. */
export const listMappedIds = (
  db: Database,
  tenantId: string,
  place: { platform: ChatPlatform; workspace: string },
): Promise<string[]> =>
  withTenant(db, tenantId, async () => {
    const where = { tenantId, ...place }
    const rows = await db.models.RoleMapping.findAll({ attributes: ['platformRoleId'], where, raw: true })
    return rows.map(({ platformRoleId }) => platformRoleId)
  })
