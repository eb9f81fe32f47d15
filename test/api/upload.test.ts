import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { z } from 'zod'
import { defineRoute } from '../../api/route.ts'
import { afterAll } from '../helpers/after-all.ts'
import { startTestServer, type TestServer } from '../helpers/server.ts'

const maxBytes = 2 * 1024 * 1024
let server: TestServer
let lastPath = ''
const shared = afterAll(test)

const answer = z.strictObject({
  file_name: z.string().nullable(),
  bytes: z.int().nullable(),
  sha256: z.string().nullable(),
  first: z.string().nullable(),
  theme: z.string(),
})

const taking = () => [
  defineRoute({
    method: 'POST',
    path: '/v1/probe/upload',
    summary: 'Takes a file, or JSON',
    tags: ['probe'],
    auth: 'none',
    isIdempotent: false,
    body: z.strictObject({ theme: z.string() }),
    multipart: { fields: z.strictObject({ theme: z.string().min(3) }), file: { field: 'file', maxBytes } },
    responses: { 200: answer },
    handler: ({ body, form }) => {
      const file = form?.file ?? null
      lastPath = file?.path ?? ''
      return {
        file_name: file?.fileName ?? null,
        bytes: file?.bytes ?? null,
        sha256: file?.sha256 ?? null,
        first: file && readFileSync(file.path, 'latin1').slice(0, 5),
        theme: form?.fields.theme ?? body?.theme ?? '',
      }
    },
  }),
]

test.before(async () => {
  server = await startTestServer(shared, { routes: taking })
})

const upload = (parts: [string, string | Blob, string?][]) => {
  const body = new FormData()
  for (const [name, value, fileName] of parts)
    if (typeof value === 'string') body.append(name, value)
    else body.append(name, value, fileName)
  return server.request('POST', '/v1/probe/upload', { body })
}

const waiting = () =>
  existsSync(join(server.dataDir, 'tmp')) ? readdirSync(join(server.dataDir, 'tmp')) : []

test.serial('a file arrives whole, under a name of ours, and is gone afterwards', async (t) => {
  const content = Buffer.alloc(1024 * 1024, 'label;index\n')
  const { status, body } = await upload([
    ['theme', 'cinema'],
    ['file', new Blob([content]), '../../étude \u202e1.csv'],
  ])
  t.is(status, 200)
  t.deepEqual(body, {
    file_name: 'étude 1.csv',
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    first: 'label',
    theme: 'cinema',
  })
  t.true(lastPath.startsWith(server.dataDir))
  t.false(existsSync(lastPath))
  t.deepEqual(waiting(), [])
})

test.serial('the same route takes JSON', async (t) => {
  const { body } = await server.request('POST', '/v1/probe/upload', { json: { theme: 'press' } })
  t.is(body.theme, 'press')
})

test.serial('a file over the limit is 413 and leaves nothing', async (t) => {
  for (const bytes of [maxBytes + 1, maxBytes + 500_000, maxBytes * 3]) {
    const { status, body } = await upload([
      ['theme', 'cinema'],
      ['file', new Blob([Buffer.alloc(bytes)]), 'big.csv'],
    ])
    t.is(status, 413, `${bytes}`)
    t.is(body.code, 'file_too_large')
    t.regex(body.detail, /2 Mo/)
    t.deepEqual(waiting(), [])
  }
  const whole = await upload([
    ['theme', 'cinema'],
    ['file', new Blob([Buffer.alloc(maxBytes)]), 'just.csv'],
  ])
  t.is(whole.body.bytes, maxBytes)
})

test.serial(
  'a form without its file, with a stranger field, a second file or a bad value is refused',
  async (t) => {
    const file = new Blob(['x'])
    const cases: [number, string, [string, string | Blob, string?][]][] = [
    [422, 'file_missing', [['theme', 'cinema']]],
    [400, 'invalid_request', [['theme', 'cinema'], ['file', file], ['role', 'admin']]],
    [400, 'invalid_request', [['theme', 'cinema'], ['other', file]]],
    [400, 'invalid_request', [['theme', 'cinema'], ['file', file], ['file', file]]],
    [400, 'invalid_request', [['theme', 'cinema'], ['theme', 'press'], ['file', file]]],
    [400, 'invalid_request', [['theme', 'a\u0000b'], ['file', file]]],
    [422, 'invalid_value', [['theme', 'x'], ['file', file]]],
    [422, 'invalid_value', [['file', file]]],
  ] // biome-ignore format: one case a line
    for (const [status, code, parts] of cases) {
      const answer = await upload(parts)
      t.deepEqual([answer.status, answer.body.code], [status, code], JSON.stringify(parts))
    }
    t.deepEqual(waiting(), [])
  },
)

test.serial('a broken form is refused and the server stays up', async (t) => {
  const type = { 'content-type': 'multipart/form-data; boundary=x' }
  for (const body of [
    '',
    '--x',
    '--x\r\n\r\n',
    '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
    'noise'.repeat(100),
  ]) {
    const { status } = await server.request('POST', '/v1/probe/upload', { body, headers: type })
    t.true(status >= 400 && status < 500, `${status} for ${body.slice(0, 20)}`)
  }
  const bare = await server.request('POST', '/v1/probe/upload', {
    body: 'x',
    headers: { 'content-type': 'multipart/form-data' },
  })
  t.is(bare.status, 400)
  t.deepEqual(waiting(), [])
  t.is((await server.request('GET', '/healthz')).status, 200)
})

test.serial('a client that leaves in the middle leaves nothing behind', async (t) => {
  const gone = new AbortController()
  const body = new ReadableStream({
    start: (controller) => {
      const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
      controller.enqueue(new TextEncoder().encode(head + 'y'.repeat(100_000)))
    },
  })
  const sending = fetch(`${server.url}/v1/probe/upload`, {
    method: 'POST',
    body,
    duplex: 'half',
    signal: gone.signal,
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  } as RequestInit)
  const seen = async (isThere: boolean) => {
    for (let i = 0; i < 500 && waiting().length > 0 !== isThere; i += 1)
      await new Promise((resolve) => setTimeout(resolve, 20))
    return waiting().length > 0
  }
  t.true(await seen(true))
  gone.abort()
  await t.throwsAsync(sending)
  t.false(await seen(false))
})
