import type { Context } from 'koa'
import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { limits } from '../../config/limits.ts'
import { AppError } from '../../core/errors.ts'

export interface RateLimit {
  /**
   * Counts one request of this caller, then of those he shares with, and writes the `RateLimit` fields. What he alone
   * is refused does not count for the others.
   * @throws AppError `too_many_requests`
   */
  take(ctx: Context, caller: { key: string; share: string | null }): Promise<void>
}

interface Bucket {
  name: string
  quota: number
  limiter: RateLimiterMemory
}

const windowSeconds = 60

const openBucket = (name: string, quota: number): Bucket => ({
  name,
  quota,
  limiter: new RateLimiterMemory({ points: quota, duration: windowSeconds }),
})

/** Both fields are lists, of one policy each. */
const tell = (
  ctx: Context,
  { name, quota }: Bucket,
  { remainingPoints, msBeforeNext }: RateLimiterRes,
): void => {
  const [left, seconds] = [Math.max(0, remainingPoints), Math.max(1, Math.ceil(msBeforeNext / 1000))]
  ctx.append('RateLimit-Policy', `"${name}";q=${quota};w=${windowSeconds}`)
  ctx.append('RateLimit', `"${name}";r=${left};t=${seconds}`)
}

const tooMany = (retryAfterMs: number, limit: number): AppError =>
  new AppError('too_many_requests', 'too many requests, wait and try again', {
    details: { retryAfterMs, seconds: Math.ceil(retryAfterMs / 1000), limit },
  })

const takeFrom = async (ctx: Context, bucket: Bucket, key: string): Promise<void> => {
  try {
    tell(ctx, bucket, await bucket.limiter.consume(key))
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    tell(ctx, bucket, refusal)
    throw tooMany(Math.max(1_000, refusal.msBeforeNext), bucket.quota)
  }
}

/**
 * How fast a tenant may use its minute up: evenly, but for a twentieth of it at once, which is a team that opens the page
 * together. Without this, who asks ten times as often as allowed would have the server to himself until the minute's
 * share is gone.
 */
const openPace = (perMinute: number): BurstyRateLimiter =>
  new BurstyRateLimiter(
    new RateLimiterMemory({ points: Math.ceil(perMinute / windowSeconds), duration: 1 }),
    new RateLimiterMemory({ points: Math.max(50, Math.ceil(perMinute / 20)), duration: windowSeconds }),
  )

const keepPace = async (pace: BurstyRateLimiter, key: string, limit: number): Promise<void> => {
  try {
    await pace.consume(key)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    throw tooMany(1_000, limit)
  }
}

/** Requests a minute, counted in this process: several replicas allow several times as many. */
export const openRateLimit = (
  perCaller: number,
  perTenant: number = limits.api.tenantRequestsPerMinute,
): RateLimit => {
  const [callers, tenants] = [openBucket('default', perCaller), openBucket('tenant', perTenant)]
  const pace = openPace(perTenant)
  return {
    take: async (ctx, { key, share }) => {
      await takeFrom(ctx, callers, key)
      if (share === null) return
      await takeFrom(ctx, tenants, share)
      await keepPace(pace, share, perTenant)
    },
  }
}
