import { randomBytes } from 'node:crypto'
import test from 'ava'
import { v7 as uuid } from 'uuid'
import { installChannelRoutes } from '../../api/routes/install-channels.ts'
import { installCodeRoutes } from '../../api/routes/install-codes.ts'
import { installRoutes } from '../../api/routes/installs.ts'
import { bindWorkspace } from '../../core/tenancy/install-codes.ts'
import { revokeWorkspace, storeInstallation } from '../../core/tenancy/workspaces.ts'
import { withTenant } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import { installationOf } from '../helpers/installs.ts'
import { startTestServer, type TestRequest, type TestServer } from '../helpers/server.ts'

let server: TestServer
const masterKey = randomBytes(32)
const shared = afterAll(test)
test.before(async () => {
  const routes = (services: { db: TestServer['db'] }) => [
    ...installCodeRoutes(services),
    ...installRoutes(services),
    ...installChannelRoutes(services),
  ]
  server = await startTestServer(shared, { routes })
})

const open = async () => {
  const tenant = await server.makeTenant()
  const admin = await server.makePerson(tenant.id, 'admin')
  const base = `/v1/tenants/${tenant.clientId}`
  const send = (method: string, path: string, request: TestRequest = {}) =>
    server.request(method, base + path, { token: admin.token, ...request })
  /** A workspace that is bound by a code of REST. @returns the installation's id */
  const bind = async (values: Parameters<typeof installationOf>[0] = {}) => {
    const installation = installationOf(values)
    const { platform, workspaceId } = installation
    const { id } = await storeInstallation(server.db, masterKey, installation)
    const { code } = (await send('POST', '/install-codes')).body
    await bindWorkspace(server.db, { platform, workspaceId, code, by: 'UADMIN' })
    return { id, workspaceId }
  }
  const addAssistant = () =>
    withTenant(server.db, tenant.id, async () => {
      const values = { tenantId: tenant.id, name: 'Bio', theme: 'food' }
      return (await server.db.models.Assistant.create(values)).id
    })
  return { ...tenant, admin, base, send, bind, addAssistant }
}

test('a code is shown once, and its list says what became of it', async (t) => {
  const { send, bind } = await open()
  const made = await send('POST', '/install-codes')
  t.is(made.status, 201)
  t.regex(made.body.code, /^\w{4}-\w{4}-\w{4}$/)
  t.like(made.body, { used_at: null, install_id: null })
  const { id } = await bind()
  const { status, text, body } = await send('GET', '/install-codes?limit=1')
  t.is(status, 200)
  t.is(body.items[0].install_id, id)
  t.truthy(body.items[0].used_at)
  const rest = await send('GET', `/install-codes?limit=1&cursor=${body.next_cursor}`)
  t.is(rest.body.items[0].id, made.body.id)
  t.is(rest.body.next_cursor, null)
  for (const shown of [text, rest.text]) {
    t.false(shown.includes(made.body.code))
    t.false(shown.includes('hash'))
  }
})

test('a repeated request makes another code: none is kept to be shown again', async (t) => {
  const { send } = await open()
  const headers = { 'idempotency-key': uuid() }
  const codes = [
    await send('POST', '/install-codes', { headers }),
    await send('POST', '/install-codes', { headers }),
  ]
  t.not(codes[0]!.body.code, codes[1]!.body.code)
})

test('installations are listed without their tokens, and removed', async (t) => {
  const { send, bind } = await open()
  const first = await bind({ botToken: 'xoxb-canary', refreshToken: 'xoxe-canary', expiresInSeconds: 43_200 })
  const second = await bind({ platform: 'discord', botToken: null, name: 'Guild' })
  await revokeWorkspace(server.db, 'slack', first.workspaceId)
  const page = await send('GET', '/installs?limit=1')
  const rest = await send('GET', `/installs?limit=1&cursor=${page.body.next_cursor}`)
  t.like(page.body.items[0], {
    id: second.id,
    platform: 'discord',
    name: 'Guild',
    active: true,
    revoked_at: null,
  })
  t.like(rest.body.items[0], {
    id: first.id, workspace_id: first.workspaceId, active: false, revoked_reason: 'uninstalled', bound_by: 'UADMIN',
  }) // biome-ignore format: one installation
  t.notRegex(page.text + rest.text, /canary|v1\.|token/)
  t.is((await send('DELETE', `/installs/${second.id}`)).status, 204)
  t.is((await send('DELETE', `/installs/${second.id}`)).status, 404)
  t.is((await send('DELETE', '/installs/none')).status, 404)
  t.deepEqual((await send('GET', '/installs')).body.items.map(({ id }: { id: string }) => id), [first.id]) // biome-ignore format: one
})

