import type { Context, Middleware } from 'koa'
import { AppError } from '../../core/errors.ts'

/** One of the page's own addresses, beside the API: JSON that is read and never kept. */
export const pageEndpoint =
  (path: string, read: (ctx: Context) => Promise<unknown>): Middleware =>
  async (ctx, next) => {
    if (ctx.path !== path) return next()
    if (ctx.method !== 'GET')
      throw new AppError('method_not_allowed', `${ctx.method} is not possible here`, {
        details: { allow: 'GET', method: ctx.method },
      })
    ctx.set('Cache-Control', 'no-store')
    ctx.body = await read(ctx)
  }
