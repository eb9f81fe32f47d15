import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { operatorActor } from '../../core/access/can.ts'
import { openMailDispatcher } from '../../core/mail/dispatch.ts'
import { taskKinds } from '../../core/privacy/work.ts'
import { bindWorkspace } from '../../core/tenancy/install-codes.ts'
import { makePasswordLink } from '../../core/tenancy/password-links.ts'
import { createPerson } from '../../core/tenancy/people.ts'
import { prepareFirstOperator } from '../../core/tenancy/set-up.ts'
import { storeInstallation } from '../../core/tenancy/workspaces.ts'
import { backup } from '../../db/backup.ts'
import { asOwner } from '../../db/tenant.ts'
import { openTestDatabase } from '../helpers/database.ts'
import { installationOf } from '../helpers/installs.ts'
import { startMailServer } from '../helpers/mail-server.ts'
import { startTestServer, type TestRequest } from '../helpers/server.ts'
import { openTaskCore } from '../helpers/task-core.ts'
import { everyRoute } from '../helpers/whole-api.ts'
import { readResult, readSheets } from './secret-files.ts'

/**
 * A program that brings a secret by every way in: signs in, resets, changes, sets up, makes tokens, stores keys, and
 * sends secrets where none belong. Its logs go to standard error, and what else it left behind to standard output, as
 * JSON: the secrets that it was given by the server, and every place that they must not be found in.
 */
const made: Record<string, string> = {}
const canary = (name: string): string => {
  made[name] = `canary-${name.toLowerCase()}-${randomBytes(12).toString('hex')}`
  return made[name]
}

const closers: (() => unknown)[] = []
const shared = { teardown: (close: () => unknown) => void closers.unshift(close) }
const masterKey = randomBytes(32)
const core = await openTaskCore(shared, await openTestDatabase(shared), taskKinds)
const { db, dataDir } = core
const server = await startTestServer(shared, {
  db,
  dataDir,
  publicUrl: 'http://sextant.example',
  routes: () => everyRoute(core, masterKey),
})
const openTo = (tenantId: string) => operatorActor(randomUUID(), tenantId)
const answers: string[] = []
/** What is answered here is looked through; where the server hands a secret out, `taking` is asked. */
const send = async (method: string, path: string, request: TestRequest = {}) => {
  const answer = await server.request(method, path, request)
  answers.push(JSON.stringify([...answer.headers]), answer.text)
  return answer
}
const taking = (method: string, path: string, request: TestRequest = {}) =>
  server.request(method, path, request)

const setUp = (await prepareFirstOperator(db, null))!
made.setUp = setUp
const email = 'first@example.org'
await send('POST', '/v1/auth/setup', {
  json: { token: `${setUp}x`, email, password: canary('setUpRefused') },
})
await send('POST', '/v1/auth/setup', { json: { token: setUp, email, password: canary('setUpPassword') } })
const first = await taking('POST', '/v1/auth/token', { json: { login: email, password: made.setUpPassword } })
made.operatorAccess = first.body.access_token
made.operatorRefresh = first.body.refresh_token

const { id: tenantId, clientId } = await server.makeTenant()
const admin = await server.makePerson(tenantId, 'admin')
made.access = admin.token
made.refresh = admin.refreshToken
const { token } = admin
for (const json of [
  { login: admin.login, password: canary('wrongPassword') },
  { login: canary('login'), password: canary('unknownPassword') },
  { login: admin.login, password: canary('unknownField'), secret: canary('secretField') },
  { login: [canary('list')], password: { nested: canary('nested') } },
])
  await send('POST', '/v1/auth/token', { json })
await send('POST', '/v1/auth/token', {
  headers: { 'content-type': 'application/json' },
  body: `{"password": "${canary('brokenJson')}"`,
})
for (const authorization of [
  `Bearer ${canary('bearer')}`,
  `Basic ${canary('basic')}`,
  `Bearer sxt_${canary('sxt')}`,
])
  await send('GET', '/v1/auth/me', { headers: { authorization } })
await send('GET', '/v1/auth/me', { headers: { cookie: `sextant_session=${canary('cookie')}` } })
await send('GET', `/v1/auth/me?access_token=${canary('query')}`, { token })
await send('POST', '/v1/auth/refresh', { json: { refresh_token: canary('refreshForged') } })
const next = await taking('POST', '/v1/auth/refresh', { json: { refresh_token: admin.refreshToken } })
made.nextAccess = next.body.access_token
made.nextRefresh = next.body.refresh_token

const own = (json: object) => taking('PUT', '/v1/auth/password', { token, json })
await own({ current_password: canary('currentWrong'), password: canary('newRefused') })
const changed = await own({ current_password: admin.password, password: canary('newPassword') })
made.changedRefresh = changed.body.refresh_token
const current = changed.body.access_token
made.changedAccess = current

