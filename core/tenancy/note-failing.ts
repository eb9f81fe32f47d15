import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import { raiseAlert } from '../notifications/raise-alert.ts'
import { type CounterRule, takePoint } from './counters.ts'
import type { Holder } from './tokens.ts'

/** Failures of all of a tenant's accounts together: whoever tries one password on many of them shows here only. */
const ofTenant: CounterRule = { name: 'tenant', points: 20, windowSeconds: 3600 }

export interface Failing {
  /** Whose it probably was; null = nobody's login. */
  holder: Holder | null
  login: string
  /** Failures that closed the account for a while, just now; null = it goes on. */
  closedAfter: number | null
}

/** Once an hour a tenant, or whoever guesses would fill the admins' mailboxes as well. */
const hourOf = (now: Date): string => now.toISOString().slice(0, 13)

/**
 * Notes a failed sign-in, and tells the admins of its tenant when an account is closed to further attempts, or many of
 * the tenant's fail. Takes as long for a login that is nobody's.
 */
export const noteFailing = async (db: Database, { holder, login, closedAfter }: Failing): Promise<void> => {
  const tenantId = holder?.tenantId ?? null
  const { isLast } = await takePoint(db, ofTenant, tenantId ?? login)
  if (!holder || tenantId === null || (closedAfter === null && !isLast)) return
  await withTenant(db, tenantId, async () => {
    const person = await db.models.Person.findOne({ where: { tenantId, id: holder.id }, raw: true })
    const account = closedAfter === null ? null : (person?.email ?? person?.userName ?? null)
    const data = { account, failures: closedAfter ?? ofTenant.points }
    const onceKey = `sign_in.failing ${hourOf(new Date())}`
    await raiseAlert(db, tenantId, { type: 'sign_in.failing', onceKey, data })
  })
}
