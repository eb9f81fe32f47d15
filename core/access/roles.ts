import { Transaction, UniqueConstraintError } from 'sequelize'
import { z } from 'zod'
import type { Database } from '../../db/database.ts'
import type { Role } from '../../db/models/role.ts'
import { withTenant } from '../../db/tenant.ts'
import { AppError } from '../errors.ts'
import { lineOfText, skeletonOf } from '../names.ts'
import { behind, newestFirst, type Page } from '../paging.ts'
import { recordAct } from './audit.ts'
import type { Changes } from './audit-changes.ts'
import { type Actor, authorize, requireMember, type TenantActor } from './can.ts'
import { recordingTries } from './escalation.ts'
import { roleLabel } from './labels.ts'
import { grantable, heldIn, type Permission, systemRoles } from './permissions.ts'

const permission = 'roles:manage'

/** What the role of administrators keeps, or nobody of the tenant could give anything back. */
const keptByAdmins: readonly Permission[] = ['users:manage', 'roles:manage']

const permissionsSchema = z
  .array(z.enum(grantable))
  .max(grantable.length)
  .transform((codes) => [...new Set(codes)].sort())

export const roleChangesSchema = z.strictObject({
  name: lineOfText(80).optional(),
  permissions: permissionsSchema.optional(),
})
export type RoleChanges = z.infer<typeof roleChangesSchema>

export const newRoleSchema = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  name: lineOfText(80),
  permissions: permissionsSchema,
})
export type NewRole = z.infer<typeof newRoleSchema>

/** A role as rights are decided by it. */
export interface HeldRole {
  code: string
  permissions: ReadonlySet<Permission>
}

const held = ({ code, permissions }: Pick<Role, 'code' | 'permissions'>): HeldRole => ({
  code,
  permissions: heldIn(code, permissions),
})

/**
 * What the roles with these codes hold at this moment. Whoever decides by a role reads it here, each time: a change
 * counts from the next act on. One that is gone holds what everybody holds, and is not in the list.
 */
export const loadRoles = (db: Database, tenantId: string, codes: readonly string[]): Promise<HeldRole[]> =>
  withTenant(db, tenantId, async () => {
    const where = { tenantId, code: [...codes] }
    const attributes = ['code', 'permissions']
    const rows = await db.models.Role.findAll({ attributes, where, raw: true })
    return rows.map(held)
  })

/** As `loadRoles`, of one. */
export const loadRole = async (db: Database, tenantId: string, code: string): Promise<HeldRole> =>
  (await loadRoles(db, tenantId, [code]))[0] ?? { code, permissions: heldIn(code, []) }

/**
 * Nobody gives away what they lack themselves.
 * @throws AppError `forbidden`, whose details name the first that is `missing`
 */
export const requireNoMore = (actor: Actor, given: Iterable<Permission>): void => {
  const missing = [...given].find((code) => !actor.permissions.has(code))
  if (missing === undefined) return
  throw new AppError('forbidden', `nobody gives ${missing} away without having it`, { details: { missing } })
}

const invalid = (pointer: string, reason: string): AppError =>
  new AppError('invalid_value', reason, { details: { errors: [{ in: 'body', pointer, reason }], count: 1 } })

/**
 * The role that somebody is to be given, kept from changing until the open transaction ends.
 * @throws AppError `invalid_value` when there is none, `forbidden` when it holds more than the actor does
 */
export const requireGivable = async (db: Database, actor: TenantActor, code: string): Promise<HeldRole> => {
  const { tenantId } = actor
  const row = await db.models.Role.findOne({ where: { tenantId, code }, lock: Transaction.LOCK.SHARE })
  if (!row) throw invalid('/role', 'no such role')
  const role = held(row)
  requireNoMore(actor, role.permissions)
  return role
}

const conflict = (context: string, message: string, details: Record<string, unknown> = {}): AppError =>
  new AppError('conflict', message, { details: { context, ...details } })

const find = async (db: Database, tenantId: string, id: string, lock?: true): Promise<Role> => {
  const row = await db.models.Role.findOne({ where: { tenantId, id }, lock })
  if (!row) throw new AppError('not_found', 'There is no such role.')
  return row
}

/** A role by its code, such as to name it; null when there is none. Authorises nobody. */
export const findRoleByCode = (db: Database, tenantId: string, code: string): Promise<Role | null> =>
  withTenant(db, tenantId, () => db.models.Role.findOne({ where: { tenantId, code } }))

/** The codes of a tenant's roles, in their order. Authorises nobody. */
export const listRoleCodes = (db: Database, tenantId: string): Promise<string[]> =>
  withTenant(db, tenantId, async () => {
    const rows = await db.models.Role.findAll({
      attributes: ['code'],
      where: { tenantId },
      order: newestFirst,
    })
    return rows.map(({ code }) => code)
  })

/** Newest first. @throws AppError `forbidden` for visitors */
export const listRoles = (db: Database, actor: TenantActor, page: Page): Promise<Role[]> => {
  requireMember(actor)
  const { tenantId } = actor
  const where = { tenantId, ...behind(page) }
  return withTenant(db, tenantId, () =>
    db.models.Role.findAll({ where, order: newestFirst, limit: page.limit }),
  )
}

/** @throws AppError `forbidden` for visitors, `not_found` */
export const findRole = (db: Database, actor: TenantActor, id: string): Promise<Role> => {
  requireMember(actor)
  return withTenant(db, actor.tenantId, () => find(db, actor.tenantId, id))
}

