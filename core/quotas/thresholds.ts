import { Op } from 'sequelize'
import { log } from '../../config/log.ts'
import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import { raiseAlert } from '../notifications/raise-alert.ts'

/** Where a tenant's month stands; `bigint`s arrive as strings. */
export interface Standing {
  period: string
  resets_at: Date
  requests_limit: number | null
  budget_nano_usd: string | null
  requests: string | number
  spent_nano_usd: string | number
  requests_alerted: number
  budget_alerted: number
}

type Threshold = 0 | 80 | 100
type Unit = 'requests' | 'nano_usd'

interface Crossing {
  unit: Unit
  reached: Threshold
  told: number
  used: number
  limit: number
}

const reachedOf = (used: number, limit: number): Threshold => {
  if (used >= limit) return 100
  return used * 100 >= limit * 80 ? 80 : 0
}

const requestsOf = (standing: Standing): Crossing | null => {
  const [used, limit] = [Number(standing.requests), standing.requests_limit]
  if (limit === null || used === 0) return null
  return { unit: 'requests', reached: reachedOf(used, limit), told: standing.requests_alerted, used, limit }
}

/**
 * Spending hardly ever meets its budget to the last nano-dollar: the stop has taken hold once four fifths are spent
 * and what is wanted does not fit in the rest, even with nothing else under way.
 */
const budgetOf = (standing: Standing, wanted: number | null): Crossing | null => {
  if (standing.budget_nano_usd === null) return null
  const [used, limit] = [Number(standing.spent_nano_usd), Number(standing.budget_nano_usd)]
  if (used === 0) return null
  const spent = reachedOf(used, limit)
  const reached = spent > 0 && wanted !== null && used + wanted > limit ? 100 : spent
  return { unit: 'nano_usd', reached, told: standing.budget_alerted, used, limit }
}

interface Telling extends Pick<Standing, 'period' | 'resets_at'> {
  crossing: Crossing
}

const tell = async (
  db: Database,
  tenantId: string,
  { period, resets_at, crossing }: Telling,
): Promise<void> => {
  const { unit, reached, used, limit } = crossing
  const column = unit === 'requests' ? 'requestsAlerted' : 'budgetAlerted'
  const where = { tenantId, period, scopeKind: 'tenant', scopeId: '', [column]: { [Op.lt]: reached } }
  const [isFirst] = await db.models.QuotaCounter.update({ [column]: reached }, { where })
  if (isFirst === 0) return
  await raiseAlert(db, tenantId, {
    type: reached === 100 ? 'quota.100' : 'quota.80',
    onceKey: `quota.${reached} ${unit} ${period}`,
    data: {
      scope: 'tenant',
      scope_name: null,
      unit,
      used,
      limit,
      resets_at: resets_at.toISOString(),
    },
  })
}

/**
 * Tells the tenant's admins once a month and unit that 80 % of it is spent, and once that all of it is. Joins the open
 * transaction.
 * @param wanted nano-dollars that were just denied for want of budget
 */
export const tellThresholds = async (
  db: Database,
  tenantId: string,
  standing: Standing,
  wanted: number | null = null,
): Promise<void> => {
  for (const crossing of [requestsOf(standing), budgetOf(standing, wanted)])
    if (crossing && crossing.reached > crossing.told)
      await withTenant(db, tenantId, () => tell(db, tenantId, { ...standing, crossing }))
}

/** As `tellThresholds`, of what is committed: what could not be told is found out again by the next call. */
export const tellThresholdsLater: typeof tellThresholds = async (db, tenantId, standing, wanted) => {
  try {
    await tellThresholds(db, tenantId, standing, wanted)
  } catch (error) {
    log.error({ err: error }, 'it could not be told how much of a quota is spent')
  }
}
