import test from 'ava'
import fc from 'fast-check'
import { limitRoutes } from '../../api/routes/limits.ts'
import { roleRoutes } from '../../api/routes/roles.ts'
import { serviceRoutes } from '../../api/routes/services.ts'
import { userRoutes } from '../../api/routes/users.ts'
import { userBulkRoutes } from '../../api/routes/users-bulk.ts'
import { can } from '../../core/access/can.ts'
import { grantable } from '../../core/access/permissions.ts'
import { loadRole } from '../../core/access/roles.ts'
import { withTenant } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import { readActs, readMails } from '../helpers/installs.ts'
import { startTestServer, type TestRequest, type TestServer } from '../helpers/server.ts'

let server: TestServer
const shared = afterAll(test)
test.before(async () => {
  const routes = (services: { db: TestServer['db'] }) => [
    ...roleRoutes(services),
    ...serviceRoutes(services),
    ...userBulkRoutes(services),
    ...userRoutes(services),
    ...limitRoutes(services),
  ]
  server = await startTestServer(shared, { routes })
})

const open = async () => {
  const tenant = await server.makeTenant()
  const admin = await server.makePerson(tenant.id, 'admin')
  const send = (method: string, path: string, json?: unknown, request: TestRequest = {}) =>
    server.request(method, path, { token: admin.token, json, ...request })
  /** Somebody whose role holds these. */
  const makeWith = async (code: string, permissions: readonly string[]) => {
    await send('POST', '/v1/roles', { code, name: `Role ${code}`, permissions })
    return server.makePerson(tenant.id, code)
  }
  const alerts = async (personId: string) => {
    const rows = await withTenant(server.db, tenant.id, () =>
      server.db.models.Alert.findAll({ where: { tenantId: tenant.id }, raw: true }),
    )
    return rows.filter(({ data }) => (data as { holder_id?: string }).holder_id === personId)
  }
  return { ...tenant, admin, send, makeWith, alerts }
}

const zoe = { email: 'Zoe@Example.org', full_name: '  Zoé   Martin ', user_name: 'zoe.martin' }

test('somebody is added, read, changed in their own version, switched off; each act is on record', async (t) => {
  const { id: tenantId, send } = await open()
  const service = (await send('POST', '/v1/services', { name: 'Sales' })).body.id
  const made = await send('POST', '/v1/users', { ...zoe, role: 'it', service_id: service, locale: 'fr' })
  t.is(made.status, 201)
  t.like(made.body, {
    email: 'zoe@example.org', user_name: 'zoe.martin', full_name: 'Zoé Martin', role: 'it', service_id: service,
    locale: 'fr', active: true, is_admin: false, has_password: false,
  }) // biome-ignore format: one person
  const path = made.headers.get('location')!
  t.deepEqual((await send('GET', path)).body, made.body)
  const headers = { 'if-match': made.headers.get('etag')! }
  const changed = await send(
    'PATCH',
    path,
    { full_name: 'Zoé M.', user_name: null, locale: null },
    { headers },
  )
  t.like(changed.body, { full_name: 'Zoé M.', user_name: null, locale: null, role: 'it' })
  t.is((await send('PATCH', path, { full_name: 'Late' }, { headers })).status, 412)
  const etag = changed.headers.get('etag')!
  const promoted = await send('PATCH', path, { role: 'admin' }, { headers: { 'if-match': etag } })
  t.like(promoted.body, { role: 'admin', is_admin: true })
  t.is(promoted.headers.get('etag'), (await send('GET', path)).headers.get('etag'))
  t.is((await send('DELETE', path)).status, 204)
  t.is((await send('GET', path)).body.active, false)
  const acts = (await readActs(server.db, tenantId)).filter(({ targetId }) => targetId === made.body.id)
  t.deepEqual(acts.map(({ action }) => action).sort(), [
    'person.created', 'person.invited', 'person.updated', 'person.updated', 'person.updated',
  ]) // biome-ignore format: one list
  t.notRegex(JSON.stringify(acts), /example\.org|Zoé/i, 'ids and codes, nobody’s data')
  const [made1, , renamed, given, off] = acts
  t.deepEqual(made1!.changes, {
    role: { before: null, after: 'it' }, service_id: { before: null, after: service },
    locale: { before: null, after: 'fr' }, is_active: { before: null, after: true },
    email: { hidden: true }, user_name: { hidden: true }, full_name: { hidden: true },
  }) // biome-ignore format: one act
  t.deepEqual(renamed!.changes, {
    locale: { before: 'fr', after: null }, user_name: { hidden: true }, full_name: { hidden: true },
  }) // biome-ignore format: one act
  t.deepEqual(given!.changes, { role: { before: 'it', after: 'admin' } })
  t.deepEqual(off!.changes, { is_active: { before: true, after: false } })
  t.true(acts.every(({ details }) => Object.keys(details as object).length === 0))
  const [moved] = (await readActs(server.db, tenantId)).filter(({ action }) => action === 'service.created')
  t.deepEqual([moved!.changes, moved!.targetLabel], [{ name: { before: null, after: 'Sales' } }, 'Sales'])
})

