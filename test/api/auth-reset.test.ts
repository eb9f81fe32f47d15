import { setTimeout as wait } from 'node:timers/promises'
import test from 'ava'
import { v7 as uuidv7 } from 'uuid'
import { personActor } from '../../core/access/can.ts'
import type { Core } from '../../core/core.ts'
import { openMailDispatcher } from '../../core/mail/dispatch.ts'
import type { Dispatcher } from '../../core/messaging/outbox.ts'
import { sendInvitation } from '../../core/tenancy/invitations.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import { type MailServer, startMailServer } from '../helpers/mail-server.ts'
import { startTestServer, type TestServer } from '../helpers/server.ts'

const publicUrl = 'https://sextant.example.org'
let server: TestServer
let mails: MailServer
let dispatcher: Dispatcher
const shared = afterAll(test)
test.before(async () => {
  server = await startTestServer(shared, { publicUrl })
  mails = await startMailServer(shared)
  const { db, dataDir } = server
  const mailFrom = { name: 'Sextant', address: 'sextant@example.org' }
  // Mail needs no queue.
  dispatcher = openMailDispatcher({ db, dataDir } as Core, { smtpUrl: mails.url, mailFrom, publicUrl })
  shared.teardown(() => dispatcher.close())
})

const post = (path: string, json: object, headers: Record<string, string> = {}) =>
  server.request('POST', path, { json, headers })
const ask = (login: string, headers?: Record<string, string>) => post('/v1/auth/reset', { login }, headers)
const confirm = (token: string, password = 'an entirely new secret') =>
  post('/v1/auth/reset/confirm', { token, password })
const enter = (login: string, password: string) => post('/v1/auth/token', { login, password })

const mailsTo = (address: string) => mails.received.filter(({ to }) => to.includes(address))
const tenants: string[] = []
const makeTenant = async () => {
  const tenant = await server.makeTenant()
  tenants.push(tenant.id)
  return tenant
}
/** The nth mail to an address, without waiting for the next sweep; one that never comes is the test's time limit. */
const mailTo = async (address: string, n = 1) => {
  while (mailsTo(address).length < n) {
    for (const id of tenants) dispatcher.wake(id)
    await wait(50)
  }
  return mailsTo(address)[n - 1]!.mail
}
const tokenOf = ({ text }: { text?: string }): string =>
  /https:\/\/sextant\.example\.org\/reset\?token=([\w-]{43})\s/.exec(text ?? '')?.[1] ?? ''

test('a forgotten password is replaced by the link of a mail, once; all that was open ends', async (t) => {
  const { id: tenantId } = await makeTenant()
  for (const member of [await server.makePerson(tenantId), await server.makeOperator()]) {
    t.is((await ask(member.login.toUpperCase())).status, 202)
    const token = tokenOf(await mailTo(member.login))
    t.is((await confirm(token, 'short')).status, 422, 'a refused password uses nothing up')
    t.is((await confirm(token)).status, 204)
    const again = await confirm(token)
    t.deepEqual([again.status, again.body.code], [400, 'link_invalid'])
    t.is((await server.request('GET', '/v1/auth/me', { token: member.token })).status, 401)
    t.is((await post('/v1/auth/refresh', { refresh_token: member.refreshToken })).status, 401)
    t.is((await enter(member.login, member.password)).status, 401)
    t.is((await enter(member.login, 'an entirely new secret')).status, 200)
    const told = await mailTo(member.login, 2)
    t.true(told.subject?.endsWith('Votre mot de passe a changé'), told.subject)
  }
})

test('the answer is the same for a login that is nobody’s, who then gets no mail', async (t) => {
  const { login } = await server.makeOperator()
  const unknown = `nobody-${uuidv7()}@example.org`
  const answers = [await ask(unknown), await ask(login)]
  t.deepEqual(
    answers.map(({ status, body }) => [status, body]),
    [
      [202, { state: 'accepted' }],
      [202, { state: 'accepted' }],
    ],
  )
  // Requests are answered in their order.
  await mailTo(login)
  t.is(mailsTo(unknown).length, 0)
})

test('nothing in a request says where a link leads to', async (t) => {
  const { login } = await server.makeOperator()
  const poison = 'evil.example'
  await ask(login, {
    'x-forwarded-host': poison, 'x-forwarded-server': poison, 'x-original-host': poison, origin: `https://${poison}`,
    forwarded: `host=${poison}`, referer: `https://${poison}/`, 'x-forwarded-proto': 'gopher',
  }) // biome-ignore format: headers
  const mail = await mailTo(login)
  t.true(tokenOf(mail) !== '')
  t.false(JSON.stringify(mail).includes(poison))
})

test('a newer link voids the older, and half an hour ends both', async (t) => {
  const { login, id } = await server.makeOperator()
  await ask(login)
  const older = tokenOf(await mailTo(login))
  await ask(login)
  const newer = tokenOf(await mailTo(login, 2))
  t.not(older, newer)
  t.is((await confirm(older)).status, 400)
  const { db } = server
  const [row] = await asOwner(db, () =>
    db.models.PasswordLink.findAll({ where: { holderId: id, endedAt: null } }),
  )
  const lifeMs = row!.expiresAt.getTime() - Date.now()
  t.true(lifeMs > 25 * 60_000 && lifeMs <= 30 * 60_000, `${lifeMs}`)
  await asOwner(db, () => row!.update({ expiresAt: new Date() }))
  t.is((await confirm(newer)).status, 400)
  t.is((await confirm('A'.repeat(43))).status, 400)
})

