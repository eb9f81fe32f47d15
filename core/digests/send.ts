import { QueryTypes } from 'sequelize'
import type { Database } from '../../db/database.ts'
import type { DigestKind } from '../../db/models/digest.ts'
import { withTenant } from '../../db/tenant.ts'
import type { MailLinks } from '../mail/links.ts'
import type { MailSender } from '../mail/send.ts'
import type { DigestRow, Outcome, Sender } from '../messaging/outbox.ts'
import { settleHeld } from '../notifications/inbox/held.ts'
import { writeQuestion } from './confirm.ts'
import { contentFor, isEmpty } from './content.ts'
import { factsOf } from './facts.ts'
import { composeDigest, type DigestSending } from './letter.ts'
import { readNext } from './read-next.ts'

interface Row {
  personId: string | null
  recipientId: string | null
  kind: DigestKind
  coversFrom: string
  coversTo: string
  isForced: boolean
  tenantName: string
  isTenantActive: boolean
}

/**
 * The digest of an outbox row that is still in this process's hands: who was held up for longer than the lease finds
 * another number of tries, or no lease, and has no say any more.
 */
const findSql = `
  select d.person_id as "personId", d.recipient_id as "recipientId", d.kind, d.covers_from as "coversFrom",
         d.covers_to as "coversTo", d.is_forced as "isForced", t.name as "tenantName", t.is_active as "isTenantActive"
    from outbox o
    join digests d on d.tenant_id = o.tenant_id and d.id = o.digest_id
    join tenants t on t.id = o.tenant_id
   where o.tenant_id = $1 and o.id = $2 and o.state = 'sending' and o.attempts = $3 and o.lease_until > now()`

const failed = (reason: string): Outcome => ({ state: 'failed', reason })

/**
 * What a digest says now, with the reader's rights as they are now.
 * @returns an outcome when nothing is to be sent
 */
export const readDigestSending = (
  db: Database,
  tenantId: string,
  row: Pick<DigestRow, 'id' | 'attempts'>,
): Promise<DigestSending | Outcome> =>
  withTenant(db, tenantId, async () => {
    const [found] = await db.sequelize.query<Row>(findSql, {
      type: QueryTypes.SELECT,
      bind: [tenantId, row.id, row.attempts],
    })
    if (!found) return { state: 'later', reason: 'fenced' }
    const { kind, tenantName, isForced } = found
    if (!found.isTenantActive) return failed('suspended')
    const reader = await readNext(db, tenantId, { ...found, kind })
    if (!reader?.isWanted) return failed('not_wanted')
    const period = { from: new Date(found.coversFrom), to: new Date(found.coversTo) }
    const content = contentFor(reader, await factsOf(db, tenantId, period))
    if (isEmpty(content) && !isForced) return failed('skipped_empty')
    return { tenantId, tenantName, kind, period, reader, content }
  })

/** The notices that a digest has told, once it is sent: no message of their own follows. */
export const settleTold = async (
  db: Database,
  { tenantId, reader, content }: DigestSending,
): Promise<void> => {
  const ids = content.held.map(({ id }) => id)
  if (reader.kind === 'person') await settleHeld(db, tenantId, { personId: reader.id, ids })
}

/** Sends digests by mail, each at most once. */
export const openDigestMails =
  (db: Database, links: MailLinks) =>
  (sender: MailSender): Sender<DigestRow> =>
  async (tenantId, row) => {
    let told: DigestSending | null = null
    const outcome = await sender.sendLetter(row, async () => {
      if ('recipient_id' in row.payload)
        return writeQuestion(db, tenantId, { row, recipientId: row.payload.recipient_id, links })
      const sending = await readDigestSending(db, tenantId, row)
      if (typeof sending === 'string' || 'state' in sending) return sending
      // A mailbox that was exchanged meanwhile: what was for the old one is not read by its next owner.
      if (sending.reader.address?.trim().toLowerCase() !== row.destination.toLowerCase())
        return failed('address_changed')
      told = sending
      return { ...composeDigest(sending, links), raisedAt: sending.period.to, isUrgent: false }
    })
    if (told && outcome === 'sent') await settleTold(db, told)
    return outcome
  }
