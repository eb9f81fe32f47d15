import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'

/** `yyyy-mm-dd`, as a calendar in that time zone has it. */
export const dayIn = (timeZone: string, now: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now)

/** The day of the tenant. */
export const readToday = (db: Database, tenantId: string, now = new Date()): Promise<string> =>
  withTenant(db, tenantId, async () => {
    const { timeZone } = await db.models.Tenant.findByPk(tenantId, {
      attributes: ['timeZone'],
      rejectOnEmpty: true,
      raw: true,
    })
    return dayIn(timeZone, now)
  })

/** @param end `yyyy-mm-dd`; what has no end is never late */
export const isBefore = (end: string | null | undefined, today: string): boolean =>
  typeof end === 'string' && end < today
