import test from 'ava'
import { jobRoutes } from '../../api/routes/jobs.ts'
import { privacyRoutes } from '../../api/routes/privacy.ts'
import { tenantRemovalRoutes } from '../../api/routes/tenant-removal.ts'
import type { Core } from '../../core/core.ts'
import { taskKinds } from '../../core/privacy/work.ts'
import { afterAll } from '../helpers/after-all.ts'
import { openTestDatabase } from '../helpers/database.ts'
import { startTestServer, type TestMember, type TestServer } from '../helpers/server.ts'
import { endedTask, openTaskCore } from '../helpers/task-core.ts'

const shared = afterAll(test)
let core: Core
let server: TestServer
let operator: TestMember

test.before(async () => {
  const db = await openTestDatabase(shared)
  core = await openTaskCore(shared, db, taskKinds)
  const routes = () => [...jobRoutes(core), ...privacyRoutes(core), ...tenantRemovalRoutes(core)]
  server = await startTestServer(shared, { db, dataDir: core.dataDir, routes })
  operator = await server.makeOperator()
})

const unknown = '01a00000-0000-7000-8000-0000000000aa'

test('a person takes a copy of their data, and nobody else does', async (t) => {
  const [tenant, other] = [await server.makeTenant(), await server.makeTenant()]
  const zoe = await server.makePerson(tenant.id)
  const [colleague, admin] = [await server.makePerson(tenant.id), await server.makePerson(tenant.id, 'admin')]
  const stranger = await server.makePerson(other.id, 'admin')
  const begun = await server.request('POST', `/v1/users/${zoe.id}/export`, { token: zoe.token })
  t.is(begun.status, 202)
  const { id } = begun.body
  t.is(begun.headers.get('location'), `/v1/jobs/${id}`)
  await endedTask(core, id)
  const { body: job } = await server.request('GET', `/v1/jobs/${id}`, { token: zoe.token })
  t.like(job, {
    id,
    kind: 'person.export',
    state: 'done',
    progress: 1,
    error: null,
    client_id: tenant.clientId,
  })
  const file = await server.request('GET', job.result_url, { token: zoe.token })
  t.is(file.status, 200)
  t.regex(file.headers.get('content-disposition') ?? '', /^attachment; filename="sextant-/)
  t.true(file.text.startsWith('PK'))
  t.is((await server.request('GET', job.result_url, { token: admin.token })).status, 200)
  for (const path of [
    `/v1/jobs/${id}`,
    `/v1/jobs/${id}/result`,
    `/v1/jobs/${unknown}`,
    `/v1/jobs/${unknown}/result`,
  ]) {
    t.is((await server.request('GET', path, { token: colleague.token })).status, 404, path)
    t.is((await server.request('GET', path, { token: stranger.token })).status, 404, path)
    t.is((await server.request('GET', path)).status, 401, path)
  }
  t.is((await server.request('GET', `/v1/jobs/${id}/result?key=wrong`)).status, 404)
  t.is((await server.request('DELETE', `/v1/jobs/${id}`, { token: stranger.token })).status, 404)
  t.is((await server.request('DELETE', `/v1/jobs/${id}`, { token: zoe.token })).body.state, 'done')
  const listed = async (token: string, more = {}) =>
    (await server.request('GET', '/v1/jobs', { token, ...more })).body.items.map(
      (one: { id: string }) => one.id,
    )
  t.deepEqual(await listed(zoe.token), [id])
  t.true((await listed(admin.token)).includes(id))
  t.deepEqual(await listed(colleague.token), [])
  t.deepEqual(await listed(stranger.token), [])
  t.deepEqual(await listed(operator.token, { tenant: other.clientId }), [])
  t.true((await listed(operator.token)).includes(id))
  const mine = await server.request('POST', '/v1/me/export', { token: colleague.token })
  t.is(mine.status, 202)
  for (const [token, status] of [
    [colleague.token, 403],
    [stranger.token, 404],
    [admin.token, 202],
  ] as const)
    t.is((await server.request('POST', `/v1/users/${zoe.id}/export`, { token })).status, status)
})

test('forgetting needs to be meant; then the person is gone and cannot sign in', async (t) => {
  const tenant = await server.makeTenant()
  const [zoe, admin] = [await server.makePerson(tenant.id), await server.makePerson(tenant.id, 'admin')]
  const erase = (token: string, json: unknown, id = zoe.id) =>
    server.request('POST', `/v1/users/${id}/erase`, { token, json })
  t.is((await erase(zoe.token, {})).status, 422)
  const wrong = await erase(zoe.token, { confirm: admin.login })
  t.is(wrong.status, 422)
  t.is(wrong.body.errors[0].pointer, '/confirm')
  t.is((await erase(zoe.token, { confirm: admin.id }, admin.id)).status, 403)
  t.is((await erase(admin.token, { confirm: admin.id }, admin.id)).status, 409)
  t.is((await erase(admin.token, { confirm: unknown }, unknown)).status, 404)
  const begun = await erase(admin.token, { confirm: zoe.login })
  t.is(begun.status, 202)
  t.is((await endedTask(core, begun.body.id)).state, 'done')
  const signIn = { json: { login: zoe.login, password: zoe.password } }
  t.is((await server.request('POST', '/v1/auth/token', signIn)).status, 401)
  t.is((await erase(admin.token, { confirm: zoe.login })).status, 404)
})

test('operators remove a tenant, with its client id again; its admins export it', async (t) => {
  const [tenant, other] = [await server.makeTenant(), await server.makeTenant()]
  const [admin, stranger] = [
    await server.makePerson(tenant.id, 'admin'),
    await server.makePerson(other.id, 'admin'),
  ]
  const path = `/v1/tenants/${tenant.clientId}`
  const remove = (token: string, confirm: string) =>
    server.request('DELETE', `${path}?confirm=${encodeURIComponent(confirm)}`, { token })
  t.is((await server.request('POST', `${path}/export`, { token: stranger.token })).status, 404)
  const member = await server.makePerson(tenant.id)
  t.is((await server.request('POST', `${path}/export`, { token: member.token })).status, 403)
  const exported = await server.request('POST', `${path}/export`, { token: admin.token })
  t.is(exported.status, 202)
  await endedTask(core, exported.body.id)
  t.is((await remove(admin.token, tenant.clientId)).status, 403)
  t.is((await server.request('DELETE', path, { token: operator.token })).status, 422)
  t.is((await remove(operator.token, other.clientId)).status, 422)
  const begun = await remove(operator.token, tenant.clientId)
  t.is(begun.status, 202)
  t.is((await endedTask(core, begun.body.id)).state, 'done')
  t.is((await server.request('GET', path, { token: operator.token })).status, 404)
  t.is((await server.request('GET', `/v1/tenants/${other.clientId}`, { token: operator.token })).status, 200)
  const { body: job } = await server.request('GET', `/v1/jobs/${begun.body.id}`, { token: operator.token })
  t.true(Date.parse(job.expires_at) - Date.now() > 29 * 86_400_000)
  t.is((await server.request('GET', job.result_url, { token: operator.token })).status, 200)
  t.is((await server.request('GET', job.result_url, { token: stranger.token })).status, 404)
})
