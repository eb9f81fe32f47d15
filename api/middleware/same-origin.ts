import type { Context } from 'koa'
import { AppError } from '../../core/errors.ts'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

const isOwnOrigin = (ctx: Context): boolean => {
  const origin = ctx.get('origin')
  return URL.canParse(origin) && new URL(origin).host === ctx.get('host')
}

/**
 * A request that changes something and is signed in by a cookie must come from a page of this very origin. Browsers
 * say so by Sec-Fetch-Site or Origin; who says neither is no browser and can use a bearer token.
 * @throws AppError `forbidden`
 */
export const checkSameOrigin = (ctx: Context): void => {
  if (safe.has(ctx.method)) return
  const site = ctx.get('sec-fetch-site')
  const isOwn = site === '' ? isOwnOrigin(ctx) : site === 'same-origin'
  if (!isOwn) throw new AppError('forbidden', 'a request with a cookie must come from the same origin')
}
