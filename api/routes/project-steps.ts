import { z } from 'zod'
import { phaseCodes, workPriorities, workStatuses } from '../../core/projects/codes.ts'
import { stepFields } from '../../core/projects/fields.ts'
import { listSteps, readStep } from '../../core/projects/list-steps.ts'
import { createStep, deleteStep, updateStep } from '../../core/projects/steps.ts'
import type { StepView } from '../../core/projects/views.ts'
import type { Database } from '../../db/database.ts'
import { auditDenials } from '../audit-denials.ts'
import { etagOf } from '../etag.ts'
import { listQuery, listWindow, pageSchema, presentPage, presentTime, timeSchema } from '../present.ts'
import { defineRoute, type Route, reply } from '../route.ts'
import { matching, plannedShape, presentPlanned } from './project-shapes.ts'

const tags = ['projects']
const path = '/v1/projects/:id/steps'
const params = z.strictObject({ id: z.uuid(), step_id: z.uuid() })

const { name, phase, description, status, priority, progress, ownerId, startOn, endOn } = stepFields
const fields = {
  description: description.optional(),
  status: status.optional(),
  priority: priority.optional(),
  progress: progress.optional().meta({ description: 'Percent. 100 without a status finishes the step' }),
  owner_id: ownerId.optional().meta({ description: 'A member of the project' }),
  start_on: startOn.optional(),
  end_on: endOn.optional(),
}
const creation = z.strictObject({ name: name.meta({ example: 'Maquettes' }), phase, ...fields })
const change = z.strictObject({ name: name.optional(), phase: phase.optional(), ...fields })

const stepView = z
  .strictObject({
    id: z.uuid(),
    project_id: z.uuid(),
    phase: z.enum(phaseCodes),
    name: z.string(),
    description: z.string(),
    status: z.enum(workStatuses),
    priority: z.enum(workPriorities),
    progress: z.int().min(0).max(100).meta({ description: 'Percent; 100 when done' }),
    owner_id: z.uuid().nullable(),
    ...plannedShape,
    created_at: timeSchema,
    updated_at: timeSchema,
  })
  .meta({ id: 'ProjectStep' })

const presentStep = (step: StepView): z.infer<typeof stepView> => ({
  id: step.id,
  project_id: step.projectId,
  phase: step.phase,
  name: step.name,
  description: step.description,
  status: step.status,
  priority: step.priority,
  progress: step.progress,
  owner_id: step.ownerId,
  ...presentPlanned(step),
  created_at: presentTime(step.createdAt),
  updated_at: presentTime(step.updatedAt),
})

const fieldsOf = (body: z.output<typeof change>) => ({
  ...(body.name !== undefined && { name: body.name }),
  ...(body.phase !== undefined && { phase: body.phase }),
  description: body.description,
  status: body.status,
  priority: body.priority,
  progress: body.progress,
  ownerId: body.owner_id,
  startOn: body.start_on,
  endOn: body.end_on,
})

const answer = (code: number, step: StepView, headers: Record<string, string> = {}) =>
  reply(code, presentStep(step), { ETag: etagOf(step), ...headers })

/** Steps of a project's phases: what its progress is counted by. */
export const projectStepRoutes = ({ db }: { db: Database }): Route[] =>
  auditDenials({ db }, [
    defineRoute({
      method: 'GET',
      path,
      summary: 'Steps of a project, in the order in which they were made',
      tags,
      auth: 'required',
      access: 'inside',
      params: z.strictObject({ id: z.uuid() }),
      query: z.strictObject({
        ...listQuery,
        phase: phase.optional(),
        status: status.optional(),
        owner: z.uuid().optional().meta({ description: 'Whose they are' }),
      }),
      responses: { 200: pageSchema(stepView) },
      handler: async ({ actor, params: { id }, query }) => {
        const filter = { phase: query.phase, status: query.status, ownerId: query.owner }
        const rows = await listSteps(db, actor, { projectId: id, page: listWindow(query), filter })
        return presentPage(rows, query.limit, presentStep)
      },
    }),
    defineRoute({
      method: 'POST',
      path,
      summary: 'Add a step',
      description: 'Needs `steps:create`, in general or in this project.',
      tags,
      auth: 'required',
      access: 'inside',
      params: z.strictObject({ id: z.uuid() }),
      body: creation,
      responses: { 201: stepView },
      handler: async ({ actor, params: { id }, body }) => {
        const values = { ...fieldsOf(body), name: body.name, phase: body.phase }
        const step = await createStep(db, actor, { projectId: id, fields: values })
        return answer(201, step, { Location: `/v1/projects/${id}/steps/${step.id}` })
      },
    }),
    defineRoute({
      method: 'GET',
      path: `${path}/:step_id`,
      summary: 'A step',
      tags,
      auth: 'required',
      access: 'inside',
      params,
      responses: { 200: stepView },
      handler: async ({ actor, params: { id, step_id } }) =>
        answer(200, await readStep(db, actor, { projectId: id, id: step_id })),
    }),
    defineRoute({
      method: 'PATCH',
      path: `${path}/:step_id`,
      summary: 'Change a step',
      description:
        'Its phase and its project follow in the same transaction. Needs `steps:edit`, in general or in this project.',
      tags,
      auth: 'required',
      access: 'inside',
      params,
      body: change,
      responses: { 200: stepView },
      handler: async ({ actor, params: { id, step_id }, body, request }) => {
        const wanted = { projectId: id, id: step_id, fields: fieldsOf(body) }
        return answer(200, await updateStep(db, actor, wanted, matching(request)))
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: `${path}/:step_id`,
      summary: 'Delete a step',
      description: 'Needs `steps:delete`, in general or in this project.',
      tags,
      auth: 'required',
      access: 'inside',
      params,
      responses: { 204: null },
      handler: async ({ actor, params: { id, step_id }, request }) => {
        await deleteStep(db, actor, { projectId: id, id: step_id }, matching(request))
        return undefined
      },
    }),
  ])
