import { limits } from '../../config/limits.ts'
import { log, requestContext } from '../../config/log.ts'
import { metrics } from '../../config/metrics.ts'
import type { Database } from '../../db/database.ts'
import type { ChatPlatform } from '../../db/models/workspace.ts'
import { isAppError } from '../errors.ts'
import { isWorthRetry } from '../jobs/attempts.ts'
import { type ClaimedEvent, openEventClaims } from './event-claims.ts'
import { onAccepted } from './platform-events.ts'

export interface EventWorkerOptions {
  platform: ChatPlatform
  /**
   * Does what the event asks for. It may be called again for the same event (`eventId`) when the process dies in the
   * middle. What it throws is tried again: a bug five times in all, the machine's or the platform's faults longer.
   */
  handle(event: ClaimedEvent): Promise<void>
  /** Most events at once in this process. */
  concurrency?: number
  leaseMs?: number
  sweepMs?: number
  tries?: number
  maxBackoffMs?: number
}

export interface EventWorker {
  /** Look now. Not needed for what this process accepts. */
  wake(): void
  /** Takes no more, and waits for what runs. */
  close(): Promise<void>
}

const { events: limit } = limits

/** A code for the operator, never a message, which may quote what people wrote. */
const codeOf = (error: unknown): string => {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : 'internal'
}

/** Two more than a job gets: a process that died says nothing against the event, and counts as a try. */
const extraTries = 2

const canStillHelp = (error: unknown, attempts: number): boolean =>
  isAppError(error, 'platform_unreachable') || isWorthRetry(error, { retryCount: attempts - 1 - extraTries })

/** What is wrong with an event whose every try ended along with its process. */
const endsProcesses = (): Error => Object.assign(new Error('begun too often'), { code: 'process_died' })

/** Timers and the database's clock may differ by so much. */
const graceMs = 20

/**
 * Handles the events of a platform, over all processes that have a worker: those of one `orderKey` one after the other
 * and in order, the others side by side. An event that is put off holds back those behind it. Workspaces take turns,
 * and none of them fills the process: one that has thousands waiting keeps nobody else waiting.
 */
export const openEventWorker = (db: Database, options: EventWorkerOptions): EventWorker => {
  const { platform, handle, concurrency = limit.concurrency, tries = limit.tries } = options
  const { leaseMs = limit.leaseMs, sweepMs = limit.sweepMs, maxBackoffMs = limit.maxBackoffMs } = options
  const claims = openEventClaims(db, { platform, leaseMs })
  const mostOfWorkspace = Math.max(1, Math.floor(concurrency * limit.workspaceShare))
  /** Handled, or handled and not settled yet. */
  const held = new Map<string, ClaimedEvent>()
  const handling = new Set<Promise<void>>()
  let done: ClaimedEvent[] = []
  let looking: Promise<void> | null = null
  let isWoken = false
  let isClosed = false
  /** The workspace whose turn was last. */
  let last = ''

  const leave = ({ id }: ClaimedEvent): void => {
    held.delete(id)
    wake()
  }

  /** A settlement that does not get through leaves the event to its lease, and so to another try. */
  const settleFailure = async (event: ClaimedEvent, error: unknown): Promise<void> => {
    const { id, attempts } = event
    const isOver = attempts >= tries || !canStillHelp(error, attempts)
    const errorCode = codeOf(error)
    const told = { err: error, platform, event: id, attempts, code: errorCode }
    metrics.platformEvents.inc({ platform, outcome: isOver ? 'failed' : 'retried' })
    if (isOver) log.error(told, 'an event could not be handled')
    else log.warn(told, 'an event could not be handled, and will be tried again')
    try {
      if (isOver) return await claims.fail(event, errorCode)
      const byMs = Math.min(250 * 2 ** attempts, maxBackoffMs)
      await claims.putOff(event, { errorCode, byMs })
      setTimeout(wake, byMs + graceMs).unref()
    } catch (cause) {
      log.warn({ err: cause, platform }, 'an event could not be settled')
    }
  }

  const run = async (event: ClaimedEvent): Promise<void> => {
    try {
      if (event.attempts > tries) throw endsProcesses()
      await requestContext.run({ requestId: event.id, surface: platform }, () => handle(event))
      done.push(event)
      wake()
    } catch (error) {
      await settleFailure(event, error)
      leave(event)
    }
  }

  const start = (event: ClaimedEvent): void => {
    const known = held.get(event.id)
    // Its lease ran out while this process was too busy to renew it: it is under way all the same.
    if (known) return void Object.assign(known, { attempts: event.attempts })
    held.set(event.id, event)
    const running = run(event).finally(() => handling.delete(running))
    handling.add(running)
  }

  /** What is handled, by workspace; what has ended leaves with the claim. */
  const heldOf = (ended: ClaimedEvent[]): Map<string, number> => {
    const over = new Set(ended.map(({ id }) => id))
    const counts = new Map<string, number>()
    for (const { id, workspace } of held.values())
      if (!over.has(id)) counts.set(workspace, (counts.get(workspace) ?? 0) + 1)
    return counts
  }

  const lookOnce = async (): Promise<void> => {
    const ended = done
    done = []
    const free = isClosed ? 0 : concurrency - held.size + ended.length
    if (ended.length === 0 && free <= 0) return
    const wanted = free > 0 ? { most: free, mostOfWorkspace, held: heldOf(ended), after: last } : null
    try {
      const claimed = await claims.turn(ended, wanted)
      last = claimed.at(-1)?.workspace ?? last
      metrics.platformEvents.inc({ platform, outcome: 'done' }, ended.length)
      for (const { id } of ended) held.delete(id)
      for (const event of claimed) start(event)
    } catch (error) {
      done = [...ended, ...done]
      throw error
    }
  }

  const look = async (): Promise<void> => {
    try {
      while (isWoken) {
        isWoken = false
        await lookOnce()
      }
    } catch (error) {
      log.warn({ err: error, platform }, 'the events of a platform cannot be reached; they wait')
    } finally {
      looking = null
    }
  }

  const wake = (): void => {
    isWoken = true
    // A turn later, so that what is accepted or ends together is taken together.
    looking ??= new Promise((resolve) => setImmediate(() => resolve(look())))
  }

  const tick = (): void => {
    if (held.size > 0)
      claims
        .renew([...held.values()])
        .catch((error: unknown) => log.warn({ err: error, platform }, 'leases could not be renewed'))
    wake()
  }

  const forget = onAccepted(db, platform, wake)
  const ticker = setInterval(tick, Math.min(sweepMs, leaseMs / 3))
  wake()
  return {
    wake,
    close: async () => {
      isClosed = true
      forget()
      await looking
      while (handling.size > 0) await Promise.all(handling)
      clearInterval(ticker)
      // What is done and cannot be told to the database is done again when its lease has run out.
      wake()
      await looking
    },
  }
}
