import { enterTenant, tenantIds } from './backup/tables.ts'
import type { Database } from './database.ts'
import { asOwner } from './tenant.ts'

/**
 * One transaction over all tenants, one after the other, for what the deployment itself must do to every tenant or to
 * none; joins the owner's when inside one. Runs as the owner of the tables, who sees the rows of the tenant that
 * `work` is called for; a superuser sees those of all, so every query names its tenant.
 */
export const acrossTenants = (db: Database, work: (tenantId: string) => Promise<void>): Promise<void> =>
  asOwner(db, async (transaction) => {
    for (const tenantId of await tenantIds(db.sequelize, transaction)) {
      await enterTenant(db.sequelize, transaction, tenantId)
      await work(tenantId)
    }
    await db.sequelize.query(`set local app.tenant_id = ''`, { transaction })
  })
