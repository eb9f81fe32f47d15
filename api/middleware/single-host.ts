import type { Middleware } from 'koa'
import { AppError } from '../../core/errors.ts'

/** Two Host headers: a proxy and this server could each believe another one. Node keeps only the first, so the raw ones count. */
export const singleHost = (): Middleware => (ctx, next) => {
  const hosts = ctx.req.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host')
  if (hosts.length > 1)
    throw new AppError('invalid_request', 'more than one Host header', {
      details: { errors: [{ in: 'header', pointer: '/host', reason: 'more than one' }], count: 1 },
    })
  return next()
}
