import { AsyncResource } from 'node:async_hooks'
import type { Middleware } from 'koa'
import { log } from '../../config/log.ts'
import { metrics } from '../../config/metrics.ts'
import { stateOf } from '../context.ts'

/** A client may invent methods without end, and each label value is a new time series. */
const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** One line and one measurement a request, when its last byte has left. Patterns, not paths: no ids, no query values. */
export const accessLog = (): Middleware => async (ctx, next) => {
  const start = performance.now()
  // Bound to the request's async context, which 'close' would otherwise be called outside of.
  const write = () => {
    const route = stateOf(ctx).route ?? 'unmatched'
    const durationMs = performance.now() - start
    const { statusCode, writableFinished } = ctx.res
    log.info(
      {
        kind: 'access',
        method: ctx.method,
        route,
        status: statusCode,
        duration_ms: Math.round(durationMs * 10) / 10,
        bytes: ctx.response.length ?? null,
        ...(!writableFinished && { aborted: true }),
      },
      'request',
    )
    const labels = {
      method: knownMethods.has(ctx.method) ? ctx.method : 'OTHER',
      route,
      status: String(statusCode),
    }
    metrics.requests.inc(labels)
    metrics.requestSeconds.observe({ method: labels.method, route }, durationMs / 1000)
  }
  ctx.res.once('close', AsyncResource.bind(write))
  await next()
}
