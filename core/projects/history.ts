import { Op, type WhereOptions } from 'sequelize'
import { validate as isUuid } from 'uuid'
import type { Database } from '../../db/database.ts'
import type { ProjectEvent, SubjectKind } from '../../db/models/project-event.ts'
import { withTenant } from '../../db/tenant.ts'
import { can, type TenantActor } from '../access/can.ts'
import { behind, newestFirst, type Page } from '../paging.ts'
import { findProject } from './change.ts'
import { given } from './fields.ts'
import { authorizeInProject } from './rights.ts'

export interface EventFilter {
  subjectKind?: SubjectKind | undefined
  /** An id; of a phase its code. */
  subjectId?: string | undefined
}

/** The history of a project that is gone is for those who may see every project. */
const requireView = async (db: Database, actor: TenantActor, projectId: string): Promise<void> => {
  const { tenantId } = actor
  const project = await findProject(db, tenantId, projectId).catch(async (error) => {
    const isKept = isUuid(projectId) && can(actor, 'projects:view')
    if (isKept && (await db.models.ProjectEvent.findOne({ where: { tenantId, projectId } }))) return null
    throw error
  })
  if (project) await authorizeInProject(db, actor, { project, permission: 'projects:view' })
}

/** What happened in a project, newest first. @throws AppError `not_found`, `forbidden` */
export const listProjectEvents = (
  db: Database,
  actor: TenantActor,
  { projectId, page, filter = {} }: { projectId: string; page: Page; filter?: EventFilter },
): Promise<ProjectEvent[]> => {
  const { tenantId } = actor
  return withTenant(db, tenantId, async () => {
    await requireView(db, actor, projectId)
    const where: WhereOptions = { [Op.and]: [{ tenantId, projectId }, given(filter), behind(page)] }
    return db.models.ProjectEvent.findAll({ where, order: newestFirst, limit: page.limit })
  })
}
