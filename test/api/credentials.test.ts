import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import test from 'ava'
import { credentialProfileRoutes } from '../../api/routes/credential-profiles.ts'
import { credentialRoutes } from '../../api/routes/credentials.ts'
import { checkCredential } from '../../core/llm/check-credential.ts'
import { openClients } from '../../core/llm/open-clients.ts'
import { readMasterKey } from '../../core/tenancy/master-key.ts'
import { withTenant } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import { startTestServer, type TestMember, type TestRequest, type TestServer } from '../helpers/server.ts'

const good = 'sk-good-0123456789abcdef-wxyz'
const next = 'sk-next-0123456789abcdef-1234'

/** A provider on loopback; keys that begin with these words get these answers instead of a list. */
const answers: [RegExp, (response: ServerResponse) => unknown][] = [
  [/^sk-(good|next)-/, (response) => response.setHeader('content-type', 'application/json').end(list)],
  [/^sk-reset-/, (response) => response.socket?.destroy()],
  [/^sk-busy-/, (response) => response.writeHead(503).end('{}')],
  [/^sk-limited-/, (response) => response.writeHead(429, { 'retry-after': '7' }).end('{}')],
  [/^sk-page-/, (response) => response.setHeader('content-type', 'text/html').end('<html>Welcome</html>')],
  [/^sk-lost-/, (response) => response.writeHead(404).end('{}')],
  [/^sk-moved-/, (response) => response.writeHead(302, { location: 'https://elsewhere.example/' }).end()],
]
const list = JSON.stringify({
  object: 'list',
  data: [{ id: 'sage-1', object: 'model', created: 1, owned_by: 'x', shutdown_date: '2027-01-14' }],
})
const refuse = (response: ServerResponse) => response.writeHead(401).end('{"error":{"message":"bad key"}}')

const asked: string[] = []
const answer = (request: IncomingMessage, response: ServerResponse): void => {
  const key = (request.headers.authorization ?? '').replace('Bearer ', '')
  asked.push(`${request.method} ${request.url} ${key}`)
  const [, act] = answers.find(([form]) => form.test(key)) ?? [null, refuse]
  act(response)
}

let server: TestServer
let operator: TestMember
const noted: unknown[] = []
const shared = afterAll(test)
test.before(async () => {
  const provider = createServer(answer).listen(0, '127.0.0.1')
  await once(provider, 'listening')
  const clients = openClients()
  shared.teardown(async () => {
    await clients.close()
    provider.closeAllConnections()
    provider.close()
  })
  const { port } = provider.address() as AddressInfo
  const masterKey = await readMasterKey({ masterKey: Buffer.alloc(32, 7).toString('base64'), dataDir: '' })
  const access = {
    clientFor: clients.clientFor,
    baseUrlOf: (name: string) => (name === 'openai' ? `http://127.0.0.1:${port}/v1` : null),
  }
  server = await startTestServer(shared, {
    routes: ({ db }) => [
      ...credentialRoutes({
        db,
        masterKey,
        check: (candidate, signal) => checkCredential(access, candidate, signal),
        noteShutdowns: async (...what) => void noted.push(what),
        forgetClient: clients.dropCredential,
      }),
      ...credentialProfileRoutes({ db }),
    ],
  })
  operator = await server.makeOperator()
})

/** A tenant, its address and its admin. */
const openTenant = async () => {
  const { id, clientId } = await server.makeTenant()
  const admin = await server.makePerson(id, 'admin')
  const base = `/v1/tenants/${clientId}`
  const send = (method: string, path: string, json?: unknown, more: TestRequest = {}) =>
    server.request(method, base + path, { json, token: admin.token, ...more })
  return { id, clientId, base, admin, send }
}

test('a tenant’s admin stores a key, sees its last four characters, and deletes it', async (t) => {
  const { id, send } = await openTenant()
  const put = await send('PUT', '/credentials/openai', { api_key: good })
  t.is(put.status, 200)
  t.like(put.body, {
    provider: 'openai', profile: 'default', current: true, base_url: null, last_four: '…wxyz', last_used_at: null,
    failing: false, failing_since: null,
  }) // biome-ignore format: one answer
  t.true(asked.includes(`GET /v1/models ${good}`))
  const models = [{ id: 'sage-1', shutdownDate: '2027-01-14' }]
  t.true(noted.some((what) => JSON.stringify(what) === JSON.stringify([id, 'openai', models])))
  const listed = await send('GET', '/credentials')
  t.deepEqual(listed.body, { items: [put.body], next_cursor: null })
  const replaced = await send('PUT', '/credentials/openai', { api_key: next })
  t.is(replaced.body.last_four, '…1234')
  t.is((await send('GET', '/credentials')).body.items.length, 1)
  t.is((await send('DELETE', '/credentials/openai')).status, 204)
  t.is((await send('DELETE', '/credentials/openai')).status, 404)
  t.deepEqual((await send('GET', '/credentials')).body.items, [])
  for (const { text } of [put, listed, replaced]) t.notRegex(text, /sk-|v1\./)
})

