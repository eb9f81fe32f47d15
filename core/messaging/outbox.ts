import { log } from '../../config/log.ts'
import { asOwner } from '../../db/tenant.ts'
import type { Core } from '../core.ts'
import type { Platform } from '../platforms.ts'
import { openHands } from './hands.ts'
import { type Lane, openLane, type Work } from './outbox-lane.ts'
import {
  type AnswerRow,
  type DigestRow,
  type MailRow,
  type NoticeRow,
  nextDueMs,
  type OutboxRow,
} from './outbox-rows.ts'

export type { AnswerRow, DigestRow, MailRow, NoticeRow, OutboxRow } from './outbox-rows.ts'

/**
 * `unknown`: it may or may not have arrived, and cannot be looked up. `later`: it surely has not, and may on another
 * try; with `afterMs` the platform itself says when, and that wait is no failed try. `failed`: it surely never will.
 * The reason is a code for the operator, without anybody's address or words.
 */
export type Outcome =
  | 'sent'
  | 'unknown'
  | { state: 'later'; reason: string; afterMs?: number }
  | { state: 'failed'; reason: string }

/** Sends one row to its platform. What it throws leaves the row to its lease, and then to another try. */
export type Sender<Sent extends OutboxRow = AnswerRow> = (tenantId: string, row: Sent) => Promise<Outcome>
export type Senders = Partial<Record<Platform, Sender>> & { mail?: Sender<MailRow> }

/** Lets one outbox carry what one sender knows of, and notices, which another one does. */
export const withNotices =
  <Sent extends OutboxRow>(others: Sender<Sent>, notices: Sender<NoticeRow>): Sender<Sent> =>
  (tenantId, row) =>
    'send_id' in row.payload ? notices(tenantId, row as NoticeRow) : others(tenantId, row)

/** The same for digests. */
export const withDigests =
  <Sent extends OutboxRow>(others: Sender<Sent>, digests: Sender<DigestRow>): Sender<Sent> =>
  (tenantId, row) =>
    'digest_id' in row.payload || 'recipient_id' in row.payload
      ? digests(tenantId, row as DigestRow)
      : others(tenantId, row)

/** Tells of each message with notices that was handed to its sender: its outcome is to be looked at soon. */
export const afterNotices = (senders: Senders, tell: (tenantId: string) => void): Senders =>
  Object.fromEntries(
    Object.entries(senders).map(([platform, send]) => [
      platform,
      async (tenantId: string, row: OutboxRow) => {
        const outcome = await (send as Sender<OutboxRow>)(tenantId, row)
        if ('send_id' in row.payload) tell(tenantId)
        return outcome
      },
    ]),
  )

/** How one dispatcher goes about it. */
export interface Pace {
  /** Rows of one tenant that are in hand at once: a process that dies leaves so many unsure. */
  batchSize: number
  /** Destinations at once, of all tenants: one that is slow, or that has to wait, holds only itself. */
  hands: number
  /** Answers of one place arrive in order, also when one is put off. Mails do not depend on each other. */
  keepsOrder: boolean
  /** Renewed while a row is in hand: how long what a dead process had in hand stays unsure. */
  leaseMs: number
  /** A row that was put off so often has failed. */
  tries: number
  /** How long a row is put off after its nth try. */
  putOffMs: (attempts: number) => number
}

export const chatPace: Pace = {
  batchSize: 100,
  hands: 400,
  keepsOrder: true,
  leaseMs: 30_000,
  // A quarter of an hour: people wait, and a platform that is away comes back.
  tries: 20,
  putOffMs: (attempts) => Math.min(60_000, 1_000 * 2 ** (attempts - 1)),
}
const gatherMs = 100
const sweepMs = 30_000
/** Tenants whose rows are looked for at once. */
const lookersAtOnce = 4
/** After being told to close, what is ready is still taken up for this long. */
const closeMs = 3_000

export interface Dispatcher {
  /** Something of this tenant is to be sent. */
  wake(tenantId: string): void
  close(): Promise<void>
}

const listTenantIds = (core: Core): Promise<string[]> =>
  asOwner(core.db, async () =>
    (await core.db.models.Tenant.findAll({ attributes: ['id'], raw: true })).map((row) => row.id),
  )

/**
 * Sends answers soon after they are stored, many in one go, and sweeps every tenant now and then for what a process
 * that died left behind. `senders` comes from `main.ts`: the core knows no platform. What takes its time (mail) has a
 * dispatcher of its own, so that nothing quick waits behind it.
 */
export const openDispatcher = (core: Core, senders: Senders, pace = chatPace): Dispatcher => {
  const woken = new Set<string>()
  const lanes = new Map<string, { lane: Lane; idle: Promise<void> }>()
  /** Tenants with rows that were put off. */
  const expecting = new Set<string>()
  const alarms = new Map<string, NodeJS.Timeout>()
  let closedAt: number | null = null
  let timer: NodeJS.Timeout | null = null
  const isClosed = (): boolean => closedAt !== null
  const work: Work = {
    core,
    senders,
    pace,
    hands: openHands(pace.hands),
    lookers: openHands(lookersAtOnce),
    isClosed,
    isOver: () => closedAt !== null && performance.now() - closedAt > closeMs,
  }

  /** Comes back for what was put off, again and again until there is no such row: an alarm may ring too early. */
  const comeBack = async (tenantId: string): Promise<void> => {
    const ms = await nextDueMs(core, tenantId, Object.keys(senders)).catch(() => sweepMs)
    if (isClosed()) return
    clearTimeout(alarms.get(tenantId))
    alarms.delete(tenantId)
    if (ms === null) return void expecting.delete(tenantId)
    const alarm = setTimeout(() => wakeNow(tenantId), Math.min(sweepMs, Math.max(gatherMs, Math.ceil(ms))))
    alarms.set(tenantId, alarm)
  }

  const openLaneOf = (tenantId: string): { lane: Lane; idle: Promise<void> } => {
    const idle = Promise.withResolvers<void>()
    const lane = openLane(work, tenantId, ({ hasPutOff }) => {
      lanes.delete(tenantId)
      idle.resolve()
      if (hasPutOff) expecting.add(tenantId)
      if (expecting.has(tenantId)) void comeBack(tenantId)
    })
    const opened = { lane, idle: idle.promise }
    lanes.set(tenantId, opened)
    return opened
  }

  const wakeNow = (tenantId: string): void => (lanes.get(tenantId) ?? openLaneOf(tenantId)).lane.pump()

  const wakeAll = (): void => {
    for (const tenantId of woken) wakeNow(tenantId)
    woken.clear()
  }

  const wake = (tenantId: string): void => {
    woken.add(tenantId)
    if (timer || isClosed()) return
    timer = setTimeout(() => {
      timer = null
      wakeAll()
    }, gatherMs)
  }

  const sweep = (): void => {
    listTenantIds(core).then(
      (ids) => ids.forEach(wake),
      (error: unknown) => log.warn({ err: error }, 'outbox sweep not possible'),
    )
  }
  const sweeper = setInterval(sweep, sweepMs)
  sweep()

  return {
    wake,
    close: async () => {
      closedAt = performance.now()
      clearInterval(sweeper)
      if (timer) clearTimeout(timer)
      for (const alarm of alarms.values()) clearTimeout(alarm)
      wakeAll()
      await Promise.all([...lanes.values()].map(({ idle }) => idle))
    },
  }
}
