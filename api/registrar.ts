import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import Router from '@koa/router'
import type { Context, Middleware } from 'koa'
import { z } from 'zod'
import { limits } from '../config/limits.ts'
import { AppError } from '../core/errors.ts'
import type { Database } from '../db/database.ts'
import { stateOf } from './context.ts'
import { answerEvents } from './events.ts'
import { isStorable } from './json.ts'
import type { Access, Caller } from './middleware/authenticate.ts'
import {
  type Claim,
  claimKey,
  hashBody,
  type IdempotentRequest,
  idempotencyKeyOf,
  onceIdOf,
  type StoredAnswer,
} from './middleware/idempotency.ts'
import type { RateLimit } from './middleware/rate-limit.ts'
import { readJsonBody } from './middleware/read-body.ts'
import { type Form, withRawUpload, withUpload } from './middleware/read-upload.ts'
import { checkSameOrigin } from './middleware/same-origin.ts'
import type { EventStream, Reply, RequestInfo, Route } from './route.ts'
import { listItemOf, sheetFormatOf, sheetOf, sheetTypeOf } from './sheets.ts'
import { validate } from './validate.ts'

export interface RegistrarServices {
  db: Database
  dataDir: string
  rateLimit: RateLimit
  /** From `deriveKey(masterKey, 'idempotency')`; one of this process, which other replicas do not know, when absent. */
  idempotencyKey?: Uint8Array
  access: Access
}

interface Input {
  body: unknown
  form: Form | null
}
/** Of this process. */
const ownKey: Uint8Array = randomBytes(32)

const noInput: Input = { body: undefined, form: null }

const isReply = (value: unknown): value is Reply =>
  typeof value === 'object' && value !== null && (value as Reply).kind === 'reply'
const isEvents = (value: unknown): value is EventStream =>
  typeof value === 'object' && value !== null && (value as EventStream).kind === 'events' && 'run' in value

const mediaTypes = (route: Route): string[] => {
  const types = Object.entries(route.responses)
    .filter(([status]) => Number(status) < 300)
    .map(([, schema]) => (typeof schema === 'string' ? schema : 'application/json'))
  return [...new Set([...types, ...(route.fileTypes ?? []), ...(route.events ? ['text/event-stream'] : [])])]
}

const checkAccept = (ctx: Context, route: Route): void => {
  const sheet = listItemOf(route) && sheetTypeOf(ctx.query.format)
  const types = sheet ? [sheet] : mediaTypes(route)
  if (types.length > 0 && ctx.accepts(...types, 'application/problem+json') === false)
    throw new AppError('not_acceptable', 'none of the accepted media types is offered here', {
      details: { offered: types.join(', ') },
    })
}

const signalOf = (ctx: Context): AbortSignal => {
  const gone = new AbortController()
  ctx.res.once('close', () => ctx.res.writableFinished || gone.abort())
  return gone.signal
}

const requestInfo = (ctx: Context, route: Route): RequestInfo => {
  const { requestId, locale } = stateOf(ctx)
  return {
    id: requestId,
    onceId: null,
    ip: ctx.ip,
    locale,
    header: (name) => ctx.get(name),
    acceptsEvents:
      route.events !== undefined &&
      ctx.accepts('application/json', 'text/event-stream') === 'text/event-stream',
    signal: signalOf(ctx),
    checkSameOrigin: () => checkSameOrigin(ctx),
  }
}

/** The caller counts by itself once known; strangers, and who fails to sign in, by address. Probes are not counted. */
const identify = async (ctx: Context, route: Route, services: RegistrarServices): Promise<Caller> => {
  const isCounted = route.path.startsWith('/v1/')
  let caller: Caller = { actor: null, tenantId: null, key: `ip:${ctx.ip}`, share: null, signedIn: null }
  try {
    if (route.auth !== 'none') caller = await services.access.authenticate(ctx, route)
  } finally {
    if (isCounted) await services.rateLimit.take(ctx, caller)
  }
  await services.access.authorise(caller, route)
  return caller
}

const pathParams = (ctx: Context, route: Route): unknown => {
  const params = (ctx as Context & { params: Record<string, string> }).params
  if (!Object.values(params).every(isStorable))
    throw new AppError('not_found', 'there is nothing at this address')
  return route.params && validate(route.params, params, { part: 'path', locale: stateOf(ctx).locale })
}

