import type { Database } from '../../db/database.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import type { Holder } from './tokens.ts'

/**
 * Ends whatever somebody is signed in with, on all devices: switched off, another role, a new password. Joins the open
 * transaction of the person's tenant (of the owner, for an operator), so that it ends along with the change or not at
 * all. Sessions and access tokens bear the version that is raised here: refreshing fails at once, and an access token
 * within the seconds that an answer of the database counts.
 */
export const endAccessOf = async (db: Database, { tenantId, id }: Holder): Promise<void> => {
  if (tenantId === null)
    await asOwner(db, () => db.models.Operator.increment('tokenVersion', { where: { id } }))
  else
    await withTenant(db, tenantId, () =>
      db.models.Person.increment('tokenVersion', { where: { tenantId, id } }),
    )
}
