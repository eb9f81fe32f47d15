import type { Database } from '../../db/database.ts'
import { type Schedule, scheduleKinds } from '../../db/models/schedule.ts'
import type { Tenant } from '../../db/models/tenant.ts'
import { scheduleTraits } from './kinds.ts'

/**
 * All schedules of a tenant, made where they are not there yet: they count from the day on which the tenant was made. In
 * the order of their kinds. Inside `withTenant`.
 */
export const ensureSchedules = async (db: Database, tenant: Tenant): Promise<Schedule[]> => {
  const find = () => db.models.Schedule.findAll({ where: { tenantId: tenant.id } })
  const known = await find()
  const missing = scheduleKinds.filter((kind) => !known.some((one) => one.kind === kind))
  if (missing.length > 0)
    await db.models.Schedule.bulkCreate(
      missing.map((kind) => {
        const { minuteOfDay, weekday } = scheduleTraits[kind]
        return { tenantId: tenant.id, kind, minuteOfDay, weekday, countsFrom: tenant.createdAt }
      }),
      { ignoreDuplicates: true },
    )
  const rows = missing.length > 0 ? await find() : known
  return rows.sort((one, other) => scheduleKinds.indexOf(one.kind) - scheduleKinds.indexOf(other.kind))
}
