import { QueryTypes } from 'sequelize'
import { log } from '../../../config/log.ts'
import type { Database } from '../../../db/database.ts'
import { asOwner, withTenant } from '../../../db/tenant.ts'
import { routeTenant } from './route.ts'

export interface NoticeRouter {
  /** Something of this tenant waits to be told. */
  wake(tenantId: string): void
  /** A message of this tenant was sent, or was not: its outcome is written down in a moment. */
  wakeSoon(tenantId: string): void
  close(): Promise<void>
}

const sweepMs = 30_000
/** The outbox writes an outcome down after its sender has told it. */
const soonMs = 300

/** Whether there is anything to do for a tenant, in one statement: most of the time there is nothing. */
const hasDue = (db: Database, tenantId: string): Promise<boolean> =>
  withTenant(db, tenantId, async () => {
    const [row] = await db.sequelize.query<{ due: boolean }>(
      `select exists (select from notifications where tenant_id = $1 and route_at <= now())
           or exists (select from notification_events where tenant_id = $1 and routed_at is null)
           or exists (select from outbox where tenant_id = $1 and send_id is not null and not is_settled
                         and state in ('sent', 'unknown', 'failed')) as due`,
      { type: QueryTypes.SELECT, bind: [tenantId] },
    )
    return row?.due === true
  })

const listTenants = (db: Database): Promise<string[]> =>
  asOwner(db, async () => {
    const rows = await db.models.Tenant.findAll({ attributes: ['id'], where: { isActive: true }, raw: true })
    return rows.map(({ id }) => id)
  })

/**
 * Routes notices soon after they are stored, one tenant after the other, and looks now and then through all of them for
 * what was held until now, and for what a process that died left behind.
 * @param onRouted something of a tenant is in the outbox
 */
export const openNoticeRouter = (db: Database, onRouted: (tenantId: string) => void): NoticeRouter => {
  const waiting = new Set<string>()
  const timers = new Set<NodeJS.Timeout>()
  let running: Promise<void> | null = null
  let isClosed = false

  const routeAll = async (): Promise<void> => {
    for (const tenantId of waiting) {
      if (isClosed) return
      waiting.delete(tenantId)
      try {
        if ((await routeTenant(db, tenantId)) > 0) onRouted(tenantId)
      } catch (error) {
        // What could not be routed stays due, for the next sweep.
        log.warn({ err: error, tenant_id: tenantId }, 'notices could not be routed')
      }
    }
  }
  const run = (): void => {
    if (isClosed || running || waiting.size === 0) return
    running = routeAll().finally(() => {
      running = null
      run()
    })
  }
  const wake = (tenantId: string): void => {
    waiting.add(tenantId)
    run()
  }
  const sweep = async (): Promise<void> => {
    for (const tenantId of await listTenants(db)) {
      if (isClosed) return
      if (await hasDue(db, tenantId)) wake(tenantId)
    }
  }
  const sweepSafely = (): void =>
    void sweep().catch((error: unknown) => log.warn({ err: error }, 'sweep of notices not possible'))
  const sweeper = setInterval(sweepSafely, sweepMs)
  sweepSafely()

  return {
    wake,
    wakeSoon: (tenantId) => {
      const timer = setTimeout(() => {
        timers.delete(timer)
        wake(tenantId)
      }, soonMs)
      timers.add(timer)
    },
    close: async () => {
      isClosed = true
      clearInterval(sweeper)
      for (const timer of timers) clearTimeout(timer)
      await running
    },
  }
}
