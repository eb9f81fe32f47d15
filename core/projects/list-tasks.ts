import { literal, Op, type WhereOptions } from 'sequelize'
import { validate as isUuid } from 'uuid'
import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import type { TenantActor } from '../access/can.ts'
import { ahead, oldestFirst, type Page } from '../paging.ts'
import { findProject } from './change.ts'
import { openStatuses, type WorkStatus } from './codes.ts'
import { readToday } from './days.ts'
import { findPlace, findTask, type ItemPlace } from './find-items.ts'
import { narrowToProject } from './list-steps.ts'
import { authorizeInProject } from './rights.ts'
import { readLinks } from './task-links.ts'
import { type TaskView, viewTask } from './views.ts'

export interface TaskFilter {
  status?: WorkStatus | readonly WorkStatus[] | undefined
  /** Id of a person. */
  assigneeId?: string | undefined
  stepId?: string | undefined
  isLate?: boolean | undefined
}

const noLinks = { assigneeIds: [], dependsOn: [], blockedBy: [] }

/** @throws AppError `not_found`, `forbidden` */
export const readTask = (
  db: Database,
  actor: TenantActor,
  { now, ...place }: ItemPlace & { now?: Date },
): Promise<TaskView> => {
  const { tenantId } = actor
  return withTenant(db, tenantId, async () => {
    const projectId = await findPlace(db, tenantId, { model: 'ProjectTask', ...place })
    const project = await findProject(db, tenantId, projectId)
    await authorizeInProject(db, actor, { project, permission: 'projects:view' })
    const task = await findTask({ db, tenantId, project }, place.id)
    const links = (await readLinks(db, tenantId, [task.id])).get(task.id) ?? noLinks
    return viewTask(task, links, await readToday(db, tenantId, now))
  })
}

const assignedTo = (tenantId: string, personId: string) =>
  literal(
    `(select a.task_id from task_assignees a where a.tenant_id = '${tenantId}'
        and a.person_id = ${isUuid(personId) ? `'${personId}'` : 'null'})`,
  )

const lateness = (isLate: boolean, today: string): WhereOptions =>
  isLate
    ? { status: [...openStatuses], dueOn: { [Op.lt]: today } }
    : {
        [Op.or]: [
          { dueOn: null },
          { dueOn: { [Op.gte]: today } },
          { status: { [Op.notIn]: [...openStatuses] } },
        ],
      }

const conditionsOf = (tenantId: string, filter: TaskFilter, today: string): WhereOptions[] => [
  { tenantId },
  ...(filter.status === undefined ? [] : [{ status: filter.status as WorkStatus }]),
  ...(filter.stepId === undefined ? [] : [{ stepId: filter.stepId }]),
  ...(filter.assigneeId === undefined ? [] : [{ id: { [Op.in]: assignedTo(tenantId, filter.assigneeId) } }]),
  ...(filter.isLate === undefined ? [] : [lateness(filter.isLate, today)]),
]

interface Wanted {
  /** Absent = of all projects that are on and somebody may see. */
  projectId?: string
  page: Page
  filter?: TaskFilter
  now?: Date
}

/** Tasks in the order in which they were made. @throws AppError `not_found`, `forbidden` */
export const listTasks = (
  db: Database,
  actor: TenantActor,
  { projectId, page, filter = {}, now }: Wanted,
): Promise<TaskView[]> => {
  const { tenantId } = actor
  return withTenant(db, tenantId, async () => {
    const today = await readToday(db, tenantId, now)
    const place = await narrowToProject(db, actor, projectId)
    const where = { [Op.and]: [...conditionsOf(tenantId, filter, today), place, ahead(page)] }
    const rows = await db.models.ProjectTask.findAll({ where, order: oldestFirst, limit: page.limit })
    const links = await readLinks(
      db,
      tenantId,
      rows.map(({ id }) => id),
    )
    return rows.map((row) => viewTask(row, links.get(row.id) ?? noLinks, today))
  })
}