const person = await createPerson(db, openTo(tenantId), {
  email: 'invited@example.org',
  fullName: 'Invited',
  role: 'marketing',
  password: null,
})
const holder = { kind: 'person', id: person.id, tenantId } as const
made.link = (await makePasswordLink(db, holder, 'invitation'))!
await send('POST', '/v1/auth/reset', { json: { login: admin.login } })
await send('POST', '/v1/auth/reset/confirm', {
  json: { token: canary('linkForged'), password: canary('linkRefused') },
})
await send('POST', '/v1/auth/reset/confirm', { json: { token: made.link, password: canary('linkPassword') } })

const service = await taking('POST', '/v1/service-tokens', {
  token: current,
  json: { name: 'Nightly', scopes: ['audit:view'] },
})
made.service = service.body.token
await send('GET', '/v1/service-tokens', { token: current })
await send('GET', '/v1/audit?limit=200', { headers: { authorization: `Bearer ${made.service}` } })
const key = `/v1/tenants/${clientId}/credentials/openai`
await send('PUT', key, { token: current, json: { api_key: canary('apiKey') } })
await send('PUT', key, { token: current, json: { api_key: canary('apiKeyNext') } })
await send('PUT', key, {
  token: current,
  json: { api_key: [canary('apiKeyList')], apiKey: canary('apiKeyField') },
})
for (const [at, name] of ['userPassword', 'userPasswordAgain'].entries())
  await send('POST', '/v1/users', {
    token: current,
    // The same key and another body: refused, and still not kept in a way that can be tried.
    headers: { 'idempotency-key': 'a-new-user' },
    json: { email: `u${at}@example.org`, full_name: 'U', role: 'marketing', password: canary(name) },
  })
await send('POST', '/v1/users/bulk', {
  token: current,
  headers: { 'content-type': 'text/csv', 'idempotency-key': 'a-list' },
  body: `email,password\nv@example.org,${canary('listedPassword')}\n`,
})
const code = await taking('POST', `/v1/tenants/${clientId}/install-codes`, {
  token: current,
  headers: { 'idempotency-key': 'a-code' },
})
made.installCode = code.body.code
const installation = installationOf({
  botToken: canary('botToken'),
  refreshToken: canary('botRefresh'),
  expiresInSeconds: 60,
})
await storeInstallation(db, masterKey, installation)
await bindWorkspace(db, {
  platform: 'slack',
  workspaceId: installation.workspaceId,
  code: code.body.code,
  by: 'UADMIN',
})
await storeInstallation(
  db,
  masterKey,
  installationOf({
    platform: 'discord',
    botToken: canary('discordToken'),
    refreshToken: canary('discordRefresh'),
  }),
)

const mails = await startMailServer(shared)
const mailFrom = { name: 'Sextant', address: 'sextant@example.org' }
const dispatcher = openMailDispatcher(core, {
  smtpUrl: mails.url,
  mailFrom,
  publicUrl: server.url,
})
while (mails.received.length === 0) {
  dispatcher.wake(tenantId)
  await wait(50)
}
await dispatcher.close()

for (const path of [
  '/v1/audit?limit=200',
  '/v1/users',
  '/v1/auth/sessions',
  `/v1/tenants/${clientId}/credentials`,
])
  await send('GET', path, { token: current })
await send('GET', '/v1/audit?limit=200', { token: made.operatorAccess })
const files: string[] = []
const given: string[] = []
const asked: Record<string, string>[] = [
  { authorization: `Bearer ${current}` },
  { authorization: `Bearer ${made.operatorAccess}` },
  { authorization: `Bearer ${made.operatorAccess}`, 'x-tenant': clientId },
]
for (const headers of asked) {
  const sheets = await readSheets(server, { headers, values: { client_id: clientId } })
  files.push(...sheets.texts)
  given.push(...sheets.given)
}
for (const [method, path, bearer] of [
  ['POST', '/v1/me/export', current],
  ['POST', `/v1/tenants/${clientId}/export`, current],
] as const)
  files.push(await readResult(core, (await send(method, path, { token: bearer })).body.id))
await send('POST', '/v1/auth/logout', { token: current })
const idempotency = await asOwner(db, () => db.models.IdempotencyKey.findAll({ raw: true }))

const file = join(dataDir, 'test.backup')
await backup(db, { dataDir, file })
const dump = gunzipSync(readFileSync(file)).toString()
const removal = await send('DELETE', `/v1/tenants/${clientId}?confirm=${clientId}`, {
  token: made.operatorAccess,
})
files.push(await readResult(core, removal.body.id))
const told = mails.received.map(({ raw }) => raw)
process.stdout.write(JSON.stringify({ made, given, idempotency, left: { answers, dump, told, files } }))
for (const close of closers) await close()