test('whoever is given another role hears of it by mail, once a change; who changes their own does not', async (t) => {
  const { id: tenantId, admin, send, makeWith } = await open()
  const bob = (await send('POST', '/v1/users', { full_name: 'Bob', email: 'bob@x.org', invite: false })).body
    .id
  const told = async () =>
    (await readMails(server.db, tenantId)).filter(({ type }) => type === 'role.changed')
  await makeWith('planner', ['projects:view'])
  t.is((await send('PATCH', `/v1/users/${bob}`, { role: 'planner', full_name: 'Bobby' })).status, 200)
  t.is((await send('PATCH', `/v1/users/${bob}`, { role: 'planner' })).status, 200, 'no change, no news')
  t.is((await send('PATCH', `/v1/users/${bob}`, { full_name: 'Bob' })).status, 200)
  t.deepEqual(await told(), [
    {
      to: 'bob@x.org', type: 'role.changed', audience: 'person',
      data: { before: 'marketing', before_name: null, after: 'planner', after_name: 'Role planner', by: 'A Person' },
    },
  ]) // biome-ignore format: one mail
  const bulk = await send('POST', '/v1/users/bulk', { items: [{ email: 'bob@x.org', role: 'it' }] })
  t.is(bulk.body.counts.updated, 1)
  t.deepEqual((await told()).map(({ data }) => (data as { after: string }).after).sort(), ['it', 'planner'])
  await server.makePerson(tenantId, 'admin')
  t.is((await send('PATCH', `/v1/users/${admin.id}`, { role: 'it' })).status, 200)
  t.is((await told()).length, 2, 'an own act')
  // Of a refused change nobody hears.
  const clerk = await makeWith('clerk', ['users:manage'])
  t.is((await send('PATCH', `/v1/users/${bob}`, { role: 'admin' }, { token: clerk.token })).status, 403)
  t.is((await told()).length, 2)
})

test('whoever has no password is invited by mail, unless told otherwise', async (t) => {
  const { send, alerts } = await open()
  const add = async (email: string | null, more: object = {}) =>
    send('POST', '/v1/auth/register', { email, full_name: 'New', ...more })
  const invited = await add('a@example.org')
  t.is(invited.status, 201)
  t.deepEqual(
    (await alerts(invited.body.id)).map(({ type }) => type),
    ['invitation'],
  )
  const silent = await add('b@example.org', { invite: false })
  const known = await add('c@example.org', { password: 'correct horse battery staple' })
  t.true(known.body.has_password)
  const chatOnly = await add(null)
  for (const { body, status } of [silent, known, chatOnly]) {
    t.is(status, 201)
    t.deepEqual(await alerts(body.id), [])
  }
  t.is((await add(null, { invite: true })).status, 422)
  t.is((await add('d@example.org', { invite: true, password: 'correct horse battery' })).status, 422)
  t.is((await add('e@example.org', { password: 'short' })).status, 422)
  const json = { login: 'C@example.org', password: 'correct horse battery staple' }
  t.is((await server.request('POST', '/v1/auth/token', { json })).status, 200)
})

