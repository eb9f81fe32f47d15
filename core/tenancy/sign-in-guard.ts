import type { Database } from '../../db/database.ts'
import { asOwner } from '../../db/tenant.ts'
import { AppError } from '../errors.ts'
import {
  type CounterRule,
  clearPoints,
  givePointBack,
  isMarked,
  markFor,
  type Taken,
  takePoint,
} from './counters.ts'

/** Somebody who says a password. */
export interface Attempt {
  /** Ids of the accounts that the login may mean; the login itself when it is nobody's. */
  subjects: string[]
  ip: string
  /** The device that one of the accounts signed in on before, by the mark it got then. */
  device: string | null
}

/** Slows down who guesses passwords, without giving a stranger the means to lock somebody out for good. */
export interface SignInGuard {
  /**
   * Counts an attempt before its password is looked at, or of many at the same moment all would be.
   * @returns the subjects of whom this was the last attempt for a while, and how many there were
   * @throws AppError `too_many_requests`
   */
  begin(attempt: Attempt): Promise<Map<string, number>>
  /** The password was right: what was counted is forgotten, and the address known from now on. */
  succeeded(attempt: Attempt): Promise<void>
}

const quarterHour = 15 * 60
const hour = 3600
const knownSeconds = 90 * 24 * hour

/** One account from one address. */
const pairs: CounterRule = { name: 'pair', points: 5, windowSeconds: quarterHour }
/** One account from one known device: nobody else takes from it, wherever they are. */
const devices: CounterRule = { name: 'device', points: 5, windowSeconds: quarterHour }
/** One account from all addresses that it never signed in at. */
const accounts: CounterRule = { name: 'account', points: 20, windowSeconds: hour }
const known = 'known'

export const refuseFor = (leftMs: number, message: string): never => {
  const retryAfterMs = Math.max(1_000, Math.ceil(leftMs))
  throw new AppError('too_many_requests', message, {
    details: { retryAfterMs, seconds: Math.ceil(retryAfterMs / 1000) },
  })
}

/** The counters that one subject's attempt takes from. */
const countersOf = async (
  db: Database,
  subject: string,
  { ip, device }: Attempt,
): Promise<[CounterRule, string][]> => {
  if (device !== null) return [[devices, `${subject} ${device}`]]
  const pair = `${subject} ${ip}`
  if (await isMarked(db, known, pair)) return [[pairs, pair]]
  return [
    [pairs, pair],
    [accounts, subject],
  ]
}

/** All in one order, so that attempts at the same moment wait for each other and never in a circle. */
const inOrder = ({ subjects }: Attempt): string[] => [...new Set(subjects)].sort()

const takeAll = async (
  db: Database,
  attempt: Attempt,
): Promise<{ last: Map<string, number>; over: Taken | null }> => {
  const last = new Map<string, number>()
  for (const subject of inOrder(attempt))
    for (const [rule, whose] of await countersOf(db, subject, attempt)) {
      const taken = await takePoint(db, rule, whose)
      if (taken.isOver) return { last, over: taken }
      if (taken.isLast) last.set(subject, rule.points)
    }
  return { last, over: null }
}

/**
 * Five attempts an account and address in 15 minutes; twenty an account in an hour, from addresses it never signed in
 * at. A device that the account signed in on before counts by itself: whatever others do, its owner gets in.
 */
export const openSignInGuard = (db: Database): SignInGuard => ({
  begin: async (attempt) => {
    const { last, over } = await asOwner(db, () => takeAll(db, attempt))
    if (over) refuseFor(over.leftMs, 'too many failed sign-ins, wait and try again')
    return last
  },
  succeeded: (attempt) =>
    asOwner(db, async () => {
      for (const subject of inOrder(attempt)) {
        for (const [rule, whose] of await countersOf(db, subject, attempt))
          await (rule === accounts ? givePointBack : clearPoints)(db, rule, whose)
        await markFor(db, known, `${subject} ${attempt.ip}`, knownSeconds)
      }
    }),
})
