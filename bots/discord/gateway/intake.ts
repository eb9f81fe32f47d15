import { limits } from '../../../config/limits.ts'
import { log } from '../../../config/log.ts'
import { acceptEvent } from '../../../core/messaging/platform-events.ts'
import type { Database } from '../../../db/database.ts'
import type { Taken } from './read-dispatch.ts'

export interface Intake {
  /** Stores an event, again and again while the database does not take it. Never throws. */
  take(taken: Taken): Promise<void>
  /** Waits for what is being stored; what the database does not take now is given up. */
  close(): Promise<void>
}

const { discordGateway: limit } = limits
const firstPauseMs = 250
const longestPauseMs = 5_000

/**
 * Discord tells everything once and waits for no acknowledgement: what the database cannot take in now waits here.
 * Among the messages of a place the order stays that of arrival.
 */
export const openIntake = (
  db: Database,
  { retryForMs = limit.retryForMs }: { retryForMs?: number } = {},
): Intake => {
  const closing = new AbortController()
  /** The last one of each place. */
  const waiting = new Map<string, Promise<void>>()
  let count = 0

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      const end = (): void => {
        clearTimeout(timer)
        resolve()
      }
      closing.signal.addEventListener('abort', end, { once: true })
    })

  const store = async ({ event, ...keys }: Taken): Promise<void> => {
    const until = Date.now() + retryForMs
    for (let ms = firstPauseMs; ; ms = Math.min(ms * 2, longestPauseMs)) {
      try {
        await acceptEvent(db, { platform: 'discord', ...keys, payload: JSON.stringify(event) })
        return
      } catch (error) {
        const isOver = closing.signal.aborted || Date.now() + ms > until
        log.warn({ err: error, isOver }, 'an event of Discord cannot be stored')
        if (isOver) return
        await pause(ms)
      }
    }
  }

  return {
    take: (taken) => {
      if (count >= limit.maxWaiting) {
        log.error(
          { eventId: taken.eventId },
          'an event of Discord was dropped: too many wait for the database',
        )
        return Promise.resolve()
      }
      count++
      const { orderKey } = taken
      const before = waiting.get(orderKey)
      const stored = (before ? before.then(() => store(taken)) : store(taken)).finally(() => {
        count--
        if (waiting.get(orderKey) === stored) waiting.delete(orderKey)
      })
      waiting.set(orderKey, stored)
      return stored
    },
    close: async () => {
      closing.abort()
      await Promise.all(waiting.values())
    },
  }
}
