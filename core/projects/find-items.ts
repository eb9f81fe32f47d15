import { validate as isUuid } from 'uuid'
import type { Database } from '../../db/database.ts'
import type { ProjectStep } from '../../db/models/project-step.ts'
import type { ProjectTask } from '../../db/models/project-task.ts'
import { AppError } from '../errors.ts'
import type { Change } from './change.ts'

/** A step or a task; without its project it is looked up by its id alone. */
export interface ItemPlace {
  id: string
  projectId?: string | undefined
}

const notFound = () => new AppError('not_found', 'There is no such step or task.')

/** The project of a step or a task, which is locked before anything in it is read to be changed. */
export const findPlace = async (
  db: Database,
  tenantId: string,
  { model, id, projectId }: ItemPlace & { model: 'ProjectStep' | 'ProjectTask' },
): Promise<string> => {
  if (projectId !== undefined) return projectId
  if (!isUuid(id)) throw notFound()
  const wanted = { attributes: ['projectId'], where: { tenantId, id }, raw: true as const }
  const { ProjectStep, ProjectTask } = db.models
  const row = await (model === 'ProjectStep' ? ProjectStep.findOne(wanted) : ProjectTask.findOne(wanted))
  if (!row) throw notFound()
  return row.projectId
}

/** @throws AppError `not_found` also for one of another project */
export const findStep = async (
  { db, tenantId, project }: Pick<Change, 'db' | 'tenantId' | 'project'>,
  id: string,
): Promise<ProjectStep> => {
  const where = { tenantId, id, projectId: project.id }
  const step = isUuid(id) ? await db.models.ProjectStep.findOne({ where }) : null
  if (!step) throw notFound()
  return step
}

/** @throws AppError `not_found` also for one of another project */
export const findTask = async (
  { db, tenantId, project }: Pick<Change, 'db' | 'tenantId' | 'project'>,
  id: string,
): Promise<ProjectTask> => {
  const where = { tenantId, id, projectId: project.id }
  const task = isUuid(id) ? await db.models.ProjectTask.findOne({ where }) : null
  if (!task) throw notFound()
  return task
}
