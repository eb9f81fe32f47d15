import type { Context } from 'koa'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
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

const takeFrom = async (ctx: Context, bucket: Bucket, key: string): Promise<void> => {
  try {
    tell(ctx, bucket, await bucket.limiter.consume(key))
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    tell(ctx, bucket, refusal)
    const retryAfterMs = Math.max(1_000, refusal.msBeforeNext)
    throw new AppError('too_many_requests', 'too many requests, wait and try again', {
      details: { retryAfterMs, seconds: Math.ceil(retryAfterMs / 1000), limit: bucket.quota },
    })
  }
}

/** Requests a minute, counted in this process: several replicas allow several times as many. */
export const openRateLimit = (
  perCaller: number,
  perTenant: number = limits.api.tenantRequestsPerMinute,
): RateLimit => {
  const [callers, tenants] = [openBucket('default', perCaller), openBucket('tenant', perTenant)]
  return {
    take: async (ctx, { key, share }) => {
      await takeFrom(ctx, callers, key)
      if (share !== null) await takeFrom(ctx, tenants, share)
    },
  }
}