test('an operator does it for any tenant; others of the tenant may not', async (t) => {
  const { id, base } = await openTenant()
  const { token } = operator
  t.is(
    (await server.request('PUT', `${base}/credentials/openai`, { json: { api_key: good }, token })).status,
    200,
  )
  t.is((await server.request('GET', `${base}/credentials`, { token })).body.items.length, 1)
  t.is((await server.request('GET', `${base}/profiles`, { token })).body.items.length, 1)
  t.is((await server.request('GET', `${base}/credentials`)).status, 401)
  for (const role of ['marketing', 'it', 'finance', 'management'] as const) {
    const member = await server.makePerson(id, role)
    const { status, body } = await server.request('GET', `${base}/credentials`, { token: member.token })
    t.is(status, 403, role)
    t.is(body.missing, 'credentials:manage')
  }
})

const refusals: [string, string, number, string][] = [
  ['refused by the provider', 'sk-wrong-0123456789abcdef', 422, 'invalid_credential'],
  ['of another form', 'pk-0123456789abcdef', 422, 'invalid_credential'],
  ['whose provider answers a page', 'sk-page-0123456789abcdef', 422, 'invalid_credential'],
  ['whose provider has no such address', 'sk-lost-0123456789abcdef', 422, 'invalid_credential'],
  ['whose provider hangs up', 'sk-reset-0123456789abcdef', 503, 'provider_unavailable'],
  ['whose provider is overloaded', 'sk-busy-0123456789abcdef', 503, 'provider_unavailable'],
  ['whose provider is asked too often', 'sk-limited-0123456789abcdef', 503, 'provider_unavailable'],
]
for (const [what, api_key, status, code] of refusals)
  test(`a key ${what} is ${status}, told nowhere, and not stored`, async (t) => {
    const { id, send } = await openTenant()
    const refused = await send('PUT', '/credentials/openai', { api_key })
    t.is(refused.status, status, refused.text)
    t.is(refused.body.code, code)
    t.false(refused.text.includes(api_key))
    if (status === 503) t.truthy(refused.headers.get('retry-after'))
    const stored = await withTenant(server.db, id, () => server.db.models.Credential.count())
    t.is(stored, 0)
    t.deepEqual((await send('GET', '/credentials')).body.items, [])
  })

test('a redirect of the provider is not followed', async (t) => {
  const { send } = await openTenant()
  const { status, body } = await send('PUT', '/credentials/openai', { api_key: 'sk-moved-0123456789abcdef' })
  t.true([422, 503].includes(status), body.code)
  t.deepEqual((await send('GET', '/credentials')).body.items, [])
})

test('an address that may not be asked is not asked', async (t) => {
  const { send } = await openTenant()
  const api_key = 'sk-good-never-sent-anywhere'
  for (const base_url of [
    'https://127.0.0.1/v1', 'https://[::1]/v1', 'https://10.0.0.1', 'https://169.254.169.254', 'https://localhost',
    'https://0x7f.1/', 'https://2130706433', 'https://[::ffff:127.0.0.1]', 'http://example.org', 'https://a:b@example.org',
  ] /* biome-ignore format: a list */) {
    const { status, body } = await send('PUT', '/credentials/compatible', { api_key, base_url })
    t.is(status, 422, base_url)
    t.is(body.code, 'url_not_allowed', base_url)
  }
  const bad = await send('PUT', '/credentials/compatible', { api_key, base_url: 'ftp://example.org' })
  t.is(bad.body.code, 'invalid_value')
  const none = await send('PUT', '/credentials/compatible', { api_key })
  t.is(none.body.code, 'invalid_credential')
  t.regex(none.body.detail, /base_url/)
  t.false(asked.some((request) => request.includes(api_key)))
})

test('what makes no sense is told, without repeating it', async (t) => {
  const { send } = await openTenant()
  const secret = 'sk-canary-0123456789abcdef'
  const wrong: [unknown, number][] = [
    [{}, 422],
    [{ api_key: 5 }, 422],
    [{ api_key: null }, 422],
    [{ api_key: '' }, 422],
    [{ api_key: secret.repeat(40) }, 422],
    [{ api_key: [secret] }, 422],
    [{ api_key: `${secret}Ʈ` }, 422],
    [{ api_key: `${secret}\u0007` }, 422],
    [{ api_key: `${secret}\r\nx-more: 1` }, 422],
    [{ api_key: ' ' }, 422],
    [{ api_key: secret, profile: 'nobody’s' }, 422],
    [{ api_key: secret, profile: '../x' }, 422],
    [{ api_key: secret, tenant_id: 'x' }, 400],
    [[secret], 422],
  ]
  for (const [json, status] of wrong) {
    const refused = await send('PUT', '/credentials/openai', json)
    t.is(refused.status, status, refused.text)
    t.false(refused.text.includes('canary'))
  }
  const headers = { 'content-type': 'application/json' }
  const broken = await send('PUT', '/credentials/openai', undefined, {
    body: `{"api_key":"${secret}`,
    headers,
  })
  t.is(broken.body.code, 'invalid_json')
  t.false(broken.text.includes('canary'))
  t.is((await send('PUT', '/credentials/nobody', { api_key: good })).status, 404)
  t.is((await send('DELETE', '/credentials/openai?profile=nobody')).status, 404)
})

