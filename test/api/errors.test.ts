import { request as rawRequest } from 'node:http'
import { connect } from 'node:net'
import { text as readAll } from 'node:stream/consumers'
import test from 'ava'
import { validate as isUuid, v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { explain } from '../../api/middleware/problem-errors.ts'
import { defineRoute } from '../../api/route.ts'
import { DatabaseUnavailableError } from '../../db/errors.ts'
import { afterAll } from '../helpers/after-all.ts'
import { startTestServer, type TestRequest, type TestServer } from '../helpers/server.ts'

let server: TestServer
const shared = afterAll(test)
/** Doors to what a healthy server does not do by itself. */
const probes = () => [
  defineRoute({
    method: 'GET', path: '/v1/probe/bug', summary: 'A bug', tags: ['probe'], auth: 'none',
    responses: { 200: z.null() },
    handler: (): null => {
      throw new TypeError('select * from secrets at /srv/app/secret.ts')
    },
  }),
  defineRoute({
    method: 'GET', path: '/v1/probe/database-down', summary: 'No database', tags: ['probe'], auth: 'none',
    responses: { 200: z.null() },
    handler: (): null => {
      throw new DatabaseUnavailableError(new Error('connect ECONNREFUSED'))
    },
  }),
  defineRoute({
    method: 'POST', path: '/v1/probe/body', summary: 'A body', tags: ['probe'], auth: 'none',
    body: z.strictObject({ name: z.string(), count: z.int().optional() }),
    responses: { 200: z.strictObject({ name: z.string() }) },
    handler: ({ body: { name } }) => ({ name }),
  }),
] // biome-ignore format: a route's head reads as one line

test.before(async () => {
  server = await startTestServer(shared, { routes: probes })
})

const post = (
  body: RequestInit['body'],
  headers: Record<string, string> = { 'content-type': 'application/json' },
) => server.request('POST', '/v1/probe/body', { body, headers })

test('a problem has all its members, in French unless English is preferred', async (t) => {
  const french = await server.request('GET', '/v1/nowhere?secret=1')
  t.is(french.status, 404)
  t.is(french.headers.get('content-type'), 'application/problem+json')
  t.like(french.body, {
    type: 'urn:sextant:error:not_found',
    title: 'Not Found',
    status: 404,
    code: 'not_found',
    errors: [],
    path: '/v1/nowhere',
  })
  t.regex(french.body.detail, /n’existe pas/)
  t.is(french.body.request_id, french.headers.get('x-request-id'))
  t.true(isUuid(french.body.request_id))
  t.false(Number.isNaN(Date.parse(french.body.timestamp)))
  t.regex(french.body.timestamp, /Z$/)
  for (const [language, words] of [
    ['en', /exist/],
    ['en-GB, fr;q=0.5', /exist/],
    ['fr-CA', /n’existe pas/],
    ['de', /n’existe pas/],
    ['en;q=0.1, fr', /n’existe pas/],
  ] as const) {
    const { body } = await server.request('GET', '/v1/nowhere', { headers: { 'accept-language': language } })
    t.regex(body.detail, words, language)
  }
})

test('a bug says "Erreur interne du serveur", a reference and nothing of its inside', async (t) => {
  const { status, body, text } = await server.request('GET', '/v1/probe/bug')
  t.is(status, 500)
  t.is(body.code, 'internal')
  t.regex(body.detail, /^Erreur interne du serveur/)
  t.true(body.detail.includes(body.request_id))
  t.notRegex(text, /select|secrets|TypeError|\.ts|at \//)
})

test('what breaks off because its client left is no bug', (t) => {
  const broken = new DOMException('This operation was aborted', 'AbortError')
  t.is(explain(broken, true).message, 'the client left')
  t.is(explain(broken).message, 'an unexpected error')
})

test('without its database the server says 503 and when to come back', async (t) => {
  const { status, headers, body } = await server.request('GET', '/v1/probe/database-down')
  t.is(status, 503)
  t.is(body.code, 'database_unavailable')
  t.true(Number(headers.get('retry-after')) > 0)
})

test('malformed JSON and unknown fields are 400, unacceptable values 422, each with its place', async (t) => {
  const malformed = await post('{"name": "x",}')
  t.is(malformed.status, 400)
  t.is(malformed.body.code, 'invalid_json')
  t.is(malformed.body.errors[0].reason, 'line 1, column 14')
  const unknown = await post(
    '{"name":"x","role":"admin","tenantId":"1","__proto__":{"a":1},"constructor":{}}',
  )
  t.is(unknown.status, 400)
  t.is(unknown.body.code, 'invalid_request')
  t.deepEqual(unknown.body.errors.map((fault: { pointer: string }) => fault.pointer).sort(), [
    '/__proto__',
    '/constructor',
    '/role',
    '/tenantId',
  ])
  const values = await post('{"count":"three"}')
  t.is(values.status, 422)
  t.is(values.body.code, 'invalid_value')
  t.deepEqual(
    values.body.errors.map((fault: { pointer: string; in: string }) => [fault.in, fault.pointer]),
    [
      ['body', '/name'],
      ['body', '/count'],
    ],
  )
  t.is((await post('')).status, 422)
  t.is((await post('null')).status, 422)
  t.is((await post(new Uint8Array([0x7b, 0xff, 0x7d]))).status, 400)
})

test('a body of faults only costs little and lists the first of them', async (t) => {
  const fields = (count: number) =>
    JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, at) => [`field_${at}`, at])))
  const startedAt = performance.now()
  const many = await post(fields(15_000))
  t.deepEqual([many.status, many.body.code, many.body.errors.length], [400, 'invalid_request', 50])
  t.true(many.body.errors.some(({ pointer }: { pointer: string }) => pointer === '/field_0'))
  const long = await post(JSON.stringify({ ['x'.repeat(900_000)]: 1 }))
  t.deepEqual([long.status, long.body.code], [400, 'invalid_request'])
  for (const { text } of [many, long]) t.true(text.length < 100_000, `${text.length} characters`)
  const endless = await post(fields(40_000))
  t.deepEqual([endless.status, endless.body.code], [422, 'invalid_value'])
  // It was three minutes, in which nobody else was served.
  t.true(performance.now() - startedAt < 60_000)
})

