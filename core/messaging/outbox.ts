import { QueryTypes } from 'sequelize'
import { log } from '../../config/log.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import type { Core } from '../core.ts'
import type { AlertMail } from '../notifications/catalogue.ts'
import type { Platform } from '../platforms.ts'

interface Row {
  id: string
  destination: string
  /** Of this try: 1 is the first. */
  attempts: number
  /** Another try ended without a word, with its process: it may have arrived. Look before sending again. */
  isUnsure: boolean
}

export interface AnswerRow extends Row {
  platform: Platform
  payload: { message_id: string }
}

export interface MailRow extends Row {
  platform: 'mail'
  payload: { mail: AlertMail }
}

export type OutboxRow = AnswerRow | MailRow

/**
 * `unknown`: it may or may not have arrived, and cannot be looked up. `later`: it surely has not, and may on another
 * try. `failed`: it surely never will. The reason is a code for the operator, without anybody's address or words.
 */
export type Outcome = 'sent' | 'unknown' | { state: 'later' | 'failed'; reason: string }

/** Sends one row to its platform. What it throws leaves the row to its lease, and then to another try. */
export type Sender<Sent extends OutboxRow = AnswerRow> = (tenantId: string, row: Sent) => Promise<Outcome>
export type Senders = Partial<Record<Platform, Sender>> & { mail?: Sender<MailRow> }

/** How one dispatcher goes about it. */
export interface Pace {
  /** Rows that are claimed at once: a process that dies leaves so many unsure. */
  batchSize: number
  /** Longer than a batch takes. */
  leaseMs: number
  /** A row that was put off so often has failed. */
  tries: number
  /** How long a row is put off after its nth try. */
  putOffMs: (attempts: number) => number
}

const chatPace: Pace = { batchSize: 100, leaseMs: 30_000, tries: 10, putOffMs: () => 30_000 }
const gatherMs = 100
const sweepMs = 30_000

/** What a dispatcher works with. */
interface Work {
  core: Core
  senders: Senders
  pace: Pace
  isClosed(): boolean
}

/**
 * Claims open rows under a lease. A row waits while an earlier one of its destination is on its way, so that a
 * place sees answers in order; two processes never hold the same row.
 */
const claim = ({ core, senders, pace }: Work, tenantId: string): Promise<OutboxRow[]> =>
  withTenant(core.db, tenantId, () =>
    core.db.sequelize.query<OutboxRow>(
      `with open as (
         select id, state = 'sending' as is_unsure from outbox o
          where tenant_id = $1 and platform = any($2)
            and ((state = 'pending' and (not_before is null or not_before <= now()))
              or (state = 'sending' and lease_until < now()))
            and not exists (
              select 1 from outbox e
               where e.tenant_id = o.tenant_id and e.platform = o.platform and e.destination = o.destination
                 and e.state = 'sending' and e.lease_until >= now())
          order by created_at, position limit $3 for update skip locked
       ), claimed as (
         update outbox o set state = 'sending', lease_until = now() + $4::integer * interval '1 millisecond',
                attempts = attempts + 1, updated_at = now()
           from open where o.tenant_id = $1 and o.id = open.id
         returning o.id, platform, destination, payload, attempts, is_unsure as "isUnsure", o.created_at, position)
       select id, platform, destination, payload, attempts, "isUnsure" from claimed order by created_at, position`,
      { type: QueryTypes.SELECT, bind: [tenantId, Object.keys(senders), pace.batchSize, pace.leaseMs] },
    ),
  )

const settle = (core: Core, tenantId: string, ids: string[], state: 'sent' | 'unknown'): Promise<unknown> =>
  withTenant(core.db, tenantId, () =>
    core.db.sequelize.query(
      `update outbox set state = $3, lease_until = null, sent_at = case when $3 = 'sent' then now() end,
              updated_at = now()
        where tenant_id = $1 and id = any($2::uuid[]) and state = 'sending'`,
      { bind: [tenantId, ids, state] },
    ),
  )

/** Puts a row off, or gives it up for good. A try that outlived its lease has no say any more. */
const settleUnsent = (
  { core, pace }: Work,
  tenantId: string,
  { row, state, reason }: { row: OutboxRow; state: 'later' | 'failed'; reason: string },
): Promise<unknown> => {
  const isOver = state === 'failed' || row.attempts >= pace.tries
  const told = { outbox_id: row.id, platform: row.platform, attempts: row.attempts, reason }
  if (isOver) log.error(told, 'sending failed for good')
  else log.warn(told, 'sending failed, will be tried again')
  return withTenant(core.db, tenantId, () =>
    core.db.sequelize.query(
      `update outbox set state = $4, failure = $5, lease_until = null, updated_at = now(),
              not_before = case when $4 = 'pending' then now() + $6::integer * interval '1 millisecond' end
        where tenant_id = $1 and id = $2 and attempts = $3 and state = 'sending'`,
      {
        bind: [
          tenantId, row.id, row.attempts, isOver ? 'failed' : 'pending', reason, pace.putOffMs(row.attempts),
        ],
      },
    ),
  ) // biome-ignore format: the values, read at a glance
}

const sendRow = async ({ senders }: Work, tenantId: string, row: OutboxRow): Promise<Outcome | null> => {
  try {
    return await (senders[row.platform] as Sender<OutboxRow>)(tenantId, row)
  } catch (error) {
    const told = { err: error, outbox_id: row.id, platform: row.platform }
    log.warn(told, 'sending failed, will be tried again')
    return null
  }
}

/** Sends what one tenant has open; what throws keeps its lease and is tried again when that has run out. */
const drain = async (work: Work, tenantId: string): Promise<void> => {
  for (;;) {
    const rows = await claim(work, tenantId)
    const sent: Record<'sent' | 'unknown', string[]> = { sent: [], unknown: [] }
    let isPutOff = false
    for (const row of rows) {
      const outcome = await sendRow(work, tenantId, row)
      if (typeof outcome === 'string') sent[outcome].push(row.id)
      else if (outcome) await settleUnsent(work, tenantId, { row, ...outcome })
      isPutOff ||= outcome !== null && typeof outcome === 'object'
    }
    for (const state of ['sent', 'unknown'] as const)
      if (sent[state].length > 0) await settle(work.core, tenantId, sent[state], state)
    if (rows.length < work.pace.batchSize || (isPutOff && work.isClosed())) return
  }
}

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
  let isClosed = false
  const work: Work = { core, senders, pace, isClosed: () => isClosed }
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> = Promise.resolve()

  const drainWoken = async (): Promise<void> => {
    for (const tenantId of [...woken]) {
      woken.delete(tenantId)
      await drain(work, tenantId).catch((error: unknown) => log.warn({ err: error }, 'outbox not reachable'))
    }
  }
  const schedule = (): void => {
    if (timer || isClosed) return
    timer = setTimeout(() => {
      timer = null
      running = running.then(drainWoken)
    }, gatherMs)
  }
  const wake = (tenantId: string): void => {
    woken.add(tenantId)
    schedule()
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
      isClosed = true
      clearInterval(sweeper)
      if (timer) clearTimeout(timer)
      await running
      await drainWoken()
    },
  }
}
