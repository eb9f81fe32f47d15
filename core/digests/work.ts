import { inTenantAsOwner, withTenant } from '../../db/tenant.ts'
import { applyInTenant } from '../conversations/retention-run.ts'
import type { Core } from '../core.ts'
import { listBound } from '../notifications/routing/facts.ts'
import type { Runner, Runners } from '../schedules/kinds.ts'
import { prepareDigests } from './prepare.ts'
import { previewDigest, previewReminders } from './preview.ts'
import { remind } from './reminders.ts'
import { digestSignal } from './signal.ts'
import { divideReaders, listDigestSlots, listReaders } from './slots.ts'

const digests: Runner = {
  listSlots: ({ db }, schedule, tenant) => listDigestSlots(db, schedule, tenant),
  divide: ({ db }, schedule, window) => divideReaders(db, schedule, window),
  run: async ({ db, queue }, { schedule, window, share }) => {
    const { tenantId } = schedule
    // Not inside the tenant's transaction: workspaces belong to the deployment.
    const bound = await listBound(db, tenantId)
    const rows = await withTenant(db, tenantId, () => listReaders(db, { schedule, window, share }))
    const readers = { of: share.of, ids: rows.map(({ id }) => id) }
    const { sent } = await prepareDigests(db, { schedule, window, readers, bound })
    if (sent > 0) await queue.signal(digestSignal, tenantId)
  },
  preview: previewDigest,
}

const reminders: Runner = {
  run: async ({ db }, { schedule, window }) => void (await remind(db, schedule.tenantId, window.coversTo)),
  preview: previewReminders,
}

/** What is over by the tenant's terms; the boundary is the clock of now, also for a window that comes late. */
const retention: Runner = {
  run: async (core, { schedule: { tenantId }, window }) => {
    await applyInTenant(core, tenantId, { now: new Date() })
    await forgetOld(core, tenantId, window.coversTo)
  },
}

const keepDays = 90

/** Windows and digests are the log of what was sent: of no use to anybody after so long. */
const forgetOld = ({ db }: Pick<Core, 'db'>, tenantId: string, now: Date): Promise<unknown> =>
  withTenant(db, tenantId, async () => {
    const bind = [tenantId, new Date(now.getTime() - keepDays * 86_400_000)]
    await db.sequelize.query(
      `delete from digests where tenant_id = $1 and created_at < $2 and state <> 'prepared'`,
      { bind },
    )
    await db.sequelize.query(`delete from schedule_windows where tenant_id = $1 and covers_to < $2`, { bind })
  })

const keepMonths = 24

/**
 * Counters begin anew by themselves: each month, which is the tenant's, has its own. What remains to be done is to drop
 * those of years ago.
 */
const quotas: Runner = {
  run: async ({ db }, { schedule: { tenantId }, window }) => {
    // As the owner of the table: what is counted is out of the app's reach.
    await inTenantAsOwner(db, tenantId, () =>
      db.sequelize.query(
        `delete from quota_counters
          where tenant_id = $1 and period < date_trunc('month', $2::timestamptz) - interval '${keepMonths} months'`,
        { bind: [tenantId, window.coversTo] },
      ),
    )
  },
}

/** What every kind of schedule does. */
export const scheduleRunners: Runners = {
  'digest.daily': digests,
  'digest.weekly': digests,
  reminders,
  retention,
  quotas,
}
