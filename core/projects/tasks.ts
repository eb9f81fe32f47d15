import type { Database } from '../../db/database.ts'
import type { ProjectTask } from '../../db/models/project-task.ts'
import { withTenant } from '../../db/tenant.ts'
import type { TenantActor } from '../access/can.ts'
import { type Change, type ChangeContext, changeProject } from './change.ts'
import { isOpen } from './codes.ts'
import { readToday } from './days.ts'
import { changesBetween, given, type TaskFields, unacceptable } from './fields.ts'
import { findPlace, findTask, type ItemPlace } from './find-items.ts'
import { requireMembers } from './people.ts'
import { readLinks, setAssignees, setDependencies, tellUnblocked } from './task-links.ts'
import { type TaskView, viewTask } from './views.ts'

type Held = TaskFields & { id: string; name: string; assigneeIds: string[]; dependsOn: string[] }

const noLinks = { assigneeIds: [] as string[], dependsOn: [] as string[], blockedBy: [] as string[] }
const subjectOf = ({ id, name }: { id: string; name: string }) => ({ kind: 'task' as const, id, name })
const sorted = (ids: readonly string[]): string[] => [...new Set(ids)].sort()

/** Whoever gives work to others assigns; anybody who works on tasks takes one, or gives it back. */
const requireAssignees = async (change: Change, before: readonly string[], after: readonly string[]) => {
  const touched = [...before, ...after].filter((id) => before.includes(id) !== after.includes(id))
  if (touched.some((id) => id !== change.actor.id)) await change.require('tasks:assign')
  const added = after.filter((id) => !before.includes(id))
  await requireMembers(change, added, (at) => `/assignee_ids/${after.indexOf(added[at]!)}`)
}

const requireStep = async (
  { db, tenantId, project }: Change,
  id: string | null | undefined,
): Promise<void> => {
  if (!id) return
  const count = await db.models.ProjectStep.count({ where: { tenantId, id, projectId: project.id } })
  if (count === 0) throw unacceptable('/step_id', 'no step of this project')
}

const columnsOf = ({ assigneeIds: _people, dependsOn: _tasks, ...columns }: TaskFields) => given(columns)

const tellAssigned = (change: Change, task: Held, people: readonly string[]): void => {
  const told = { id: task.id, name: task.name }
  change.tell({ type: 'task.assigned', task: told, to: people, data: { due_on: task.dueOn ?? null } })
}

const present = async (db: Database, task: ProjectTask, now: Date | undefined): Promise<TaskView> => {
  const links = (await readLinks(db, task.tenantId, [task.id])).get(task.id) ?? noLinks
  return viewTask(task, links, await readToday(db, task.tenantId, now))
}

/**
 * @throws AppError `not_found`, `forbidden`, `invalid_value` (assignees who are no members, a step or tasks of another
 *   project)
 */
export const createTask = (
  db: Database,
  actor: TenantActor,
  { projectId, fields }: { projectId: string; fields: TaskFields & { name: string } },
  context: ChangeContext = {},
): Promise<TaskView> =>
  withTenant(db, actor.tenantId, async () => {
    const task = await changeProject(db, actor, { projectId, context }, async (change) => {
      await change.require('tasks:create')
      const { assigneeIds = [], dependsOn = [] } = fields
      await requireAssignees(change, [], assigneeIds)
      await requireStep(change, fields.stepId)
      const { tenantId, now } = change
      const values = { ...columnsOf(fields), name: fields.name, tenantId, projectId, createdAt: now }
      const task = await db.models.ProjectTask.create(values)
      await setDependencies(change, task.id, { before: [], after: dependsOn })
      await setAssignees(change, task.id, { before: [], after: assigneeIds })
      change.note({ subject: subjectOf(task), action: 'task.created' })
      tellAssigned(change, { ...task.get(), assigneeIds, dependsOn }, assigneeIds)
      return task
    })
    return present(db, task, context.now)
  })

