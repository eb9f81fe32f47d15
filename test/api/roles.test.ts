import test from 'ava'
import { permissionRoutes } from '../../api/routes/permissions.ts'
import { roleRoutes } from '../../api/routes/roles.ts'
import { serviceRoutes } from '../../api/routes/services.ts'
import { userRoutes } from '../../api/routes/users.ts'
import { grantable, rolePermissions, systemRoles } from '../../core/access/permissions.ts'
import { withTenant } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import { readActs } from '../helpers/installs.ts'
import { startTestServer, type TestRequest, type TestServer } from '../helpers/server.ts'

let server: TestServer
const shared = afterAll(test)
test.before(async () => {
  const routes = (services: { db: TestServer['db'] }) => [
    ...permissionRoutes(),
    ...roleRoutes(services),
    ...serviceRoutes(services),
    ...userRoutes(services),
  ]
  server = await startTestServer(shared, { routes })
})

interface Listed {
  id: string
  code: string
  name: string
  permissions: string[]
}

const open = async () => {
  const tenant = await server.makeTenant()
  const admin = await server.makePerson(tenant.id, 'admin')
  const send = (method: string, path: string, json?: unknown, request: TestRequest = {}) =>
    server.request(method, path, { token: admin.token, json, ...request })
  const list = async (): Promise<Listed[]> => (await send('GET', '/v1/roles?limit=200')).body.items
  const roleOf = async (code: string): Promise<Listed> => (await list()).find((one) => one.code === code)!
  /** A role of the tenant's own that holds these. */
  const make = (code: string, permissions: readonly string[]) =>
    send('POST', '/v1/roles', { code, name: `Role ${code}`, permissions })
  /** Somebody who has them all but those. */
  const without = async (code: string, ...lacking: string[]) => {
    await make(
      code,
      grantable.filter((permission) => !lacking.includes(permission)),
    )
    return server.makePerson(tenant.id, code)
  }
  return { ...tenant, admin, send, list, roleOf, make, without }
}

test('a tenant comes with five roles, in both languages, and all permissions have words', async (t) => {
  const { send, list, roleOf } = await open()
  t.deepEqual(
    (await list()).map(({ code }) => code),
    [...systemRoles],
  )
  for (const role of systemRoles)
    t.deepEqual((await roleOf(role)).permissions, [...rolePermissions[role]].sort())
  const french = await send('GET', '/v1/roles', undefined, { headers: { 'accept-language': 'fr' } })
  t.is(french.body.items[1].name, 'DSI')
  const { items } = (await send('GET', '/v1/permissions')).body
  t.deepEqual(
    items.map(({ code }: { code: string }) => code),
    grantable,
  )
  t.deepEqual(items[0], {
    code: 'projects:create', domain: 'projects', action: 'create',
    labels: { fr: 'Créer des projets', en: 'Create projects' },
  }) // biome-ignore format: one permission
})

test('a role is made, read, changed in its own version, and deleted; each act is on record', async (t) => {
  const { id: tenantId, send, make } = await open()
  const made = await make('planner', ['plans:create', 'plans:create', 'plans:export'])
  t.is(made.status, 201)
  t.like(made.body, { code: 'planner', is_system: false })
  t.deepEqual(made.body.permissions, ['assistants:use', 'datasets:query', 'plans:create', 'plans:export'])
  const path = made.headers.get('location')!
  const etag = made.headers.get('etag')!
  t.deepEqual((await send('GET', path)).body, made.body)
  const headers = { 'if-match': etag }
  const renamed = await send('PATCH', path, { name: 'Planning' }, { headers })
  t.is(renamed.status, 200)
  t.like(renamed.body, { name: 'Planning', permissions: made.body.permissions })
  t.is((await send('PATCH', path, { name: 'Late' }, { headers })).status, 412)
  t.is((await send('PUT', `${path}/permissions`, { permissions: [] }, { headers })).status, 412)
  const emptied = await send('PUT', `${path}/permissions`, { permissions: [] })
  t.deepEqual(emptied.body.permissions, ['assistants:use', 'datasets:query'], 'what everybody holds stays')
  t.is((await send('DELETE', path)).status, 204)
  t.is((await send('GET', path)).status, 404)
  const acts = (await readActs(server.db, tenantId)).filter(({ targetKind }) => targetKind === 'role')
  t.deepEqual(acts.map(({ action }) => action).sort(), [
    'role.created', 'role.deleted', 'role.updated', 'role.updated',
  ]) // biome-ignore format: one list
  const held = made.body.permissions.toSorted()
  const bare = ['assistants:use', 'datasets:query']
  t.deepEqual(
    acts.map(({ changes }) => changes),
    [
      { name: { before: null, after: made.body.name }, permissions: { before: null, after: held } },
      { name: { before: made.body.name, after: 'Planning' } },
      { permissions: { before: held, after: bare } },
      { name: { before: 'Planning', after: null }, permissions: { before: bare, after: null } },
    ],
  )
})

