import test from 'ava'
import fc from 'fast-check'
import { afterAll } from '../helpers/after-all.ts'
import { startTestServer, type TestMember, type TestServer } from '../helpers/server.ts'

let server: TestServer
let operator: TestMember
const shared = afterAll(test)
test.before(async () => {
  server = await startTestServer(shared)
  operator = await server.makeOperator()
})

const nasty = fc.constantFrom(
  '', ' ', '\u0000', 'a\u0000b', '\ud800', '../../etc/passwd', '%00', '%2e%2e%2f', "' or 1=1 --", '1; drop table tenants',
  '{{7*7}}', '<script>alert(1)</script>', '\r\nX-Injected: 1', '🧭'.repeat(200), 'x'.repeat(3000), '-1', '1e999', 'NaN',
  '__proto__', 'null', '\u202etxt', 'é',
) // biome-ignore format: one list, read at a glance
const text = fc.oneof(nasty, fc.string({ maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 20 }))
const fieldNames = [
  'login', 'password', 'client_id', 'cookie', 'refresh_token', 'token', 'email', 'name', 'domain', 'active',
  'monthly_quota', 'monthly_budget_usd', 'locale', 'time_zone', 'limit', 'cursor', '__proto__', 'constructor',
] // biome-ignore format: one list, read at a glance
const value = fc.oneof(
  text,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.jsonValue({ maxDepth: 3 }),
)
const body = fc.oneof(
  fc
    .dictionary(fc.constantFrom(...fieldNames), value, { maxKeys: 6 })
    .map((fields) => JSON.stringify(fields)),
  fc.json({ maxDepth: 5 }),
  text,
)
const contentType = fc.constantFrom(
  'application/json', 'application/json', 'application/json; charset=utf-16', 'text/plain', 'multipart/form-data; boundary=x', '',
) // biome-ignore format: one list, read at a glance

/** What an answer must never show: stacks, paths, SQL, names of tables or libraries. */
const inside =
  /\bat .+:\d+:\d+|node_modules|\.ts\b|file:\/\/|SELECT |INSERT |sequelize|pglite|violates|syntax error at/i

/** Signing out would leave every later request unauthenticated. */
const paths = (): string[] =>
  Object.keys(server.document.paths ?? {}).filter((path) => path !== '/v1/auth/logout')
const isRefusedByClient = (error: unknown): boolean => error instanceof TypeError

test('no input makes a 5xx or shows the inside', async (t) => {
  const methods = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE')
  const request = fc.record({
    method: methods,
    path: fc.constantFrom(...paths()),
    parameter: text,
    query: fc.dictionary(fc.constantFrom('limit', 'cursor', 'active', 'name', 'zzz'), text, { maxKeys: 2 }),
    body,
    contentType,
    isSignedIn: fc.boolean(),
    header: fc.constantFrom('accept', 'accept-language', 'x-tenant', 'if-match', 'idempotency-key', 'authorization', 'cookie', 'x-request-id', 'traceparent'),
    // What fetch refuses to send would never reach the server.
    headerValue: text.map((words) => words.replace(/[^\x20-\x7e\xa0-\xff]/g, '').slice(0, 4_000)),
  }) // biome-ignore format: one field a line
  let answered = 0
  const statuses = new Set<number>()
  await fc.assert(
    fc.asyncProperty(request, async (given) => {
      const path = given.path.replace(
        /\{\w+\}/g,
        () => encodeURIComponent(given.parameter.toWellFormed()) || '%20',
      )
      const query = new URLSearchParams(given.query).toString()
      const answer = await fetch(`${server.url}${path}${query && `?${query}`}`, {
        method: given.method,
        headers: {
          ...(given.contentType && { 'content-type': given.contentType }),
          ...(given.isSignedIn && { authorization: `Bearer ${operator.token}` }),
          [given.header]: given.headerValue,
        },
        ...(given.method !== 'GET' && { body: given.body }),
      }).catch((error: unknown) => {
        if (isRefusedByClient(error)) return null
        throw error
      })
      if (answer === null) return
      const shown = await answer.text()
      answered += 1
      statuses.add(answer.status)
      t.true(answer.status < 500, `${answer.status} for ${JSON.stringify(given)}: ${shown}`)
      const isProblem = answer.headers.get('content-type') === 'application/problem+json'
      t.is(answer.status >= 400, isProblem, `${answer.status} ${path}`)
      if (isProblem) t.notRegex(JSON.stringify({ ...JSON.parse(shown), path: '' }), inside)
      t.is(answer.headers.get('x-injected'), null)
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 1_200) },
  )
  t.log(`${answered} answers, statuses ${[...statuses].sort().join(' ')}`)
  t.true(answered > 1_000)
  for (const status of [200, 400, 401, 404, 405, 415, 422])
    t.true(statuses.has(status), `${status} never came`)
  t.is((await server.request('GET', '/readyz')).status, 200)
})
