import type { Database } from '../../db/database.ts'
import type { Tenant } from '../../db/models/tenant.ts'
import { asOwner } from '../../db/tenant.ts'
import { AppError } from '../errors.ts'

type Contact = Pick<Tenant, 'contactName' | 'contactEmail'>

/** Whom people of a tenant ask, as they know them; null = nobody is named. */
export const contactOf = ({
  contactName: name = null,
  contactEmail: email = null,
}: Contact): string | null => (name && email ? `${name} (${email})` : (name ?? email))

/** What people of a suspended tenant are told, by everything that they begin. @param contact from `contactOf` */
export const suspension = (contact: string | null): AppError =>
  new AppError('tenant_suspended', 'this tenant is suspended', {
    details: contact === null ? {} : { contact, context: 'contact' },
  })

interface Remembered {
  at: number
  found: Promise<AppError | null>
}

/** Every act asks. Another replica's change is seen after this long, the own ones at once. */
const rememberedMs = 2_000
const mostRemembered = 10_000
const caches = new WeakMap<Database, Map<string, Remembered>>()

const cacheOf = (db: Database): Map<string, Remembered> => {
  const known = caches.get(db) ?? new Map<string, Remembered>()
  caches.set(db, known)
  return known
}

/** After a change of the tenant is committed. */
export const forgetStanding = (db: Database, tenantId: string): void => {
  cacheOf(db).delete(tenantId)
}

const attributes = ['isActive', 'contactName', 'contactEmail']

/** As `findSuspension`, at this moment. */
export const readSuspension = async (db: Database, tenantId: string): Promise<AppError | null> => {
  const tenant = await asOwner(db, () => db.models.Tenant.findByPk(tenantId, { attributes }))
  if (!tenant) throw new AppError('not_found', 'there is no such tenant')
  return tenant.isActive ? null : suspension(contactOf(tenant))
}

/** Why nothing may be begun in a tenant; null = it may. Not inside a transaction of a tenant. @throws AppError `not_found` */
export const findSuspension = (db: Database, tenantId: string): Promise<AppError | null> => {
  const cache = cacheOf(db)
  const known = cache.get(tenantId)
  if (known && performance.now() - known.at < rememberedMs) return known.found
  const found = readSuspension(db, tenantId)
  // A failure is nothing to remember.
  found.catch(() => cache.get(tenantId)?.found === found && cache.delete(tenantId))
  cache.delete(tenantId)
  // Oldest first: a Map keeps the order in which keys came.
  if (cache.size >= mostRemembered) cache.delete(cache.keys().next().value!)
  cache.set(tenantId, { at: performance.now(), found })
  return found
}
