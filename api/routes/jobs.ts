import { z } from 'zod'
import type { Core } from '../../core/core.ts'
import { AppError, type ErrorCode } from '../../core/errors.ts'
import { translate } from '../../core/locales/translate.ts'
import {
  cancelTask,
  findTask,
  listTasks,
  openTaskResult,
  openTaskResultByKey,
} from '../../core/tasks/tasks.ts'
import type { Task } from '../../db/models/task.ts'
import {
  listQuery,
  listWindow,
  pageSchema,
  presentPage,
  presentTime,
  presentTimeOrNull,
  timeSchema,
} from '../present.ts'
import { defineRoute, download, type Reply, type RequestInfo, type Route, reply } from '../route.ts'

const tags = ['jobs']
const path = '/v1/jobs/:id'
const params = z.strictObject({ id: z.uuid() })
const states = ['queued', 'running', 'done', 'failed', 'cancelled'] as const

export const jobView = z
  .strictObject({
    id: z.uuid(),
    kind: z.string().meta({ description: 'What is done', example: 'person.export' }),
    client_id: z.string().nullable().meta({ description: 'Whose tenant it is about', example: 'acme' }),
    state: z.enum(states),
    progress: z.number().min(0).max(1).meta({ example: 0.5 }),
    step: z.string().nullable().meta({ description: 'What is being done', example: 'collect' }),
    cancellable: z.boolean(),
    result_url: z
      .string()
      .nullable()
      .meta({ example: '/v1/jobs/01a00000-0000-7000-8000-0000000000aa/result' }),
    result_name: z.string().nullable().meta({ example: 'export.zip' }),
    result_bytes: z.int().nullable().meta({ example: 20480 }),
    error: z.strictObject({ code: z.string(), detail: z.string() }).nullable(),
    requested_by: z.string().meta({ description: 'Id of who asked for it' }),
    created_at: timeSchema,
    started_at: timeSchema.nullable(),
    finished_at: timeSchema.nullable(),
    expires_at: timeSchema.nullable().meta({ description: 'When the result goes' }),
  })
  .meta({ id: 'Job' })

const isOpen = ({ state }: Task): boolean => state === 'queued' || state === 'running'

export const presentTask = (task: Task, { locale }: Pick<RequestInfo, 'locale'>): z.infer<typeof jobView> => {
  const hasResult =
    task.state === 'done' && task.resultName !== null && (task.expiresAt?.getTime() ?? 0) > Date.now()
  const { errorCode } = task
  return {
    id: task.id,
    kind: task.kind,
    client_id: task.clientId ?? null,
    state: task.state,
    progress: task.progress,
    step: task.step ?? null,
    cancellable: isOpen(task) && task.isCancellable,
    result_url: hasResult ? `/v1/jobs/${task.id}/result` : null,
    result_name: hasResult ? (task.resultName ?? null) : null,
    result_bytes: hasResult ? (task.resultBytes ?? null) : null,
    error: errorCode
      ? { code: errorCode, detail: translate(locale, `errors:${errorCode as ErrorCode}`) }
      : null,
    requested_by: task.requestedBy,
    created_at: presentTime(task.createdAt),
    started_at: presentTimeOrNull(task.startedAt),
    finished_at: presentTimeOrNull(task.finishedAt),
    expires_at: presentTimeOrNull(task.expiresAt),
  }
}

/** 202: the work has begun, and where it is followed. */
export const acceptTask = (task: Task, request: Pick<RequestInfo, 'locale'>): Reply =>
  reply(202, presentTask(task, request), { Location: `/v1/jobs/${task.id}` })

/** Long work that people wait for. */
export const jobRoutes = (core: Pick<Core, 'db' | 'dataDir'>): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/v1/jobs',
    summary: 'Long work, newest first',
    description:
      'The own; with `jobs:view` all of the tenant. An operator sees all, or with `X-Tenant` those of one tenant.',
    tags,
    auth: 'signed_in',
    access: 'own',
    query: z.strictObject({
      ...listQuery,
      state: z.enum(states).optional(),
      kind: z.string().max(60).optional(),
    }),
    responses: { 200: pageSchema(jobView) },
    handler: async ({ actor, query, request }) => {
      const { state, kind } = query
      const rows = await listTasks(core, actor, { page: listWindow(query), filter: { state, kind } })
      return presentPage(rows, query.limit, (task) => presentTask(task, request))
    },
  }),
  defineRoute({
    method: 'GET',
    path,
    summary: 'One piece of long work: how far it has come, and what came of it',
    tags,
    auth: 'signed_in',
    access: 'own',
    params,
    responses: { 200: jobView },
    handler: async ({ actor, params: { id }, request }) =>
      presentTask(await findTask(core, actor, id), request),
  }),
  defineRoute({
    method: 'DELETE',
    path,
    summary: 'Cancel it',
    description: 'What has ended stays as it ended; 409 behind the step from which there is no way back.',
    tags,
    auth: 'signed_in',
    access: 'own',
    params,
    responses: { 200: jobView },
    handler: async ({ actor, params: { id }, request }) =>
      presentTask(await cancelTask(core, actor, id), request),
  }),
  defineRoute({
    method: 'GET',
    path: `${path}/result`,
    summary: 'The file that came of it',
    description: 'For whoever asked for it, and for those who may ask for the same; until `expires_at`.',
    tags,
    auth: 'optional',
    params,
    query: z.strictObject({
      key: z
        .string()
        .max(100)
        .optional()
        .meta({ description: 'Opens it without a sign-in, where a chat gave one out' }),
    }),
    responses: { 200: 'application/octet-stream' },
    handler: async ({ actor, params: { id }, query: { key } }) => {
      if (!actor && key === undefined)
        throw new AppError('unauthenticated', 'this needs an access token, or the key of the link')
      const result =
        key === undefined ? await openTaskResult(core, actor!, id) : await openTaskResultByKey(core, id, key)
      // Of every kind: the name tells which, and a browser saves it.
      const { fileName, body } = result
      return download({ fileName, type: 'application/octet-stream', body })
    },
  }),
]