test('addresses that are taken and user names that look alike are refused; what is no name is, too', async (t) => {
  const { send } = await open()
  await send('POST', '/v1/users', zoe)
  const add = (more: object) => send('POST', '/v1/users', { full_name: 'Other', ...more })
  for (const taken of [
    { email: 'ZOE@example.ORG' },
    { user_name: 'ZOE.Martin' },
    { user_name: 'zоe.martin' },
    { user_name: 'zoe.mаrtin' },
    { user_name: 'zoe.martın' },
  ])
    t.is((await add(taken)).status, 409, JSON.stringify(taken))
  for (const bad of [
    { user_name: 'a b' },
    { user_name: 'a@b' },
    { user_name: 'a\u202eb' },
    { user_name: '' },
    { email: 'nobody' },
    { email: 'a@b\r\nBcc: c@d.org' },
    { full_name: 'a\u0000b' },
    { full_name: 'a\u202eb' },
    { full_name: ' ' },
    { full_name: 'x'.repeat(121) },
    { role: 'nobodys' },
    { role: '__proto__' },
    { service_id: '018f0000-0000-7000-8000-000000000000' },
    { service_id: 'sales' },
    { locale: 'de' },
  ])
    t.is((await add(bad)).status, 422, JSON.stringify(bad))
  for (const unknown of [
    { id: '018f0000-0000-7000-8000-000000000000' },
    { tenant_id: '018f0000-0000-7000-8000-000000000000' },
    { is_admin: true },
    { permissions: ['users:manage'] },
    { password_hash: 'x' },
    { token_version: 9 },
    { created_at: '2020-01-01T00:00:00.000Z' },
  ])
    t.is((await add(unknown)).status, 400, JSON.stringify(unknown))
  t.is((await send('GET', '/v1/users')).body.items.length, 2)
})

test('the list is told apart by role, service, state and part of the name', async (t) => {
  const { admin, send } = await open()
  const service = (await send('POST', '/v1/services', { name: 'Sales' })).body.id
  const add = async (full_name: string, more: object) =>
    (await send('POST', '/v1/users', { full_name, ...more })).body.id as string
  const anna = await add('Anna 100%', { role: 'it', service_id: service })
  const bob = await add('Bob_Smith', { role: 'finance', email: 'anna.bob@example.org', invite: false })
  await send('DELETE', `/v1/users/${bob}`)
  const ids = async (query: string) => {
    const { body } = await send('GET', `/v1/users?${query}`)
    return body.items.map(({ id }: { id: string }) => id)
  }
  t.deepEqual(await ids(''), [bob, anna, admin.id])
  t.deepEqual(await ids('role=it'), [anna])
  t.deepEqual(await ids(`service_id=${service}`), [anna])
  t.deepEqual(await ids('service_id=none'), [bob, admin.id])
  t.deepEqual(await ids('active=false'), [bob])
  t.deepEqual(await ids('q=ANNA'), [bob, anna])
  t.deepEqual(await ids('q=anna&active=true'), [anna])
  t.deepEqual(await ids('q=0%25'), [anna], 'a percent sign is one')
  t.deepEqual(await ids('q=b_s'), [bob])
  const first = (await send('GET', '/v1/users?limit=2')).body
  t.is(first.items.length, 2)
  const last = (await send('GET', `/v1/users?limit=2&cursor=${first.next_cursor}`)).body
  t.deepEqual([last.items.map(({ id }: { id: string }) => id), last.next_cursor], [[admin.id], null])
})

test('nobody gives a role with more rights than their own, or rules over somebody who has more', async (t) => {
  const { id: tenantId, admin, send, makeWith } = await open()
  const clerk = await makeWith('clerk', ['users:manage', 'projects:view'])
  const as = { token: clerk.token }
  const bob = (await send('POST', '/v1/users', { full_name: 'Bob', role: 'clerk' })).body.id
  for (const [method, path, json] of [
    ['POST', '/v1/users', { full_name: 'Eve', role: 'admin' }],
    ['POST', '/v1/auth/register', { full_name: 'Eve', role: 'it' }],
    ['PATCH', `/v1/users/${bob}`, { role: 'management' }],
    ['PATCH', `/v1/users/${clerk.id}`, { role: 'admin' }],
    ['PATCH', `/v1/users/${admin.id}`, { email: 'clerk@example.org' }],
    ['PATCH', `/v1/users/${admin.id}`, { active: false }],
    ['PATCH', `/v1/users/${admin.id}`, { role: 'clerk' }],
    ['DELETE', `/v1/users/${admin.id}`, undefined],
  ] as const) {
    const { status, body } = await send(method, path, json, as)
    t.is(status, 403, `${method} ${path}`)
    t.true(grantable.includes(body.missing) && !['users:manage', 'projects:view'].includes(body.missing))
  }
  const bulk = await send('POST', '/v1/users/bulk', { items: [{ email: 'e@x.org', role: 'admin' }] }, as)
  t.like(bulk.body.items[0], { outcome: 'failed', id: null, error: { code: 'forbidden' } })
  const tries = async () =>
    (await readActs(server.db, tenantId)).filter(({ action }) => action === 'escalation.refused')
  const kept = await tries()
  t.is(kept.length, 9, 'each try is on record')
  t.true(
    kept.every(({ actorId, outcome, ip }) => actorId === clerk.id && outcome === 'denied' && ip === null),
  )
  t.deepEqual(kept.map(({ details }) => (details as { act: string }).act).sort(), [
    ...Array.from({ length: 3 }, () => 'person.created'),
    ...Array.from({ length: 6 }, () => 'person.updated'),
  ]) // biome-ignore format: one list
  t.is(kept.filter(({ targetId }) => targetId === admin.id).length, 4)
  t.true(kept.every(({ details }) => grantable.includes((details as { missing: never }).missing)))
  const flood = Array.from({ length: 40 }, (_, at) => ({ email: `e${at}@x.org`, role: 'admin' }))
  t.is((await send('POST', '/v1/users/bulk', { items: flood }, as)).body.counts.failed, 40)
  t.is((await tries()).length, 10, 'nobody fills the trail')
  t.is((await send('POST', '/v1/users', { full_name: 'Eve', role: 'clerk' }, as)).status, 201)
  t.is((await send('PATCH', `/v1/users/${bob}`, { full_name: 'Bobby' }, as)).status, 200)
})