test('codes and names that are taken or look like another are refused', async (t) => {
  const { send, make, roleOf } = await open()
  await make('planner', [])
  for (const [code, name] of [
    ['planner', 'Something else'],
    ['admin', 'Something else'],
    ['other', 'rolе planner'],
    ['other', 'R o l e Planner'],
    ['other', 'Administrateur'],
    ['other', 'Аdmin'],
    ['other', 'DSI'],
  ]) {
    const { status, body } = await send('POST', '/v1/roles', { code, name, permissions: [] })
    t.is(status, 409, `${code} ${name}`)
    t.is(body.code, 'conflict')
  }
  for (const body of [
    { code: 'Other', name: 'x', permissions: [] },
    { code: 'o-r', name: 'x', permissions: [] },
    { code: 'other', name: ' ', permissions: [] },
    { code: 'other', name: 'a\u202eb', permissions: [] },
    { code: 'other', name: 'a\u0000b', permissions: [] },
    { code: 'other', name: 'x', permissions: ['tenants:manage'] },
    { code: 'other', name: 'x', permissions: ['projects:paint'] },
    { code: 'other', name: 'x', permissions: 'projects:view' },
  ])
    t.is((await send('POST', '/v1/roles', body)).status, 422, JSON.stringify(body))
  const { id } = await roleOf('it')
  t.is((await send('PATCH', `/v1/roles/${id}`, { name: 'Informatique' })).body.name, 'Informatique')
  t.is((await send('PATCH', `/v1/roles/${id}`, { code: 'that' })).status, 400)
})

test('system roles can hold more or less, and stay; administrators keep what gives rights back', async (t) => {
  const { send, roleOf } = await open()
  const { id, permissions } = await roleOf('finance')
  const changed = await send('PUT', `/v1/roles/${id}/permissions`, {
    permissions: [...permissions, 'projects:create'],
  })
  t.true(changed.body.permissions.includes('projects:create'))
  const kept = await send('DELETE', `/v1/roles/${id}`)
  t.is(kept.status, 409)
  const admin = await roleOf('admin')
  for (const lost of ['users:manage', 'roles:manage']) {
    const left = admin.permissions.filter((code) => code !== lost)
    const { status, body } = await send('PUT', `/v1/roles/${admin.id}/permissions`, { permissions: left })
    t.is(status, 409)
    t.regex(body.detail, new RegExp(lost))
  }
  const fewer = admin.permissions.filter((code) => code !== 'llm:manage')
  t.is((await send('PUT', `/v1/roles/${admin.id}/permissions`, { permissions: fewer })).status, 200)
})

test('a role that somebody bears cannot go', async (t) => {
  const { id: tenantId, send, make } = await open()
  const { id } = (await make('planner', [])).body
  const zoe = await server.makePerson(tenantId, 'planner')
  t.is((await send('DELETE', `/v1/roles/${id}`)).status, 409)
  t.is((await send('PATCH', `/v1/users/${zoe.id}`, { role: 'it' })).status, 200)
  t.is((await send('DELETE', `/v1/roles/${id}`)).status, 204)
})

