import type { Database } from '../../db/database.ts'
import type { Locale } from '../answers/answer.ts'
import type { Card } from '../messaging/card.ts'
import type { DigestRow, Outcome } from '../messaging/outbox.ts'
import { digestCard } from './letter.ts'
import { readDigestSending, settleTold } from './send.ts'

/** A digest as a direct message. */
export interface DigestMessage {
  /** What its messages are known by, in the log of what is sent to chats: it bears the id of the row. */
  sendId: string
  workspace: string
  /** The platform's id of a user. */
  target: string
  locale: Locale
  card: Card
  /** To be called once it is sent. */
  onSent(): Promise<void>
}

/** What a digest says now, to whoever still may read it. @returns an outcome when nothing is to be sent */
export const readDigestMessage = async (
  db: Database,
  tenantId: string,
  row: DigestRow,
): Promise<DigestMessage | Outcome> => {
  const sending = await readDigestSending(db, tenantId, row)
  if (typeof sending === 'string' || 'state' in sending) return sending
  const [workspace = '', target = ''] = row.destination.split(':')
  const isTheirs = sending.reader.accounts.some(
    (one) => one.platform === row.platform && one.workspace === workspace && one.user === target,
  )
  if (!isTheirs) return { state: 'failed', reason: 'account_gone' }
  const { locale } = sending.reader
  const onSent = (): Promise<void> => settleTold(db, sending)
  return { sendId: row.id, workspace, target, locale, card: digestCard(sending), onSent }
}
