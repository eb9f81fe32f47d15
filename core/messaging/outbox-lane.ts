import { log } from '../../config/log.ts'
import type { Core } from '../core.ts'
import { gather } from './gather.ts'
import type { Hands } from './hands.ts'
import type { Outcome, Pace, Sender, Senders } from './outbox.ts'
import {
  type ClaimedRow,
  claimRows,
  type OutboxRow,
  renewLeases,
  settleRows,
  settleUnsent,
} from './outbox-rows.ts'

/** What the lanes of one dispatcher share. */
export interface Work {
  core: Core
  senders: Senders
  pace: Pace
  hands: Hands
  /** Few look for rows at the same time: the database has other work. */
  lookers: Hands
  /** What is put off now is left to the next process. */
  isClosed(): boolean
  /** Nothing more is to be taken up. */
  isOver(): boolean
}

/** The way out of one tenant's rows, for as long as there are any. */
export interface Lane {
  /** Looks for rows that are ready, beside those that are on their way. */
  pump(): void
}

const toldOf = (row: OutboxRow): object => ({
  outbox_id: row.id,
  platform: row.platform,
  attempts: row.attempts,
})

const sendRow = async ({ senders }: Work, tenantId: string, row: OutboxRow): Promise<Outcome | null> => {
  try {
    return await (senders[row.platform] as Sender<OutboxRow>)(tenantId, row)
  } catch (error) {
    log.warn({ err: error, ...toldOf(row) }, 'sending failed, will be tried again')
    return null
  }
}

type Unsent = Extract<Outcome, { state: string }>

/** What broke each of its tries is broken itself, and must not hold its destination for ever. */
const outcomeOf = async (work: Work, tenantId: string, row: OutboxRow): Promise<Outcome | null> => {
  const outcome = await sendRow(work, tenantId, row)
  if (outcome === null && row.attempts >= work.pace.tries) return { state: 'failed', reason: 'internal' }
  return outcome
}

/** Who is told to come back at once must not run in circles. */
const leastPutOffMs = 100

/** null = given up. Waiting for as long as the platform itself asks for is no failed try. */
const putOffOf = ({ pace }: Work, row: OutboxRow, unsent: Unsent): number | null => {
  if (unsent.state === 'failed') return null
  if (unsent.afterMs !== undefined) return Math.max(leastPutOffMs, Math.ceil(unsent.afterMs))
  return row.attempts >= pace.tries ? null : pace.putOffMs(row.attempts)
}

/** Outcomes that come together are written together. */
const openSettling = (core: Core) =>
  gather(async (tenantId: string, done: { id: string; state: 'sent' | 'unknown' }[]) => {
    for (const state of ['sent', 'unknown'] as const) {
      const ids = done.filter((one) => one.state === state).map(({ id }) => id)
      if (ids.length > 0) await settleRows(core, tenantId, { ids, state })
    }
    return done
  })

/**
 * @param onIdle told once, when nothing is in hand and nothing more is ready: the lane is of no use then. `hasPutOff`:
 * there are rows to come back for
 */
export const openLane = (
  work: Work,
  tenantId: string,
  onIdle: (end: { hasPutOff: boolean }) => void,
): Lane => {
  const { core, pace, hands, lookers } = work
  const platforms = Object.keys(work.senders)
  const settle = openSettling(core)
  const held = new Set<string>()
  let isLooking = false
  let isWoken = false
  /** There may be more behind what is in hand. */
  let hasMore = false
  let hasPutOff = false

  const keep = setInterval(
    () => {
      if (held.size === 0) return
      renewLeases(core, tenantId, { ids: [...held], leaseMs: pace.leaseMs }).catch((error: unknown) =>
        log.warn({ err: error }, 'leases of the outbox not renewed'),
      )
    },
    Math.ceil(pace.leaseMs / 3),
  )

  const settleOutcome = async (row: OutboxRow, outcome: Outcome): Promise<void> => {
    if (typeof outcome === 'string') {
      await settle(tenantId, { id: row.id, state: outcome })
      return
    }
    const putOffMs = putOffOf(work, row, outcome)
    hasPutOff ||= putOffMs !== null
    const told = { ...toldOf(row), reason: outcome.reason }
    if (putOffMs === null) log.error(told, 'sending failed for good')
    else log.warn({ ...told, put_off_ms: putOffMs }, 'not sent yet, will be tried again')
    await settleUnsent(core, tenantId, { row, reason: outcome.reason, putOffMs })
  }

  const endIfIdle = (): void => {
    if (isLooking || held.size > 0) return
    clearInterval(keep)
    onIdle({ hasPutOff })
  }

  const carry = async (row: ClaimedRow): Promise<void> => {
    try {
      const outcome = await outcomeOf(work, tenantId, row)
      if (outcome) await settleOutcome(row, outcome)
    } catch (error) {
      log.warn({ err: error }, 'outbox not reachable')
    }
    held.delete(row.id)
    hands.giveBack(1)
    const isEnough = work.isOver() || (hasPutOff && work.isClosed())
    if ((hasMore || row.isFollowed) && !isEnough) pump()
    else endIfIdle()
  }

  const claim = async (most: number): Promise<ClaimedRow[]> => {
    await lookers.take(1)
    try {
      const { leaseMs, keepsOrder } = pace
      return await claimRows(core, tenantId, { platforms, most, leaseMs, keepsOrder })
    } finally {
      lookers.giveBack(1)
    }
  }

  const look = async (): Promise<void> => {
    const room = pace.batchSize - held.size
    hasMore = held.size > 0
    if (room <= 0) return
    const taken = await hands.take(room)
    const rows = await claim(taken).catch((error: unknown) => {
      log.warn({ err: error }, 'outbox not reachable')
      return []
    })
    hands.giveBack(taken - rows.length)
    hasMore ||= rows.length === taken
    isWoken ||= rows.length === taken
    for (const row of rows) {
      held.add(row.id)
      void carry(row)
    }
  }

  const lookOn = async (): Promise<void> => {
    isLooking = true
    do {
      isWoken = false
      await look()
    } while (isWoken && held.size < pace.batchSize)
    isLooking = false
    endIfIdle()
  }

  const pump = (): void => {
    if (isLooking) isWoken = true
    else void lookOn()
  }

  return { pump }
}