test('what a role may do counts from the next request on, for whoever is signed in already', async (t) => {
  const { id: tenantId, send, make } = await open()
  const { id } = (await make('planner', [])).body
  const { token } = await server.makePerson(tenantId, 'planner')
  const ask = async () => (await server.request('GET', '/v1/users', { token })).status
  t.is(await ask(), 403)
  await send('PUT', `/v1/roles/${id}/permissions`, { permissions: ['users:manage'] })
  const until = Date.now() + 60_000
  let status = await ask()
  while (status === 403 && Date.now() < until) status = await ask()
  t.is(status, 200, 'within a minute')
  await send('PUT', `/v1/roles/${id}/permissions`, { permissions: [] })
  while (status === 200 && Date.now() < until) status = await ask()
  t.is(status, 403)
})

test('nobody gives a permission away without having it', async (t) => {
  const { id: tenantId, send, make, without, roleOf } = await open()
  const maker = await without('almost', 'credentials:manage')
  const as = { token: maker.token }
  const missing = { status: 403, body: { code: 'forbidden', missing: 'credentials:manage' } }
  const permissions = ['credentials:manage', 'plans:create']
  t.like(await send('POST', '/v1/roles', { code: 'mine', name: 'Mine', permissions }, as), missing)
  const own = await roleOf('almost')
  const path = `/v1/roles/${own.id}`
  const more = [...own.permissions, 'credentials:manage']
  t.like(await send('PATCH', path, { permissions: more }, as), missing)
  t.like(await send('PUT', `${path}/permissions`, { permissions: more }, as), missing)
  t.deepEqual((await roleOf('almost')).permissions, own.permissions)
  const json = { name: 'Nightly', scopes: ['credentials:manage'] }
  t.like(await server.request('POST', '/v1/service-tokens', { ...as, json }), missing)
  const tries = (await readActs(server.db, tenantId)).filter(({ action }) => action === 'escalation.refused')
  t.deepEqual(
    tries.map(({ actorId, details }) => [actorId, details]),
    ['role.created', 'role.updated', 'role.updated', 'service_token.created'].map((act) => [
      maker.id,
      { act, missing: 'credentials:manage' },
    ]),
    'each try is on record',
  )
  // What a role has already they need not have, to take something else from it.
  const other = (await make('other', ['credentials:manage', 'plans:create'])).body
  const left = await send('PATCH', `/v1/roles/${other.id}`, { permissions: ['credentials:manage'] }, as)
  t.is(left.status, 200)
})

test('services: made, listed, renamed, refused when they look alike, deleted without their people', async (t) => {
  const { id: tenantId, admin, send } = await open()
  const make = (name: string) => send('POST', '/v1/services', { name })
  const [study, sales] = [await make('  Études '), await make('Sales')]
  t.is(study.status, 201)
  t.is(study.body.name, 'Études')
  t.is((await make('sаles')).status, 409, 'a Cyrillic a')
  for (const name of ['', ' ', 'a\u200bb', 'x'.repeat(81), 1]) t.is((await make(name as string)).status, 422)
  const path = `/v1/services/${study.body.id}`
  const headers = { 'if-match': study.headers.get('etag')! }
  t.is((await send('PATCH', path, { name: 'Sales' })).status, 409)
  t.is((await send('PATCH', path, { name: 'Studies' }, { headers })).body.name, 'Studies')
  t.is((await send('PATCH', path, { name: 'Late' }, { headers })).status, 412)
  t.is((await send('GET', path)).body.name, 'Studies')
  t.is((await send('PATCH', `/v1/users/${admin.id}`, { service_id: study.body.id })).status, 200)
  t.is((await send('DELETE', path)).status, 409)
  t.is((await send('DELETE', `${path}?move_to=${study.body.id}`)).status, 422, 'to itself')
  t.is((await send('DELETE', `${path}?move_to=${sales.body.id}`)).status, 204)
  t.is((await send('GET', `/v1/users/${admin.id}`)).body.service_id, sales.body.id)
  t.is((await send('DELETE', `/v1/services/${sales.body.id}?move_to=none`)).status, 204)
  t.is((await send('GET', `/v1/users/${admin.id}`)).body.service_id, null)
  t.deepEqual((await send('GET', '/v1/services')).body.items, [])
  const acts = (await readActs(server.db, tenantId)).filter(({ targetKind }) => targetKind === 'service')
  t.is(acts.length, 5)
})