test('of fifty parallel uses of one link one succeeds', async (t) => {
  const { login } = await server.makeOperator()
  await ask(login)
  const token = tokenOf(await mailTo(login))
  const uses = await Promise.all(
    Array.from({ length: 50 }, (_, n) => confirm(token, `an entirely new secret ${n}`)),
  )
  const statuses = uses.map(({ status }) => status)
  t.is(statuses.filter((status) => status === 204).length, 1)
  t.is(statuses.filter((status) => status === 400).length, 49)
  const winner = statuses.indexOf(204)
  t.is((await enter(login, `an entirely new secret ${winner}`)).status, 200)
})

test('an account gets three links an hour, whatever is asked for', async (t) => {
  const { login } = await server.makeOperator()
  for (let n = 1; n <= 3; n += 1) {
    t.is((await ask(login)).status, 202)
    await mailTo(login, n)
  }
  t.is((await ask(login)).status, 202)
  const after = await server.makeOperator()
  await ask(after.login)
  await mailTo(after.login)
  t.is(mailsTo(login).length, 3)
})

test('the database never holds a link that could be used', async (t) => {
  const { id: tenantId } = await makeTenant()
  const { login } = await server.makePerson(tenantId)
  await ask(login)
  const token = tokenOf(await mailTo(login))
  const { db } = server
  const links = await asOwner(db, () => db.models.PasswordLink.findAll({ raw: true }))
  const outbox = await withTenant(db, tenantId, () =>
    db.models.OutboxMessage.findAll({ where: { tenantId }, raw: true }),
  )
  const audit = await withTenant(db, tenantId, () =>
    db.models.AuditEvent.findAll({ where: { tenantId }, raw: true }),
  )
  t.true(links.length > 0 && outbox.length > 0)
  t.true(audit.some(({ action }) => action === 'password.reset_requested'))
  t.false(JSON.stringify([links, outbox, audit]).includes(token))
})

test('who is invited chooses a password by the same kind of link, for seven days', async (t) => {
  const { id: tenantId } = await makeTenant()
  const admin = await server.makePerson(tenantId, 'admin')
  const { db } = server
  const email = `new-${uuidv7()}@example.org`
  const actor = personActor({ id: admin.id, tenantId, role: 'admin' })
  const invited = await withTenant(db, tenantId, async () => {
    const person = await db.models.Person.create({ tenantId, email, fullName: 'Somebody new' })
    await sendInvitation(db, actor, person.id)
    return person
  })
  const mail = await mailTo(email)
  t.true(mail.text?.includes('A Person vous a ajouté'), mail.text)
  const token = tokenOf(mail)
  const [row] = await asOwner(db, () =>
    db.models.PasswordLink.findAll({ where: { holderId: invited.id, endedAt: null } }),
  )
  t.true(row!.expiresAt.getTime() - Date.now() > 6.9 * 24 * 3_600_000)
  t.is((await confirm(token)).status, 204)
  t.is((await enter(email, 'an entirely new secret')).status, 200)
  await t.throwsAsync(sendInvitation(db, actor, invited.id), { code: 'conflict' })
  const other = await makeTenant()
  const stranger = await server.makePerson(other.id)
  await t.throwsAsync(sendInvitation(db, actor, stranger.id), { code: 'not_found' })
})

test('whose token was used twice is told, once', async (t) => {
  const { id: tenantId } = await makeTenant()
  for (const member of [await server.makePerson(tenantId), await server.makeOperator()]) {
    const use = (refresh_token: string) => post('/v1/auth/refresh', { refresh_token })
    const next = await use(member.refreshToken)
    t.is((await use(member.refreshToken)).body.code, 'token_reuse')
    t.is((await use(member.refreshToken)).body.code, 'token_reuse')
    t.is((await use(next.body.refresh_token)).status, 401)
    const told = await mailTo(member.login)
    t.true(told.subject?.includes('fermée par sécurité'), told.subject)
    await ask(member.login)
    await mailTo(member.login, 2)
    t.true(mailsTo(member.login)[1]?.mail.subject?.includes('Choisir un nouveau mot de passe'))
  }
})

test('admins are told when sign-ins fail again and again, once an hour and tenant', async (t) => {
  const { id: tenantId } = await makeTenant()
  const other = await makeTenant()
  const admin = await server.makePerson(tenantId, 'admin')
  const stranger = await server.makePerson(other.id, 'admin')
  const victims = [await server.makePerson(tenantId), await server.makePerson(tenantId)]
  for (const { login } of victims) for (let n = 0; n < 6; n += 1) await enter(login, `guess number ${n}`)
  const told = await mailTo(admin.login)
  t.true(told.subject?.includes('échouent de façon répétée'), told.subject)
  t.true(told.text?.includes(victims[0]!.login))
  const alerts = await withTenant(server.db, tenantId, () =>
    server.db.models.Alert.count({ where: { tenantId, type: 'sign_in.failing' } }),
  )
  // Two when the hour ends between the two victims.
  t.true(alerts >= 1 && alerts <= 2)
  t.is(mailsTo(stranger.login).length, 0)
})
