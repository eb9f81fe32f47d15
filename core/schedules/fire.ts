import { log } from '../../config/log.ts'
import type { Schedule, ScheduleWindow } from '../../db/models/schedule.ts'
import type { Tenant } from '../../db/models/tenant.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import type { Core } from '../core.ts'
import { patientRetries } from '../jobs/attempts.ts'
import { dueWindows, type NewWindow, slotName } from './due.ts'
import type { Runner, Runners, Share, WantedSlot } from './kinds.ts'
import { ensureSchedules } from './rows.ts'
import { beginWindow, latestPeriods } from './windows.ts'

export const scheduleQueue = 'run-schedule'

/** At start, before anything fires: see `core/tasks`. */
export const defineScheduleQueue = (core: Pick<Core, 'queue'>): Promise<void> =>
  core.queue.defineQueue(scheduleQueue, { ...patientRetries, expireInSeconds: 3_600 })

/** What a job is about; ids only. */
export interface ScheduleJob extends Share {
  tenant_id: string
  schedule_id: string
  slot: string
  period: string
  number: number
}

type Place = Pick<Core, 'db' | 'queue'>

const wholeTenant: Share = { of: 'tenant', first: null, last: null }

/** Hands out the shares of a window. Inside the transaction that begins it: no row, no jobs. */
const handOut = async (
  core: Place,
  runner: Runner,
  { schedule, window }: { schedule: Schedule; window: ScheduleWindow },
): Promise<void> => {
  const shares = runner.divide ? await runner.divide(core, schedule, window) : [wholeTenant]
  const { tenantId, scheduleId, slot, period } = window
  await window.update({ batches: shares.length, state: shares.length === 0 ? 'done' : 'running' })
  const jobs = shares.map((share, number) => ({
    data: { tenant_id: tenantId, schedule_id: scheduleId, slot, period, number, ...share },
  }))
  await core.queue.enqueueAll(scheduleQueue, jobs)
}

/** Begins a window with all of its jobs. Inside `withTenant`. @returns null when it was begun before */
export const openWindow = async (
  core: Place,
  runner: Runner,
  { schedule, window }: { schedule: Schedule; window: NewWindow },
): Promise<ScheduleWindow | null> => {
  const begun = await beginWindow(core.db, schedule, window)
  if (begun && window.state === 'running') await handOut(core, runner, { schedule, window: begun })
  return begun
}

const ownSlot = ({ minuteOfDay, weekday, countsFrom }: Schedule, { timeZone }: Tenant): WantedSlot => ({
  minuteOfDay,
  weekday: weekday ?? null,
  timeZone,
  since: countsFrom,
})

const fireSchedule = async (
  core: Place,
  runner: Runner,
  { schedule, tenant, now }: { schedule: Schedule; tenant: Tenant; now: Date },
): Promise<number> => {
  const slots = (await runner.listSlots?.(core, schedule, tenant)) ?? [ownSlot(schedule, tenant)]
  const known = await latestPeriods(core.db, schedule)
  let begun = 0
  for (const slot of slots) {
    const latest = known.get(slotName(slot)) ?? null
    for (const window of dueWindows(slot, { countsFrom: schedule.countsFrom, latest, now }))
      if (await openWindow(core, runner, { schedule, window })) begun += 1
  }
  return begun
}

/** The same of one tenant. */
export const fireTenant = (
  core: Place,
  runners: Runners,
  { tenant, now }: { tenant: Tenant; now: Date },
): Promise<number> =>
  withTenant(core.db, tenant.id, async () => {
    let begun = 0
    for (const schedule of await ensureSchedules(core.db, tenant))
      if (!schedule.isPaused)
        begun += await fireSchedule(core, runners[schedule.kind], { schedule, tenant, now })
    return begun
  })

/**
 * Begins every window that has come and that nobody has begun, of every tenant: for a clock that looks each minute, in
 * every replica. A suspended tenant's wait, and are noted as missed when they are too old by then.
 * @param now the clock; tests move it
 * @returns windows begun, or noted as missed
 */
export const fireSchedules = async (core: Place, runners: Runners, now = new Date()): Promise<number> => {
  const tenants = await asOwner(core.db, () => core.db.models.Tenant.findAll({ where: { isActive: true } }))
  let begun = 0
  for (const tenant of tenants)
    begun += await fireTenant(core, runners, { tenant, now }).catch((error: unknown) => {
      log.error({ err: error, tenant_id: tenant.id }, 'the schedules of a tenant could not be fired')
      return 0
    })
  return begun
}