/** @param own instead of what the request says in these fields */
const queryOf = (ctx: Context, route: Route, own: Record<string, string> = {}): unknown => {
  const { format, ...others }: Record<string, unknown> = ctx.query
  const isOwn = format === undefined || listItemOf(route) === null
  const query = { ...(isOwn ? ctx.query : others), ...own }
  const bad = Object.entries(query).find((pair) => !pair.flat().every((text) => isStorable(String(text))))
  if (bad)
    throw new AppError('invalid_value', 'a query value has a NUL or a broken surrogate', {
      details: {
        errors: [{ in: 'query', pointer: `/${bad[0].replaceAll('\u0000', '')}`, reason: 'a NUL' }],
        count: 1,
      },
    })
  const place = { part: 'query' as const, locale: stateOf(ctx).locale }
  return route.query && validate(route.query, query, place)
}

/** A file is made of the largest pages; lists that are given at once have none. */
const pageQuery = (ctx: Context, route: Route, cursor: string | null): unknown => {
  const isPaged = route.query instanceof z.ZodObject && 'cursor' in route.query.shape
  const own = isPaged ? { limit: String(limits.api.pageMax), ...(cursor && { cursor }) } : {}
  return queryOf(ctx, route, own)
}

const checkForm = (ctx: Context, route: Route, form: Form): Form => {
  const { fields, file } = route.multipart as NonNullable<Route['multipart']>
  if (form.file === null && !file.isOptional)
    throw new AppError('file_missing', 'the form has no file', { details: { field: file.field } })
  const checked = fields
    ? validate(fields, { ...form.fields }, { part: 'body', locale: stateOf(ctx).locale })
    : {}
  return { ...form, fields: checked as Record<string, string> }
}

/** Reads what the route takes, JSON or a form, and runs `work` while an uploaded file lies on the disk. */
const withInput = async (
  ctx: Context,
  options: { route: Route; dataDir: string },
  work: (input: Input) => Promise<void>,
): Promise<void> => {
  const { route, dataDir } = options
  const { body, multipart } = route
  if (multipart?.file.rawType && ctx.is(multipart.file.rawType))
    return withRawUpload(ctx, { dataDir, rule: multipart.file }, (form) =>
      work({ body: null, form: checkForm(ctx, route, form) }),
    )
  if (multipart && (ctx.is('multipart/form-data') || !body)) {
    if (!ctx.is('multipart/form-data'))
      throw new AppError('unsupported_media_type', 'the body must be multipart/form-data', {
        details: { wanted: 'multipart/form-data' },
      })
    const rule = multipart.file
    return withUpload(ctx, { dataDir, rule }, (form) =>
      work({ body: null, form: checkForm(ctx, route, form) }),
    )
  }
  if (!body) return work(noInput)
  const value = await readJsonBody(ctx)
  if (value === undefined && route.isBodyOptional) return work(noInput)
  const place = { part: 'body' as const, locale: stateOf(ctx).locale }
  return work({ body: validate(body, value, place), form: null })
}

const firstSuccess = (route: Route): number => {
  const statuses = Object.keys(route.responses).map(Number)
  return statuses.find((status) => status >= 200 && status < 300) ?? 200
}

const answer = (ctx: Context, { status, body, headers }: StoredAnswer): void => {
  ctx.status = status
  ctx.set(headers)
  if (body === undefined || body === null) {
    ctx.body = null
    ctx.status = status
    return
  }
  if (Buffer.isBuffer(body) || body instanceof Readable || ctx.response.get('Content-Type') !== '') {
    ctx.body = body
    return
  }
  ctx.body = JSON.stringify(body)
  ctx.type = 'application/json; charset=utf-8'
}

const isStored = (body: unknown): boolean => !Buffer.isBuffer(body) && !(body instanceof Readable)

