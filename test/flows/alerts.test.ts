import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import test, { type ExecutionContext } from 'ava'
import { QueryTypes } from 'sequelize'
import { log } from '../../config/log.ts'
import type { Core } from '../../core/core.ts'
import { openMailDispatcher } from '../../core/mail/dispatch.ts'
import type { Dispatcher } from '../../core/messaging/outbox.ts'
import { raiseAlert } from '../../core/notifications/raise-alert.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { createTestTenant, shareTestDatabase } from '../helpers/database.ts'
import { startMailServer } from '../helpers/mail-server.ts'

log.level = process.env.LOG_LEVEL ?? 'silent'
const database = shareTestDatabase(test)

const openTenant = async (contactEmail: string, name = 'Acme'): Promise<string> => {
  const id = await createTestTenant(database())
  await asOwner(database(), () => database().models.Tenant.update({ contactEmail, name }, { where: { id } }))
  return id
}

const raise = (tenantId: string, onceKey = 'k') =>
  raiseAlert(database(), tenantId, {
    type: 'credential.failing',
    onceKey,
    data: { provider: 'openai', name: 'Étude', last_four: 'a1b2', reason: 'auth' },
  })

/**
 * A dispatcher as a replica has it: of its own, with its own connections. It sweeps every tenant when it opens, hence
 * one test at a time.
 */
const openReplica = async (t: ExecutionContext, smtpUrl: string | null, tries = 30) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sextant-alerts-'))
  const mailFrom = { name: 'Sextant', address: 'alerts@sextant.example.org' }
  const core = { db: database(), dataDir } as Core
  const mail = openMailDispatcher(core, { smtpUrl, mailFrom, publicUrl: null }, { putOffMs: () => 0, tries })
  t.teardown(async () => {
    await mail.close()
    await rm(dataDir, { recursive: true, force: true })
  })
  return { mail, dataDir }
}

interface Sent {
  state: string
  attempts: number
  failure: string | null
}

const rowsOf = (tenantId: string): Promise<Sent[]> =>
  withTenant(database(), tenantId, () =>
    database().sequelize.query<Sent>(
      'select state, attempts, failure from outbox where tenant_id = $1 order by created_at, id',
      { bind: [tenantId], type: QueryTypes.SELECT },
    ),
  )

/** Wakes until nothing of the tenant is open. */
const settle = async (tenantId: string, ...replicas: Dispatcher[]): Promise<Sent[]> => {
  for (;;) {
    for (const mail of replicas) mail.wake(tenantId)
    const rows = await rowsOf(tenantId)
    if (rows.every(({ state }) => !['pending', 'sending'].includes(state))) return rows
    await wait(20)
  }
}

test.serial('an alert reaches the people of its tenant, and of no other', async (t) => {
  const server = await startMailServer(t)
  const { mail } = await openReplica(t, server.url)
  const tenantId = await openTenant('zoe@example.org', 'Zoé\r\nBcc: evil@example.org\r\n\r\n<b>')
  const other = await openTenant('other@example.org')
  await withTenant(database(), tenantId, async () => {
    const { Person } = database().models
    const values = { tenantId, fullName: 'A', role: 'admin' }
    await Person.create({ ...values, email: 'admin@example.org', locale: 'en' })
    await Person.create({ ...values, email: 'gone@example.org', isActive: false })
  })
  t.true(await raise(tenantId))
  t.false(await raise(tenantId))
  const rows = await settle(tenantId, mail)
  t.deepEqual(await rowsOf(other), [])
  t.deepEqual(rows, [
    { state: 'sent', attempts: 1, failure: null },
    { state: 'sent', attempts: 1, failure: null },
  ])
  t.deepEqual(server.received.map(({ to }) => to).sort(), [['admin@example.org'], ['zoe@example.org']])
  const subjects = server.received.map(({ mail: { subject } }) => subject).sort()
  t.deepEqual(subjects, [
    '[Zoé Bcc: evil@example.org <b>] Votre clé openai ne fonctionne plus',
    '[Zoé Bcc: evil@example.org <b>] Your openai key no longer works',
  ])
  t.true(server.received.every(({ mail: { bcc, html } }) => bcc === undefined && !html?.includes('<b>')))
})

