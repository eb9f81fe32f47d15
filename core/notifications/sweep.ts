import { Op } from 'sequelize'
import type { Database } from '../../db/database.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'

const dayMs = 24 * 3_600_000
/** Whoever did not look for a year does not look for it any more. */
const keepNoticesMs = 365 * dayMs
/** What was sent to whom, for whoever asks why somebody was not told. */
const keepSendsMs = 90 * dayMs
/** Deleting holds up what else there is to do: so many at once, and the rest with the next run. */
const mostAtOnce = 5_000

/** The same of one tenant. */
export const sweepTenantNotices = (db: Database, tenantId: string, now: Date): Promise<number> =>
  withTenant(db, tenantId, async () => {
    const { NotificationEvent, NotificationSend } = db.models
    const olderThan = (ms: number) => ({ tenantId, createdAt: { [Op.lt]: new Date(now.getTime() - ms) } })
    const sends = await NotificationSend.destroy({ where: olderThan(keepSendsMs), limit: mostAtOnce })
    const events = await NotificationEvent.destroy({ where: olderThan(keepNoticesMs), limit: mostAtOnce })
    return sends + events
  })

/** Forgets notices of more than a year, and the log of sends of more than ninety days. @returns how many */
export const sweepNotices = async (db: Database, now = new Date()): Promise<number> => {
  const tenants = await asOwner(db, () => db.models.Tenant.findAll({ attributes: ['id'], raw: true }))
  let swept = 0
  for (const { id } of tenants) swept += await sweepTenantNotices(db, id, now)
  return swept
}