/** The request as its key makes it known; null when it has none or the route takes none. */
const idempotentOf = (
  ctx: Context,
  { route, caller, input, hashKey }: { route: Route; caller: Caller; input: Input; hashKey: Uint8Array },
): IdempotentRequest | null => {
  if (route.method !== 'POST' || route.isIdempotent === false) return null
  const key = idempotencyKeyOf(ctx)
  if (key === null) return null
  const { file } = input.form ?? { file: null }
  const parts = [
    input.form?.fields ?? input.body ?? null,
    file && [file.fileName, file.sha256],
    ctx.querystring,
  ]
  const bodyHash = hashBody(parts, hashKey)
  // Not by address as the counting is: behind one address there may be many visitors.
  const owner = caller.actor ? `${caller.actor.kind}:${caller.actor.id}` : caller.key
  const scope = `${owner} ${caller.tenantId ?? ''}`
  const isResumable = route.isIdempotent === 'resumable'
  return { scope, key, method: ctx.method, path: ctx.path, bodyHash, isResumable }
}

const claimFor = async (
  db: Database,
  request: IdempotentRequest | null,
): Promise<Claim | StoredAnswer | null> => {
  if (!request) return null
  const claimed = await claimKey(db, request)
  return 'claim' in claimed ? claimed.claim : claimed.answer
}

const replay = (ctx: Context, stored: StoredAnswer, request: RequestInfo): void => {
  ctx.set('Idempotency-Replayed', 'true')
  if (request.acceptsEvents)
    answerEvents(ctx, {
      events: { kind: 'events', run: async () => stored.body },
      signal: request.signal,
      done: async () => {},
    })
  else answer(ctx, stored)
}

const serve = async (ctx: Context, route: Route, services: RegistrarServices): Promise<void> => {
  stateOf(ctx).route = route.path
  checkAccept(ctx, route)
  const caller = await identify(ctx, route, services)
  const params = pathParams(ctx, route)
  const { locale } = stateOf(ctx)
  const format = sheetFormatOf(route, ctx.query, locale)
  const query = queryOf(ctx, route)
  const request = requestInfo(ctx, route)
  const { actor, tenantId, signedIn } = caller
  const given = { actor: actor as never, signedIn: signedIn as never, tenantId, params, query, request }
  if (format !== null) {
    const read = async (cursor: string | null) =>
      route.handler({ ...given, ...noInput, query: pageQuery(ctx, route, cursor) })
    return answer(ctx, await sheetOf({ route, format, locale }, { read, signal: request.signal }))
  }
  const handle = async (input: Input): Promise<void> => {
    const hashKey = services.idempotencyKey ?? ownKey
    const repeatable = idempotentOf(ctx, { route, caller, input, hashKey })
    const claimed = await claimFor(services.db, repeatable)
    if (claimed && 'status' in claimed) return replay(ctx, claimed, request)
    try {
      const onceId = repeatable && onceIdOf(repeatable)
      const result = await route.handler({ ...given, ...input, request: { ...request, onceId } })
      if (isEvents(result)) {
        const done = async (outcome?: { body: unknown }) =>
          outcome ? claimed?.keep({ status: 200, body: outcome.body, headers: {} }) : claimed?.release()
        return answerEvents(ctx, { events: result, signal: request.signal, done })
      }
      const full = isReply(result) ? result : { status: firstSuccess(route), body: result, headers: {} }
      if (isStored(full.body)) await claimed?.keep(full)
      else await claimed?.release()
      answer(ctx, full)
    } catch (error) {
      await claimed?.release()
      throw error
    }
  }
  await withInput(ctx, { route, dataDir: services.dataDir }, handle)
}

/** Koa's router over the routes; a wrong method is 405 with `Allow`, OPTIONS tells it. */
export const mountRoutes = (routes: readonly Route[], services: RegistrarServices): Middleware[] => {
  const router = new Router()
  for (const route of routes)
    router.register(route.path, [route.method], (ctx) => serve(ctx as unknown as Context, route, services))
  const wrongMethod: Middleware = (ctx, next) => {
    const methods = router.match(ctx.path, 'GET').path.flatMap((layer) => layer.methods)
    if (methods.length === 0) return next()
    const allow = [...new Set([...methods, 'OPTIONS'])].sort().join(', ')
    if (ctx.method !== 'OPTIONS')
      throw new AppError('method_not_allowed', `${ctx.method} is not possible here`, {
        details: { allow, method: ctx.method },
      })
    ctx.set('Allow', allow)
    ctx.status = 204
    return undefined
  }
  return [router.routes() as unknown as Middleware, wrongMethod]
}
