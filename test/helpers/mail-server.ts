import type { AddressInfo } from 'node:net'
import type { ExecutionContext } from 'ava'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export interface ReceivedMail {
  /** The envelope's. */
  from: string
  to: string[]
  raw: string
  mail: Email
}

/**
 * What the server does with a mail: takes it, answers with this code to its recipient or after its text, drops the
 * connection with the text read, or says nothing any more.
 */
export type Treatment = 'accept' | { rcpt: number } | { data: number } | 'drop' | 'hang'

export interface MailServer {
  url: string
  /** What it took, in order. */
  received: ReceivedMail[]
  /** How often a mail's text reached it, taken or not. */
  readonly texts: number
  readonly connections: number
}

const refusal = (code: number) => Object.assign(new Error('not now'), { responseCode: code })

interface MailServerOptions {
  /** By the number of the mail, from 0; accepted when absent. */
  treat?: (count: number) => Treatment
  /** The one that signs in, as `user:password`. */
  login?: string
  /** Takes connections and never greets. */
  isSilent?: boolean
}

/** A mail server on loopback. Answers like a real one, as long as it is not told otherwise. */
export const startMailServer = async (
  t: Pick<ExecutionContext, 'teardown'>,
  { treat = () => 'accept', login, isSilent = false }: MailServerOptions = {},
): Promise<MailServer> => {
  const received: ReceivedMail[] = []
  let begun = 0
  let texts = 0
  let connections = 0
  const current = (): Treatment => treat(begun - 1)
  const dropAll = () => {
    for (const one of server.connections as Set<unknown> as Set<{ _socket: { destroy(): void } }>)
      one._socket.destroy()
  }
  const server = new SMTPServer({
    disabledCommands: login ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    allowInsecureAuth: true,
    authOptional: !login,
    logger: false,
    closeTimeout: 50,
    onAuth: ({ username, password }, _session, done) =>
      done(`${username}:${password}` === login ? null : refusal(535), { user: username }),
    onConnect: (_session, done) => {
      connections++
      if (!isSilent) done()
    },
    onMailFrom: (_address, _session, done) => {
      begun++
      done()
    },
    onRcptTo: (_address, _session, done) => {
      const treatment = current()
      done(typeof treatment === 'object' && 'rcpt' in treatment ? refusal(treatment.rcpt) : null)
    },
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        texts++
        const treatment = current()
        if (treatment === 'drop') return dropAll()
        if (treatment === 'hang') return
        if (typeof treatment === 'object' && 'data' in treatment) return done(refusal(treatment.data))
        const raw = Buffer.concat(chunks).toString()
        received.push({
          from: envelope.mailFrom ? envelope.mailFrom.address : '',
          to: envelope.rcptTo.map(({ address }) => address),
          raw,
          mail: await PostalMime.parse(raw),
        })
        done()
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(async () => {
    dropAll()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  })
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://${login ? `${login}@` : ''}127.0.0.1:${port}`,
    received,
    get texts() {
      return texts
    },
    get connections() {
      return connections
    },
  }
}
