import cors from '@koa/cors'
import type { Middleware } from 'koa'

const exposed = [
  'Content-Disposition',
  'ETag',
  'Idempotency-Replayed',
  'Location',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'X-Request-Id',
]
const taken = [
  'Accept-Language',
  'Authorization',
  'Content-Type',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'X-Tenant',
]

/**
 * Lets pages of these origins call the API, with a token: a cookie is never sent along, for `credentials` is not
 * allowed. A page of any other origin is told nothing and cannot read the answer.
 */
export const allowOrigins = (origins: readonly string[]): Middleware => {
  const allowed = new Set(origins)
  return cors({
    origin: (ctx) => {
      const origin = ctx.get('origin')
      const isApi = ctx.path.startsWith('/v1') || ctx.path === '/openapi.json'
      return isApi && allowed.has(origin) ? origin : ''
    },
    allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: taken,
    exposeHeaders: exposed,
    maxAge: 600,
  })
}
