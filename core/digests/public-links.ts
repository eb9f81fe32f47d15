import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { actorOnBehalf, type TenantActor } from '../access/can.ts'
import { type MailLink, readLink } from '../mail/links.ts'
import { storeDigest } from './preferences.ts'

type Locale = 'fr' | 'en'

/** Whom a link is about, as they are now. */
export interface LinkTarget {
  purpose: MailLink['purpose']
  kind: MailLink['kind']
  tenantName: string
  locale: Locale
}

const find = async (db: Database, { tenantId, purpose, kind, id }: MailLink): Promise<LinkTarget | null> => {
  const { Tenant, Person, DigestRecipient } = db.models
  const tenant = await Tenant.findByPk(tenantId, { raw: true })
  if (!tenant) return null
  const where = { tenantId, id }
  const found =
    kind === 'person'
      ? await Person.findOne({ attributes: ['locale'], where, raw: true })
      : await DigestRecipient.findOne({ attributes: ['locale'], where, raw: true })
  return found ? { purpose, kind, tenantName: tenant.name, locale: found.locale ?? tenant.locale } : null
}

/** Whom a link is about; null when it is not ours, has ended, or they are gone. Changes nothing. */
export const describeLink = async (
  db: Database,
  key: Uint8Array,
  token: string,
): Promise<LinkTarget | null> => {
  const link = readLink(key, token)
  return link && withTenant(db, link.tenantId, () => find(db, link))
}

const stopNotices = async (db: Database, tenantId: string, personId: string): Promise<void> => {
  const { NotificationPreference } = db.models
  const key = { tenantId, personId }
  await NotificationPreference.bulkCreate([key], { ignoreDuplicates: true })
  await NotificationPreference.update({ isMailOn: false }, { where: key })
}

const confirm = async (db: Database, { tenantId, id }: MailLink, now: Date): Promise<void> => {
  const where = { tenantId, id, confirmedAt: null }
  await db.models.DigestRecipient.update({ confirmedAt: now, countsFrom: now }, { where })
}

const act = async (db: Database, link: MailLink, now: Date): Promise<string> => {
  const { tenantId, id, kind, purpose } = link
  if (purpose === 'confirm') {
    await confirm(db, link, now)
    return 'digest_recipient.confirmed'
  }
  if (kind === 'recipient') {
    // Their address was kept for this alone.
    await db.models.DigestRecipient.destroy({ where: { tenantId, id } })
    return 'digest_recipient.left'
  }
  if (purpose === 'notices') await stopNotices(db, tenantId, id)
  else await storeDigest(db, { tenantId, personId: id, changes: { frequency: 'off' }, now })
  return 'preferences.changed'
}

const actorOf = ({ tenantId, kind, id }: MailLink): TenantActor =>
  actorOnBehalf(tenantId, kind === 'person' ? { kind: 'person', id } : { kind: 'system', id: 'mail-link' })

/**
 * Does what a link of a mail lets whoever has it do: end what is mailed to one person, or confirm an address. Doing it
 * again does no harm.
 * @returns whom it was about; null when the link is not ours, has ended, or they are gone
 */
export const followLink = async (
  db: Database,
  key: Uint8Array,
  {
    token,
    purposes,
    now = new Date(),
  }: { token: string; purposes: readonly MailLink['purpose'][]; now?: Date },
): Promise<LinkTarget | null> => {
  const link = readLink(key, token, now)
  if (!link || !purposes.includes(link.purpose)) return null
  return withTenant(db, link.tenantId, async () => {
    const target = await find(db, link)
    if (!target) return null
    const action = await act(db, link, now)
    const details = { by: 'mail_link', purpose: link.purpose }
    await recordAct(db, actorOf(link), { action, target: { kind: link.kind, id: link.id }, details })
    return target
  })
}
