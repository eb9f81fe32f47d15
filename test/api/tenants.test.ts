import test from 'ava'
import { v7 as uuidv7 } from 'uuid'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import { startTestServer, type TestMember, type TestServer } from '../helpers/server.ts'

let server: TestServer
let operator: TestMember
const shared = afterAll(test)
test.before(async () => {
  server = await startTestServer(shared)
  operator = await server.makeOperator()
})

const asOperator = (method: string, path: string, json?: unknown, headers: Record<string, string> = {}) =>
  server.request(method, path, { json, token: operator.token, headers })

test('an operator makes, reads, changes and lists tenants', async (t) => {
  const clientId = `acme-${uuidv7()}`
  const created = await asOperator('POST', '/v1/tenants', {
    client_id: clientId,
    name: 'Acme',
    contact_email: 'hello@acme.example',
    monthly_quota: 1000,
    monthly_budget_usd: 12.5,
  })
  t.is(created.status, 201)
  t.is(created.headers.get('location'), `/v1/tenants/${clientId}`)
  t.like(created.body, {
    client_id: clientId,
    name: 'Acme',
    domain: null,
    contact_email: 'hello@acme.example',
    monthly_quota: 1000,
    monthly_budget_usd: 12.5,
    free_models_after_budget: true,
    storage_limit_bytes: 10 * 1024 ** 3,
    active: true,
    locale: 'fr',
    time_zone: 'Europe/Paris',
  })
  const changed = await asOperator('PATCH', `/v1/tenants/${clientId}`, {
    active: false,
    monthly_quota: null,
    free_models_after_budget: false,
  })
  t.like(changed.body, { active: false, monthly_quota: null, free_models_after_budget: false, name: 'Acme' })
  t.deepEqual((await asOperator('GET', `/v1/tenants/${clientId}`)).body, changed.body)
  const list = await asOperator('GET', '/v1/tenants?active=false&limit=200')
  t.true(list.body.items.some((tenant: { client_id: string }) => tenant.client_id === clientId))
})

test('a client id is taken once, is fit for an address, and an unknown one is 404', async (t) => {
  const { clientId } = await server.makeTenant()
  const twice = await asOperator('POST', '/v1/tenants', { client_id: clientId, name: 'Again' })
  t.is(twice.status, 409)
  t.is(twice.body.code, 'conflict')
  for (const bad of ['a b', 'É', '../x', '', 'UPPER', '-x', 'x'.repeat(70)])
    t.is((await asOperator('POST', '/v1/tenants', { client_id: bad, name: 'Bad' })).status, 422, bad)
  t.is((await asOperator('GET', '/v1/tenants/nobody')).status, 404)
  t.is((await asOperator('PATCH', '/v1/tenants/nobody', { name: 'x' })).status, 404)
})

test('values that cannot be are 422, unknown fields 400, and change nothing', async (t) => {
  const { clientId } = await server.makeTenant()
  const before = (await asOperator('GET', `/v1/tenants/${clientId}`)).body
  for (const bad of [
    { time_zone: 'Mars/Olympus' },
    { monthly_quota: -1 },
    { monthly_budget_usd: 'ten' },
    { contact_email: 'no address' },
    { locale: 'de' },
    { name: '' },
    { name: null },
  ])
    t.is((await asOperator('PATCH', `/v1/tenants/${clientId}`, bad)).status, 422, JSON.stringify(bad))
  for (const field of ['id', 'client_id', 'created_at', 'tenantId', 'isActive', '__proto__', 'constructor']) {
    const body = JSON.parse(`{"${field}":"x"}`)
    t.is(
      (await asOperator('PATCH', `/v1/tenants/${clientId}`, body)).status,
      field === '__proto__' ? 400 : 400,
    )
  }
  t.deepEqual((await asOperator('GET', `/v1/tenants/${clientId}`)).body, before)
})

test('pages follow each other without a gap or a repeat', async (t) => {
  const domain = `${uuidv7()}.example`
  const { db } = server
  const ids: string[] = []
  for (let i = 0; i < 7; i += 1) {
    const row = await asOwner(db, () =>
      db.models.Tenant.create({
        clientId: `page-${uuidv7()}`,
        name: 'Page',
        domain,
        createdAt: new Date(1e12),
      }),
    )
    ids.push(row.id)
  }
  const seen: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const { body, status } = await asOperator(
      'GET',
      `/v1/tenants?domain=${domain}&limit=3${cursor && `&cursor=${cursor}`}`,
    )
    t.is(status, 200)
    seen.push(...body.items.map((item: { id: string }) => item.id))
    cursor = body.next_cursor
  }
  t.deepEqual(seen, ids.toSorted().reverse())
  for (const query of ['limit=0', 'limit=201', 'limit=x', 'cursor=x', 'limit=1&limit=2', 'cursor=W10'])
    t.is((await asOperator('GET', `/v1/tenants?${query}`)).status, 422, query)
  t.is((await asOperator('GET', '/v1/tenants?unknown=1')).status, 400)
})

