import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { v7 as uuidv7 } from 'uuid'
import { afterAll } from '../helpers/after-all.ts'
import { startTestServer, type TestServer } from '../helpers/server.ts'

let server: TestServer
const shared = afterAll(test)
test.before(async () => {
  server = await startTestServer(shared)
})

test('live, ready with every part, and what is off is named', async (t) => {
  t.deepEqual((await server.request('GET', '/healthz')).body, { status: 'ok' })
  const { status, body } = await server.request('GET', '/readyz')
  t.is(status, 200)
  t.is(body.status, 'ready')
  t.deepEqual(Object.keys(body.parts).sort(), ['data_dir', 'database', 'disk', 'migrations', 'queue'])
  t.deepEqual(
    body.degraded.map(({ part }: { part: string }) => part),
    ['models'],
  )
  t.regex(body.degraded[0].detail, /aucune clé/)
  const english = await server.request('GET', '/readyz', { headers: { 'accept-language': 'en' } })
  t.regex(english.body.degraded[0].detail, /no key/)
})

test('a part that fails makes it not ready, and is named without a path', async (t) => {
  const dataDir = join(tmpdir(), `sextant-gone-${uuidv7()}`)
  const broken = await startTestServer(t, { db: server.db, dataDir })
  t.teardown(() => rm(dataDir, { recursive: true, force: true }))
  const { status, body, headers, text } = await broken.request('GET', '/readyz')
  t.is(status, 503)
  t.truthy(headers.get('retry-after'))
  t.is(body.status, 'not_ready')
  t.deepEqual(body.parts.data_dir, { ok: false, reason: 'data_dir_failed' })
  t.true(body.parts.database.ok)
  t.false(text.includes(dataDir))
})

test('title and version', async (t) => {
  const { body } = await server.request('GET', '/v1')
  t.deepEqual(body, { title: 'Sextant', version: '0.0.0-test', documentation: '/docs' })
})

test('operators see the machine and the names of what is configured', async (t) => {
  const { token } = await server.makeOperator()
  const system = await server.request('GET', '/v1/health/system', { token })
  t.is(system.status, 200)
  t.true(system.body.memory.rss_bytes > 10_000_000)
  t.is(system.body.database, server.db.kind)
  t.deepEqual((await server.request('GET', '/v1/health/config', { token })).body, { configured: ['PORT'] })
  t.is((await server.request('GET', '/v1/health/system')).status, 401)
})

test('metrics count requests by pattern, and know the queue', async (t) => {
  const { clientId } = await server.makeTenant()
  await server.request('GET', `/v1/tenants/${clientId}`)
  const { status, text, headers } = await server.request('GET', '/metrics')
  t.is(status, 200)
  t.regex(headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/)
  t.regex(
    text,
    /sextant_http_requests_total\{method="GET",route="\/v1\/tenants\/:client_id",status="401"\} [1-9]/,
  )
  t.regex(text, /sextant_http_request_duration_seconds_bucket/)
  t.regex(text, /sextant_nodejs_eventloop_lag_seconds/)
  t.regex(text, /# TYPE sextant_queue_jobs gauge/)
  t.regex(text, /# TYPE sextant_answers_total counter/)
  t.false(text.includes(clientId))
})

test('metrics are for this machine, or for who has the token', async (t) => {
  const forwarded = { 'x-forwarded-for': '203.0.113.9' }
  t.is((await server.request('GET', '/metrics', { headers: forwarded })).status, 403)
  const metricsToken = 'a-long-metrics-token'
  const guarded = await startTestServer(t, { db: server.db, metricsToken })
  t.is((await guarded.request('GET', '/metrics')).status, 401)
  t.is((await guarded.request('GET', '/metrics', { token: 'another-token' })).status, 401)
  t.is((await guarded.request('GET', '/metrics', { token: metricsToken, headers: forwarded })).status, 200)
})
