import { QueryTypes } from 'sequelize'
import type { Database } from '../../db/database.ts'
import { AppError } from '../errors.ts'
import type { Change } from './change.ts'
import { unacceptable } from './fields.ts'
import type { TaskLinks } from './views.ts'

const linksSql = `
  select t.id::text as id,
         array(select a.person_id::text from task_assignees a
                where a.tenant_id = t.tenant_id and a.task_id = t.id order by 1) as "assigneeIds",
         array(select d.depends_on_id::text from task_dependencies d
                where d.tenant_id = t.tenant_id and d.task_id = t.id order by 1) as "dependsOn",
         array(select p.id::text from task_dependencies d
                 join project_tasks p on p.tenant_id = d.tenant_id and p.id = d.depends_on_id
                where d.tenant_id = t.tenant_id and d.task_id = t.id and p.status in ('pending', 'in_progress')
                order by 1) as "blockedBy"
    from project_tasks t where t.tenant_id = $1 and t.id = any($2::uuid[])`

/** Who does these tasks, what they wait for and what of that is still open; each list in the order of the ids. */
export const readLinks = async (
  db: Database,
  tenantId: string,
  ids: readonly string[],
): Promise<Map<string, TaskLinks>> => {
  if (ids.length === 0) return new Map()
  const bind = [tenantId, [...ids]]
  const rows = await db.sequelize.query<TaskLinks & { id: string }>(linksSql, {
    bind,
    type: QueryTypes.SELECT,
  })
  return new Map(rows.map(({ id, ...links }) => [id, links]))
}

const edgesSql = `
  select d.task_id::text as "from", d.depends_on_id::text as "to"
    from task_dependencies d join project_tasks t on t.tenant_id = d.tenant_id and t.id = d.task_id
   where d.tenant_id = $1 and t.project_id = $2`

/** The way from a task to another one along what each waits for; null when there is none. */
const pathBetween = (edges: Map<string, string[]>, from: string, to: string): string[] | null => {
  const cameFrom = new Map<string, string | null>([[from, null]])
  const queue = [from]
  for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
    if (task === to) break
    for (const next of edges.get(task) ?? []) {
      if (cameFrom.has(next)) continue
      cameFrom.set(next, task)
      queue.push(next)
    }
  }
  if (!cameFrom.has(to)) return null
  const path: string[] = []
  for (let at: string | null = to; at !== null; at = cameFrom.get(at) ?? null) path.unshift(at)
  return path
}

/**
 * Refuses what a task cannot wait for. Right under two requests at once because the project is locked.
 * @throws AppError `invalid_value` for a task that is not in the project, `dependency_cycle` (details `cycle`: ids)
 */
const requireNoCycle = async (
  change: Change,
  taskId: string,
  dependsOn: readonly string[],
): Promise<void> => {
  const { db, tenantId, project } = change
  const where = { tenantId, projectId: project.id, id: [...dependsOn] }
  const rows = await db.models.ProjectTask.findAll({ attributes: ['id'], where, raw: true })
  const known = new Set(rows.map(({ id }) => id))
  const unknown = dependsOn.findIndex((id) => !known.has(id))
  if (unknown >= 0) throw unacceptable(`/depends_on/${unknown}`, 'no task of this project')
  const pairs = await db.sequelize.query<{ from: string; to: string }>(edgesSql, {
    bind: [tenantId, project.id],
    type: QueryTypes.SELECT,
  })
  const edges = new Map<string, string[]>()
  for (const { from, to } of pairs) edges.set(from, [...(edges.get(from) ?? []), to])
  for (const [at, id] of dependsOn.entries()) {
    const path = pathBetween(edges, id, taskId)
    if (path === null) continue
    const errors = [{ in: 'body', pointer: `/depends_on/${at}`, reason: 'it waits for this task itself' }]
    throw new AppError('dependency_cycle', 'the tasks would wait for each other for ever', {
      details: { errors, count: 1, cycle: [taskId, ...path] },
    })
  }
}

/** @throws AppError `invalid_value`, `dependency_cycle` */
export const setDependencies = async (
  change: Change,
  taskId: string,
  { before, after }: { before: readonly string[]; after: readonly string[] },
): Promise<void> => {
  const { db, tenantId } = change
  const added = [...new Set(after)].filter((id) => !before.includes(id))
  const removed = before.filter((id) => !after.includes(id))
  if (added.length > 0) await requireNoCycle(change, taskId, after)
  const { TaskDependency } = db.models
  if (removed.length > 0) await TaskDependency.destroy({ where: { tenantId, taskId, dependsOnId: removed } })
  if (added.length > 0)
    await TaskDependency.bulkCreate(added.map((dependsOnId) => ({ tenantId, taskId, dependsOnId })))
}

export const setAssignees = async (
  { db, tenantId }: Change,
  taskId: string,
  { before, after }: { before: readonly string[]; after: readonly string[] },
): Promise<void> => {
  const added = [...new Set(after)].filter((id) => !before.includes(id))
  const removed = before.filter((id) => !after.includes(id))
  const { TaskAssignee } = db.models
  if (removed.length > 0) await TaskAssignee.destroy({ where: { tenantId, taskId, personId: removed } })
  if (added.length > 0)
    await TaskAssignee.bulkCreate(added.map((personId) => ({ tenantId, taskId, personId })))
}

const unblockedSql = `
  select t.id::text as id, t.name,
         array(select a.person_id::text from task_assignees a
                where a.tenant_id = t.tenant_id and a.task_id = t.id) as "assigneeIds"
    from task_dependencies waits join project_tasks t on t.tenant_id = waits.tenant_id and t.id = waits.task_id
   where waits.tenant_id = $1 and waits.depends_on_id = $2 and t.status in ('pending', 'in_progress')
     and not exists (
       select from task_dependencies d join project_tasks p on p.tenant_id = d.tenant_id and p.id = d.depends_on_id
        where d.tenant_id = t.tenant_id and d.task_id = t.id and d.depends_on_id <> $2
          and p.status in ('pending', 'in_progress'))`

/** Tells those whose task waits for nothing else any more. To be called before the one that it waited for goes. */
export const tellUnblocked = async (change: Change, task: { id: string; name: string }): Promise<void> => {
  const { db, tenantId } = change
  const rows = await db.sequelize.query<{ id: string; name: string; assigneeIds: string[] }>(unblockedSql, {
    bind: [tenantId, task.id],
    type: QueryTypes.SELECT,
  })
  for (const { id, name, assigneeIds } of rows)
    change.tell({ type: 'task.unblocked', task: { id, name }, to: assigneeIds, data: { by: task.name } })
}
