import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import { authorize, can, type TenantActor } from '../access/can.ts'
import type { Permission } from '../access/permissions.ts'
import type { ProjectPermissionCode } from './codes.ts'

/** What each permission in a project stands for, there alone. */
export const meaningOf: Record<ProjectPermissionCode, readonly Permission[]> = {
  view: ['projects:view'],
  edit: [
    'projects:view', 'projects:edit', 'phases:complete', 'phases:ignore', 'steps:create', 'steps:edit', 'tasks:create',
    'tasks:edit', 'tasks:assign',
  ],
  delete: ['projects:view', 'projects:delete', 'steps:delete', 'tasks:delete'],
  approve: ['projects:view', 'projects:approve'],
} // biome-ignore format: a list each

/** Whoever answers for a project says who takes part in it. */
const ofOwner: readonly Permission[] = ['projects:view', 'members:manage']

type Place = { id: string; ownerId?: string | null }

/** What somebody may do in a project: all that their role allows, and what was given to them there. */
export const rightsInProject = async (
  db: Database,
  actor: TenantActor,
  project: Place,
): Promise<ReadonlySet<Permission>> => {
  const { tenantId, id: personId, kind } = actor
  if (kind !== 'person') return actor.permissions
  const rows = await withTenant(db, tenantId, () =>
    db.models.ProjectPermission.findAll({
      attributes: ['code'],
      where: { tenantId, projectId: project.id, personId },
      raw: true,
    }),
  )
  const given = rows.flatMap(({ code }) => meaningOf[code])
  return new Set([...actor.permissions, ...given, ...(project.ownerId === personId ? ofOwner : [])])
}

/** The same decision as `authorizeInProject`, as yes or no: which buttons somebody sees. */
export const mayInProject = async (
  db: Database,
  actor: TenantActor,
  { project, permission }: { project: Place; permission: Permission },
): Promise<boolean> => can(actor, permission) || (await rightsInProject(db, actor, project)).has(permission)

/**
 * Lets an act in a project pass or throws. General permissions apply everywhere, those of a member in their project.
 * @throws AppError `forbidden`, whose details name what is `missing`
 */
export const authorizeInProject = async (
  db: Database,
  actor: TenantActor,
  { project, permission }: { project: Place; permission: Permission },
): Promise<void> => {
  if (!(await mayInProject(db, actor, { project, permission }))) authorize(actor, permission)
}

/**
 * Which projects somebody may see: `all`, or those of which they were given a permission or which they own. Empty = none.
 */
export const viewableProjects = async (
  db: Database,
  actor: TenantActor,
): Promise<{ all: boolean; ids: string[] }> => {
  if (can(actor, 'projects:view')) return { all: true, ids: [] }
  const { tenantId, id: personId, kind } = actor
  if (kind !== 'person') return { all: false, ids: [] }
  return withTenant(db, tenantId, async () => {
    const { Project, ProjectPermission } = db.models
    const where = { tenantId, personId }
    const given = await ProjectPermission.findAll({ attributes: ['projectId'], where, raw: true })
    const own = await Project.findAll({
      attributes: ['id'],
      where: { tenantId, ownerId: personId },
      raw: true,
    })
    const ids = [...given.map(({ projectId }) => projectId), ...own.map(({ id }) => id)]
    return { all: false, ids: [...new Set(ids)] }
  })
}

/**
 * What narrows a list of projects to those that somebody may see.
 * @param column that holds the project's id
 * @throws AppError `forbidden` when there can be none
 */
export const narrowToViewable = async (
  db: Database,
  actor: TenantActor,
  column: 'id' | 'projectId' = 'id',
): Promise<Record<string, string[]>> => {
  const { all, ids } = await viewableProjects(db, actor)
  if (all) return {}
  if (ids.length === 0) authorize(actor, 'projects:view')
  return { [column]: ids }
}
