import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import test, { type ExecutionContext } from 'ava'
import PostalMime from 'postal-mime'
import { v7 as uuid } from 'uuid'
import { log } from '../../../config/log.ts'
import { type MailOptions, openMailSender } from '../../../core/mail/send.ts'
import { openSmtp } from '../../../core/mail/smtp.ts'
import type { MailRow } from '../../../core/messaging/outbox.ts'
import type { AlertMail } from '../../../core/notifications/catalogue.ts'
import { startMailServer } from '../../helpers/mail-server.ts'

log.level = process.env.LOG_LEVEL ?? 'silent'

const mail: AlertMail = {
  type: 'quota.100',
  data: {
    scope: 'tenant', scope_name: null, unit: 'requests', used: 1_000, limit: 1_000,
    resets_at: '2026-11-30T23:00:00.000Z',
  },
  locale: 'fr',
  tenant_name: 'Agence Étoile\r\nBcc: evil@example.org',
  time_zone: 'Europe/Paris',
  raised_at: '2026-11-20T09:15:00.000Z',
} // biome-ignore format: one mail, read at a glance

const rowFor = (destination = 'zoe@example.org', values: Partial<MailRow> = {}): MailRow => ({
  id: uuid(), platform: 'mail', destination, attempts: 1, isUnsure: false, payload: { mail }, ...values,
}) // biome-ignore format: one row

const open = async (t: ExecutionContext, options: Partial<MailOptions> = {}) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sextant-mail-'))
  const sender = openMailSender({
    smtpUrl: null,
    mailFrom: { name: 'Sextant', address: 'alerts@sextant.example.org' },
    dataDir,
    publicUrl: 'https://sextant.example.org',
    ...options,
  })
  t.teardown(async () => {
    sender.close()
    await rm(dataDir, { recursive: true, force: true })
  })
  return { sender, dataDir, send: (row: MailRow) => sender.send('tenant', row) }
}

test('a mail arrives: one recipient, text and HTML, headers of a machine, an id that stays', async (t) => {
  const server = await startMailServer(t)
  const { send } = await open(t, { smtpUrl: server.url })
  const row = rowFor()
  t.is(await send(row), 'sent')
  t.is(await send(rowFor('lea+x@example.org')), 'sent')
  const [first] = server.received
  t.deepEqual([first!.from, first!.to], ['alerts@sextant.example.org', ['zoe@example.org']])
  const { subject, from, to, bcc, cc, text, html, messageId, date, headers } = first!.mail
  t.is(subject, '[Agence Étoile Bcc: evil@example.org] Le quota de requêtes du mois est atteint')
  t.deepEqual([from, to, bcc, cc], [
    { name: 'Sextant', address: 'alerts@sextant.example.org' }, [{ name: '', address: 'zoe@example.org' }],
    undefined, undefined,
  ]) // biome-ignore format: four headers
  t.is(messageId, `<${row.id}@sextant.example.org>`)
  t.is(new Date(date!).toISOString(), mail.raised_at)
  const header = (key: string) => headers.find((one) => one.key === key)?.value
  t.is(header('auto-submitted'), 'auto-generated')
  t.is(header('list-id'), 'Sextant <alerts.sextant.example.org>')
  t.is(header('importance')?.toLowerCase(), 'high')
  t.is(header('bcc'), undefined)
  t.true(text?.includes('quota mensuel') && html?.includes('<h1'))
  t.is(server.connections, 1, 'the connection was kept')
})

test('what is no single address reaches nobody', async (t) => {
  const server = await startMailServer(t)
  const { send } = await open(t, { smtpUrl: server.url })
  for (const destination of ['a@example.org, b@example.org', 'a@example.org\r\nRCPT TO:<b@example.org>', 'x'])
    t.deepEqual(await send(rowFor(destination)), { state: 'failed', reason: 'address' })
  t.is(server.connections, 0)
})

