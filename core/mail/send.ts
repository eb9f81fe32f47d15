import type { SendMailOptions } from 'nodemailer'
import { log } from '../../config/log.ts'
import type { MailRow, Outcome, Sender } from '../messaging/outbox.ts'
import { isAddress } from '../notifications/address.ts'
import { type AlertMail, bearsLink, priorities } from '../notifications/catalogue.ts'
import { composeMail } from './compose.ts'
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

export interface MailSender {
  /** The tenant is '' for a mail to an operator. */
  send: Sender<MailRow>
  /** Ends what is on its way, and sends nothing more. */
  close(): void
}

/** For files, which nobody sends. */
const nobody = { name: 'Sextant', address: 'sextant@localhost' }

const hostOf = (publicUrl: string | null): string => (publicUrl ? new URL(publicUrl).hostname : 'localhost')

/** The same row gives the same mail, to the byte of its id: who gets it twice can see that it is one. */
const mailOf = (
  row: MailRow,
  { mailFrom, publicUrl }: MailOptions,
  secret: string | null,
): SendMailOptions => {
  const { mail } = row.payload
  const from = mailFrom ?? nobody
  return {
    from,
    to: { name: '', address: row.destination },
    envelope: { from: from.address, to: [row.destination] },
    ...composeMail(mail, publicUrl, secret),
    messageId: `<${row.id}@${from.address.split('@').at(-1)}>`,
    date: new Date(mail.raised_at),
    priority: priorities[mail.type] === 'critical' ? 'high' : 'normal',
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'List-Id': `Sextant <alerts.${hostOf(publicUrl)}>`,
    },
  }
}

/** Opens the way out for mails: a server, or files of the data directory where none is configured. */
export const openMailSender = (options: MailOptions): MailSender => {
  const { smtpUrl, dataDir } = options
  const smtp = smtpUrl === null ? null : openSmtp(smtpUrl, options.deadlines)
  const stop = new AbortController()
  const deliver = async (tenantId: string, row: MailRow): Promise<Outcome> => {
    if (!isAddress(row.destination)) return { state: 'failed', reason: 'address' }
    const alert = row.payload.mail
    const secret = bearsLink(alert) ? ((await options.makeSecret?.(tenantId || null, alert)) ?? null) : null
    if (bearsLink(alert) && secret === null) return { state: 'failed', reason: 'outdated' }
    const mail = mailOf(row, options, secret)
    if (smtp) return smtp.send(mail, stop.signal)
    const time = row.payload.mail.raised_at.replaceAll(/[-:]|\.\d+/g, '')
    try {
      await writeMailFile(mail, { dataDir, name: `${time}-${row.id}` })
      return 'sent'
    } catch (error) {
      log.warn({ err: error, outbox_id: row.id }, 'a mail could not be written')
      return { state: 'later', reason: 'file' }
    }
  }
  return {
    send: async (tenantId, row) => {
      if (stop.signal.aborted) return { state: 'later', reason: 'stopped' }
      // A process died over it. A file is the same file again; a server may have the mail already.
      const outcome = smtp && row.isUnsure ? 'unknown' : await deliver(tenantId, row)
      if (outcome === 'unknown')
        log.error({ outbox_id: row.id }, 'a mail may or may not have arrived, and is not sent again')
      return outcome
    },
    close: () => {
      stop.abort()
      smtp?.close()
    },
  }
}
