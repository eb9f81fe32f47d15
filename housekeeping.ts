import { sweepKeys } from './api/middleware/idempotency.ts'
import type { Chats } from './chats.ts'
import { sweepAgeMs, sweepFolders } from './core/assistants/sweep-folders.ts'
import { applyRetention } from './core/conversations/retention-run.ts'
import type { Core } from './core/core.ts'
import { rerouteDigests } from './core/digests/reroute.ts'
import { scheduleRunners } from './core/digests/work.ts'
import { addHousekeeping, openSchedule, type Schedule } from './core/jobs/schedule.ts'
import { sweepPlatformEvents } from './core/messaging/platform-events.ts'
import { requeueForgotten } from './core/messaging/requeue-forgotten.ts'
import type { Models } from './core/models.ts'
import { sweepNotices } from './core/notifications/sweep.ts'
import { warnShutdowns } from './core/notifications/warn-shutdowns.ts'
import { tidyTasks } from './core/privacy/work.ts'
import { expireOrphans } from './core/quotas/settle.ts'
import { fireSchedules } from './core/schedules/fire.ts'
import { sweepSessions } from './core/tenancy/sessions.ts'

/** What every deployment does by itself, once whatever the number of replicas. */
export const startHousekeeping = (core: Core, models: Models, { rotateTokens }: Chats): Schedule => {
  const { db } = core
  const schedule = openSchedule(db)
  addHousekeeping(schedule, db, {
    'idempotency-keys': () => sweepKeys(db),
    sessions: () => sweepSessions(db),
    folders: () => sweepFolders(core, sweepAgeMs),
    'platform-events': () => sweepPlatformEvents(db),
    tasks: () => tidyTasks(core),
    notices: () => sweepNotices(db),
  })
  schedule.add('requeue-forgotten', '*/10 * * * *', () => requeueForgotten(core))
  const over = new AbortController()
  schedule.add('retention', '23 * * * *', () => applyRetention(core, { signal: over.signal }))
  schedule.add('tenants', '* * * * *', async () => void (await fireSchedules(core, scheduleRunners)))
  schedule.add('reroute-digests', '*/5 * * * *', () => rerouteDigests(db))
  schedule.add('warn-shutdowns', '0 6 * * *', async () => {
    await models.refreshShutdowns(over.signal)
    await warnShutdowns(db)
  })
  schedule.add('expire-orphans', '*/5 * * * *', async () => void (await expireOrphans(db)))
  if (rotateTokens) schedule.add('rotate-slack-tokens', '*/10 * * * *', rotateTokens)
  const stop = (): Promise<void> => {
    over.abort()
    return schedule.stop()
  }
  return { ...schedule, stop }
}
