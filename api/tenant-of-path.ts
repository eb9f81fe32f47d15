import { type Actor, operatorActor, type TenantActor } from '../core/access/can.ts'
import { AppError } from '../core/errors.ts'
import { findTenant } from '../core/tenancy/tenants.ts'
import type { Database } from '../db/database.ts'

/**
 * The caller, acting in the tenant that the path names: an operator in any, a person in his own. Another tenant is
 * not there.
 * @throws AppError `not_found`
 */
export const actInTenant = async (db: Database, actor: Actor, clientId: string): Promise<TenantActor> => {
  const tenant = await findTenant(db, clientId)
  if (actor.kind === 'operator') return operatorActor(actor.id, tenant.id)
  if (actor.kind === 'session' || actor.tenantId !== tenant.id)
    throw new AppError('not_found', 'There is no such tenant.')
  return { ...actor, tenantId: tenant.id }
}