test('a channel is told when to answer, and who answers there', async (t) => {
  const { send, bind, addAssistant } = await open()
  const { id } = await bind()
  const [channels, bindings] = [`/installs/${id}/channels`, `/installs/${id}/bindings`]
  const assistant_id = await addAssistant()
  const set = await send('PUT', channels, {
    json: { channel: 'C1', name: 'marketing', follow_up: 'mention' },
  })
  t.is(set.status, 200)
  t.like(set.body, { channel: 'C1', name: 'marketing', follow_up: 'mention', assistant_id: null })
  t.deepEqual((await send('GET', bindings)).body.items, [])
  const bound = await send('PUT', bindings, { json: { channel: 'C1', assistant_id } })
  t.like(bound.body, { id: set.body.id, name: 'marketing', follow_up: 'mention', assistant_id })
  await send('PUT', bindings, { json: { channel: 'C2', assistant_id } })
  const page = await send('GET', `${bindings}?limit=1`)
  const rest = await send('GET', `${bindings}?limit=1&cursor=${page.body.next_cursor}`)
  t.deepEqual([page, rest].map(({ body }) => body.items[0].channel), ['C2', 'C1']) // biome-ignore format: one list
  t.is((await send('DELETE', `${bindings}?channel=C1`)).status, 204)
  t.is((await send('DELETE', `${bindings}?channel=C1`)).status, 404)
  t.is((await send('GET', channels)).body.items.length, 2)
  t.is((await send('GET', bindings)).body.items.length, 1)
  for (const [path, json] of [
    [channels, { channel: 'C1', follow_up: 'always' }],
    [channels, { channel: ' ', follow_up: 'off' }],
    [bindings, { channel: 'C1', assistant_id: 'an assistant' }],
  ] as const)
    t.is((await send('PUT', path, { json })).status, 422, JSON.stringify(json))
  t.is((await send('PUT', channels, { json: { channel: 'C1', follow_up: 'off', assistant_id } })).status, 400)
  t.is((await send('PUT', bindings, { json: { channel: 'C1', assistant_id: uuid() } })).status, 404)
})

test('another tenant’s are not there, by whichever path', async (t) => {
  const [mine, other] = [await open(), await open()]
  const { id } = await other.bind()
  const theirAssistant = await other.addAssistant()
  const own = await mine.bind()
  const put = { channel: 'C1', follow_up: 'off' }
  const bind = { channel: 'C1', assistant_id: theirAssistant }
  await other.send('PUT', `/installs/${id}/channels`, { json: put })
  await other.send('PUT', `/installs/${id}/bindings`, { json: bind })
  const { token } = mine.admin
  const requests: [string, string, unknown?][] = [
    ['GET', '/install-codes'], ['POST', '/install-codes'], ['GET', '/installs'], ['DELETE', `/installs/${id}`],
    ['GET', `/installs/${id}/channels`], ['PUT', `/installs/${id}/channels`, put],
    ['GET', `/installs/${id}/bindings`], ['PUT', `/installs/${id}/bindings`, bind],
    ['DELETE', `/installs/${id}/bindings?channel=C1`],
  ] // biome-ignore format: one request each
  for (const [method, path, json] of requests)
    t.is((await server.request(method, other.base + path, { token, json })).status, 404, `${method} ${path}`)
  for (const [method, path, json] of requests.slice(3))
    t.is((await mine.send(method, path, { json })).status, 404, `own tenant, their id: ${method} ${path}`)
  t.is((await mine.send('PUT', `/installs/${own.id}/bindings`, { json: bind })).status, 404)
  t.is((await mine.send('GET', '/installs')).body.items.length, 1)
  t.deepEqual((await mine.send('GET', `/installs/${own.id}/channels`)).body.items, [])
  const [kept] = (await other.send('GET', `/installs/${id}/bindings`)).body.items
  t.like(kept, { assistant_id: theirAssistant, follow_up: 'off' })
})

test('each act needs its permission, and operators have them all', async (t) => {
  const { id: tenantId, base, send, bind, addAssistant } = await open()
  const { id } = await bind()
  const assistant_id = await addAssistant()
  const { token } = await server.makePerson(tenantId, 'marketing')
  const requests: [string, string, string, unknown?][] = [
    ['installs:manage', 'GET', '/install-codes'], ['installs:manage', 'POST', '/install-codes'],
    ['installs:manage', 'GET', '/installs'], ['installs:manage', 'DELETE', `/installs/${id}`],
    ['installs:manage', 'GET', `/installs/${id}/channels`],
    ['installs:manage', 'PUT', `/installs/${id}/channels`, { channel: 'C1', follow_up: 'off' }],
  ] // biome-ignore format: one request each
  for (const [missing, method, path, json] of requests)
    t.like(await server.request(method, base + path, { token, json }), { status: 403, body: { missing } })
  const bindings = `${base}/installs/${id}/bindings`
  t.is((await server.request('PUT', bindings, { token, json: { channel: 'C1', assistant_id } })).status, 200)
  const finance = await server.makePerson(tenantId, 'finance')
  for (const [method, path, json] of [
    ['GET', bindings], ['PUT', bindings, { channel: 'C1', assistant_id }], ['DELETE', `${bindings}?channel=C1`],
  ] as const) // biome-ignore format: one request each
    t.like(await server.request(method, path, { token: finance.token, json }), {
      status: 403,
      body: { missing: 'assistants:edit' },
    })
  const operator = await server.makeOperator()
  for (const [
    method,
    path,
  ] of [['GET', '/installs'], ['POST', '/install-codes'], ['DELETE', `/installs/${id}`]] as const) // biome-ignore format: one request each
    t.true((await server.request(method, base + path, { token: operator.token })).status < 300, path)
  t.deepEqual((await send('GET', '/installs')).body.items, [])
})