/** Every mutating route of roles and services, and the one permission that it needs. */
const guarded = [
  ['POST', '/v1/roles', 'roles:manage'],
  ['PATCH', '/v1/roles/:role', 'roles:manage'],
  ['PUT', '/v1/roles/:role/permissions', 'roles:manage'],
  ['DELETE', '/v1/roles/:role', 'roles:manage'],
  ['POST', '/v1/services', 'services:manage'],
  ['PATCH', '/v1/services/:service', 'services:manage'],
  ['DELETE', '/v1/services/:service', 'services:manage'],
] as const
const bodies: Record<string, unknown> = {
  'POST /v1/roles': { code: 'made', name: 'Made', permissions: [] },
  'PATCH /v1/roles/:role': { name: 'Changed' },
  'PUT /v1/roles/:role/permissions': { permissions: [] },
  'POST /v1/services': { name: 'Made' },
  'PATCH /v1/services/:service': { name: 'Changed' },
}

test('each act needs its one permission, and no other gives it', async (t) => {
  const { id: tenantId, send, make, without } = await open()
  await make('roles_only', ['roles:manage'])
  await make('services_only', ['services:manage'])
  const only: Record<string, string> = {
    'roles:manage': (await server.makePerson(tenantId, 'roles_only')).token,
    'services:manage': (await server.makePerson(tenantId, 'services_only')).token,
  }
  const allBut: Record<string, string> = {
    'roles:manage': (await without('no_roles', 'roles:manage')).token,
    'services:manage': (await without('no_services', 'services:manage')).token,
  }
  const role = (await make('target', [])).body.id
  const service = (await send('POST', '/v1/services', { name: 'Target' })).body.id
  for (const [method, at, permission] of guarded) {
    const path = at.replace(':role', role).replace(':service', service)
    const json = bodies[`${method} ${at}`]
    const refused = await send(method, path, json, { token: allBut[permission] })
    t.like(refused, { status: 403, body: { missing: permission } }, `${method} ${at}`)
    const passed = await send(method, path, json, { token: only[permission] })
    t.true(passed.status < 300, `${method} ${at}: ${passed.text}`)
  }
  const denied = (await readActs(server.db, tenantId)).filter(({ action }) => action === 'request.denied')
  t.is(denied.length, guarded.length)
})

test('another tenant’s roles and services are not there, and names are each tenant’s own', async (t) => {
  const [mine, other] = [await open(), await open()]
  const role = (await other.make('planner', [])).body.id
  const service = (await other.send('POST', '/v1/services', { name: 'Sales' })).body.id
  t.is((await mine.make('planner', [])).status, 201)
  const own = (await mine.send('POST', '/v1/services', { name: 'Sales' })).body.id
  t.is((await mine.list()).length, 6)
  t.is((await mine.send('GET', '/v1/services')).body.items.length, 1)
  for (const [method, at] of guarded.filter(([, path]) => path.includes(':'))) {
    const path = at.replace(':role', role).replace(':service', service)
    t.is((await mine.send(method, path, bodies[`${method} ${at}`])).status, 404, `${method} ${at}`)
  }
  t.is((await mine.send('DELETE', `/v1/services/${own}?move_to=${service}`)).status, 422)
  t.is((await mine.send('GET', `/v1/roles/${role}`)).status, 404)
  t.is((await mine.send('GET', `/v1/services/${service}`)).status, 404)
  const rows = await withTenant(server.db, other.id, () =>
    server.db.models.Role.count({ where: { tenantId: other.id, code: 'planner' } }),
  )
  t.is(rows, 1)
})
