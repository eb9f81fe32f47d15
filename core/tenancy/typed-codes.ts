import { randomBytes } from 'node:crypto'
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { limits } from '../../config/limits.ts'
import { AppError, isAppError } from '../errors.ts'
import { hashSecret } from './tokens.ts'

/** Crockford's 32 letters: none looks like another one, and a code spells no word. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A code that a person can read out and type: groups of letters, five bits each. Only its hash is kept. */
export const makeTypedCode = ({ groups, letters: length }: { groups: number; letters: number }): string =>
  Array.from({ length: groups }, () =>
    Array.from(randomBytes(length), (byte) => letters[byte % letters.length]).join(''),
  ).join('-')

/** Whatever its case and whatever stands between its groups; letters that look like digits are taken for these. */
const readTyped = (typed: string): string =>
  typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')

/**
 * No salt and no slow hash: what lives for minutes has 50 random bits, what lives for a day 60, and a code is good for
 * nothing afterwards.
 */
export const hashTypedCode = (typed: string): string => hashSecret(readTyped(typed))

export const wrongCode = (): AppError =>
  new AppError('not_found', 'this code is unknown, was used, or is out of date', {
    details: { context: 'code' },
  })

const isWrongCode = (error: unknown): boolean =>
  isAppError(error, 'not_found') && error.details.context === 'code'

const { wrongTries: points, waitSeconds: duration } = limits.codes

const refuse = ({ msBeforeNext }: RateLimiterRes): never => {
  const retryAfterMs = Math.max(1_000, msBeforeNext)
  throw new AppError('too_many_requests', 'too many wrong codes, wait and try again', {
    details: { retryAfterMs, seconds: Math.ceil(retryAfterMs / 1000) },
  })
}

/** Makes whoever types one wrong code after the other wait. */
export const openGuessGuard = (keyPrefix: string) => {
  const guesses = new RateLimiterMemory({ keyPrefix, points, duration })
  /** @throws AppError `too_many_requests`, and what `redeem` throws */
  return async <T>(guesser: string, redeem: () => Promise<T>): Promise<T> => {
    // Taken before and given back after: of many guesses at the same moment none gets through uncounted.
    await guesses.consume(guesser).catch((result: RateLimiterRes) => refuse(result))
    try {
      const result = await redeem()
      await guesses.reward(guesser)
      return result
    } catch (error) {
      if (!isWrongCode(error)) await guesses.reward(guesser)
      throw error
    }
  }
}
