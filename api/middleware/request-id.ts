import type { Middleware } from 'koa'
import { v7 as uuidv7 } from 'uuid'
import { requestContext } from '../../config/log.ts'
import { localeOf, stateOf } from '../context.ts'

/** Anything else could forge log lines or blow them up. */
const saneId = /^[A-Za-z0-9][A-Za-z0-9._-]{7,127}$/
const traceParent = /^00-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}$/

const givenId = (requestId: string, trace: string): string | null =>
  saneId.test(requestId) ? requestId : (traceParent.exec(trace)?.[1] ?? null)

/** Who uses a page's session through the API comes from the web too: see `authenticate`. */
const surfaceOf = (path: string) => {
  if (path.startsWith('/v1/')) return 'rest'
  return path.startsWith('/slack/') ? 'slack' : 'web'
}

/** One id for the request, the client's own if it is sane, else a UUIDv7; everything that is logged below bears it. */
export const requestId = (): Middleware => (ctx, next) => {
  const id = givenId(ctx.get('x-request-id'), ctx.get('traceparent')) ?? uuidv7()
  Object.assign(stateOf(ctx), { requestId: id, locale: localeOf(ctx) })
  ctx.set('X-Request-Id', id)
  return requestContext.run({ requestId: id, surface: surfaceOf(ctx.path), ip: ctx.ip }, next)
}
