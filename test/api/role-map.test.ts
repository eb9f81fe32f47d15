import { randomBytes } from 'node:crypto'
import test from 'ava'
import { v7 as uuid } from 'uuid'
import { installCodeRoutes } from '../../api/routes/install-codes.ts'
import { installRoleMapRoutes } from '../../api/routes/install-role-map.ts'
import { installRoutes } from '../../api/routes/installs.ts'
import { limits } from '../../config/limits.ts'
import { systemRoles } from '../../core/access/permissions.ts'
import { bindWorkspace } from '../../core/tenancy/install-codes.ts'
import { storeInstallation } from '../../core/tenancy/workspaces.ts'
import { withTenant } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import { installationOf, readActs } from '../helpers/installs.ts'
import { startTestServer, type TestRequest, type TestServer } from '../helpers/server.ts'

let server: TestServer
const masterKey = randomBytes(32)
const shared = afterAll(test)
test.before(async () => {
  const routes = (services: { db: TestServer['db'] }) => [
    ...installCodeRoutes(services),
    ...installRoutes(services),
    ...installRoleMapRoutes(services),
  ]
  server = await startTestServer(shared, { routes })
})

const designers = { platform_role_id: '1180000000000000001', name: 'Designers', role: 'marketing' }
const bosses = { platform_role_id: '1180000000000000002', name: 'Bosses', role: 'management' }

const open = async () => {
  const tenant = await server.makeTenant()
  const admin = await server.makePerson(tenant.id, 'admin')
  const base = `/v1/tenants/${tenant.clientId}`
  const send = (method: string, path: string, request: TestRequest = {}) =>
    server.request(method, base + path, { token: admin.token, ...request })
  /** A server of Discord's, unless told otherwise, that is bound to the tenant. @returns the path of its map */
  const bind = async (values: Parameters<typeof installationOf>[0] = {}) => {
    const installation = installationOf({ platform: 'discord', botToken: null, ...values })
    const { platform, workspaceId } = installation
    const { id } = await storeInstallation(server.db, masterKey, installation)
    const { code } = (await send('POST', '/install-codes')).body
    await bindWorkspace(server.db, { platform, workspaceId, code, by: 'ADMIN' })
    return { id, workspaceId, path: `/installs/${id}/role-map` }
  }
  const set = (path: string, items: unknown) => send('PUT', path, { json: { items } })
  const list = async (path: string) => (await send('GET', path)).body.items
  return { ...tenant, admin, base, send, bind, set, list }
}

test('a map is set as a whole, read, and emptied', async (t) => {
  const { bind, set, list } = await open()
  const { path } = await bind()
  t.deepEqual(await list(path), [])
  const made = await set(path, [bosses, designers])
  t.is(made.status, 200)
  t.deepEqual(made.body, { items: [designers, bosses] })
  t.deepEqual(await list(path), [designers, bosses])
  const { name, ...nameless } = bosses
  t.is((await set(path, [{ ...nameless, role: 'admin' }])).status, 200)
  t.deepEqual(await list(path), [{ ...bosses, name: null, role: 'admin' }])
  t.deepEqual((await set(path, [])).body, { items: [] })
  t.deepEqual(await list(path), [])
})

test('each server has a map of its own, which stays when the server is removed', async (t) => {
  const { bind, send, set, list, id: tenantId } = await open()
  const [one, two] = [await bind(), await bind()]
  await set(one.path, [designers])
  await set(two.path, [bosses])
  t.deepEqual(await list(one.path), [designers])
  t.is((await send('DELETE', `/installs/${one.id}`)).status, 204)
  t.is((await send('GET', one.path)).status, 404)
  t.is((await set(one.path, [])).status, 404)
  const where = { tenantId, workspace: one.workspaceId }
  t.is(await withTenant(server.db, tenantId, () => server.db.models.RoleMapping.count({ where })), 1)
})

test('every role that people can have is accepted, and nothing else', async (t) => {
  const { bind, set, list } = await open()
  const { path } = await bind()
  const all = systemRoles.map((role, at) => ({ ...designers, platform_role_id: `118${at}`, role }))
  t.is((await set(path, all)).status, 200)
  for (const role of ['operator', 'owner', '', 'ADMIN', null, '__proto__', 'constructor'])
    t.is((await set(path, [{ ...designers, role }])).status, 422, String(role))
  for (const platform_role_id of [
    '',
    ' ',
    '1 ',
    '<@&1>',
    'Designers',
    '1'.repeat(23),
    'x'.repeat(101),
    1,
    null,
  ])
    t.is((await set(path, [{ ...designers, platform_role_id }])).status, 422, String(platform_role_id))
  for (const name of ['', ' ', 'x'.repeat(limits.roleMap.maxNameCharacters + 1), 1])
    t.is((await set(path, [{ ...designers, name }])).status, 422, String(name))
  for (const items of [undefined, null, {}, 'all']) t.is((await set(path, items)).status, 422)
  t.is((await set(path, [{ ...designers, permissions: ['tenants:manage'] }])).status, 400)
  t.deepEqual(await list(path), all, 'what is refused changes nothing')
})

test('a role stands in the list once, and the list has an end', async (t) => {
  const { bind, set, list } = await open()
  const { path } = await bind()
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ ...bosses, platform_role_id: String(10_000 + at) }))
  const twice = await set(path, [designers, bosses, { ...designers, role: 'admin' }])
  t.is(twice.status, 422)
  t.is(twice.body.errors[0].pointer, '/items/2/platform_role_id')
  const odd = await set(path, [designers, { ...bosses, platform_role_id: 'Bosses' }])
  t.is(odd.body.errors[0].pointer, '/items/1/platform_role_id')
  t.is((await set(path, many(51))).status, 422)
  t.deepEqual(await list(path), [])
  t.is((await set(path, many(50))).status, 200)
  t.is((await list(path)).length, 50)
})