test('the last administrator of a tenant stays, also when two go at the same moment', async (t) => {
  const { id: tenantId, admin, send } = await open()
  const path = `/v1/users/${admin.id}`
  for (const [method, json] of [
    ['PATCH', { role: 'it' }],
    ['PATCH', { active: false }],
    ['DELETE', undefined],
  ] as const) {
    const { status, body } = await send(method, path, json)
    t.is(status, 409)
    t.regex(body.detail, /administra/i)
  }
  const { token: operator } = await server.makeOperator()
  const others = await Promise.all([1, 2].map(() => server.makePerson(tenantId, 'admin')))
  const all = [admin, ...others]
  const answers = await Promise.all(
    all.map(({ id }) => send('DELETE', `/v1/users/${id}`, undefined, { token: operator, tenant: undefined })),
  )
  t.true(
    answers.every(({ status }) => status === 400),
    'an operator names the tenant',
  )
  const { client_id: clientId } = (
    await server.request('GET', '/v1/tenants', { token: operator })
  ).body.items.find(({ id }: { id: string }) => id === tenantId)
  const ended = await Promise.all(
    all.map(({ id }) => server.request('DELETE', `/v1/users/${id}`, { token: operator, tenant: clientId })),
  )
  t.deepEqual(ended.map(({ status }) => status).sort(), [204, 204, 409])
})

test('another role, and switching off, end what somebody is signed in with', async (t) => {
  const { id: tenantId, send } = await open()
  for (const change of [{ role: 'it' }, { active: false }]) {
    const bob = await server.makePerson(tenantId)
    t.is((await send('PATCH', `/v1/users/${bob.id}`, { full_name: 'Bob' })).status, 200)
    const refresh = (token: string) =>
      server.request('POST', '/v1/auth/refresh', { json: { refresh_token: token } })
    const renewed = await refresh(bob.refreshToken)
    t.is(renewed.status, 200, 'a new name ends nothing')
    t.is((await send('PATCH', `/v1/users/${bob.id}`, change)).status, 200)
    t.is((await refresh(renewed.body.refresh_token)).status, 401)
    const until = Date.now() + 60_000
    const ask = async () => (await server.request('GET', '/v1/roles', { token: bob.token })).status
    let status = await ask()
    while (status === 200 && Date.now() < until) status = await ask()
    t.is(status, 401, 'within a minute')
  }
})

test('many at once: made, changed, left, refused, each with its reason', async (t) => {
  const { send, alerts } = await open()
  const bob = (await send('POST', '/v1/users', { email: 'bob@x.org', full_name: 'Bob', invite: false })).body
  const items = [
    { email: 'Anna@x.org', full_name: 'Anna', role: 'it' },
    { email: 'BOB@x.org', full_name: 'Bobby' },
    { email: 'carl@x.org', role: 'nobodys' },
    { email: 'dora@x.org', user_name: 'аnna' },
    { email: 'ed@x.org', user_name: 'anna' },
  ]
  const { status, body } = await send('POST', '/v1/users/bulk', { items })
  t.is(status, 200)
  t.deepEqual(body.counts, { created: 2, updated: 1, unchanged: 0, failed: 2 })
  t.deepEqual(
    body.items.map(({ outcome }: { outcome: string }) => outcome),
    ['created', 'updated', 'failed', 'created', 'failed'],
  )
  t.is(body.items[1].id, bob.id)
  t.is((await alerts(body.items[0].id)).length, 1)
  const again = await send('POST', '/v1/users/bulk', { items: items.slice(0, 2), invite: false })
  t.deepEqual(again.body.counts, { created: 0, updated: 0, unchanged: 2, failed: 0 })
  const off = await send('POST', '/v1/users/bulk', { items: [{ email: 'anna@x.org', active: false }] })
  t.is(off.body.counts.updated, 1)
  const twice = { items: [{ email: 'x@x.org' }, { email: 'X@x.org' }] }
  t.is((await send('POST', '/v1/users/bulk', twice)).status, 422)
  const many = Array.from({ length: 501 }, (_, at) => ({ email: `p${at}@x.org` }))
  t.is((await send('POST', '/v1/users/bulk', { items: many })).status, 422)
  t.is((await send('POST', '/v1/users/bulk', { items: [] })).status, 422)
})

