import { request as httpRequest } from 'node:http'
import { read, utils } from '@e965/xlsx'
import test from 'ava'
import { z } from 'zod'
import { listQuery, listWindow, pageSchema, presentPage, timeSchema } from '../../api/present.ts'
import { defineRoute, type Route } from '../../api/route.ts'
import { limits } from '../../config/limits.ts'
import { AppError } from '../../core/errors.ts'
import { afterAll } from '../helpers/after-all.ts'
import { startTestServer, type TestMember, type TestServer } from '../helpers/server.ts'

interface Operation {
  parameters?: { name: string }[]
  responses: Record<string, { content?: object }>
}

let server: TestServer
let operator: TestMember
const asked: number[] = []
let lastSignal: AbortSignal

const itemSchema = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  count: z.int().nullable(),
  tags: z.array(z.string()),
  owner: z.strictObject({ name: z.string(), place: z.strictObject({ city: z.string() }) }).nullable(),
  at: timeSchema.nullable(),
})
const idOf = (at: number) => `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`
const names = ['=1+2', '-12,5', '@SUM(A1)', 'a;b"c', 'ligne\nune', 'Été', '+33 6 12 34 56 78', '＝1+2']

/** Newest first, numbered from the end of `total`. */
const thingsOf = (total: number, page: { limit: number; after: { createdAt: Date; id: string } | null }) => {
  const from = page.after ? page.after.createdAt.getTime() - 1 : total - 1
  return Array.from({ length: Math.max(0, Math.min(page.limit, from + 1)) }, (_, at) => ({
    at: from - at,
    id: idOf(from - at),
    createdAt: new Date(from - at),
  }))
}

const things: Route = defineRoute({
  method: 'GET',
  path: '/v1/things/:total',
  summary: 'Things',
  tags: ['test'],
  auth: 'signed_in',
  access: 'own',
  params: z.strictObject({ total: z.string().regex(/^\d+$/).transform(Number) }),
  query: z.strictObject({ ...listQuery, fails_after: z.string().optional() }),
  responses: { 200: pageSchema(itemSchema) },
  handler: ({ params: { total }, query, request }) => {
    asked.push(query.limit)
    lastSignal = request.signal
    const window = listWindow(query)
    const seen = window.after === null ? 0 : total - window.after.createdAt.getTime()
    if (query.fails_after !== undefined && seen >= Number(query.fails_after))
      throw new AppError('conflict', 'now')
    return presentPage(thingsOf(total, window), query.limit, ({ id, at }) => ({
      id,
      name: names[at] ?? `thing ${at}`,
      count: at % 2 ? null : at,
      tags: ['a', 'b'],
      owner: at % 3 ? { name: 'me', place: { city: 'Lyon' } } : null,
      at: '2026-11-21T10:30:00.000Z',
    }))
  },
})

const shared = afterAll(test)
test.before(async () => {
  server = await startTestServer(shared, { routes: () => [things] })
  operator = await server.makeOperator()
})

const rowsOf = (text: string) => text.replace(/\r\n$/, '').split('\r\n')
const sheet = (path: string, headers: Record<string, string> = {}) =>
  server.request('GET', path, { token: operator.token, headers })

test.serial('a list is a CSV file: all of it, flattened, with no formula in it', async (t) => {
  asked.length = 0
  const answer = await sheet('/v1/things/450?format=csv&limit=3')
  t.is(answer.status, 200)
  t.is(answer.headers.get('content-type'), 'text/csv; charset=utf-8; header=present')
  const day = new Date().toISOString().slice(0, 10)
  t.regex(
    answer.headers.get('content-disposition') ?? '',
    new RegExp(`^attachment; filename="things-${day}.csv"`),
  )
  const [header, ...rows] = rowsOf(answer.text)
  t.is(header, 'id,name,count,tags,owner.name,owner.place,at')
  t.is(rows.length, 450)
  t.is(new Set(rows.map((row) => row.slice(0, 36))).size, 450)
  t.is(rows[0], `${idOf(449)},thing 449,,"a, b",me,"{""city"":""Lyon""}",2026-11-21T10:30:00.000Z`)
  t.deepEqual(asked, [200, 200, 200])
  const end = answer.text.slice(answer.text.indexOf(idOf(7)))
  t.true(end.includes(`${idOf(7)},'＝1+2,`))
  t.true(end.includes(`${idOf(6)},+33 6 12 34 56 78,6,`))
  t.true(end.includes(`${idOf(4)},"ligne\nune",4,`))
  t.true(end.includes(`${idOf(3)},"a;b""c",,`))
  t.true(end.includes(`${idOf(2)},'@SUM(A1),2,`))
  t.true(end.includes(`${idOf(0)},'=1+2,0,"a, b",,,`))
})

test.serial('the mark that makes spreadsheets read UTF-8 comes first', async (t) => {
  const answer = await fetch(`${server.url}/v1/things/1?format=csv`, {
    headers: { authorization: `Bearer ${operator.token}` },
  })
  t.deepEqual([...new Uint8Array(await answer.arrayBuffer())].slice(0, 3), [0xef, 0xbb, 0xbf])
})

