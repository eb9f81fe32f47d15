import type { Database } from '../../db/database.ts'
import { asOwner } from '../../db/tenant.ts'
import { isAddress } from './address.ts'
import type { Alert, AlertMail } from './catalogue.ts'
import { raiseAlert } from './raise-alert.ts'

/** Somebody with an account: of a tenant, or an operator of the deployment. */
export interface Told {
  id: string
  tenantId: string | null
}

/**
 * Tells somebody alone, by mail, about the own account. Joins the open transaction of the person's tenant, or of the
 * owner for an operator, who is in no tenant and has an outbox of the deployment.
 * @param locale of an operator, of whom none is known
 */
export const tellHolder = async (
  db: Database,
  { id, tenantId }: Told,
  alert: Alert,
  locale: 'fr' | 'en' = 'fr',
): Promise<void> => {
  if (tenantId !== null) return void (await raiseAlert(db, tenantId, alert, { personId: id }))
  await asOwner(db, async () => {
    const operator = await db.models.Operator.findOne({ where: { id, isActive: true }, raw: true })
    const destination = operator?.email.trim() ?? ''
    if (!isAddress(destination)) return
    const mail: AlertMail = {
      type: alert.type,
      data: alert.data,
      audience: 'operator',
      locale,
      tenant_name: 'Sextant',
      time_zone: 'UTC',
      raised_at: new Date().toISOString(),
    }
    await db.models.OperatorMail.create({ destination, payload: { mail } })
  })
}
