import type { Database } from '../../db/database.ts'
import { asOwner, inTenantAsOwner, withTenant } from '../../db/tenant.ts'
import { type Act, recordAct, recordDeploymentAct } from '../access/audit.ts'
import { actorOnBehalf } from '../access/can.ts'
import type { Holder } from './tokens.ts'

/** A transaction for sessions and links of somebody, which are the deployment's, and for the trail that they leave. */
export const inHolderScope = <T>(db: Database, { tenantId }: Holder, work: () => Promise<T>): Promise<T> =>
  tenantId === null ? asOwner(db, work) : inTenantAsOwner(db, tenantId, work)

/**
 * Records what somebody did with the own account: into the tenant's trail for a person, into the deployment's for
 * operators and for logins that are nobody's. Joins the open transaction of either.
 */
export const recordOwn = async (db: Database, holder: Holder | null, act: Act): Promise<void> => {
  if (holder === null) return recordDeploymentAct(db, { kind: 'session', id: 'unknown' }, act)
  const { tenantId, id } = holder
  if (tenantId === null) return recordDeploymentAct(db, { kind: 'operator', id }, act)
  await withTenant(db, tenantId, () => recordAct(db, actorOnBehalf(tenantId, { kind: 'person', id }), act))
}