const guarded = [
  ['GET', '/v1/users', undefined],
  ['POST', '/v1/users', { full_name: 'New' }],
  ['POST', '/v1/auth/register', { full_name: 'New' }],
  ['POST', '/v1/users/bulk', { items: [{ email: 'n@x.org' }], invite: false }],
  ['GET', '/v1/users/:id', undefined],
  ['PATCH', '/v1/users/:id', { full_name: 'Changed' }],
  ['DELETE', '/v1/users/:id', undefined],
] as const

test('each act needs users:manage and nothing else; another tenant’s people are not there', async (t) => {
  const [mine, other] = [await open(), await open()]
  const only = await mine.makeWith('only', ['users:manage'])
  const lacking = await mine.makeWith(
    'lacking',
    grantable.filter((code) => code !== 'users:manage'),
  )
  const bob = (await mine.send('POST', '/v1/users', { full_name: 'Bob', role: 'only' })).body.id
  await mine.makeWith('marketing_less', [])
  for (const [method, at, json] of guarded) {
    const path = at.replace(':id', bob)
    const refused = await server.request(method, path, { token: lacking.token, json })
    t.like(refused, { status: 403, body: { missing: 'users:manage' } }, `${method} ${at}`)
    const body = json && 'full_name' in json && method === 'POST' ? { ...json, role: 'only' } : json
    const passed = await server.request(method, path, { token: only.token, json: body })
    t.true(passed.status < 300, `${method} ${at}: ${passed.text}`)
    if (!at.includes(':id')) continue
    const theirs = at.replace(':id', other.admin.id)
    t.is((await mine.send(method, theirs, json)).status, 404, `${method} ${at}`)
  }
  const listed = (await mine.send('GET', '/v1/users?limit=200')).body.items
  t.false(listed.some(({ id }: { id: string }) => id === other.admin.id))
  const service = (await other.send('POST', '/v1/services', { name: 'Theirs' })).body.id
  t.is((await mine.send('PATCH', `/v1/users/${bob}`, { service_id: service })).status, 422)
  t.is((await mine.send('PATCH', `/v1/users/${bob}`, { role: 'only_theirs' })).status, 422)
})

test('whatever a role holds, the answer of REST is that of the one decision', async (t) => {
  const { id: tenantId, send } = await open()
  const made = (await send('POST', '/v1/roles', { code: 'any', name: 'Any', permissions: [] })).body.id
  const asked = [
    ['users:manage', 'GET', '/v1/users', undefined],
    ['services:manage', 'POST', '/v1/services', { name: '?' }],
    ['roles:manage', 'DELETE', `/v1/roles/${made}`, undefined],
  ] as const
  await fc.assert(
    fc.asyncProperty(
      fc.subarray([...grantable]),
      fc.constantFrom(...asked),
      async (held, [needed, ...request]) => {
        const permissions = held as string[]
        await send('PUT', `/v1/roles/${made}/permissions`, { permissions })
        // A new sign-in: what an earlier token was answered may count for a moment longer.
        const { id, token } = await server.makePerson(tenantId, 'any')
        const role = await loadRole(server.db, tenantId, 'any')
        const actor = { kind: 'person' as const, id, tenantId, role: 'any', permissions: role.permissions }
        const [method, path, json] = request
        const { status, body } = await server.request(method, path, { token, json })
        t.is(can(actor, needed), permissions.includes(needed))
        if (can(actor, needed)) t.not(status, 403)
        else t.deepEqual([status, body?.missing], [403, needed])
      },
    ),
    { numRuns: 25, includeErrorInReport: true },
  )
})