test('a change meant for an older version is refused', async (t) => {
  const { clientId } = await server.makeTenant()
  const path = `/v1/tenants/${clientId}`
  const etag = (await asOperator('GET', path)).headers.get('etag') ?? ''
  const first = await asOperator('PATCH', path, { name: 'First' }, { 'if-match': etag })
  t.is(first.status, 200)
  const second = await asOperator('PATCH', path, { name: 'Second' }, { 'if-match': etag })
  t.is(second.status, 412)
  t.is(second.body.code, 'precondition_failed')
  t.is((await asOperator('GET', path)).body.name, 'First')
})

test('people may not manage tenants: 401 without a token, 403 with `missing` and on record', async (t) => {
  const { id: tenantId, clientId } = await server.makeTenant()
  const admin = await server.makePerson(tenantId, 'admin')
  t.is((await server.request('GET', '/v1/tenants')).status, 401)
  for (const [method, path] of [
    ['GET', '/v1/tenants'],
    ['GET', `/v1/tenants/${clientId}`],
    ['GET', '/v1/health/system'],
  ] as const) {
    const { status, body } = await server.request(method, path, { token: admin.token })
    t.is(status, 403, path)
    t.is(body.missing, 'tenants:manage')
  }
  const { db } = server
  const rows = await withTenant(db, tenantId, () =>
    db.models.AuditEvent.findAll({ where: { tenantId, action: 'request.denied' } }),
  )
  t.is(rows.length, 3)
  t.true(rows.every(({ outcome, actorId }) => outcome === 'denied' && actorId === admin.id))
})

test('an operator names the tenant; to a person every other tenant is nothing', async (t) => {
  const [mine, other] = [await server.makeTenant(), await server.makeTenant()]
  const person = await server.makePerson(mine.id)
  const me = (token: string, tenant?: string) => server.request('GET', '/v1/auth/me', { token, tenant })
  t.is((await me(operator.token, other.clientId)).body.tenant_id, other.id)
  t.is((await me(operator.token, 'nobody')).status, 404)
  t.is((await me(person.token, mine.clientId)).body.tenant_id, mine.id)
  const [foreign, unknown] = [await me(person.token, other.clientId), await me(person.token, 'nobody')]
  t.deepEqual([foreign.status, unknown.status], [404, 404])
  t.is(foreign.body.detail, unknown.body.detail)
  t.is((await me(person.token, '../../x')).status, 404)
})

test('a tenant is replaced whole: what is left out is as for a new one, and the client id never changes', async (t) => {
  const clientId = `put-${uuidv7()}`
  const path = `/v1/tenants/${clientId}`
  await asOperator('POST', '/v1/tenants', {
    client_id: clientId, name: 'Before', domain: 'acme.example', contact_name: 'Zoé', monthly_quota: 5, locale: 'en',
    active: false, storage_limit_bytes: 1,
  }) // biome-ignore format: one tenant
  const before = await asOperator('GET', path)
  const etag = before.headers.get('etag') ?? ''
  const put = await asOperator('PUT', path, { name: 'After', monthly_quota: 7 }, { 'if-match': etag })
  t.is(put.status, 200)
  t.like(put.body, {
    id: before.body.id, client_id: clientId, name: 'After', domain: null, contact_name: null, monthly_quota: 7,
    locale: 'fr', active: true, storage_limit_bytes: 10 * 1024 ** 3, created_at: before.body.created_at,
  }) // biome-ignore format: one tenant
  t.true(put.body.updated_at > before.body.updated_at)
  t.is((await asOperator('PUT', path, { name: 'Late' }, { 'if-match': etag })).status, 412)
  t.is((await asOperator('PUT', path, { monthly_quota: 7 })).status, 422)
  t.is((await asOperator('PUT', path, { name: 'x', client_id: 'other' })).status, 400)
  t.is((await asOperator('PUT', '/v1/tenants/nobody', { name: 'x' })).status, 404)
})

test('of two changes for the same version at the same moment one is made', async (t) => {
  const { clientId } = await server.makeTenant()
  const path = `/v1/tenants/${clientId}`
  const etag = (await asOperator('GET', path)).headers.get('etag') ?? ''
  const both = ['One', 'Two'].map((name) => asOperator('PATCH', path, { name }, { 'if-match': etag }))
  t.deepEqual((await Promise.all(both)).map(({ status }) => status).sort(), [200, 412])
})

test('names hide nothing, and filters find what they say', async (t) => {
  const { clientId } = await server.makeTenant()
  const path = `/v1/tenants/${clientId}`
  for (const name of ['a\u202eb', 'a\u0000b', 'a\u200bb', ' ', 'x'.repeat(201)])
    t.is((await asOperator('PATCH', path, { name })).status, 422, JSON.stringify(name))
  const mark = uuidv7()
  const tidy = await asOperator('PATCH', path, { name: `  A   ${mark} 100%_x `, domain: `${mark}.Example` })
  t.is(tidy.body.name, `A ${mark} 100%_x`)
  const find = async (query: string) =>
    (await asOperator('GET', `/v1/tenants?${query}`)).body.items.map(
      (one: { client_id: string }) => one.client_id,
    )
  t.deepEqual(await find(`name=${mark}%20100%25_X`), [clientId])
  t.deepEqual(await find(`name=${mark}%20100__x`), [], 'signs of a pattern are signs')
  t.deepEqual(await find(`domain=${mark}.example`), [clientId])
  t.deepEqual(await find(`domain=${mark}&active=true`), [])
})
