import type { Database } from '../../db/database.ts'
import type { DigestRecipient } from '../../db/models/digest-recipient.ts'
import { withTenant } from '../../db/tenant.ts'
import { confirmPath, type MailLinks, signLink } from '../mail/links.ts'
import { type ReadyMail, renderHtml, renderText } from '../mail/render.ts'
import type { Letter } from '../mail/send.ts'
import type { DigestRow, Outcome } from '../messaging/outbox.ts'
import { openWording } from './wording.ts'

/** Days that somebody has to answer. */
const lifeDays = 7

interface Question {
  recipient: DigestRecipient
  by: string
  tenant: string
  projects: string[]
}

/** What somebody is asked; null when it is answered, or when nobody wants to know any more. */
const readQuestion = (db: Database, tenantId: string, id: string): Promise<Question | null> =>
  withTenant(db, tenantId, async () => {
    const { DigestRecipient, DigestRecipientProject, Person, Project, Tenant } = db.models
    const recipient = await DigestRecipient.findOne({ where: { tenantId, id } })
    if (!recipient || recipient.confirmedAt) return null
    const tenant = await Tenant.findByPk(tenantId, { rejectOnEmpty: true, raw: true })
    const by = await Person.findOne({ where: { tenantId, id: recipient.addedBy, isActive: true }, raw: true })
    if (!by || !tenant.isActive) return null
    const named = await DigestRecipientProject.findAll({ where: { tenantId, recipientId: id }, raw: true })
    const where = { tenantId, id: named.map(({ projectId }) => projectId) }
    const projects = await Project.findAll({ attributes: ['name'], where, order: ['name', 'id'], raw: true })
    return { recipient, by: by.fullName, tenant: tenant.name, projects: projects.map(({ name }) => name) }
  })

const compose = ({ recipient, ...question }: Question, { publicUrl, key }: MailLinks): Letter => {
  const { locale, timeZone, tenantId, id, askedAt } = recipient
  const { say, name } = openWording(locale, timeZone)
  const [by, tenant] = [name(question.by), name(question.tenant)]
  const endsAt = new Date(askedAt.getTime() + lifeDays * 86_400_000)
  const token = signLink(key, { purpose: 'confirm', tenantId, kind: 'recipient', id, endsAt })
  const path = `${confirmPath}?token=${token}`
  const title = say('confirm.title')
  const ready: ReadyMail = {
    locale,
    tenant,
    title,
    paragraphs: [say('confirm.what', { by, tenant }), say('confirm.then')],
    figures: [
      [say('confirm.projects'), question.projects.map(name).join(', ') || '—'],
      // Not known here where it can be reached: whoever reads the mail knows.
      ...(publicUrl === null ? [[say('confirm.link'), path] as [string, string]] : []),
    ],
    nextTitle: '',
    next: [],
    sections: [],
    link: publicUrl === null ? null : { href: `${publicUrl}${path}`, text: say('confirm.link') },
    why: `${say('confirm.why', { by })} ${say('confirm.not_you')}`,
  }
  return {
    subject: name(say('subject_none', { tenant, title })),
    text: renderText(ready),
    html: renderHtml(ready),
    raisedAt: askedAt,
    isUrgent: false,
  }
}

/** The mail that asks somebody whether they want digests. */
export const writeQuestion = async (
  db: Database,
  tenantId: string,
  { row, recipientId, links }: { row: DigestRow; recipientId: string; links: MailLinks },
): Promise<Letter | Outcome> => {
  const question = await readQuestion(db, tenantId, recipientId)
  if (!question || question.recipient.address !== row.destination)
    return { state: 'failed', reason: 'outdated' }
  return compose(question, links)
}