test('of several that are set at the same moment one stands, whole', async (t) => {
  const { bind, set, list } = await open()
  const { path } = await bind()
  const maps = [[designers], [bosses], [designers, bosses], []]
  const answers = await Promise.all(maps.map((items) => set(path, items)))
  for (const { status } of answers) t.is(status, 200)
  const kept = JSON.stringify(await list(path))
  t.true(
    maps.some((items) => JSON.stringify(items) === kept),
    kept,
  )
})

test('for Slack user groups stand for roles, and nothing that is no id of one', async (t) => {
  const { bind, set, list } = await open()
  const { path } = await bind({ platform: 'slack', botToken: 'xoxb-1' })
  const group = { platform_role_id: 'S0123ABCD', name: 'Designers', role: 'marketing' }
  for (const platform_role_id of ['1180000000000000001', 'U0123ABCD', 's0123abcd', 'S', 'S-1']) {
    const refused = await set(path, [{ ...group, platform_role_id }])
    t.is(refused.status, 422, platform_role_id)
    t.is(refused.body.errors[0].pointer, '/items/0/platform_role_id')
  }
  t.deepEqual(await list(path), [])
  t.deepEqual((await set(path, [group])).body.items, [group])
})

test('a role of the tenant’s own can be mapped; nobody maps one that holds more than they do', async (t) => {
  const { id: tenantId, base, bind, set, list } = await open()
  const { path } = await bind()
  const { Role } = server.db.models
  const make = (code: string, permissions: string[]) =>
    withTenant(server.db, tenantId, () =>
      Role.create({ tenantId, code, name: code, nameKey: code, permissions }),
    )
  await make('planner', ['plans:create'])
  await make('installer', ['installs:manage', 'plans:create'])
  t.is((await set(path, [{ ...designers, role: 'planner' }])).status, 200)
  t.is((await set(path, [{ ...designers, role: 'nobodys' }])).body.errors[0].pointer, '/items/0/role')
  const { token } = await server.makePerson(tenantId, 'installer')
  const put = (items: unknown[]) => server.request('PUT', base + path, { token, json: { items } })
  t.is((await put([{ ...designers, role: 'planner' }])).status, 200)
  const refused = await put([{ ...designers, role: 'admin' }])
  t.is(refused.status, 403)
  t.truthy(refused.body.missing)
  await set(path, [{ ...bosses, role: 'admin' }])
  // What stood there stays: they gave it to nobody.
  t.is(
    (
      await put([
        { ...bosses, role: 'admin' },
        { ...designers, role: 'planner' },
      ])
    ).status,
    200,
  )
  t.is((await list(path)).length, 2)
})

test('each change is on record, with who did it', async (t) => {
  const { id: tenantId, admin, bind, set } = await open()
  const { id, path, workspaceId } = await bind()
  await set(path, [designers])
  await set(path, [{ ...designers, role: 'operator' }])
  const acts = (await readActs(server.db, tenantId)).filter(({ action }) => action === 'role_map.set')
  t.is(acts.length, 1)
  t.like(acts[0], {
    actorId: admin.id, permission: 'installs:manage', outcome: 'allowed', targetKind: 'install', targetId: id,
    details: {
      platform: 'discord', workspaceId,
      roles: [{ platformRoleId: designers.platform_role_id, role: 'marketing' }],
    },
  }) // biome-ignore format: one act
})

test('another tenant’s map is not there, by whichever path', async (t) => {
  const [mine, other] = [await open(), await open()]
  const [own, theirs] = [await mine.bind(), await other.bind()]
  await mine.set(own.path, [bosses])
  await other.set(theirs.path, [designers])
  const { token } = mine.admin
  const json = { items: [{ ...designers, role: 'admin' }] }
  for (const method of ['GET', 'PUT']) {
    const body = method === 'PUT' ? { json } : {}
    t.is((await server.request(method, other.base + theirs.path, { token, ...body })).status, 404)
    t.is((await mine.send(method, theirs.path, body)).status, 404, 'own tenant, their id')
    t.is((await mine.send(method, `/installs/${uuid()}/role-map`, body)).status, 404)
    t.is((await mine.send(method, '/installs/none/role-map', body)).status, 404)
  }
  t.deepEqual(await other.list(theirs.path), [designers])
  t.deepEqual(await mine.list(own.path), [bosses])
})

test('it needs the right to manage installations; operators have it', async (t) => {
  const { id: tenantId, base, bind, list } = await open()
  const { path } = await bind()
  const json = { items: [designers] }
  for (const role of systemRoles.filter((one) => one !== 'admin')) {
    const { token } = await server.makePerson(tenantId, role)
    for (const [method, body] of [['GET', {}], ['PUT', { json }]] as const) // biome-ignore format: two requests
      t.like(await server.request(method, base + path, { token, ...body }), {
        status: 403,
        body: { missing: 'installs:manage' },
      })
  }
  t.is((await server.request('GET', base + path)).status, 401)
  t.is((await server.request('PUT', base + path, { json })).status, 401)
  t.deepEqual(await list(path), [])
  const { token } = await server.makeOperator()
  t.is((await server.request('PUT', base + path, { token, json })).status, 200)
  t.deepEqual(await list(path), [designers])
})