test('other content types are 415, other answers 406, other methods 405 with Allow', async (t) => {
  t.is((await post('name=x', { 'content-type': 'application/x-www-form-urlencoded' })).status, 415)
  t.is((await post('{}', { 'content-type': 'application/json', 'content-encoding': 'gzip' })).status, 415)
  const unacceptable = await server.request('GET', '/v1', { headers: { accept: 'image/png' } })
  t.is(unacceptable.status, 406)
  const wrong = await server.request('DELETE', '/v1')
  t.is(wrong.status, 405)
  t.is(wrong.headers.get('allow'), 'GET, HEAD, OPTIONS')
  const options = await server.request('OPTIONS', '/v1/probe/body')
  t.is(options.status, 204)
  t.is(options.headers.get('allow'), 'OPTIONS, POST')
  const head = await server.request('HEAD', '/v1')
  t.is(head.status, 200)
  t.is(head.text, '')
})

test('a JSON body over 1 MB is 413, declared or not', async (t) => {
  const big = `{"name":"${'x'.repeat(1024 * 1024)}"}`
  const declared = await post(big)
  t.is(declared.status, 413)
  t.is(declared.body.code, 'body_too_large')
  const chunked = await new Promise<number | undefined>((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' }
    const request = rawRequest(`${server.url}/v1/probe/body`, { method: 'POST', headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    request.on('error', reject)
    for (let sent = 0; sent < big.length; sent += 100_000) request.write(big.slice(sent, sent + 100_000))
    request.end()
  })
  t.is(chunked, 413)
  t.is((await post(`{"name":"${'x'.repeat(1000 * 1000)}"}`)).status, 200)
})

const overSocket = async (lines: string[]): Promise<string> => {
  const { hostname, port } = new URL(server.url)
  const socket = connect(Number(port), hostname)
  socket.end(`${lines.join('\r\n')}\r\n\r\n`)
  return readAll(socket)
}

test('two Host headers are refused', async (t) => {
  const answer = await overSocket([
    'GET /v1 HTTP/1.1',
    'Host: a.example',
    'Host: b.example',
    'Connection: close',
  ])
  t.regex(answer, /^HTTP\/1\.1 400 /)
  t.regex(answer, /invalid_request/)
  const single = await overSocket(['GET /v1 HTTP/1.1', 'Host: a.example', 'Connection: close'])
  t.regex(single, /^HTTP\/1\.1 200 /)
})

test('headers over 16 KB are refused', async (t) => {
  const answer = await overSocket([
    'GET /v1 HTTP/1.1',
    'Host: a',
    `X-Big: ${'x'.repeat(20_000)}`,
    'Connection: close',
  ])
  t.regex(answer, /^HTTP\/1\.1 431 /)
})

test('every answer carries the security headers and says nothing of its maker', async (t) => {
  for (const path of ['/v1', '/v1/nowhere', '/openapi.json']) {
    const { headers } = await server.request('GET', path)
    t.is(headers.get('x-content-type-options'), 'nosniff')
    t.is(headers.get('referrer-policy'), 'no-referrer')
    t.regex(headers.get('content-security-policy') ?? '', /default-src 'none'; frame-ancestors 'none'/)
    t.is(headers.get('cache-control'), 'no-store')
    for (const name of ['x-powered-by', 'server', 'access-control-allow-origin', 'strict-transport-security'])
      t.is(headers.get(name), null, name)
  }
})

test('HSTS comes with an https address only', async (t) => {
  const secure = await startTestServer(t, { db: server.db, publicUrl: 'https://sextant.example' })
  const { headers } = await secure.request('GET', '/v1')
  t.regex(headers.get('strict-transport-security') ?? '', /max-age=31536000/)
})

test('a sane request id or trace is kept, anything else replaced', async (t) => {
  const idFor = async (headers: Record<string, string>) =>
    (await server.request('GET', '/v1', { headers })).headers.get('x-request-id') ?? ''
  const own = uuidv7()
  t.is(await idFor({ 'x-request-id': own }), own)
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
  t.is(await idFor({ traceparent: `00-${trace}-00f067aa0ba902b7-01` }), trace)
  for (const bad of ['x', '../../etc/passwd', '{"level":"error"}', 'x'.repeat(500)])
    t.true(isUuid(await idFor({ 'x-request-id': bad })), bad)
})

test('a caller over its limit waits, and sees it coming', async (t) => {
  const slow = await startTestServer(t, { db: server.db, requestsPerMinute: 3 })
  const first = await slow.request('GET', '/v1/nowhere-at-all')
  t.is(first.status, 404)
  const states: (string | null)[] = []
  for (let i = 0; i < 4; i += 1) {
    const { headers, status, body } = await slow.request('POST', '/v1/auth/refresh', {
      json: { refresh_token: 'x' },
    })
    states.push(headers.get('ratelimit')?.replace(/t=\d+/, 't=…') ?? null)
    t.is(headers.get('ratelimit-policy'), '"default";q=3;w=60')
    if (i < 3) t.is(status, 401)
    else {
      t.is(status, 429)
      t.is(body.code, 'too_many_requests')
      t.true(Number(headers.get('retry-after')) > 0)
    }
  }
  t.deepEqual(states, ['"default";r=2;t=…', '"default";r=1;t=…', '"default";r=0;t=…', '"default";r=0;t=…'])
  t.is((await slow.request('GET', '/healthz')).status, 200, 'probes are not counted')
})

const listPolicies = (headers: Headers, field: string): string[] =>
  (headers.get(field) ?? '').replaceAll(/t=\d+/g, 't=…').split(', ')

test('members share their tenant’s requests: others are not held up, nor are visitors and operators', async (t) => {
  const probe = [
    defineRoute({
      method: 'GET', path: '/v1/probe/mine', summary: 'Anybody’s', tags: ['probe'], auth: 'guest', access: 'own',
      responses: { 200: z.strictObject({ name: z.string() }) },
      handler: () => ({ name: 'x' }),
    }),
  ] // biome-ignore format: a route's head reads as one line
  const given = { db: server.db, routes: () => probe, requestsPerMinute: 6, tenantRequestsPerMinute: 8 }
  const slow = await startTestServer(t, given)
  const [mine, other] = [await slow.makeTenant(), await slow.makeTenant()]
  const [one, two, three] = [
    await slow.makePerson(mine.id),
    await slow.makePerson(mine.id),
    await slow.makePerson(mine.id),
  ]
  const ask = (request: TestRequest) => slow.request('GET', '/v1/probe/mine', request)
  const statuses = async (count: number, request: TestRequest) => {
    const seen: number[] = []
    for (let n = 0; n < count; n += 1) seen.push((await ask(request)).status)
    return seen
  }
  const first = await ask(one)
  t.deepEqual(listPolicies(first.headers, 'ratelimit-policy'), ['"default";q=6;w=60', '"tenant";q=8;w=60'])
  t.deepEqual(listPolicies(first.headers, 'ratelimit'), ['"default";r=5;t=…', '"tenant";r=7;t=…'])
  t.deepEqual(
    await statuses(7, one),
    [200, 200, 200, 200, 200, 429, 429],
    'his own, which costs the others nothing',
  )
  t.deepEqual(await statuses(3, two), [200, 200, 429])
  const refused = await ask(three)
  t.is(refused.status, 429)
  t.is(refused.body.code, 'too_many_requests')
  t.true(Number(refused.headers.get('retry-after')) > 0)
  t.deepEqual(listPolicies(refused.headers, 'ratelimit'), ['"default";r=5;t=…', '"tenant";r=0;t=…'])
  t.is((await ask(await slow.makePerson(other.id))).status, 200)
  const { token } = await slow.makeOperator()
  t.is((await ask({ token, tenant: mine.clientId })).status, 200)
  const headers = { cookie: 'sextant_visitor=a-mark', 'sec-fetch-site': 'same-origin' }
  t.is((await ask({ tenant: mine.clientId, headers })).status, 200)
})