/** One event for each thing that people follow, and one for the rest. */
const noteTask = async (change: Change, before: Held, after: Held): Promise<void> => {
  const subject = subjectOf(after)
  const say = (action: string, names: readonly (keyof Held)[]): boolean => {
    const changes = changesBetween<Held>(before, after, names)
    const differs = Object.keys(changes).length > 0
    if (differs) change.note({ subject, action, changes })
    return differs
  }
  const told = { id: after.id, name: after.name }
  if (say('task.status_changed', ['status'])) {
    const data = { from: before.status, to: after.status }
    change.tell({ type: 'task.status_changed', task: told, to: after.assigneeIds, data })
    if (isOpen(before.status ?? '') && !isOpen(after.status ?? '')) await tellUnblocked(change, told)
  }
  if (say('task.assigned', ['assigneeIds']))
    tellAssigned(
      change,
      after,
      after.assigneeIds.filter((id) => !before.assigneeIds.includes(id)),
    )
  say('task.updated', ['name', 'description', 'priority', 'stepId', 'dueOn', 'dependsOn'])
}

/**
 * @throws AppError `not_found`, `forbidden`, `invalid_value`, `dependency_cycle`, and what `context.check` throws
 */
export const updateTask = (
  db: Database,
  actor: TenantActor,
  { fields, ...place }: ItemPlace & { fields: TaskFields },
  context: ChangeContext = {},
): Promise<TaskView> =>
  withTenant(db, actor.tenantId, async () => {
    const projectId = await findPlace(db, actor.tenantId, { model: 'ProjectTask', ...place })
    const task = await changeProject(db, actor, { projectId, context }, async (change) => {
      const task = await findTask(change, place.id)
      const links = (await readLinks(db, change.tenantId, [task.id])).get(task.id) ?? noLinks
      const before: Held = { ...task.get(), ...links }
      const { assigneeIds = before.assigneeIds, dependsOn = before.dependsOn, ...others } = fields
      const isAssignment = fields.assigneeIds !== undefined && Object.keys(given(others)).length === 0
      if (!isAssignment || fields.dependsOn !== undefined) await change.require('tasks:edit')
      context.check?.(task)
      await requireAssignees(change, before.assigneeIds, assigneeIds)
      if (fields.stepId !== task.stepId) await requireStep(change, fields.stepId)
      task.set(columnsOf(fields))
      const after: Held = { ...task.get(), assigneeIds: sorted(assigneeIds), dependsOn: sorted(dependsOn) }
      await setDependencies(change, task.id, { before: before.dependsOn, after: dependsOn })
      await setAssignees(change, task.id, { before: before.assigneeIds, after: assigneeIds })
      await noteTask(change, before, after)
      // People and tasks that it is linked to are part of what a reader sees: another version for them too.
      if (
        JSON.stringify([before.assigneeIds, before.dependsOn]) !==
        JSON.stringify([after.assigneeIds, after.dependsOn])
      )
        task.changed('updatedAt', true)
      await task.save()
      return task
    })
    return present(db, task, context.now)
  })

/** @throws AppError `not_found`, `forbidden`, and what `context.check` throws */
export const deleteTask = (
  db: Database,
  actor: TenantActor,
  place: ItemPlace,
  context: ChangeContext = {},
): Promise<void> =>
  withTenant(db, actor.tenantId, async () => {
    const projectId = await findPlace(db, actor.tenantId, { model: 'ProjectTask', ...place })
    await changeProject(db, actor, { projectId, context }, async (change) => {
      const task = await findTask(change, place.id)
      await change.require('tasks:delete')
      context.check?.(task)
      if (isOpen(task.status)) await tellUnblocked(change, { id: task.id, name: task.name })
      change.note({
        subject: subjectOf(task),
        action: 'task.deleted',
        changes: { status: [task.status, null] },
      })
      await task.destroy()
    })
  })
