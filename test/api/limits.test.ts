import test from 'ava'
import { v7 as uuid } from 'uuid'
import { limitRoutes } from '../../api/routes/limits.ts'
import { personActor } from '../../core/access/can.ts'
import { readUsage } from '../../core/quotas/usage.ts'
import { withTenant } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import { startTestServer, type TestServer } from '../helpers/server.ts'

let server: TestServer
const shared = afterAll(test)
test.before(async () => {
  server = await startTestServer(shared, { routes: limitRoutes })
})

const open = async () => {
  const tenant = await server.makeTenant()
  const admin = await server.makePerson(tenant.id, 'admin')
  const path = `/v1/tenants/${tenant.clientId}/limits`
  const request = (method: string, json?: unknown, query = '') =>
    server.request(method, path + query, { json, token: admin.token })
  return { ...tenant, admin, path, request }
}

test('limits are set, replaced, listed and removed, and each act is on record', async (t) => {
  const { id, admin, request } = await open()
  const subject = { kind: 'member', subject_id: admin.id }
  const made = await request('PUT', { ...subject, monthly_requests: 10 })
  t.is(made.status, 200)
  t.like(made.body, { ...subject, monthly_requests: 10, monthly_budget_usd: null })
  const changed = await request('PUT', { ...subject, monthly_budget_usd: 2.5 })
  t.like(changed.body, { id: made.body.id, monthly_requests: null, monthly_budget_usd: 2.5 })
  await request('PUT', { kind: 'channel', subject_id: '*', monthly_requests: 0 })
  await request('PUT', { kind: 'channel', subject_id: 'slack:c-1', monthly_requests: 5 })
  const first = await request('GET', undefined, '?limit=2')
  const rest = await request('GET', undefined, `?limit=2&cursor=${first.body.next_cursor}`)
  const kinds = [...first.body.items, ...rest.body.items].map(({ kind }: { kind: string }) => kind)
  t.deepEqual(kinds, ['channel', 'channel', 'member'])
  t.is(rest.body.next_cursor, null)
  const gone = await request('DELETE', undefined, '?kind=channel&subject_id=*')
  t.is(gone.status, 204)
  t.is((await request('DELETE', undefined, '?kind=channel&subject_id=*')).status, 404)
  t.is((await request('GET')).body.items.length, 2)
  const acts = await withTenant(server.db, id, () =>
    server.db.models.AuditEvent.findAll({ where: { tenantId: id, actorId: admin.id }, order: ['createdAt'] }),
  )
  t.deepEqual(
    acts.map(({ action }) => action).filter((action) => action.startsWith('limit.')),
    ['limit.set', 'limit.set', 'limit.set', 'limit.set', 'limit.removed'],
  )
})

test('a limit that cannot be is refused and changes nothing', async (t) => {
  const { request } = await open()
  const other = await open()
  for (const bad of [
    { kind: 'member', subject_id: other.admin.id, monthly_requests: 1 },
    { kind: 'assistant', subject_id: uuid(), monthly_requests: 1 },
    { kind: 'assistant', subject_id: 'an assistant', monthly_requests: 1 },
    { kind: 'member', subject_id: '*' },
    { kind: 'member', subject_id: '*', monthly_requests: null, monthly_budget_usd: null },
    { kind: 'member', subject_id: '*', monthly_requests: -1 },
    { kind: 'member', subject_id: '*', monthly_requests: 1.5 },
    { kind: 'member', subject_id: '*', monthly_budget_usd: 'ten' },
    { kind: 'member', subject_id: '', monthly_requests: 1 },
    { kind: 'tenant', subject_id: '*', monthly_requests: 1 },
    { kind: 'channel', subject_id: 'x'.repeat(201), monthly_requests: 1 },
  ]) {
    const { status, body } = await request('PUT', bad)
    t.is(status, 422, JSON.stringify(bad))
    t.true(body.errors.length > 0)
  }
  t.is((await request('PUT', { kind: 'member', subject_id: '*', monthly_quota: 1 })).status, 400)
  t.deepEqual((await request('GET')).body.items, [])
})

test('a service takes a limit, its own or that of each; it is shown to whoever belongs there', async (t) => {
  const [{ id: tenantId, admin, request }, other] = [await open(), await open()]
  const makeService = (id: string) =>
    withTenant(server.db, id, () =>
      server.db.models.Service.create({ tenantId: id, name: 'Desk', nameKey: 'desk' }),
    )
  const [own, theirs] = [await makeService(tenantId), await makeService(other.id)]
  const service = { kind: 'service', monthly_requests: 1 }
  for (const subject_id of ['desk', theirs.id]) {
    const { status, body } = await request('PUT', { ...service, subject_id })
    t.is(status, 422)
    t.is(body.errors[0].pointer, '/subject_id')
  }
  for (const subject_id of [own.id, '*'])
    t.is((await request('PUT', { ...service, subject_id })).status, 200, subject_id)
  t.is((await request('GET')).body.items.length, 2)
  const kinds = async () => {
    const actor = personActor({ id: admin.id, tenantId, role: 'admin' })
    return (await readUsage(server.db, actor)).limits.map(({ kind, subjectId }) => [kind, subjectId])
  }
  t.deepEqual(await kinds(), [])
  await withTenant(server.db, tenantId, () =>
    server.db.models.Person.update({ serviceId: own.id }, { where: { tenantId, id: admin.id } }),
  )
  t.deepEqual(await kinds(), [['service', own.id]], 'it holds for who belongs there')
})

test('another tenant’s limits are not there, and only who manages quotas sees any', async (t) => {
  const [mine, other] = [await open(), await open()]
  const limit = { kind: 'member', subject_id: '*', monthly_requests: 1 }
  await other.request('PUT', limit)
  t.deepEqual((await mine.request('GET')).body.items, [])
  const { token } = mine.admin
  t.is((await server.request('GET', other.path, { token })).status, 404)
  t.is((await server.request('PUT', other.path, { token, json: limit })).status, 404)
  t.is((await server.request('DELETE', `${other.path}?kind=member&subject_id=*`, { token })).status, 404)
  const finance = await server.makePerson(mine.id, 'finance')
  for (const method of ['GET', 'PUT', 'DELETE']) {
    const query = method === 'DELETE' ? '?kind=member&subject_id=*' : ''
    const json = method === 'PUT' ? limit : undefined
    const denied = await server.request(method, mine.path + query, { token: finance.token, json })
    t.is(denied.status, 403, method)
    t.is(denied.body.missing, 'quotas:manage')
  }
  t.is((await other.request('GET')).body.items.length, 1)
})
