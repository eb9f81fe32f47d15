import { log } from '../../config/log.ts'
import type { Schedule, ScheduleWindow } from '../../db/models/schedule.ts'
import { withTenant } from '../../db/tenant.ts'
import type { Core } from '../core.ts'
import { raiseAlert } from '../notifications/raise-alert.ts'
import { findSuspension } from '../tenancy/standing.ts'
import { type ScheduleJob, scheduleQueue } from './fire.ts'
import type { Runners } from './kinds.ts'
import { finishShare } from './windows.ts'

/** The window of a job while it is to be done; null when it ended, or its tenant is gone. */
const findOpen = (
  { db }: Core,
  { tenant_id: tenantId, schedule_id: scheduleId, slot, period }: ScheduleJob,
): Promise<{ schedule: Schedule; window: ScheduleWindow } | null> =>
  withTenant(db, tenantId, async () => {
    const where = { tenantId, scheduleId, slot, period, state: 'running' as const }
    const window = await db.models.ScheduleWindow.findOne({ where })
    const schedule = window && (await db.models.Schedule.findOne({ where: { tenantId, id: scheduleId } }))
    return schedule && window ? { schedule, window } : null
  })

const work = async (core: Core, runners: Runners, job: ScheduleJob): Promise<void> => {
  const found = await findOpen(core, job)
  if (!found || (await findSuspension(core.db, job.tenant_id))) return
  const { schedule, window } = found
  await runners[schedule.kind].run(core, { schedule, window, share: job })
  await withTenant(core.db, job.tenant_id, () => finishShare(core.db, window, job.number))
}

/** Tells whoever set it last, or the admins, that it could not be done: once a window. */
const giveUp = async (core: Core, job: ScheduleJob): Promise<void> => {
  const { db } = core
  const found = await findOpen(core, job)
  if (!found) return
  const { schedule, window } = found
  log.error({ schedule: schedule.kind, period: window.period }, 'a window of a schedule could not be done')
  await withTenant(db, job.tenant_id, async () => {
    await window.update({ state: 'failed', errorCode: 'internal' })
    const { kind, ownerId } = schedule
    const alert = {
      type: 'schedule.failed' as const,
      onceKey: JSON.stringify(['schedule.failed', schedule.id, window.slot, window.period]),
      data: { schedule: kind, due_at: window.coversTo.toISOString() },
    }
    await raiseAlert(db, job.tenant_id, alert, ownerId ? { personId: ownerId } : {})
  })
}

/** Lets this process do what schedules have begun. */
export const workOnSchedules = (core: Core, runners: Runners): void => {
  core.queue.work<ScheduleJob>(scheduleQueue, (job) => work(core, runners, job), { concurrency: 2 })
  core.queue.work<ScheduleJob>(`${scheduleQueue}.dead`, (job) => giveUp(core, job))
}
