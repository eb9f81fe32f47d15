import { AppError } from '../errors.ts'
import { type Permission, permissions, permissionsOf } from './permissions.ts'

/**
 * Who acts. `operator` runs the deployment; `person` belongs to a tenant; `session` is somebody who is not signed in
 * (id `<platform>:<place>:<user>`); `service` is a program with a token of the tenant; `system` is a job.
 */
export interface Actor {
  kind: 'operator' | 'person' | 'session' | 'service' | 'system'
  id: string
  /** Whose data the acts are about; null for an operator who named no tenant. */
  tenantId: string | null
  role: string | null
  permissions: ReadonlySet<Permission>
  /** Assistants that a session meets besides the public ones: those bound to the channel it is in. */
  assistantIds?: readonly string[]
}

/** An actor in a tenant: what every act on a tenant's data takes. */
export type TenantActor = Actor & { tenantId: string }

const sessionPermissions: ReadonlySet<Permission> = new Set<Permission>(['assistants:use', 'datasets:query'])
const operatorPermissions: ReadonlySet<Permission> = new Set(permissions)

/** Somebody of the tenant. @param person.permissions of their role, as `loadRole` reads it */
export const personActor = (person: {
  id: string
  tenantId: string
  role: string
  permissions?: ReadonlySet<Permission>
}): TenantActor => ({
  kind: 'person',
  ...person,
  permissions: person.permissions ?? permissionsOf(person.role),
})

export const operatorActor = <T extends string | null>(id: string, tenantId: T): Actor & { tenantId: T } => ({
  kind: 'operator',
  id,
  tenantId,
  role: null,
  permissions: operatorPermissions,
})

/** A program: what its token says, and nothing that roles would add. */
export const serviceActor = (service: {
  id: string
  tenantId: string
  permissions: ReadonlySet<Permission>
}): TenantActor => ({ kind: 'service', role: null, ...service })

export const sessionActor = (id: string, tenantId: string): TenantActor => ({
  kind: 'session',
  id,
  tenantId,
  role: null,
  permissions: sessionPermissions,
})

/**
 * Somebody whom a chat platform vouches for (`slack:<team>:<user>`) and who is linked to no person. Whoever runs the
 * workspace acts as an admin of the tenant that it is bound to. Somebody else whose role on the platform stands for one
 * of the tenant has that one's permissions besides everybody's; no role has what operators have.
 */
export const memberActor = (member: {
  id: string
  tenantId: string
  isAdmin: boolean
  /** Bound to the channel that this comes from. */
  assistantIds: readonly string[]
  /** What a role of theirs on the platform stands for. */
  role?: string | null
  /** Of that role, or of the admins', as `loadRole` reads it. */
  permissions?: ReadonlySet<Permission>
}): TenantActor => {
  const { id, tenantId, isAdmin, assistantIds } = member
  const actor = { ...sessionActor(id, tenantId), assistantIds }
  const role = isAdmin ? 'admin' : (member.role ?? null)
  if (role === null) return actor
  const held = member.permissions ?? permissionsOf(role)
  return { ...actor, role, permissions: new Set([...sessionPermissions, ...held]) }
}

/** Sessions without a role meet public assistants and those of their channel; for them the rest does not exist. */
export const meetsAllAssistants = ({ kind, role }: Actor): boolean => kind !== 'session' || role !== null

/** For what everybody of a tenant may read, and visitors may not. @throws AppError `forbidden` */
export const requireMember = (actor: Actor): void => {
  if (!meetsAllAssistants(actor)) throw new AppError('forbidden', 'this is for members of the tenant')
}

/**
 * A job goes on with what somebody asked for and was allowed when he asked: it bears his name in the audit trail and
 * decides nothing anew.
 */
export const actorOnBehalf = (tenantId: string, of: { kind: Actor['kind']; id: string }): TenantActor => ({
  ...of,
  tenantId,
  role: null,
  permissions: new Set(permissions.filter((permission) => permission !== 'tenants:manage')),
})

/** The one decision, for every edge and job. `tenantId` of the thing acted upon, when it is known already. */
export const can = (actor: Actor, permission: Permission, thing: { tenantId?: string } = {}): boolean =>
  (thing.tenantId === undefined || thing.tenantId === actor.tenantId) && actor.permissions.has(permission)

/**
 * Lets an act pass or throws. What belongs to another tenant is not there, rather than forbidden.
 * @throws forbidden, whose details name what is `missing`; not_found
 */
export const authorize = (actor: Actor, permission: Permission, thing: { tenantId?: string } = {}): void => {
  if (thing.tenantId !== undefined && thing.tenantId !== actor.tenantId)
    throw new AppError('not_found', 'There is no such thing here.')
  if (!can(actor, permission, thing))
    throw new AppError('forbidden', `This needs the permission ${permission}.`, {
      details: { missing: permission },
    })
}