test.serial('a refusal for now is tried again and arrives once', async (t) => {
  const server = await startMailServer(t, { treat: (count) => (count < 2 ? { rcpt: 451 } : 'accept') })
  const { mail } = await openReplica(t, server.url)
  const tenantId = await openTenant('a@example.org')
  await raise(tenantId)
  t.deepEqual(await settle(tenantId, mail), [{ state: 'sent', attempts: 3, failure: 'smtp_451' }])
  t.is(server.received.length, 1)
})

test.serial('what is refused for good, or too often, has failed, and says why', async (t) => {
  const server = await startMailServer(t, {
    treat: (count) => (count === 0 ? { rcpt: 550 } : { data: 451 }),
  })
  const { mail } = await openReplica(t, server.url, 3)
  const tenantId = await openTenant('a@example.org')
  await raise(tenantId)
  t.deepEqual(await settle(tenantId, mail), [{ state: 'failed', attempts: 1, failure: 'smtp_550' }])
  await raise(tenantId, 'other')
  t.deepEqual((await settle(tenantId, mail)).at(-1), { state: 'failed', attempts: 3, failure: 'smtp_451' })
  t.is(server.received.length, 0)
})

test.serial(
  'a connection lost with the text given is unknown, and the server never sees the mail again',
  async (t) => {
    const server = await startMailServer(t, { treat: () => 'drop' })
    const { mail } = await openReplica(t, server.url)
    const tenantId = await openTenant('a@example.org')
    await raise(tenantId)
    t.deepEqual(await settle(tenantId, mail), [{ state: 'unknown', attempts: 1, failure: null }])
    await settle(tenantId, mail)
    t.is(server.texts, 1)
  },
)

test.serial('two replicas send each mail once', async (t) => {
  const server = await startMailServer(t)
  const replicas = [await openReplica(t, server.url), await openReplica(t, server.url)]
  const tenantId = await openTenant('a@example.org')
  for (let at = 0; at < 12; at++) await raise(tenantId, `k${at}`)
  const rows = await settle(tenantId, ...replicas.map(({ mail }) => mail))
  t.deepEqual(
    rows,
    rows.map(() => ({ state: 'sent', attempts: 1, failure: null })),
  )
  t.is(rows.length, 12)
  t.is(new Set(server.received.map(({ mail: { messageId } }) => messageId)).size, 12)
  t.is(server.received.length, 12)
})

/** As a process leaves it that died over the mail: claimed, and the lease run out. */
const abandon = (tenantId: string) =>
  withTenant(database(), tenantId, () =>
    database().sequelize.query(
      `update outbox set state = 'sending', attempts = 1, lease_until = now() - interval '1 second'
        where tenant_id = $1`,
      { bind: [tenantId] },
    ),
  )

test.serial(
  'a mail that a dead process had in hand is not sent again, for it may have arrived; a file is written',
  async (t) => {
    const tenantId = await openTenant('a@example.org')
    await raise(tenantId)
    await abandon(tenantId)
    const server = await startMailServer(t)
    const { mail } = await openReplica(t, server.url)
    t.deepEqual(await settle(tenantId, mail), [{ state: 'unknown', attempts: 2, failure: null }])
    t.is(server.connections, 0)
    await mail.close()
    await raise(tenantId, 'other')
    await abandon(tenantId)
    const { mail: files, dataDir } = await openReplica(t, null)
    t.true((await settle(tenantId, files)).every(({ state }) => state === 'sent'))
    t.is((await readdir(join(dataDir, 'mails'))).length, 2)
  },
)

test.serial('without a server the mails are files', async (t) => {
  const tenantId = await openTenant('a@example.org')
  const { mail, dataDir } = await openReplica(t, null)
  await raise(tenantId)
  t.deepEqual(await settle(tenantId, mail), [{ state: 'sent', attempts: 1, failure: null }])
  const names = await readdir(join(dataDir, 'mails'))
  t.is(names.length, 1)
  t.regex(names[0]!, /^\d{8}T\d{6}Z-[\da-f-]{36}\.eml$/)
})
