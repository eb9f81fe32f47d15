import test from 'ava'
import { dataOf, openSextantClient } from '../../client/client.ts'
import { SextantError } from '../../client/error.ts'
import { afterAll } from '../helpers/after-all.ts'
import { startTestServer, type TestMember, type TestServer } from '../helpers/server.ts'

let server: TestServer
let operator: TestMember
const shared = afterAll(test)
test.before(async () => {
  server = await startTestServer(shared)
  operator = await server.makeOperator()
})

type Send = (request: Request) => Promise<Response>
const soon = { backoffMs: 1 }

/** The real network, with what was sent. `meddle` may answer in its place. */
const watched = (
  meddle: (request: Request, count: number) => Response | null | Promise<Response | null> = () => null,
) => {
  const sent: { name: string; key: string | null }[] = []
  const send: Send = async (request) => {
    sent.push({
      name: `${request.method} ${new URL(request.url).pathname}`,
      key: request.headers.get('idempotency-key'),
    })
    return (await meddle(request, sent.length)) ?? fetch(request)
  }
  return { sent, send, count: (name: string) => sent.filter((one) => one.name === name).length }
}

const refused = (status: number, headers: Record<string, string> = {}) =>
  new Response('<h1>busy</h1>', { status, headers })
const signedIn = () => ({ baseUrl: server.url, accessToken: operator.token, retry: soon })
const signIn = ({ login, password }: TestMember) => ({ baseUrl: server.url, login, password, retry: soon })

test('signs in when first needed, once for calls side by side', async (t) => {
  const somebody = await server.makeOperator()
  const { send, count } = watched()
  const { api } = openSextantClient({ ...signIn(somebody), fetch: send })
  const answers = await Promise.all(Array.from({ length: 10 }, () => dataOf(api.GET('/v1/auth/me'))))
  t.true(answers.every(({ email }) => email === somebody.login))
  t.is(count('POST /v1/auth/token'), 1)
})

test('20 calls side by side with a token that is void: one refresh, and the session lives on', async (t) => {
  const somebody = await server.makeOperator()
  const { send, count } = watched()
  const { api } = openSextantClient({
    baseUrl: server.url,
    accessToken: `${somebody.token.slice(0, -4)}AAAA`,
    refreshToken: somebody.refreshToken,
    retry: soon,
    fetch: send,
  })
  const calls = () => Promise.all(Array.from({ length: 20 }, () => dataOf(api.GET('/v1/auth/me'))))
  t.true((await calls()).every(({ email }) => email === somebody.login))
  t.is(count('POST /v1/auth/refresh'), 1)
  t.true((await calls()).every(({ email }) => email === somebody.login))
  t.is(count('POST /v1/auth/refresh'), 1)
})

test('a refresh token whose use ended without an answer is not used again: it signs in', async (t) => {
  const { send, count } = watched(async (request) => {
    if (!request.url.endsWith('/v1/auth/refresh')) return null
    // The server has turned the token, and nobody learns the new one.
    await fetch(request)
    throw new TypeError('the connection broke')
  })
  const somebody = await server.makeOperator()
  const { api } = openSextantClient({ ...signIn(somebody), fetch: send })
  await api.GET('/v1/auth/me')
  await api.POST('/v1/auth/logout')
  t.is((await dataOf(api.GET('/v1/auth/me'))).email, somebody.login)
  t.is(count('POST /v1/auth/refresh'), 1)
  t.is(count('POST /v1/auth/token'), 2)
})

test('who cannot sign in learns why, and nothing is tried for ever', async (t) => {
  const { send, sent } = watched()
  const somebody = await server.makeOperator()
  const wrong = openSextantClient({ ...signIn(somebody), password: 'not this one, surely', fetch: send })
  const error = await t.throwsAsync(wrong.api.GET('/v1/auth/me'), { instanceOf: SextantError })
  t.is(error.code, 'sign_in_failed')
  t.is(error.status, 401)
  t.is(sent.length, 1)
  const forged = openSextantClient({ baseUrl: server.url, accessToken: 'a.b.c', retry: soon })
  t.is(
    (await t.throwsAsync(forged.api.GET('/v1/auth/me'), { instanceOf: SextantError })).code,
    'unauthenticated',
  )
})

test('reading is repeated while the server is busy, with the pause that it names', async (t) => {
  const { send, count } = watched((request, at) => {
    if (!request.url.endsWith('/v1/tenants')) return null
    if (at === 1) return refused(503)
    if (at === 2) throw new TypeError('connection reset')
    return at === 3 ? refused(429, { 'retry-after': '1' }) : null
  })
  const { api } = openSextantClient({ ...signedIn(), fetch: send })
  const begun = performance.now()
  t.truthy((await dataOf(api.GET('/v1/tenants'))).items)
  t.is(count('GET /v1/tenants'), 4)
  t.true(performance.now() - begun >= 999)
})

