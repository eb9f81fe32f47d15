import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import type { AlertData } from './catalogue.ts'
import { raiseAlert } from './raise-alert.ts'

type Fallback = AlertData['llm.fallback_active']

/** These are about the one question, and say nothing of the model. */
const aboutTheQuestion = new Set<Fallback['reason']>(['context', 'filter', 'cancelled', 'no_time'])

const ofPeriod = new Set<Fallback['reason']>([
  'requests_spent', 'budget_spent', 'limit_spent', 'inactive', 'shut_down', 'no_address', 'no_key',
]) // biome-ignore format: one list, read at a glance

/**
 * A limit that is used up stays so until the month ends, and a model that cannot be asked until somebody does something
 * about it; told every day, nobody would read it.
 */
export const isOfPeriod = (reason: Fallback['reason']): boolean => ofPeriod.has(reason)

/** `yyyy-mm-dd`, as the tenant's calendar has it. */
const dayIn = (timeZone: string, now: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now)

/**
 * Tells the admins that answers come from another model than the one that was to give them, or from the data alone:
 * once a model and day, or once a model and month when the reason lasts. Joins the transaction that stores the
 * answer.
 * @param reason why not the first of the chain; what is about the question alone tells nobody
 * @returns whether it was told now
 */
export const noteFallback = (
  db: Database,
  tenantId: string,
  { llm, instead, reason }: Fallback,
  now = new Date(),
): Promise<boolean> =>
  withTenant(db, tenantId, async () => {
    if (aboutTheQuestion.has(reason)) return false
    const { timeZone } = await db.models.Tenant.findByPk(tenantId, {
      attributes: ['timeZone'],
      rejectOnEmpty: true,
      raw: true,
    })
    const day = dayIn(timeZone, now)
    const period = isOfPeriod(reason) ? day.slice(0, 7) : day
    return raiseAlert(db, tenantId, {
      type: 'llm.fallback_active',
      onceKey: JSON.stringify(['llm.fallback_active', llm, period]),
      data: { llm, instead, reason },
    })
  })
