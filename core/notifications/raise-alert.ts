import { Op, QueryTypes } from 'sequelize'
import { v7 as uuid } from 'uuid'
import type { Database } from '../../db/database.ts'
import type { Tenant } from '../../db/models/tenant.ts'
import { withTenant } from '../../db/tenant.ts'
import { isAddress } from './address.ts'
import type { Alert, AlertMail } from './catalogue.ts'
import { notify } from './notify.ts'

interface Recipient {
  address: string
  locale: 'fr' | 'en'
}

/** Active admins and the tenant's contact, each address once; an admin's own language wins over the tenant's. */
const listRecipients = async (db: Database, { id: tenantId, ...tenant }: Tenant): Promise<Recipient[]> => {
  const admins = await db.models.Person.findAll({
    attributes: ['email', 'locale'],
    where: { tenantId, role: 'admin', isActive: true, email: { [Op.ne]: null } },
    order: ['createdAt', 'id'],
    raw: true,
  })
  const found = [...admins, { email: tenant.contactEmail, locale: null }].flatMap(({ email, locale }) => {
    const address = email?.trim() ?? ''
    return isAddress(address) ? [{ address, locale: locale ?? tenant.locale }] : []
  })
  const byAddress = new Map<string, Recipient>()
  for (const one of found) {
    const key = one.address.toLowerCase()
    if (!byAddress.has(key)) byAddress.set(key, one)
  }
  return [...byAddress.values()]
}

/** Nobody when the person is switched off, or has no address. */
const listPerson = async (
  db: Database,
  { id: tenantId, locale }: Tenant,
  id: string,
): Promise<Recipient[]> => {
  const person = await db.models.Person.findOne({ where: { tenantId, id, isActive: true }, raw: true })
  const address = person?.email?.trim() ?? ''
  return person && isAddress(address) ? [{ address, locale: person.locale ?? locale }] : []
}

/** The same in the inbox and, where somebody has one, in a chat: an admin is told there too, and not by mail alone. */
const tellInside = async (
  db: Database,
  tenantId: string,
  { alert: { type, data }, personId }: { alert: Alert; personId: string | undefined },
): Promise<void> => {
  const where = { tenantId, role: 'admin', isActive: true }
  const admins = personId
    ? [personId]
    : (await db.models.Person.findAll({ attributes: ['id'], where, raw: true })).map(({ id }) => id)
  await notify(db, tenantId, { type, actor: null, to: admins, data: { ...data } })
}

/** @returns the alert's id, or null when this was told before, by whichever replica */
const insertAlert = async (db: Database, tenantId: string, alert: Alert): Promise<string | null> => {
  const [row] = await db.sequelize.query<{ id: string }>(
    `insert into alerts (tenant_id, id, type, once_key, data) values ($1, $2, $3, $4, $5::jsonb)
     on conflict (tenant_id, once_key) do nothing returning id`,
    {
      type: QueryTypes.SELECT,
      bind: [tenantId, uuid(), alert.type, alert.onceKey, JSON.stringify(alert.data)],
    },
  )
  return row?.id ?? null
}

/**
 * Tells the tenant's admins and its contact, or one person alone, something by mail, and people in their inbox and chat
 * as well, once an `onceKey`. Joins the open transaction: what is told and what it is about commit together, and the mails leave afterwards, through the outbox. A suspended
 * tenant's people get no mail.
 * @returns false when it was told before
 */
export const raiseAlert = (
  db: Database,
  tenantId: string,
  alert: Alert,
  to: { personId?: string } = {},
): Promise<boolean> =>
  withTenant(db, tenantId, async () => {
    const alertId = await insertAlert(db, tenantId, alert)
    if (alertId === null) return false
    const tenant = await db.models.Tenant.findByPk(tenantId, { rejectOnEmpty: true, raw: true })
    const { personId } = to
    await tellInside(db, tenantId, { alert, personId })
    const list = () => (personId ? listPerson(db, tenant, personId) : listRecipients(db, tenant))
    const recipients = tenant.isActive ? await list() : []
    const mailFor = (locale: 'fr' | 'en'): AlertMail => ({
      type: alert.type,
      data: alert.data,
      ...(personId && { audience: 'person' }),
      locale,
      tenant_name: tenant.name,
      time_zone: tenant.timeZone,
      raised_at: new Date().toISOString(),
    })
    await db.models.OutboxMessage.bulkCreate(
      recipients.map(({ address, locale }, position) => ({
        tenantId, alertId, platform: 'mail', destination: address, position, payload: { mail: mailFor(locale) },
      })), // biome-ignore format: one row, read at a glance
    )
    return true
  })
