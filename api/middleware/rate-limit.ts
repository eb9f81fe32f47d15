import type { Context } from 'koa'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '../../core/errors.ts'

export interface RateLimit {
  /** Counts one request of this key and writes the `RateLimit` fields. @throws AppError `too_many_requests` */
  take(ctx: Context, key: string): Promise<void>
}

const windowSeconds = 60

/** Requests a minute and key, counted in this process: several replicas allow several times as many. */
export const openRateLimit = (requestsPerMinute: number): RateLimit => {
  const limiter = new RateLimiterMemory({ points: requestsPerMinute, duration: windowSeconds })
  const tell = (ctx: Context, { remainingPoints, msBeforeNext }: RateLimiterRes) => {
    ctx.set('RateLimit-Policy', `"default";q=${requestsPerMinute};w=${windowSeconds}`)
    ctx.set(
      'RateLimit',
      `"default";r=${Math.max(0, remainingPoints)};t=${Math.max(1, Math.ceil(msBeforeNext / 1000))}`,
    )
  }
  return {
    take: async (ctx, key) => {
      try {
        tell(ctx, await limiter.consume(key))
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        tell(ctx, refusal)
        const retryAfterMs = Math.max(1_000, refusal.msBeforeNext)
        throw new AppError('too_many_requests', 'too many requests, wait and try again', {
          details: { retryAfterMs, seconds: Math.ceil(retryAfterMs / 1000), limit: requestsPerMinute },
        })
      }
    },
  }
}
