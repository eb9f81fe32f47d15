import { z } from 'zod'
import type { Locale } from '../../core/answers/answer.ts'
import { translate } from '../../core/locales/translate.ts'
import { type PhaseCode, phaseCodes, phaseStatuses } from '../../core/projects/codes.ts'
import { phaseFields } from '../../core/projects/fields.ts'
import { listPhases, readPhase, updatePhase } from '../../core/projects/phases.ts'
import type { PhaseView } from '../../core/projects/views.ts'
import type { Database } from '../../db/database.ts'
import { auditDenials } from '../audit-denials.ts'
import { etagOf } from '../etag.ts'
import { presentTime, timeSchema } from '../present.ts'
import { defineRoute, type Route, reply } from '../route.ts'
import { matching, plannedShape, presentPlanned } from './project-shapes.ts'

const tags = ['projects']
const path = '/v1/projects/:id/phases'
const code = z.enum(phaseCodes)

const params = z.strictObject({ id: z.uuid(), code })

const named = {
  code,
  name: z.string().meta({ description: 'In the language of the request' }),
  position: z.int().min(1).max(6),
}

const phaseView = z
  .strictObject({
    ...named,
    status: z.enum(phaseStatuses),
    ignored: z.boolean(),
    completed: z.boolean(),
    ...plannedShape,
    progress: z.number().min(0).max(100).meta({ description: 'Percent, two decimals' }),
    steps: z.int().meta({ description: 'Steps that are not cancelled' }),
    steps_done: z.int(),
    created_at: timeSchema,
    updated_at: timeSchema,
  })
  .meta({ id: 'ProjectPhase' })

const nameOf = (locale: Locale, phase: PhaseCode): string => translate(locale, `projects:phase.${phase}`)

const presentPhase = (phase: PhaseView, locale: Locale): z.infer<typeof phaseView> => ({
  code: phase.code,
  name: nameOf(locale, phase.code),
  position: phase.position,
  status: phase.status,
  ignored: phase.status === 'ignored',
  completed: phase.status === 'done',
  ...presentPlanned(phase),
  progress: phase.progress,
  steps: phase.counted,
  steps_done: phase.done,
  created_at: presentTime(phase.createdAt),
  updated_at: presentTime(phase.updatedAt),
})

const { status, startOn, endOn } = phaseFields
const body = z.strictObject({
  status: status.optional(),
  completed: z.boolean().optional().meta({ description: 'The same as `status` `done`, or no longer' }),
  ignored: z.boolean().optional().meta({ description: 'It does not weigh in the progress of the project' }),
  start_on: startOn.optional(),
  end_on: endOn.optional(),
})

/** The six phases that each project has. */
export const projectPhaseRoutes = ({ db }: { db: Database }): Route[] =>
  auditDenials({ db }, [
    defineRoute({
      method: 'GET',
      path: '/v1/phases',
      summary: 'The phases that every project has, in their order',
      tags,
      auth: 'required',
      access: 'member',
      responses: {
        200: z.strictObject({ items: z.array(z.strictObject(named)), next_cursor: z.null() }),
      },
      handler: ({ request: { locale } }) => ({
        items: phaseCodes.map((one, at) => ({ code: one, name: nameOf(locale, one), position: at + 1 })),
        next_cursor: null,
      }),
    }),
    defineRoute({
      method: 'GET',
      path,
      summary: 'The phases of a project, in their order',
      tags,
      auth: 'required',
      access: 'inside',
      params: z.strictObject({ id: z.uuid() }),
      responses: { 200: z.strictObject({ items: z.array(phaseView), next_cursor: z.null() }) },
      handler: async ({ actor, params: { id }, request: { locale } }) => {
        const phases = await listPhases(db, actor, { projectId: id })
        return { items: phases.map((phase) => presentPhase(phase, locale)), next_cursor: null }
      },
    }),
    defineRoute({
      method: 'GET',
      path: `${path}/:code`,
      summary: 'A phase of a project',
      tags,
      auth: 'required',
      access: 'inside',
      params,
      responses: { 200: phaseView },
      handler: async ({ actor, params: { id, code }, request: { locale } }) => {
        const phase = await readPhase(db, actor, { projectId: id, code })
        return reply(200, presentPhase(phase, locale), { ETag: etagOf(phase) })
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: `${path}/:code`,
      summary: 'Complete, ignore, reopen or date a phase',
      description:
        'A phase completes by itself when at least one step is done and every other one is done or cancelled. Needs `phases:complete`, `phases:ignore` or, for its dates, `projects:edit`; in general or in this project.',
      tags,
      auth: 'required',
      access: 'inside',
      params,
      body,
      responses: { 200: phaseView },
      handler: async ({ actor, params: { id, code }, body: said, request }) => {
        const fields = {
          status: said.status,
          isCompleted: said.completed,
          isIgnored: said.ignored,
          startOn: said.start_on,
          endOn: said.end_on,
        }
        const wanted = { projectId: id, code, fields }
        const phase = await updatePhase(db, actor, wanted, matching(request))
        return reply(200, presentPhase(phase, request.locale), { ETag: etagOf(phase) })
      },
    }),
  ])