test('a refusal for now is tried later, one of the recipient or the mail is final', async (t) => {
  const treatments = [{ rcpt: 451 }, { data: 452 }, { rcpt: 550 }, { data: 554 }, 'accept'] as const
  const server = await startMailServer(t, { treat: (count) => treatments[count] ?? 'accept' })
  const { send } = await open(t, { smtpUrl: server.url })
  const outcomes = []
  for (const _ of treatments) outcomes.push(await send(rowFor()))
  t.deepEqual(outcomes, [
    { state: 'later', reason: 'smtp_451' }, { state: 'later', reason: 'smtp_452' },
    { state: 'failed', reason: 'smtp_550' }, { state: 'failed', reason: 'smtp_554' }, 'sent',
  ]) // biome-ignore format: in order
  t.is(server.received.length, 1)
})

test('a connection that ends with the text given leaves the outcome unknown, and the mail is not given again', async (t) => {
  const server = await startMailServer(t, { treat: (count) => (count === 0 ? 'drop' : 'accept') })
  const { send } = await open(t, { smtpUrl: server.url })
  t.is(await send(rowFor()), 'unknown')
  t.is(server.texts, 1)
  t.is(await send(rowFor()), 'sent')
  t.is(server.texts, 2)
})

test('ended while the server holds the text: unknown; before: later', async (t) => {
  const server = await startMailServer(t, { treat: () => 'hang' })
  const { sender, send } = await open(t, { smtpUrl: server.url })
  const outcome = send(rowFor())
  while (server.texts === 0) await wait(5)
  sender.close()
  t.is(await outcome, 'unknown')
  t.deepEqual(await send(rowFor()), { state: 'later', reason: 'stopped' })
})

test('a mail that a dead process had in hand is not sent again', async (t) => {
  const server = await startMailServer(t)
  const { send } = await open(t, { smtpUrl: server.url })
  t.is(await send(rowFor('a@example.org', { attempts: 2, isUnsure: true })), 'unknown')
  t.is(server.connections, 0)
})

test('a server that is not there, refuses the login or never answers: later', async (t) => {
  const closed = await open(t, { smtpUrl: 'smtp://127.0.0.1:1' })
  t.deepEqual(await closed.send(rowFor()), { state: 'later', reason: 'connection' })
  const server = await startMailServer(t, { login: 'zoe:right' })
  const wrong = await open(t, { smtpUrl: server.url.replace('right', 'wrong') })
  t.deepEqual(await wrong.send(rowFor()), { state: 'later', reason: 'smtp_535' })
  t.is(await (await open(t, { smtpUrl: server.url })).send(rowFor()), 'sent')
  const silent = await startMailServer(t, { isSilent: true })
  const hung = await open(t, { smtpUrl: silent.url, deadlines: { mailMs: 50 } })
  t.deepEqual(await hung.send(rowFor()), { state: 'later', reason: 'timeout' })
})

test('a password does not travel in the clear to another machine', async (t) => {
  const server = await startMailServer(t, { login: 'zoe:right' })
  // The same server under a name that is not loopback's own.
  const smtp = openSmtp(server.url.replace('127.0.0.1', '0.0.0.0'))
  t.teardown(smtp.close)
  await t.throwsAsync(smtp.verify(), { code: 'ETLS' })
})

test('without a server each mail is a file that mail programs open, and the same mail is one file', async (t) => {
  const { send, dataDir } = await open(t)
  const row = rowFor()
  t.is(await send(row), 'sent')
  t.is(await send({ ...row, attempts: 2, isUnsure: true }), 'sent')
  const names = await readdir(join(dataDir, 'mails'))
  t.deepEqual(names, [`20261120T091500Z-${row.id}.eml`])
  const path = join(dataDir, 'mails', names[0]!)
  t.is((await stat(path)).mode & 0o777, 0o600)
  const found = await PostalMime.parse(await readFile(path))
  t.is(found.messageId, `<${row.id}@sextant.example.org>`)
  t.deepEqual(found.to, [{ name: '', address: 'zoe@example.org' }])
  t.regex(found.subject!, /^\[Agence Étoile Bcc: evil@example\.org\] /)
  t.is(found.bcc, undefined)
  t.true(found.text?.includes('1\u202f000 requêtes (100'))
})
