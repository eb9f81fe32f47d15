import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { auditRoutes } from '../../api/routes/audit.ts'
import { credentialRoutes } from '../../api/routes/credentials.ts'
import { installRoutes } from '../../api/routes/installs.ts'
import { userRoutes } from '../../api/routes/users.ts'
import { operatorActor } from '../../core/access/can.ts'
import type { Core } from '../../core/core.ts'
import { openMailDispatcher } from '../../core/mail/dispatch.ts'
import { makePasswordLink } from '../../core/tenancy/password-links.ts'
import { createPerson } from '../../core/tenancy/people.ts'
import { prepareFirstOperator } from '../../core/tenancy/set-up.ts'
import { storeInstallation } from '../../core/tenancy/workspaces.ts'
import { backup } from '../../db/backup.ts'
import { installationOf } from '../helpers/installs.ts'
import { startMailServer } from '../helpers/mail-server.ts'
import { startTestServer, type TestRequest } from '../helpers/server.ts'

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
const check = async () => []
const server = await startTestServer(shared, {
  publicUrl: 'http://sextant.example',
  routes: ({ db }) => [
    ...auditRoutes({ db }),
    ...credentialRoutes({ db, masterKey, check }),
    ...installRoutes({ db }),
    ...userRoutes({ db }),
  ],
})
const { db, dataDir } = server
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
await send('POST', '/v1/users', {
  token: current,
  json: { email: 'u@example.org', full_name: 'U', role: 'marketing', password: canary('userPassword') },
})
const installation = installationOf({
  botToken: canary('botToken'),
  refreshToken: canary('botRefresh'),
  expiresInSeconds: 60,
})
await storeInstallation(db, masterKey, installation)

const mails = await startMailServer(shared)
const mailFrom = { name: 'Sextant', address: 'sextant@example.org' }
const dispatcher = openMailDispatcher({ db, dataDir } as Core, {
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
await send('POST', '/v1/auth/logout', { token: current })

const file = join(dataDir, 'test.backup')
await backup(db, { dataDir, file })
const dump = gunzipSync(readFileSync(file)).toString()
const told = mails.received.map(({ raw }) => raw)
process.stdout.write(JSON.stringify({ made, left: { answers, dump, told } }))
for (const close of closers) await close()
