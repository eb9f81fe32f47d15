import type { SendMailOptions } from 'nodemailer'
import { log } from '../../config/log.ts'
import type { MailRow, Outcome, Sender } from '../messaging/outbox.ts'
import { isAddress } from '../notifications/address.ts'
import { type AlertMail, bearsLink, priorities } from '../notifications/catalogue.ts'
import { type Composed, composeMail } from './compose.ts'
import { writeMailFile } from './files.ts'
import { openSmtp, type SmtpDeadlines } from './smtp.ts'

export interface MailOptions {
  /** null = a file a mail. */
  smtpUrl: string | null
  mailFrom: { name: string; address: string } | null
  dataDir: string
  /** Without a trailing slash; null = mails link to nothing. */
  publicUrl: string | null
  /** Makes the secret of a link that sets a password; null = there is no use for the mail any more. */
  makeSecret?: (tenantId: string | null, mail: AlertMail) => Promise<string | null>
  deadlines?: Partial<SmtpDeadlines>
}

/** A mail in all its words, for one address. */
export interface Letter extends Composed {
  raisedAt: Date
  /** Marked as important. */
  isUrgent: boolean
  headers?: Record<string, string>
}

/** What an outbox row of a mail is known by. */
type LetterRow = Pick<MailRow, 'id' | 'destination' | 'isUnsure'>

export interface MailSender {
  /** The tenant is '' for a mail to an operator. */
  send: Sender<MailRow>
  /** The same for a mail that is no alert. @param write its words; null = there is nothing left to say; an outcome = why not */
  sendLetter(row: LetterRow, write: () => Promise<Letter | Outcome | null>): Promise<Outcome>
  /** Ends what is on its way, and sends nothing more. */
  close(): void
}

/** For files, which nobody sends. */
const nobody = { name: 'Sextant', address: 'sextant@localhost' }

const hostOf = (publicUrl: string | null): string => (publicUrl ? new URL(publicUrl).hostname : 'localhost')

/** The same row gives the same mail, to the byte of its id: who gets it twice can see that it is one. */
const mailOf = (
  row: LetterRow,
  { raisedAt, isUrgent, headers, ...composed }: Letter,
  { mailFrom, publicUrl }: MailOptions,
): SendMailOptions => {
  const from = mailFrom ?? nobody
  return {
    from,
    to: { name: '', address: row.destination },
    envelope: { from: from.address, to: [row.destination] },
    ...composed,
    messageId: `<${row.id}@${from.address.split('@').at(-1)}>`,
    date: raisedAt,
    priority: isUrgent ? 'high' : 'normal',
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'List-Id': `Sextant <alerts.${hostOf(publicUrl)}>`,
      ...headers,
    },
  }
}

/** Opens the way out for mails: a server, or files of the data directory where none is configured. */
export const openMailSender = (options: MailOptions): MailSender => {
  const { smtpUrl, dataDir, publicUrl } = options
  const smtp = smtpUrl === null ? null : openSmtp(smtpUrl, options.deadlines)
  const stop = new AbortController()

  const deliver = async (row: LetterRow, letter: Letter): Promise<Outcome> => {
    const mail = mailOf(row, letter, options)
    if (smtp) return smtp.send(mail, stop.signal)
    const time = letter.raisedAt.toISOString().replaceAll(/[-:]|\.\d+/g, '')
    try {
      await writeMailFile(mail, { dataDir, name: `${time}-${row.id}` })
      return 'sent'
    } catch (error) {
      log.warn({ err: error, outbox_id: row.id }, 'a mail could not be written')
      return { state: 'later', reason: 'file' }
    }
  }

  /** @param write what is to be sent, or what becomes of the row without */
  const sendOnce = async (row: LetterRow, write: () => Promise<Letter | Outcome>): Promise<Outcome> => {
    if (stop.signal.aborted) return { state: 'later', reason: 'stopped' }
    // A process died over it. A file is the same file again; a server may have the mail already.
    if (!smtp || !row.isUnsure) {
      if (!isAddress(row.destination)) return { state: 'failed', reason: 'address' }
      const letter = await write()
      const outcome = typeof letter === 'object' && 'text' in letter ? await deliver(row, letter) : letter
      if (outcome !== 'unknown') return outcome
    }
    log.error({ outbox_id: row.id }, 'a mail may or may not have arrived, and is not sent again')
    return 'unknown'
  }

  return {
    send: (tenantId, row) =>
      sendOnce(row, async () => {
        const { mail } = row.payload
        const secret = bearsLink(mail) ? ((await options.makeSecret?.(tenantId || null, mail)) ?? null) : null
        if (bearsLink(mail) && secret === null) return { state: 'failed', reason: 'outdated' }
        const isUrgent = priorities[mail.type] === 'critical'
        return { ...composeMail(mail, publicUrl, secret), raisedAt: new Date(mail.raised_at), isUrgent }
      }),
    sendLetter: (row, write) => sendOnce(row, async () => (await write()) ?? 'sent'),
    close: () => {
      stop.abort()
      smtp?.close()
    },
  }
}
