import test from 'ava'
import { roleRoutes } from '../../api/routes/roles.ts'
import { serviceRoutes } from '../../api/routes/services.ts'
import { userRoutes } from '../../api/routes/users.ts'
import { userBulkRoutes } from '../../api/routes/users-bulk.ts'
import { afterAll } from '../helpers/after-all.ts'
import { readMails } from '../helpers/installs.ts'
import { startTestServer, type TestServer } from '../helpers/server.ts'

let server: TestServer
const shared = afterAll(test)
test.before(async () => {
  server = await startTestServer(shared, {
    routes: ({ db }) => [
      ...userBulkRoutes({ db }),
      ...userRoutes({ db }),
      ...roleRoutes({ db }),
      ...serviceRoutes({ db }),
    ],
  })
})

const open = async () => {
  const tenant = await server.makeTenant()
  const { token } = await server.makePerson(tenant.id, 'admin')
  /** As the body itself. */
  const raw = (body: string | Buffer, query = '', headers: Record<string, string> = {}) =>
    server.request('POST', `/v1/users/bulk${query}`, {
      token,
      body: body as string,
      headers: { 'content-type': 'text/csv', ...headers },
    })
  /** As a form. */
  const form = (file: string | Buffer | null, fields: Record<string, string> = {}, name = 'file') => {
    const body = new FormData()
    for (const [field, value] of Object.entries(fields)) body.append(field, value)
    if (file !== null) body.append(name, new Blob([file as string], { type: 'text/csv' }), 'équipe.csv')
    return server.request('POST', '/v1/users/bulk', { token, body })
  }
  const people = async () => {
    const { body } = await server.request('GET', '/v1/users?limit=200', { token })
    // biome-ignore lint/suspicious/noExplicitAny: people of the API
    return body.items as any[]
  }
  return { ...tenant, token, raw, form, people }
}

/** Where and why, of a refusal. */
// biome-ignore lint/suspicious/noExplicitAny: a problem document
const faults = ({ body }: { body: any }): string[] =>
  body.errors.map(({ pointer }: { pointer: string }) => pointer)

test('a CSV list makes and changes people as a JSON list does, row by row', async (t) => {
  const { id, raw, form, people, token } = await open()
  const json = { name: 'Études' }
  const service = (await server.request('POST', '/v1/services', { token, json })).body.id
  const first = await raw(
    `email,full_name,role,service_id,active\r\nAnna@x.org,Anna,it,${service},\r\nbob@x.org,"Bob, the ""2nd""",nobodys,,\r\n\r\ncarl@x.org,,,,FAUX\r\n`,
  )
  t.is(first.status, 200, first.text)
  t.deepEqual(first.body.counts, { created: 2, updated: 0, unchanged: 0, failed: 1 })
  t.deepEqual(
    first.body.items.map(({ email, outcome }: { email: string; outcome: string }) => [email, outcome]),
    [
      ['anna@x.org', 'created'],
      ['bob@x.org', 'failed'],
      ['carl@x.org', 'created'],
    ],
  )
  const found = await people()
  t.like(
    found.find(({ email }) => email === 'anna@x.org'),
    { full_name: 'Anna', role: 'it', service_id: service, active: true },
  )
  t.like(
    found.find(({ email }) => email === 'carl@x.org'),
    { active: false },
  )
  const invited = async () =>
    (await readMails(server.db, id)).filter(({ type }) => type === 'invitation').length
  t.is(await invited(), 1, 'whoever is switched off gets no link')
  // An empty cell says nothing; semicolons, another alphabet and other columns are what spreadsheets write.
  const latin = Buffer.from('Email;Full name;ROLE\nanna@x.org;Ann\xe9;\ndora@x.org;Dora;finance\n', 'latin1')
  const second = await form(latin, { invite: 'false' })
  t.deepEqual(second.body.counts, { created: 1, updated: 1, unchanged: 0, failed: 0 })
  t.like(
    (await people()).find(({ email }) => email === 'anna@x.org'),
    { full_name: 'Anné', role: 'it', service_id: service },
  )
  t.is(await invited(), 1)
  const silent = await raw('email\nemma@x.org\n', '?invite=false')
  t.is(silent.body.counts.created, 1)
  t.is(await invited(), 1)
})

test('what the list of people is given as comes back and changes nothing', async (t) => {
  const { token, raw } = await open()
  await raw('email,full_name\nzoe@x.org,Zoé Martin\n')
  const file = await server.request('GET', '/v1/users?format=csv', { token })
  const back = await raw(file.text)
  t.is(back.status, 200, back.text)
  t.deepEqual(back.body.counts, { created: 0, updated: 0, unchanged: 2, failed: 0 })
})

