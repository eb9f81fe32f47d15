import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '../errors.ts'

/** `isFirst`: of this minute; the others need not be told. */
export type Turn = { kind: 'granted' } | { kind: 'refused'; isFirst: boolean; retryAfterMs: number }

/** How often one person may have something done. */
export interface ActLimit {
  take(person: string): Promise<Turn>
}

/** Acts of each person a minute, counted in this process: several replicas allow several times as many. */
export const openActLimit = (perMinute: number): ActLimit => {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 })
  return {
    take: async (person) => {
      try {
        await limiter.consume(person)
        return { kind: 'granted' }
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        const { consumedPoints, msBeforeNext } = refusal
        const isFirst = consumedPoints === perMinute + 1
        return { kind: 'refused', isFirst, retryAfterMs: Math.max(1_000, msBeforeNext) }
      }
    },
  }
}

/** What somebody who was refused is told. */
export const tooManyActs = ({ retryAfterMs }: Extract<Turn, { kind: 'refused' }>): AppError =>
  new AppError('too_many_requests', 'too many requests, wait and try again', {
    details: { retryAfterMs, seconds: Math.ceil(retryAfterMs / 1000), context: 'wait' },
  })
