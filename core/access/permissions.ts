/** Every permission, `domain:action`. Stored and sent as such; labels come from the locale namespace `access`. */
export const permissions = [
  'projects:create', 'projects:view', 'projects:edit', 'projects:delete', 'projects:approve',
  'studies:approve',
  'phases:complete', 'phases:ignore',
  'steps:create', 'steps:edit', 'steps:delete',
  'tasks:create', 'tasks:edit', 'tasks:delete', 'tasks:assign',
  'members:manage',
  'documents:view', 'documents:create', 'documents:generate', 'documents:upload', 'documents:comment',
  'documents:approve', 'documents:reject', 'documents:delete',
  'assistants:use', 'assistants:create', 'assistants:edit', 'assistants:delete',
  'datasets:upload', 'datasets:query',
  'plans:create', 'plans:generate', 'plans:export',
  'analytics:view', 'analytics:export',
  'notifications:broadcast',
  'users:manage', 'roles:manage', 'services:manage',
  'quotas:view', 'quotas:manage',
  'llm:manage', 'schedules:manage', 'audit:view', 'installs:manage', 'credentials:manage',
  'conversations:view', 'conversations:delete',
  'retention:manage', 'jobs:view',
  'tenants:manage',
] as const // biome-ignore format: a domain a line
export type Permission = (typeof permissions)[number]

/** What a role of a tenant can hold: all but what operators of the deployment have. */
export const grantable = permissions.filter((permission) => permission !== 'tenants:manage')

export const systemRoles = ['marketing', 'it', 'finance', 'management', 'admin'] as const
export type SystemRole = (typeof systemRoles)[number]

/** Every role holds these, and its own conversations. */
const everyones: Permission[] = ['assistants:use', 'datasets:query']

const all = (...domains: string[]): Permission[] =>
  permissions.filter((permission) => domains.includes(permission.split(':')[0]!))
const isApproveOrDelete = (permission: Permission): boolean => /:(approve|delete)$/.test(permission)

/** What the five system roles hold until their tenant changes that. */
export const rolePermissions: Record<SystemRole, ReadonlySet<Permission>> = {
  marketing: new Set([
    ...everyones,
    ...all('projects', 'phases', 'steps', 'tasks', 'documents', 'assistants', 'datasets', 'plans').filter(
      (permission) => !isApproveOrDelete(permission),
    ),
  ]),
  it: new Set([
    ...everyones, 'projects:view', ...all('documents', 'assistants', 'datasets'), 'llm:manage', 'analytics:view',
  ]), // biome-ignore format: one role, read at a glance
  finance: new Set([
    ...everyones, 'projects:view', 'documents:view', 'documents:approve', 'quotas:view', ...all('analytics'),
  ]), // biome-ignore format: one role, read at a glance
  management: new Set([
    ...everyones, 'projects:view', 'projects:approve', 'studies:approve', 'documents:view', 'documents:approve',
    ...all('analytics'),
  ]), // biome-ignore format: one role, read at a glance
  admin: new Set(permissions.filter((permission) => permission !== 'tenants:manage')),
}

/** The one that holds the most; null of none. Whoever bears several roles of a chat platform acts with one of ours. */
export const highestRole = <Role extends { permissions: ReadonlySet<Permission> }>(
  roles: readonly Role[],
): Role | null =>
  roles.reduce<Role | null>(
    (highest, role) =>
      highest === null || role.permissions.size > highest.permissions.size ? role : highest,
    null,
  )

/** What a system role holds until its tenant changes that; any other what every role holds. */
export const permissionsOf = (role: string): ReadonlySet<Permission> =>
  Object.hasOwn(rolePermissions, role) ? rolePermissions[role as SystemRole] : new Set(everyones)

/**
 * What a tenant's role holds. @param stored null = as `permissionsOf`; codes that this version does not know, and those
 * of operators, are left out
 */
export const heldIn = (role: string, stored: readonly string[] | null): ReadonlySet<Permission> =>
  stored === null
    ? permissionsOf(role)
    : new Set([...everyones, ...grantable.filter((permission) => stored.includes(permission))])