test('what is no list of people is refused whole, with row and reason', async (t) => {
  const { raw, form, people } = await open()
  const rows = (count: number) => Array.from({ length: count }, (_, at) => `p${at}@x.org`).join('\n')
  for (const [name, file, where] of [
    ['no address', 'email\nnobody\n', ['/rows/2/email']],
    [
      'two faults',
      'email,locale\na@x.org,de\n\nb@x.org,fr\nc\u00e9@,en\n',
      ['/rows/2/locale', '/rows/5/email'],
    ],
    ['twice', 'email\na@x.org\nb@x.org\nA@x.org\n', ['/rows/4/email']],
    ['no such column', 'email,password\na@x.org,secret\n', ['/rows/1/2']],
    ['prototype', 'email,__proto__,constructor\na@x.org,x,y\n', ['/rows/1/2', '/rows/1/3']],
    ['columns twice', 'email,Email\na@x.org,b@x.org\n', ['/rows/1/2']],
    ['no email column', 'full_name\nAnna\n', ['/rows/1']],
    ['a cell too many', 'email\na@x.org,admin\n', ['/rows/2/2']],
    ['neither yes nor no', 'email,active\na@x.org,maybe\n', ['/rows/2/active']],
    ['control characters', 'email,full_name\na@x.org,A\u0007b\n', ['/rows/2/full_name']],
    ['bidi', 'email,full_name\na@x.org,A\u202eb\n', ['/rows/2/full_name']],
    ['NUL', 'email,role\na@x.org,a\u0000b\n', ['/rows/2/role']],
    ['a header line', 'email\n"a@x.org\r\nBcc: b@x.org"\n', ['/rows/2/email']],
    ['a formula', 'email\n=1+1@x.org()\n', ['/rows/2/email']],
    ['too long', `email,full_name\na@x.org,${'x'.repeat(121)}\n`, ['/rows/2/full_name']],
    ['no rows', 'email\n', ['/rows']],
    ['too many rows', `email\n${rows(501)}\n`, ['/rows']],
  ] as const) {
    for (const sent of [await raw(file), await form(file)]) {
      t.is(sent.status, 422, `${name}: ${sent.text}`)
      t.deepEqual(faults(sent), [...where], name)
      t.true(
        sent.body.errors.every(({ reason }: { reason: string }) => reason.length > 3),
        name,
      )
    }
  }
  t.regex((await raw('email\n"a@x.org\n')).body.detail, /2/, 'a quotation mark that never closes')
  t.is((await raw('email\n"a@x.org\n')).status, 422)
  t.is((await raw('')).status, 422)
  t.is((await raw(Buffer.from([0, 1, 2, 255, 254, 0]))).status, 422)
  t.is((await raw(Array.from({ length: 300 }, (_, at) => `c${at}`).join(','))).status, 422)
  t.is((await raw(`email\n${'a@x.org,'.repeat(200_000)}`)).status, 413)
  t.is((await raw('email\na@x.org\n', '', { 'content-encoding': 'gzip' })).status, 415)
  t.is((await raw('email\na@x.org\n', '', { 'content-type': 'text/plain' })).status, 415)
  t.is((await raw('email\na@x.org\n', '?invite=perhaps')).status, 422)
  t.is((await form(null)).status, 422)
  t.is((await form('email\na@x.org\n', {}, 'list')).status, 400)
  t.is((await form('email\na@x.org\n', { role: 'admin' })).status, 400)
  t.is((await people()).length, 1, 'nothing of it was done')
})

test('a list needs users:manage, gives no more than its sender has, and stays in its tenant', async (t) => {
  const [mine, other] = [await open(), await open()]
  await other.raw('email\nthere@x.org\n')
  const marketing = await server.makePerson(mine.id, 'marketing')
  const headers = { 'content-type': 'text/csv' }
  const body = 'email\nthere@x.org\n'
  const refused = await server.request('POST', '/v1/users/bulk', { token: marketing.token, body, headers })
  t.like(refused, { status: 403, body: { missing: 'users:manage' } })
  t.is((await server.request('POST', '/v1/users/bulk', { body, headers })).status, 401)
  const json = { code: 'clerk', name: 'Clerk', permissions: ['users:manage'] }
  await server.request('POST', '/v1/roles', { token: mine.token, json })
  const clerk = await server.makePerson(mine.id, 'clerk')
  const asClerk = await server.request('POST', '/v1/users/bulk', {
    token: clerk.token,
    body: 'email,role\neve@x.org,admin\nfay@x.org,clerk\n',
    headers,
  })
  t.like(asClerk.body.items[0], { outcome: 'failed', error: { code: 'forbidden' } })
  t.is(asClerk.body.items[1].outcome, 'created')
  t.is((await mine.raw(body)).body.items[0].outcome, 'created', 'the other tenant’s person is not there')
  t.is((await other.people()).length, 2)
  const key = { 'idempotency-key': 'list-1' }
  const once = await mine.raw('email\ngus@x.org\n', '', key)
  const again = await mine.raw('email\ngus@x.org\n', '', key)
  t.deepEqual([again.body, again.headers.get('idempotency-replayed')], [once.body, 'true'])
  t.is((await mine.raw('email\nhal@x.org\n', '', key)).status, 422)
})
