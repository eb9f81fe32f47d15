import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '../errors.ts'

/** Slows down who guesses passwords, without giving a stranger the means to lock somebody out for good. */
export interface SignInGuard {
  /** @throws AppError `too_many_requests` when this login had too many failures, here or overall */
  check(login: string, ip: string): Promise<void>
  failed(login: string, ip: string): Promise<void>
  succeeded(login: string, ip: string): Promise<void>
}

const quarterHour = 15 * 60
const hour = 3600
/** Timers of Node reach no further than 24 days. */
const threeWeeks = 21 * 24 * 3600

const refuse = (result: RateLimiterRes): never => {
  const retryAfterMs = Math.max(1_000, result.msBeforeNext)
  throw new AppError('too_many_requests', 'too many failed sign-ins, wait and try again', {
    details: { retryAfterMs, seconds: Math.ceil(retryAfterMs / 1000) },
  })
}

/** Five failures a login and address in 15 minutes; twenty a login in an hour, from addresses it never signed in at. */
export const openSignInGuard = (): SignInGuard => {
  const pairs = new RateLimiterMemory({ keyPrefix: 'pair', points: 5, duration: quarterHour })
  const logins = new RateLimiterMemory({ keyPrefix: 'login', points: 20, duration: hour })
  const known = new RateLimiterMemory({ keyPrefix: 'known', points: 1, duration: threeWeeks })
  const keyOf = (login: string) => login.trim().toLowerCase()
  const pairOf = (login: string, ip: string) => `${keyOf(login)} ${ip}`
  const isSpent = (limiter: RateLimiterMemory, result: RateLimiterRes | null): result is RateLimiterRes =>
    result !== null && result.consumedPoints >= limiter.points
  return {
    check: async (login, ip) => {
      const pair = await pairs.get(pairOf(login, ip))
      if (isSpent(pairs, pair)) refuse(pair)
      if (await known.get(pairOf(login, ip))) return
      const overall = await logins.get(keyOf(login))
      if (isSpent(logins, overall)) refuse(overall)
    },
    failed: async (login, ip) => {
      await pairs.penalty(pairOf(login, ip))
      await logins.penalty(keyOf(login))
    },
    succeeded: async (login, ip) => {
      await pairs.delete(pairOf(login, ip))
      await known.set(pairOf(login, ip), 1, threeWeeks)
    },
  }
}