test.serial(
  'a list is a workbook: numbers are numbers, times are times, texts compute nothing',
  async (t) => {
    const answer = await fetch(`${server.url}/v1/things/205?format=xlsx`, {
      headers: { authorization: `Bearer ${operator.token}` },
    })
    t.is(answer.status, 200)
    t.is(
      answer.headers.get('content-type'),
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    )
    const book = read(Buffer.from(await answer.arrayBuffer()), { dense: true, cellDates: true, UTC: true })
    const cells = book.Sheets[book.SheetNames[0]!]!
    const rows = utils.sheet_to_json<unknown[]>(cells, { header: 1, defval: null, UTC: true })
    t.deepEqual(rows[0], ['id', 'name', 'count', 'tags', 'owner.name', 'owner.place', 'at'])
    t.is(rows.length, 206)
    t.deepEqual(rows[1], [
      idOf(204),
      'thing 204',
      204,
      'a, b',
      null,
      null,
      new Date('2026-11-21T10:30:00.000Z'),
    ])
    t.is(rows[205]?.[1], "'=1+2")
    const formulas = (cells['!data'] ?? []).flat().filter((cell) => cell?.f !== undefined)
    t.deepEqual(formulas, [])
  },
)

test.serial('real lists: tenants, and a list of another tenant is not there', async (t) => {
  const [own, other] = [await server.makeTenant(), await server.makeTenant()]
  const admin = await server.makePerson(own.id, 'admin')
  const tenants = await sheet('/v1/tenants?format=csv&active=true')
  t.is(tenants.status, 200)
  t.true(rowsOf(tenants.text)[0]!.startsWith('id,client_id,name,domain,'))
  t.true(tenants.text.includes(own.clientId) && tenants.text.includes(other.clientId))
  const refused = await server.request('GET', '/v1/tenants?format=csv', { token: admin.token })
  t.is(refused.status, 403)
  t.is(refused.body.missing, 'tenants:manage')
})

test.serial('what is wrong is a problem document as ever', async (t) => {
  const unknown = await sheet('/v1/things/5?format=pdf')
  t.is(unknown.status, 422)
  t.deepEqual(
    unknown.body.errors.map(({ in: part, pointer }: { in: string; pointer: string }) => [part, pointer]),
    [['query', '/format']],
  )
  for (const format of ['constructor', '__proto__', 'csv&format=csv', ''])
    t.is((await sheet(`/v1/things/5?format=${format}`)).status, 422, format)
  t.is((await sheet('/v1/things/5?format=csv&cursor=zz')).status, 422)
  t.is((await sheet('/v1/things/5?format=csv&limit=0')).status, 422)
  t.is((await sheet('/v1/things/5?format=csv&zzz=1')).status, 400)
  t.is((await sheet('/v1/things/5?format=csv&fails_after=0')).body.code, 'conflict')
  t.is((await sheet('/v1/things/5?format=csv', { accept: 'application/json' })).status, 406)
  t.is((await sheet('/v1/things/5?format=json')).body.items.length, 5)
  t.is((await server.request('GET', '/v1/things/5?format=csv')).status, 401)
  t.is(
    (await sheet('/v1/auth/me?format=csv')).status,
    200,
    'what is no list takes no notice, as of any query',
  )
})

test.serial('a failure in the middle breaks the file off instead of ending it', async (t) => {
  for (const format of ['csv', 'xlsx']) {
    const answer = await fetch(`${server.url}/v1/things/900?format=${format}&fails_after=400`, {
      headers: { authorization: `Bearer ${operator.token}` },
    })
    await t.throwsAsync(answer.arrayBuffer(), undefined, format)
  }
  t.is((await server.request('GET', '/healthz')).status, 200)
})

test.serial('a file holds so many rows, and says when there are more', async (t) => {
  const most = limits.api.sheetRows
  const whole = rowsOf((await sheet(`/v1/things/${most}?format=csv`)).text)
  t.is(whole.length, most + 1)
  t.true(whole.at(-1)!.startsWith(idOf(0)))
  const cut = rowsOf((await sheet(`/v1/things/${most + 1}?format=csv`, { 'accept-language': 'en' })).text)
  t.is(cut.length, most + 2)
  t.regex(cut.at(-1)!, /^"?The list goes on: a file holds 100000 rows/)
})

test.serial('who leaves stops the reading, who reads slowly slows it', async (t) => {
  asked.length = 0
  await new Promise<void>((resolve, reject) => {
    const call = httpRequest(
      `${server.url}/v1/things/90000?format=csv`,
      { headers: { authorization: `Bearer ${operator.token}` } },
      (answer) => {
        answer.once('data', () => {
          answer.pause()
          lastSignal.addEventListener('abort', () => resolve())
          call.destroy()
        })
      },
    )
    call.on('error', reject)
    call.end()
  })
  const soon = asked.length
  await sheet('/v1/things/20000?format=csv')
  t.true(soon < 450, `${soon} pages were read for nobody`)
  t.is(asked.length, soon + 100, 'only the second file was read on')
})

test.serial('a file counts as one request', async (t) => {
  const limited = await startTestServer(shared, {
    db: server.db,
    routes: () => [things],
    requestsPerMinute: 5,
  })
  const somebody = await limited.makeOperator()
  const answer = await limited.request('GET', '/v1/things/2000?format=csv', { token: somebody.token })
  t.is(answer.status, 200)
  t.regex(answer.headers.get('ratelimit') ?? '', /^"default";r=4;/)
})

test.serial('the document tells the formats of every list, and of nothing else', (t) => {
  const lists: string[] = []
  for (const [path, methods] of Object.entries(server.document.paths ?? {})) {
    const { get } = methods as { get?: Operation }
    const types = Object.keys(get?.responses['200']?.content ?? {})
    const names = (get?.parameters ?? []).map(({ name }) => name)
    t.is(types.includes('text/csv'), names.includes('format'), path)
    if (names.includes('format')) lists.push(path)
  }
  t.true(lists.includes('/v1/tenants') && lists.includes('/v1/things/{total}'))
  t.false(lists.includes('/v1/tenants/{client_id}'))
})
