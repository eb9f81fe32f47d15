import { setTimeout as wait } from 'node:timers/promises'
import test from 'ava'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { defineRoute, eventStream } from '../../api/route.ts'
import { AppError } from '../../core/errors.ts'
import { asOwner } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import { startTestServer, type TestMember, type TestServer } from '../helpers/server.ts'

let server: TestServer
let operator: TestMember
const runs = new Map<string, number>()
const shared = afterAll(test)

const countSchema = z.strictObject({ name: z.string(), run: z.int() })
/** Counts how often it really ran. */
const counting = () => [
  defineRoute({
    method: 'POST',
    path: '/v1/probe/count',
    summary: 'Counts its runs',
    tags: ['probe'],
    auth: 'signed_in',
    access: 'own',
    body: z.strictObject({ name: z.string(), wait_ms: z.int().optional(), fail: z.boolean().optional() }),
    responses: { 200: countSchema },
    events: { stage: z.unknown() },
    handler: async ({ body, request }) => {
      const run = (runs.get(body.name) ?? 0) + 1
      runs.set(body.name, run)
      await wait(body.wait_ms ?? 0)
      if (body.fail && run === 1) throw new AppError('conflict', 'the first run fails')
      if (request.acceptsEvents)
        return eventStream(async (send) => {
          send('stage', { run })
          return { name: body.name, run }
        })
      return { name: body.name, run }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/probe/join',
    summary: 'Tells what repetitions have in common',
    tags: ['probe'],
    auth: 'signed_in',
    access: 'own',
    body: z.strictObject({ name: z.string() }),
    responses: { 200: z.strictObject({ once_id: z.uuid().nullable() }) },
    isIdempotent: 'resumable',
    handler: ({ request }) => ({ once_id: request.onceId }),
  }),
]

test.before(async () => {
  server = await startTestServer(shared, { routes: counting })
  operator = await server.makeOperator()
})

const count = (
  json: object,
  key: string | null,
  headers: Record<string, string> = {},
  token = operator.token,
) =>
  server.request('POST', '/v1/probe/count', {
    json,
    token,
    headers: { ...(key !== null && { 'idempotency-key': key }), ...headers },
  })

test('the same key and body give the first answer again, and run once', async (t) => {
  const [name, key] = [uuidv7(), uuidv7()]
  const first = await count({ name }, key)
  const again = await count({ name }, key)
  t.is(first.headers.get('idempotency-replayed'), null)
  t.is(again.headers.get('idempotency-replayed'), 'true')
  t.deepEqual([again.status, again.body], [first.status, first.body])
  t.is(runs.get(name), 1)
  t.is((await count({ name }, null)).body.run, 2, 'without a key it runs again')
})

test('the same key with another body is 422', async (t) => {
  const key = uuidv7()
  await count({ name: uuidv7() }, key)
  const { status, body } = await count({ name: uuidv7() }, key)
  t.is(status, 422)
  t.is(body.code, 'idempotency_mismatch')
})

test('while the first is running the second is 409, and of many one runs', async (t) => {
  const [name, key] = [uuidv7(), uuidv7()]
  const answers = await Promise.all(Array.from({ length: 5 }, () => count({ name, wait_ms: 1_500 }, key)))
  const statuses = answers.map(({ status }) => status).sort()
  t.deepEqual(statuses, [200, 409, 409, 409, 409])
  t.is(runs.get(name), 1)
  const busy = answers.find(({ status }) => status === 409)
  t.is(busy?.body.code, 'idempotency_running')
  t.truthy(busy?.headers.get('retry-after'))
})

test('a failed request leaves its key free', async (t) => {
  const [name, key] = [uuidv7(), uuidv7()]
  t.is((await count({ name, fail: true }, key)).status, 409)
  t.is((await count({ name, fail: true }, key)).status, 200)
})

test('two callers may choose the same key', async (t) => {
  const [name, key] = [uuidv7(), uuidv7()]
  const other = await server.makeOperator()
  await count({ name }, key)
  t.is((await count({ name }, key, {}, other.token)).body.run, 2)
})

test('a key must be visible ASCII, 255 at most', async (t) => {
  for (const key of ['x'.repeat(256), 'a b']) t.is((await count({ name: uuidv7() }, key)).status, 400)
})

test('an event stream ends with the answer, which a repeat gets as stream or as JSON', async (t) => {
  const [name, key] = [uuidv7(), uuidv7()]
  const accept = { accept: 'text/event-stream' }
  const first = await count({ name }, key, accept)
  t.is(first.headers.get('content-type'), 'text/event-stream; charset=utf-8')
  t.is(first.text, `event: stage\ndata: {"run":1}\n\nevent: answer\ndata: {"name":"${name}","run":1}\n\n`)
  const again = await count({ name }, key, accept)
  t.deepEqual(JSON.parse(again.text.replace('event: answer\ndata: ', '')), { name, run: 1 })
  t.deepEqual((await count({ name }, key)).body, { name, run: 1 })
})

test('what was running when its process died is joined, not refused, where the handler knows repetitions', async (t) => {
  const join = (key: string, name: string) =>
    server.request('POST', '/v1/probe/join', {
      json: { name },
      token: operator.token,
      headers: { 'idempotency-key': key },
    })
  const key = uuidv7()
  const first = await join(key, 'a')
  // As a process leaves it that was killed between the claim and the answer.
  const [, changed] = await asOwner(server.db, () =>
    server.db.models.IdempotencyKey.update({ state: 'running' }, { where: { key }, returning: true }),
  )
  t.is(changed.length, 1)
  const again = await join(key, 'a')
  t.is(again.status, 200)
  t.is(again.headers.get('idempotency-replayed'), null, 'it ran again')
  t.is(again.body.once_id, first.body.once_id)
  t.not((await join(uuidv7(), 'a')).body.once_id, first.body.once_id)
  t.is((await join(key, 'b')).body.code, 'idempotency_mismatch')
})
