import type { Middleware } from 'koa'

/** Set before the rest runs, so that the edge that serves pages can say otherwise. */
export const securityHeaders =
  (options: { isHttps: boolean }): Middleware =>
  (ctx, next) => {
    ctx.set({
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'no-store',
    })
    if (options.isHttps) ctx.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
    return next()
  }
