import { z } from 'zod'
import type { Core } from '../../core/core.ts'
import { scheduleRunners } from '../../core/digests/work.ts'
import { clockPattern, clockText, minutesOf } from '../../core/schedules/clock.ts'
import {
  listSchedules,
  previewSchedule,
  readSchedule,
  runSchedule,
  type ScheduleView,
  updateSchedule,
} from '../../core/schedules/schedules.ts'
import type { ScheduleWindow } from '../../db/models/schedule.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { presentTime, presentTimeOrNull, timeSchema } from '../present.ts'
import { defineRoute, type Route, reply } from '../route.ts'

const tags = ['schedules']
const path = '/v1/schedules'
const permission = 'schedules:manage'
const params = z.strictObject({
  id: z.string().max(40).meta({ description: 'Its id, or its kind such as `digest.daily`' }),
})

export const atSchema = z
  .string()
  .regex(clockPattern, 'must be HH:MM')
  .meta({ description: 'As clocks on the wall show it', example: '08:00' })
export const weekdaySchema = z.int().min(1).max(7).meta({ description: '1 = Monday', example: 1 })

const scheduleView = z
  .strictObject({
    id: z.uuid(),
    kind: z.enum(['digest.daily', 'digest.weekly', 'reminders', 'retention', 'quotas']),
    at: atSchema.meta({ description: 'Of whoever has no hour of their own' }),
    weekday: weekdaySchema.nullable().meta({ description: 'null = every day' }),
    time_zone: z.string(),
    paused: z.boolean(),
    pausable: z.boolean(),
    previewable: z.boolean(),
    send_empty: z.boolean().meta({ description: 'Of digests: send also those with nothing to say' }),
    owner_id: z
      .uuid()
      .nullable()
      .meta({ description: 'Who set it last and is told of failures; null = admins' }),
    next_at: timeSchema.nullable(),
    last_run: z
      .strictObject({ state: z.enum(['running', 'done', 'failed', 'missed']), at: timeSchema })
      .nullable(),
    created_at: timeSchema,
    updated_at: timeSchema,
  })
  .meta({ id: 'Schedule' })

const present = (view: ScheduleView): z.infer<typeof scheduleView> => {
  const { schedule, timeZone, nextAt, last, isPausable, isPreviewable } = view
  return {
    id: schedule.id,
    kind: schedule.kind,
    at: clockText(schedule.minuteOfDay),
    weekday: schedule.weekday ?? null,
    time_zone: timeZone,
    paused: schedule.isPaused,
    pausable: isPausable,
    previewable: isPreviewable,
    send_empty: schedule.isForced,
    owner_id: schedule.ownerId ?? null,
    next_at: presentTimeOrNull(nextAt),
    last_run: last && { state: last.state, at: presentTime(last.at) },
    created_at: presentTime(schedule.createdAt),
    updated_at: presentTime(schedule.updatedAt),
  }
}

const answer = (view: ScheduleView) => reply(200, present(view), { ETag: etagOf(view.schedule) })

const runView = z
  .strictObject({
    schedule_id: z.uuid(),
    run: z.string(),
    state: z.enum(['running', 'done', 'failed', 'missed']),
    shares: z.int().meta({ description: 'Jobs that it was divided into' }),
    covers_from: timeSchema,
    covers_to: timeSchema,
  })
  .meta({ id: 'ScheduleRun' })

const presentRun = (window: ScheduleWindow): z.infer<typeof runView> => ({
  schedule_id: window.scheduleId,
  run: window.period,
  state: window.state,
  shares: window.batches,
  covers_from: presentTime(window.coversFrom),
  covers_to: presentTime(window.coversTo),
})

const previewView = z
  .strictObject({
    would_send: z.boolean(),
    reason: z.string().nullable().meta({ description: 'Why nothing would be sent: `skipped_empty`, `not_wanted`, …' }),
    route: z.string().nullable(),
    subject: z.string().nullable(),
    text: z.string().nullable(),
    html: z.string().nullable(),
    content: z.unknown().meta({ description: 'What it says, for programs' }),
  })
  .meta({ id: 'SchedulePreview' }) // biome-ignore format: one view

/** What is done for the tenant again and again: digests, reminders, clean-up, quotas. */
export const scheduleRoutes = (core: Core): Route[] => [
  defineRoute({
    method: 'GET',
    path,
    summary: 'Schedules',
    tags,
    auth: 'required',
    permission,
    responses: { 200: z.strictObject({ items: z.array(scheduleView), next_cursor: z.null() }) },
    handler: async ({ actor }) => ({
      items: (await listSchedules(core.db, actor)).map(present),
      next_cursor: null,
    }),
  }),
  defineRoute({
    method: 'GET',
    path: `${path}/:id`,
    summary: 'A schedule',
    tags,
    auth: 'required',
    permission,
    params,
    responses: { 200: scheduleView },
    handler: async ({ actor, params: { id } }) => answer(await readSchedule(core.db, actor, id)),
  }),
  defineRoute({
    method: 'PATCH',
    path: `${path}/:id`,
    summary: 'Pause a schedule, or give it another hour',
    description:
      'Times of the tenant’s zone. An hour that daylight saving skips comes at the next one there is; one that it repeats comes once. What came while it was paused is not made up for.',
    tags,
    auth: 'required',
    permission,
    params,
    body: z.strictObject({
      paused: z.boolean().optional(),
      at: atSchema.optional(),
      weekday: weekdaySchema.optional(),
      send_empty: z.boolean().optional(),
    }),
    responses: { 200: scheduleView },
    handler: async ({ actor, params: { id }, body, request }) => {
      const { paused, at, weekday, send_empty } = body
      const changes = {
        ...(paused !== undefined && { isPaused: paused }),
        ...(at !== undefined && { minuteOfDay: minutesOf(at) }),
        ...(weekday !== undefined && { weekday }),
        ...(send_empty !== undefined && { isForced: send_empty }),
      }
      const check = (row: { updatedAt: Date }): void => requireMatch(request, row)
      return answer(await updateSchedule(core.db, actor, { which: id, changes, check }))
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/:id/preview`,
    summary: 'What a schedule would send to somebody now',
    description: 'Nothing is sent or kept, but that somebody looked.',
    tags,
    auth: 'required',
    permission,
    params,
    isIdempotent: false,
    body: z.strictObject({ person_id: z.uuid() }),
    responses: { 200: previewView },
    handler: async ({ actor, params: { id }, body }) => {
      const wanted = { which: id, runners: scheduleRunners, personId: body.person_id }
      const { wouldSend, content, ...preview } = await previewSchedule(core, actor, wanted)
      return { would_send: wouldSend, ...preview, content: content ?? null }
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/:id/run`,
    summary: 'Run a schedule now',
    description: 'For everybody whom it is for, whatever their hour, also while it is paused.',
    tags,
    auth: 'required',
    permission,
    params,
    responses: { 202: runView },
    handler: async ({ actor, params: { id } }) =>
      reply(202, presentRun(await runSchedule(core, actor, { which: id, runners: scheduleRunners }))),
  }),
]
