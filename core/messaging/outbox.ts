import { QueryTypes } from 'sequelize'
import { log } from '../../config/log.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import type { Core } from '../core.ts'
import type { Platform } from '../platforms.ts'

export interface OutboxRow {
  id: string
  platform: Platform
  destination: string
  payload: { message_id: string }
  /** Above 1 the outcome of the try before is not known: look before sending again. */
  attempts: number
}

/** Sends one row to its platform. `unknown`: it may or may not have arrived, and cannot be looked up. */
export type Sender = (tenantId: string, row: OutboxRow) => Promise<'sent' | 'unknown'>
export type Senders = Partial<Record<Platform, Sender>>

const batchSize = 100
const gatherMs = 100
const sweepMs = 30_000

/**
 * Claims open rows under a lease. A row waits while an earlier one of its destination is on its way, so that a
 * place sees answers in order; two processes never hold the same row.
 */
const claim = (core: Core, tenantId: string, platforms: string[]): Promise<OutboxRow[]> =>
  withTenant(core.db, tenantId, () =>
    core.db.sequelize.query<OutboxRow>(
      `with open as (
         select id from outbox o
          where tenant_id = $1 and platform = any($2)
            and (state = 'pending' or (state = 'sending' and lease_until < now()))
            and not exists (
              select 1 from outbox e
               where e.tenant_id = o.tenant_id and e.platform = o.platform and e.destination = o.destination
                 and e.state = 'sending' and e.lease_until >= now())
          order by created_at, position limit ${batchSize} for update skip locked)
       update outbox set state = 'sending', lease_until = now() + interval '30 seconds',
              attempts = attempts + 1, updated_at = now()
        where tenant_id = $1 and id in (select id from open)
       returning id, platform, destination, payload, attempts`,
      { type: QueryTypes.SELECT, bind: [tenantId, platforms] },
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

/** Sends what one tenant has open; what fails keeps its lease and is tried again when that has run out. */
const drain = async (core: Core, tenantId: string, senders: Senders): Promise<void> => {
  for (;;) {
    const rows = await claim(core, tenantId, Object.keys(senders))
    const sent: Record<'sent' | 'unknown', string[]> = { sent: [], unknown: [] }
    for (const row of rows)
      try {
        sent[await senders[row.platform]!(tenantId, row)].push(row.id)
      } catch (error) {
        log.warn(
          { err: error, outbox_id: row.id, platform: row.platform },
          'sending failed, will be tried again',
        )
      }
    for (const state of ['sent', 'unknown'] as const)
      if (sent[state].length > 0) await settle(core, tenantId, sent[state], state)
    if (rows.length < batchSize) return
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
 * that died left behind. `senders` comes from `main.ts`: the core knows no platform.
 */
export const openDispatcher = (core: Core, senders: Senders): Dispatcher => {
  const woken = new Set<string>()
  let isClosed = false
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> = Promise.resolve()

  const work = async (): Promise<void> => {
    for (const tenantId of [...woken]) {
      woken.delete(tenantId)
      await drain(core, tenantId, senders).catch((error: unknown) =>
        log.warn({ err: error }, 'outbox not reachable'),
      )
    }
  }
  const schedule = (): void => {
    if (timer || isClosed) return
    timer = setTimeout(() => {
      timer = null
      running = running.then(work)
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
      await work()
    },
  }
}
