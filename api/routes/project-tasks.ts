import { z } from 'zod'
import { workPriorities, workStatuses } from '../../core/projects/codes.ts'
import { taskFields } from '../../core/projects/fields.ts'
import { listTasks, readTask } from '../../core/projects/list-tasks.ts'
import { createTask, deleteTask, updateTask } from '../../core/projects/tasks.ts'
import type { TaskView } from '../../core/projects/views.ts'
import type { Database } from '../../db/database.ts'
import { auditDenials } from '../audit-denials.ts'
import { etagOf } from '../etag.ts'
import { listQuery, listWindow, pageSchema, presentPage, presentTime, timeSchema } from '../present.ts'
import { defineRoute, type Route, reply } from '../route.ts'
import { daySchema, matching } from './project-shapes.ts'

const tags = ['projects']
const path = '/v1/projects/:id/tasks'
const params = z.strictObject({ id: z.uuid(), task_id: z.uuid() })

const { name, description, status, priority, assigneeIds, dependsOn, stepId, dueOn } = taskFields
const fields = {
  description: description.optional(),
  status: status.optional(),
  priority: priority.optional(),
  assignee_ids: assigneeIds.optional().meta({ description: 'Members of the project' }),
  depends_on: dependsOn
    .optional()
    .meta({ description: 'Tasks of the project that are to be finished before' }),
  step_id: stepId.optional(),
  due_on: dueOn.optional(),
}
const creation = z.strictObject({ name: name.meta({ example: 'Relire le brief' }), ...fields })
const change = z.strictObject({ name: name.optional(), ...fields })

const taskView = z
  .strictObject({
    id: z.uuid(),
    project_id: z.uuid(),
    step_id: z.uuid().nullable(),
    name: z.string(),
    description: z.string(),
    status: z.enum(workStatuses),
    priority: z.enum(workPriorities),
    assignee_ids: z.array(z.uuid()),
    depends_on: z.array(z.uuid()),
    blocked_by: z.array(z.uuid()).meta({ description: 'Those of `depends_on` that are not finished yet' }),
    due_on: daySchema.nullable(),
    late: z.boolean(),
    created_at: timeSchema,
    updated_at: timeSchema,
  })
  .meta({ id: 'ProjectTask' })

const presentTask = (task: TaskView): z.infer<typeof taskView> => ({
  id: task.id,
  project_id: task.projectId,
  step_id: task.stepId,
  name: task.name,
  description: task.description,
  status: task.status,
  priority: task.priority,
  assignee_ids: task.assigneeIds,
  depends_on: task.dependsOn,
  blocked_by: task.blockedBy,
  due_on: task.dueOn,
  late: task.isLate,
  created_at: presentTime(task.createdAt),
  updated_at: presentTime(task.updatedAt),
})

const fieldsOf = (body: z.output<typeof change>) => ({
  ...(body.name !== undefined && { name: body.name }),
  description: body.description,
  status: body.status,
  priority: body.priority,
  assigneeIds: body.assignee_ids,
  dependsOn: body.depends_on,
  stepId: body.step_id,
  dueOn: body.due_on,
})

const answer = (code: number, task: TaskView, headers: Record<string, string> = {}) =>
  reply(code, presentTask(task), { ETag: etagOf(task), ...headers })

/** Work items of a project. */
export const projectTaskRoutes = ({ db }: { db: Database }): Route[] =>
  auditDenials({ db }, [
    defineRoute({
      method: 'GET',
      path,
      summary: 'Tasks of a project, in the order in which they were made',
      tags,
      auth: 'required',
      access: 'inside',
      params: z.strictObject({ id: z.uuid() }),
      query: z.strictObject({
        ...listQuery,
        status: status.optional(),
        assignee: z.uuid().optional().meta({ description: 'Whose they are' }),
        step: z.uuid().optional(),
        late: z.enum(['true', 'false']).optional(),
      }),
      responses: { 200: pageSchema(taskView) },
      handler: async ({ actor, params: { id }, query }) => {
        const filter = {
          status: query.status,
          assigneeId: query.assignee,
          stepId: query.step,
          ...(query.late !== undefined && { isLate: query.late === 'true' }),
        }
        const rows = await listTasks(db, actor, { projectId: id, page: listWindow(query), filter })
        return presentPage(rows, query.limit, presentTask)
      },
    }),
    defineRoute({
      method: 'POST',
      path,
      summary: 'Add a task',
      description:
        'Needs `tasks:create`, to give it to others `tasks:assign`; in general or in this project.',
      tags,
      auth: 'required',
      access: 'inside',
      params: z.strictObject({ id: z.uuid() }),
      body: creation,
      responses: { 201: taskView },
      handler: async ({ actor, params: { id }, body }) => {
        const values = { ...fieldsOf(body), name: body.name }
        const task = await createTask(db, actor, { projectId: id, fields: values })
        return answer(201, task, { Location: `/v1/projects/${id}/tasks/${task.id}` })
      },
    }),
    defineRoute({
      method: 'GET',
      path: `${path}/:task_id`,
      summary: 'A task',
      tags,
      auth: 'required',
      access: 'inside',
      params,
      responses: { 200: taskView },
      handler: async ({ actor, params: { id, task_id } }) =>
        answer(200, await readTask(db, actor, { projectId: id, id: task_id })),
    }),
    defineRoute({
      method: 'PATCH',
      path: `${path}/:task_id`,
      summary: 'Change a task',
      description:
        'Tasks that would wait for each other for ever are 409 `dependency_cycle`. Needs `tasks:edit`, to give it to others `tasks:assign`; in general or in this project.',
      tags,
      auth: 'required',
      access: 'inside',
      params,
      body: change,
      responses: { 200: taskView },
      handler: async ({ actor, params: { id, task_id }, body, request }) => {
        const wanted = { projectId: id, id: task_id, fields: fieldsOf(body) }
        return answer(200, await updateTask(db, actor, wanted, matching(request)))
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: `${path}/:task_id`,
      summary: 'Delete a task',
      description: 'Needs `tasks:delete`, in general or in this project.',
      tags,
      auth: 'required',
      access: 'inside',
      params,
      responses: { 204: null },
      handler: async ({ actor, params: { id, task_id }, request }) => {
        await deleteTask(db, actor, { projectId: id, id: task_id }, matching(request))
        return undefined
      },
    }),
  ])