test('nothing of a request with a key stays among the idempotency keys', async (t) => {
  const { send } = await openTenant()
  const headers = { 'idempotency-key': 'the-same' }
  t.is((await send('PUT', '/credentials/openai', { api_key: good }, { headers })).status, 200)
  const second = await send('PUT', '/credentials/openai', { api_key: next }, { headers })
  t.is(second.body.last_four, '…1234')
  t.is(second.headers.get('idempotency-replayed'), null)
  const rows = await server.db.models.IdempotencyKey.findAll({ raw: true })
  t.false(JSON.stringify(rows).includes('the-same'))
})

test('profiles are made, switched and deleted; their keys are apart', async (t) => {
  const { send } = await openTenant()
  const first = { name: 'default', current: true, providers: [] }
  t.deepEqual((await send('GET', '/profiles')).body, {
    items: [{ ...first, created_at: null }],
    next_cursor: null,
  })
  await send('PUT', '/credentials/openai', { api_key: good })
  const made = await send('POST', '/profiles', { name: 'Été 2026' })
  t.is(made.status, 201)
  t.like(made.body, { name: 'Été 2026', current: false, providers: [] })
  await send('PUT', '/credentials/openai', { api_key: next, profile: 'été 2026' })
  const switched = await send('POST', '/profiles', { name: 'Été 2026', current: true })
  t.is(switched.status, 200)
  t.like(switched.body, { current: true, providers: ['openai'] })
  const shown = (await send('GET', '/credentials')).body.items
  t.deepEqual(
    shown.map((item: Record<string, unknown>) => [item.profile, item.current, item.last_four]),
    [
      ['Été 2026', true, '…1234'],
      ['default', false, '…wxyz'],
    ],
  )
  const path = (name: string) => `/profiles/${encodeURIComponent(name)}`
  for (const [name, reason] of [
    ['default', /clés/],
    ['Été 2026', /Passez/],
  ] as const) {
    const refused = await send('DELETE', path(name))
    t.is(refused.status, 409)
    t.regex(refused.body.detail, reason)
  }
  t.is((await send('POST', '/profiles', { name: 'ÉTÉ 2026' })).status, 409)
  t.is((await send('DELETE', '/credentials/openai?profile=default')).status, 204)
  t.is((await send('DELETE', path('default'))).status, 204)
  t.is((await send('DELETE', path('default'))).status, 404)
  for (const name of [
    '',
    ' ',
    'a/b',
    '../x',
    '..',
    'a\u202eb',
    'a\u0000b',
    '<b>',
    'x'.repeat(61),
    '@everyone',
  ])
    t.is((await send('POST', '/profiles', { name })).status, 422, name)
})

test('to another tenant nothing of this is there, on any route', async (t) => {
  const [mine, other] = [await openTenant(), await openTenant()]
  await mine.send('PUT', '/credentials/openai', { api_key: good })
  await mine.send('POST', '/profiles', { name: 'Mine' })
  const seen = async () => [
    (await mine.send('GET', '/credentials')).body,
    (await mine.send('GET', '/profiles')).body,
  ]
  const before = await seen()
  const tries: [string, string, unknown?][] = [
    ['GET', '/credentials'],
    ['PUT', '/credentials/openai', { api_key: 'sk-good-of-somebody-else' }],
    ['DELETE', '/credentials/openai'],
    ['GET', '/profiles'],
    ['POST', '/profiles', { name: 'Theirs', current: true }],
    ['DELETE', '/profiles/Mine'],
  ]
  for (const [method, path, json] of tries) {
    const { token } = other.admin
    const foreign = await server.request(method, mine.base + path, { json, token })
    const unknown = await server.request(method, `/v1/tenants/nobody${path}`, { json, token })
    t.deepEqual([foreign.status, unknown.status], [404, 404], `${method} ${path}`)
    t.is(foreign.body.detail, unknown.body.detail)
  }
  t.deepEqual(await seen(), before)
  t.false(asked.some((request) => request.includes('somebody-else')))
  t.deepEqual((await other.send('GET', '/credentials')).body.items, [])
  t.is((await other.send('DELETE', '/profiles/Mine')).status, 404)
})