test('it gives up after so many tries, and at once when the pause is longer than its patience', async (t) => {
  const always = watched((request) => (request.url.endsWith('/v1/tenants') ? refused(502) : null))
  const { api } = openSextantClient({ ...signedIn(), fetch: always.send })
  const error = await t.throwsAsync(api.GET('/v1/tenants'), { instanceOf: SextantError })
  t.like(error, { code: 'http_502', status: 502 })
  t.is(always.count('GET /v1/tenants'), 4)
  const later = watched((request) =>
    request.url.endsWith('/v1/tenants') ? refused(429, { 'retry-after': '3600' }) : null,
  )
  const patient = openSextantClient({ ...signedIn(), fetch: later.send })
  t.is((await t.throwsAsync(patient.api.GET('/v1/tenants'), { instanceOf: SextantError })).status, 429)
  t.is(later.count('GET /v1/tenants'), 1)
})

test('a POST is repeated under one key, and made once', async (t) => {
  const name = `twice-${Date.now()}`
  let isBroken = false
  const { send, sent } = watched(async (request) => {
    if (isBroken || request.method !== 'POST' || !request.url.endsWith('/v1/tenants')) return null
    isBroken = true
    await fetch(request)
    throw new TypeError('the answer was lost')
  })
  const { api, pages } = openSextantClient({ ...signedIn(), fetch: send })
  const made = await dataOf(
    api.POST('/v1/tenants', { body: { client_id: name, name: 'Twice', time_zone: 'Europe/Paris' } }),
  )
  t.is(made.client_id, name)
  const posts = sent.filter((one) => one.name === 'POST /v1/tenants')
  t.is(posts.length, 2)
  t.truthy(posts[0]?.key)
  t.is(posts[0]?.key, posts[1]?.key)
  const found = []
  for await (const tenant of pages('/v1/tenants', { params: { query: { name: 'Twice' } } }))
    found.push(tenant.client_id)
  t.deepEqual(found, [name])
})

test('what has no key and changes something is sent once', async (t) => {
  const { send, count } = watched((request) => (request.method === 'PATCH' ? refused(503) : null))
  const { api } = openSextantClient({ ...signedIn(), fetch: send })
  const { clientId } = await server.makeTenant()
  const path = { client_id: clientId }
  await t.throwsAsync(api.PATCH('/v1/tenants/{client_id}', { params: { path }, body: { name: 'Other' } }))
  t.is(count(`PATCH /v1/tenants/${clientId}`), 1)
})

test('a list is walked through to its end', async (t) => {
  const made = await Promise.all(Array.from({ length: 7 }, () => server.makeTenant()))
  const { send, count } = watched()
  const { pages } = openSextantClient({ ...signedIn(), fetch: send })
  const seen: string[] = []
  for await (const { client_id } of pages('/v1/tenants', { params: { query: { limit: 3 } } }))
    seen.push(client_id)
  t.true(made.every(({ clientId }) => seen.includes(clientId)))
  t.is(new Set(seen).size, seen.length)
  t.true(count('GET /v1/tenants') >= 3)
  for await (const _ of pages('/v1/tenants', { params: { query: { limit: 1 } } })) break
})

test('errors say what, where and which permission', async (t) => {
  const { api } = openSextantClient({ ...signedIn(), locale: 'en' })
  const body = { client_id: 'no spaces here', name: '', time_zone: 'Mars/Olympus' }
  const error = await t.throwsAsync(api.POST('/v1/tenants', { body }), { instanceOf: SextantError })
  t.like(error, { code: 'invalid_value', status: 422 })
  t.deepEqual(error.errors.map(({ pointer }) => pointer).sort(), ['/client_id', '/name', '/time_zone'])
  t.regex(error.requestId ?? '', /^[\w-]{8,}$/)
  const tenant = await server.makeTenant()
  const { login, password } = await server.makePerson(tenant.id, 'finance')
  const person = openSextantClient({ baseUrl: server.url, login, password })
  t.is(
    (await t.throwsAsync(person.api.GET('/v1/tenants'), { instanceOf: SextantError })).missing,
    'tenants:manage',
  )
})

test('a call that is given up ends at once, also between two tries', async (t) => {
  const stop = new AbortController()
  const { send, count } = watched((request) => {
    if (!request.url.endsWith('/v1/tenants')) return null
    setImmediate(() => stop.abort())
    return refused(503, { 'retry-after': '20' })
  })
  const { api } = openSextantClient({ ...signedIn(), fetch: send })
  await t.throwsAsync(api.GET('/v1/tenants', { signal: stop.signal }), { name: 'AbortError' })
  t.is(count('GET /v1/tenants'), 1)
})

test('no answer at all is an error like the others', async (t) => {
  const { api } = openSextantClient({ baseUrl: 'http://127.0.0.1:9', accessToken: 'a.b.c', retry: soon })
  const error = await t.throwsAsync(api.GET('/v1/auth/me'), { instanceOf: SextantError })
  t.like(error, { code: 'network', status: 0 })
  t.truthy(error.cause)
})
