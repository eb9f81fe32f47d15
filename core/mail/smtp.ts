import type { Readable } from 'node:stream'
import type { SendMailOptions } from 'nodemailer'
import type { Outcome } from '../messaging/outbox.ts'

/** In milliseconds. */
export interface SmtpDeadlines {
  /** Until the server has greeted, TLS and all. */
  connectMs: number
  /** Without a byte of the server. */
  silenceMs: number
  /** The whole of one mail, whatever the server drips. */
  mailMs: number
}

const defaultDeadlines: SmtpDeadlines = { connectMs: 15_000, silenceMs: 60_000, mailMs: 120_000 }

export interface Smtp {
  /** Tries once. */
  send(mail: SendMailOptions, stop: AbortSignal): Promise<Outcome>
  /** Connects and signs in. @throws what nodemailer throws */
  verify(): Promise<void>
  close(): void
}

const isLoopback = (host: string): boolean => /^(localhost|127\.[\d.]+|\[?::1\]?)$/.test(host)

const readUrl = (smtpUrl: string) => {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl)
  const secure = protocol === 'smtps:' || port === '465'
  const user = decodeURIComponent(username)
  const auth = user === '' ? undefined : { user, pass: decodeURIComponent(password) }
  return {
    host: hostname.replaceAll(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    auth,
    // Or whoever sits in between strips the server's offer of TLS and reads the password.
    requireTLS: auth !== undefined && !secure && !isLoopback(hostname),
  }
}

interface SmtpError {
  code?: string
  command?: string
  responseCode?: number
}

const reasons: Record<string, string> = {
  ETIMEDOUT: 'timeout',
  EABORT: 'timeout',
  EDNS: 'dns',
  ETLS: 'tls',
  EREQUIRETLS: 'tls',
  EAUTH: 'auth',
  ENOAUTH: 'auth',
  EENVELOPE: 'address',
}
const reasonOf = ({ code = '' }: SmtpError): string => reasons[code] ?? 'connection'

/**
 * Where the server has said no, it has. A refusal of this recipient or of this mail is final; one of the sign-in or the
 * sender is about the set-up, which somebody may put right in the meantime. Without a word from it all hangs on whether
 * it was given the mail: then it may have kept it.
 */
export const judge = (error: unknown, wasGiven: boolean): Outcome => {
  const { code, command, responseCode = 0 } = error as SmtpError
  if (responseCode >= 400 && responseCode < 600) {
    // 503, a bad sequence of commands, is about the session.
    const isFinal = responseCode >= 500 && responseCode !== 503 && /^(RCPT TO|DATA)$/.test(command ?? '')
    return { state: isFinal ? 'failed' : 'later', reason: `smtp_${responseCode}` }
  }
  if (wasGiven) return 'unknown'
  if (code === 'EENVELOPE') return { state: 'failed', reason: 'address' }
  return { state: 'later', reason: reasonOf(error as SmtpError) }
}

/** Not loaded before the first mail: most deployments never send one in most of their runs. */
const openPool = async (smtpUrl: string, { connectMs, silenceMs }: SmtpDeadlines) => {
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    ...readUrl(smtpUrl),
    pool: true,
    maxConnections: 1,
    // The pool would send a mail again by itself when its connection ends; only the outbox knows what may be repeated.
    maxRequeues: 0,
    idleTimeout: 10_000,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  // What is read of a mail went to the server: its stream is not touched before the server has agreed to take it.
  const streams = new Map<unknown, Readable>()
  transport.use('stream', (mail, done) => {
    const create = mail.message.createReadStream.bind(mail.message)
    mail.message.createReadStream = (...options) => {
      const stream = create(...options)
      streams.set(mail.data.messageId, stream)
      return stream
    }
    done()
  })
  return { transport, streams }
}

/** A server that takes mails; connections are opened when there is something to send, and kept for a moment. */
export const openSmtp = (smtpUrl: string, deadlines: Partial<SmtpDeadlines> = {}): Smtp => {
  const limits = { ...defaultDeadlines, ...deadlines }
  let opened: ReturnType<typeof openPool> | null = null
  const open = () => {
    opened ??= openPool(smtpUrl, limits)
    return opened
  }
  return {
    send: async (mail, stop) => {
      const { transport, streams } = await open()
      const signal = AbortSignal.any([stop, AbortSignal.timeout(limits.mailMs)])
      try {
        await transport.sendMail({ ...mail, signal })
        return 'sent'
      } catch (error) {
        return judge(error, streams.get(mail.messageId)?.readableDidRead ?? false)
      } finally {
        streams.delete(mail.messageId)
      }
    },
    verify: async () => {
      await (await open()).transport.verify()
    },
    close: () => void opened?.then(({ transport }) => transport.close()),
  }
}
