import type { Database } from '../../db/database.ts'
import { asOwner } from '../../db/tenant.ts'
import type { TenantActor } from '../access/can.ts'
import { AppError } from '../errors.ts'

/** What everybody in a tenant may know of it. */
export interface OwnTenant {
  name: string
  clientId: string
  locale: 'fr' | 'en'
  timeZone: string
}

/** The tenant of whoever asks. @throws AppError `not_found` when it was deleted */
export const readOwnTenant = async (db: Database, { tenantId }: TenantActor): Promise<OwnTenant> => {
  const tenant = await asOwner(db, () =>
    db.models.Tenant.findByPk(tenantId, { attributes: ['name', 'clientId', 'locale', 'timeZone'] }),
  )
  if (!tenant) throw new AppError('not_found', 'there is no such tenant')
  const { name, clientId, locale, timeZone } = tenant
  return { name, clientId, locale, timeZone }
}
