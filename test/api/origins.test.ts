import test from 'ava'
import { ConfigurationError, readConfig } from '../../config/env.ts'
import { afterAll } from '../helpers/after-all.ts'
import { startTestServer, type TestServer } from '../helpers/server.ts'

const listed = 'https://intranet.example.org'
let server: TestServer
const shared = afterAll(test)
test.before(async () => {
  server = await startTestServer(shared, { corsOrigins: [listed, 'http://localhost:3000'] })
})

const preflight = (path: string, origin: string) =>
  fetch(server.url + path, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'PATCH',
      'access-control-request-headers': 'authorization,if-match',
    },
  })

test('a page of a listed origin may call the API, and read its headers', async (t) => {
  const asked = await preflight('/v1/tenants/acme', listed)
  t.is(asked.status, 204)
  t.is(asked.headers.get('access-control-allow-origin'), listed)
  t.regex(asked.headers.get('access-control-allow-methods') ?? '', /PATCH/)
  t.regex(asked.headers.get('access-control-allow-headers') ?? '', /Authorization.*If-Match/)
  const operator = await server.makeOperator()
  const answer = await server.request('GET', '/v1/auth/me', {
    token: operator.token,
    headers: { origin: listed },
  })
  t.is(answer.status, 200)
  t.is(answer.headers.get('access-control-allow-origin'), listed)
  t.regex(answer.headers.get('access-control-expose-headers') ?? '', /ETag.*RateLimit/)
  t.is(answer.headers.get('access-control-allow-credentials'), null, 'a cookie never counts from elsewhere')
  t.regex(answer.headers.get('vary') ?? '', /Origin/i)
})

test('a refusal can be read by the page as well', async (t) => {
  const answer = await server.request('GET', '/v1/auth/me', { headers: { origin: 'http://localhost:3000' } })
  t.is(answer.status, 401)
  t.is(answer.headers.get('access-control-allow-origin'), 'http://localhost:3000')
})

test('a page of another origin is told nothing', async (t) => {
  for (const origin of [
    'https://evil.example.org',
    `${listed}.evil.org`,
    'null',
    'http://intranet.example.org',
  ]) {
    t.is((await preflight('/v1/auth/me', origin)).headers.get('access-control-allow-origin'), null, origin)
    const answer = await server.request('GET', '/v1', { headers: { origin } })
    t.is(answer.headers.get('access-control-allow-origin'), null, origin)
  }
})

test('nothing but the API is for other origins', async (t) => {
  t.is((await preflight('/docs', listed)).headers.get('access-control-allow-origin'), null)
  t.is((await preflight('/metrics', listed)).headers.get('access-control-allow-origin'), null)
})

test('the list is of origins, and of nothing else', (t) => {
  t.deepEqual(readConfig({ CORS_ORIGINS: ` ${listed}, http://localhost:3000 ` }).corsOrigins, [
    listed,
    'http://localhost:3000',
  ])
  t.deepEqual(readConfig({}).corsOrigins, [])
  for (const CORS_ORIGINS of ['*', 'intranet.example.org', `${listed}/`, `${listed}/path`, 'https://A.org'])
    t.throws(() => readConfig({ CORS_ORIGINS }), { instanceOf: ConfigurationError, message: /CORS_ORIGINS/ })
})