const locales = ['fr', 'en'] as const

/** Whether a name looks like that of a system role, which has none of its own. */
const looksLikeSystemRole = (key: string, code: string): boolean =>
  systemRoles
    .filter((role) => role !== code)
    .flatMap((role) => [role, ...locales.map((locale) => roleLabel(locale, { code: role }))])
    .some((label) => skeletonOf(label) === key)

const keyOfName = (name: string, code: string): string => {
  const key = skeletonOf(name)
  if (looksLikeSystemRole(key, code)) throw nameTaken()
  return key
}

const nameTaken = (cause?: unknown): AppError =>
  new AppError('conflict', 'a role has this code or a name that looks like this one', {
    cause,
    details: { context: 'role_taken' },
  })

const unlessTaken = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (cause) {
    throw cause instanceof UniqueConstraintError ? nameTaken(cause) : cause
  }
}

interface Told {
  name: string | null
  permissions: readonly Permission[]
}

/** What it is called, and what it holds at this moment: of a system role also what no row says. */
const toldOf = (role: Role): Told => ({
  name: role.name ?? null,
  permissions: [...held(role).permissions].sort(),
})

/** @param before null = made, @param after null = deleted */
const changesOf = (before: Told | null, after: Told | null): Changes => {
  const changes: Changes = {}
  for (const field of ['name', 'permissions'] as const) {
    const change = { before: before?.[field] ?? null, after: after?.[field] ?? null }
    if (JSON.stringify(change.before) !== JSON.stringify(change.after)) changes[field] = change
  }
  return changes
}

/**
 * Makes a role of the tenant's own.
 * @throws AppError `forbidden`, also for permissions that the actor lacks; `conflict` (context `role_taken`)
 */
export const createRole = async (db: Database, actor: TenantActor, values: NewRole): Promise<Role> => {
  authorize(actor, permission)
  const { tenantId } = actor
  const work = async () => {
    requireNoMore(actor, values.permissions)
    const nameKey = keyOfName(values.name, values.code)
    return withTenant(db, tenantId, async () => {
      const role = await db.models.Role.create({ ...values, tenantId, nameKey })
      const target = { kind: 'role', id: role.id, label: values.name }
      const details = { code: role.code }
      const changes = changesOf(null, toldOf(role))
      await recordAct(db, actor, { action: 'role.created', permission, target, details, changes })
      return role
    })
  }
  return unlessTaken(() => recordingTries(db, actor, { action: 'role.created', permission }, work))
}

const requireKept = (role: Role, permissions: readonly Permission[]): void => {
  if (role.code !== 'admin') return
  const missing = keptByAdmins.find((code) => !permissions.includes(code))
  if (missing !== undefined)
    throw conflict('role_admin', 'administrators keep what others get their rights back with', { missing })
}

/**
 * Changes a role's name or what it holds. Whoever bears it may do so from their next act on.
 * @throws AppError `forbidden`, also for permissions that the actor lacks and the role is to get; `not_found`;
 *   `conflict` (context `role_taken`, or `role_admin` when administrators would lose what they need)
 */
export const updateRole = (
  db: Database,
  actor: TenantActor,
  { id, changes }: { id: string; changes: RoleChanges },
): Promise<Role> => {
  authorize(actor, permission)
  const { tenantId } = actor
  const attempt = { action: 'role.updated', permission, target: { kind: 'role', id } } as const
  const work = () =>
    withTenant(db, tenantId, async () => {
      const role = await find(db, tenantId, id, true)
      const { name, permissions } = changes
      const [before, told] = [held(role).permissions, toldOf(role)]
      if (permissions !== undefined) {
        requireNoMore(
          actor,
          permissions.filter((code) => !before.has(code)),
        )
        requireKept(role, permissions)
      }
      await role.update({
        ...(name !== undefined && { name, nameKey: keyOfName(name, role.code) }),
        ...(permissions !== undefined && { permissions }),
      })
      await recordAct(db, actor, {
        action: 'role.updated',
        permission,
        target: { kind: 'role', id, label: role.name ?? role.code },
        details: { code: role.code },
        changes: changesOf(told, toldOf(role)),
      })
      return role
    })
  return unlessTaken(() => recordingTries(db, actor, attempt, work))
}

/**
 * @throws AppError `forbidden`, `not_found`, `conflict` (context `role_system`, or `role_in_use` while people bear it
 *   or roles of a chat platform stand for it)
 */
export const deleteRole = (db: Database, actor: TenantActor, id: string): Promise<void> => {
  authorize(actor, permission)
  const { tenantId } = actor
  return withTenant(db, tenantId, async () => {
    const { Person, RoleMapping } = db.models
    const role = await find(db, tenantId, id, true)
    const { code } = role
    if (role.isSystem) throw conflict('role_system', 'this role comes with the tenant')
    const where = { tenantId, role: code }
    const count = (await Person.count({ where })) + (await RoleMapping.count({ where }))
    if (count > 0) throw conflict('role_in_use', 'somebody bears this role', { count })
    const changes = changesOf(toldOf(role), null)
    await role.destroy()
    const target = { kind: 'role', id, label: role.name ?? code }
    await recordAct(db, actor, { action: 'role.deleted', permission, target, details: { code }, changes })
  })
}
