import test from 'ava'
import { v7 as uuidv7 } from 'uuid'
import { installCodeRoutes } from '../../api/routes/install-codes.ts'
import { permissions } from '../../core/access/permissions.ts'
import { endAccessOf } from '../../core/tenancy/end-holder-access.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import { startTestServer, type TestMember, type TestServer } from '../helpers/server.ts'

let server: TestServer
const shared = afterAll(test)
test.before(async () => {
  server = await startTestServer(shared, { routes: installCodeRoutes })
})

const me = (token: string) => server.request('GET', '/v1/auth/me', { token })
const refresh = (refresh_token: string) =>
  server.request('POST', '/v1/auth/refresh', { json: { refresh_token } })
const enter = async ({ login, password }: Pick<TestMember, 'login' | 'password'>, agent = 'a test') => {
  const { body, status } = await server.request('POST', '/v1/auth/token', {
    json: { login, password },
    headers: { 'user-agent': agent },
  })
  return { status, token: body.access_token as string, refreshToken: body.refresh_token as string }
}
const sessions = (token: string, query = '') => server.request('GET', `/v1/auth/sessions${query}`, { token })
const actionsOf = async (tenantId: string, actorId: string) => {
  const rows = await withTenant(server.db, tenantId, () =>
    server.db.models.AuditEvent.findAll({ where: { tenantId, actorId }, order: ['id'] }),
  )
  return rows.map(({ action }) => action)
}

test('the own sessions are listed, newest first, page by page', async (t) => {
  const { id: tenantId } = await server.makeTenant()
  const person = await server.makePerson(tenantId)
  const other = await server.makePerson(tenantId)
  const phone = await enter(person, 'a phone')
  const { body: all } = await sessions(phone.token)
  t.deepEqual(
    all.items.map(({ is_current }: { is_current: boolean }) => is_current),
    [true, false],
  )
  t.is(all.items[0].user_agent, 'a phone')
  const dayMs = 24 * 3_600_000
  const lifeMs = Date.parse(all.items[0].expires_at) - Date.parse(all.items[0].started_at)
  t.true(Math.abs(lifeMs - 7 * dayMs) < 60_000, `${lifeMs}`)
  const first = await sessions(phone.token, '?limit=1')
  const second = await sessions(phone.token, `?limit=1&cursor=${first.body.next_cursor}`)
  t.deepEqual([...first.body.items, ...second.body.items], all.items)
  t.is(second.body.next_cursor, null)
  // Renewing keeps the session and its beginning.
  const renewed = await refresh(person.refreshToken)
  const { body: after } = await sessions(renewed.body.access_token)
  t.is(after.items[1].id, all.items[1].id)
  t.is(after.items[1].started_at, all.items[1].started_at)
  t.true(after.items[1].last_used_at > all.items[1].last_used_at)
  t.is((await sessions(other.token)).body.items.length, 1)
})

test('one session is ended: its tokens at once, the others go on', async (t) => {
  const { id: tenantId } = await server.makeTenant()
  const person = await server.makePerson(tenantId)
  const lost = await enter(person)
  t.is((await me(lost.token)).status, 200)
  const id = (await sessions(lost.token)).body.items[0].id
  t.is((await server.request('DELETE', `/v1/auth/sessions/${id}`, { token: person.token })).status, 204)
  t.is((await me(lost.token)).status, 401)
  t.is((await refresh(lost.refreshToken)).status, 401)
  t.is((await me(person.token)).status, 200)
  t.is((await server.request('DELETE', `/v1/auth/sessions/${id}`, { token: person.token })).status, 404)
  t.true((await actionsOf(tenantId, person.id)).includes('session.closed'))
})

test('nobody else’s session is seen or ended', async (t) => {
  const [mine, theirs] = [await server.makeTenant(), await server.makeTenant()]
  const person = await server.makePerson(mine.id, 'admin')
  for (const victim of [
    await server.makePerson(mine.id),
    await server.makePerson(theirs.id),
    await server.makeOperator(),
  ]) {
    const id = (await sessions(victim.token)).body.items[0].id
    const ended = await server.request('DELETE', `/v1/auth/sessions/${id}`, { token: person.token })
    t.is(ended.status, 404)
    t.is((await me(victim.token)).status, 200)
    const { body } = await sessions(person.token)
    t.false(JSON.stringify(body).includes(id))
  }
  t.is((await server.request('DELETE', `/v1/auth/sessions/${uuidv7()}`, { token: person.token })).status, 404)
})

test('all other sessions are ended, and with `all` the own one too', async (t) => {
  const operator = await server.makeOperator()
  const others = [await enter(operator), await enter(operator)]
  for (const { token } of others) t.is((await me(token)).status, 200)
  const end = (query = '') => server.request('DELETE', `/v1/auth/sessions${query}`, { token: operator.token })
  t.deepEqual((await end()).body, { ended: 2 })
  for (const { token, refreshToken } of others) {
    t.is((await me(token)).status, 401)
    t.is((await refresh(refreshToken)).status, 401)
  }
  t.is((await me(operator.token)).status, 200)
  const all = await end('?all=true')
  t.deepEqual(all.body, { ended: 1 })
  t.true(all.headers.getSetCookie().every((line) => line.includes('Max-Age=0')))
  t.is((await me(operator.token)).status, 401)
})

test('an ended access ends with the change that ends it: sessions and refresh tokens, on all devices', async (t) => {
  const { id: tenantId } = await server.makeTenant()
  const person = await server.makePerson(tenantId)
  const { db } = server
  const holder = { kind: 'person' as const, id: person.id, tenantId }
  await t.throwsAsync(
    withTenant(db, tenantId, async () => {
      await endAccessOf(db, holder)
      throw new Error('undone')
    }),
  )
  const renewed = await refresh(person.refreshToken)
  t.is(renewed.status, 200)
  await withTenant(db, tenantId, () => endAccessOf(db, holder))
  t.is((await refresh(renewed.body.refresh_token)).body.code, 'unauthenticated')
  t.is((await me(renewed.body.access_token)).status, 401)
  const again = await enter(person)
  t.is((await sessions(again.token)).body.items.length, 1)
})

test('the own password is changed by who knows it; all that was open ends', async (t) => {
  const { id: tenantId } = await server.makeTenant()
  const person = await server.makePerson(tenantId)
  const other = await enter(person)
  const change = (current_password: string, password: string, token = person.token) =>
    server.request('PUT', '/v1/auth/password', { token, json: { current_password, password } })
  const next = 'a much better secret 42'
  t.is((await change('not the old one', next)).status, 401)
  const weak = await change(person.password, 'password')
  t.is(weak.status, 422)
  t.deepEqual(
    weak.body.errors.map(({ pointer }: { pointer: string }) => pointer),
    ['/password'],
  )
  const changed = await change(person.password, next)
  t.is(changed.status, 200)
  for (const { token, refreshToken } of [person, other]) {
    t.is((await me(token)).status, 401)
    t.is((await refresh(refreshToken)).status, 401)
  }
  t.is((await me(changed.body.access_token)).status, 200)
  t.is((await enter(person)).status, 401)
  t.is((await enter({ ...person, password: next })).status, 200)
  t.true((await actionsOf(tenantId, person.id)).includes('password.changed'))
})

test('a password that breaks rules is told each of them', async (t) => {
  const person = await server.makeOperator()
  const rulesOf = async (password: string) => {
    const { body, status } = await server.request('PUT', '/v1/auth/password', {
      token: person.token,
      json: { current_password: person.password, password },
      headers: { 'accept-language': 'en' },
    })
    t.is(status, 422, password)
    t.regex(body.detail, /8 to 256 characters/)
    return body.errors.map(({ reason }: { reason: string }) => reason)
  }
  const [short, long, common, own] = [
    'It needs at least 8 characters.', 'It has at most 256 characters.', 'It is one of the commonest.',
    'It is your login.',
  ] // biome-ignore format: the reasons
  t.deepEqual(await rulesOf('Qwerty'), [short, common])
  t.deepEqual(await rulesOf('x'.repeat(257)), [long])
  t.deepEqual(await rulesOf('ＰＡＳＳＷＯＲＤ'), [common])
  t.deepEqual(await rulesOf(person.login.toUpperCase()), [own])
  t.deepEqual(await rulesOf(person.login.split('@')[0] ?? ''), [own])
})

interface Made {
  token: string
  id: string
}
const makeToken = async (maker: string, json: object, tenant?: string): Promise<Made> => {
  const { body } = await server.request('POST', '/v1/service-tokens', { token: maker, tenant, json })
  return { token: body.token, id: body.id }
}

test('a program may what its token says, and nothing about accounts', async (t) => {
  const { id: tenantId, clientId } = await server.makeTenant()
  const admin = await server.makePerson(tenantId, 'admin')
  const json = { name: 'Nightly', scopes: ['installs:manage'] }
  const made = await server.request('POST', '/v1/service-tokens', { token: admin.token, json })
  t.is(made.status, 201)
  const { token, id } = made.body
  t.regex(token, /^sxt_[\w-]{65}$/)
  const dayMs = 24 * 3_600_000
  t.true(Math.abs(Date.parse(made.body.expires_at) - Date.now() - dayMs) < 60_000)
  const codes = `/v1/tenants/${clientId}/install-codes`
  const code = await server.request('POST', codes, { token })
  t.is(code.status, 201)
  t.is(code.body.created_by, `service:${id}`)
  const bare = await makeToken(admin.token, { name: 'Bare', scopes: ['assistants:use'] })
  const denied = await server.request('POST', codes, { token: bare.token })
  t.deepEqual([denied.status, denied.body.missing], [403, 'installs:manage'])
  const all = permissions.filter((code) => code !== 'tenants:manage')
  const strong = await makeToken(admin.token, { name: 'Strong', scopes: all })
  for (const [method, path, body] of [
    ['GET', '/v1/auth/me'],
    ['GET', '/v1/auth/sessions'],
    ['DELETE', '/v1/auth/sessions'],
    ['POST', '/v1/auth/logout'],
    ['PUT', '/v1/auth/password', { current_password: 'x', password: 'a much better secret' }],
    ['GET', '/v1/service-tokens'],
    ['POST', '/v1/service-tokens', json],
    ['DELETE', `/v1/service-tokens/${id}`],
    ['GET', '/v1/tenants'],
    ['POST', '/v1/tenants', { client_id: 'x', name: 'x' }],
  ] as const)
    t.is(
      (await server.request(method, path, { token: strong.token, json: body })).status,
      403,
      `${method} ${path}`,
    )
  const elsewhere = await server.makeTenant()
  const foreign = `/v1/tenants/${elsewhere.clientId}/install-codes`
  t.is((await server.request('POST', foreign, { token })).status, 404)
  t.is((await server.request('POST', codes, { token, tenant: elsewhere.clientId })).status, 404)
})

test('a token is listed without itself, stored as a hash, and ended at once', async (t) => {
  const { id: tenantId, clientId } = await server.makeTenant()
  const admin = await server.makePerson(tenantId, 'admin')
  const { token, id } = await makeToken(admin.token, { name: 'A', scopes: ['installs:manage'] })
  const codes = `/v1/tenants/${clientId}/install-codes`
  t.is((await server.request('GET', codes, { token })).status, 200)
  const list = await server.request('GET', '/v1/service-tokens', { token: admin.token })
  t.like(list.body.items[0], { id, name: 'A', scopes: ['installs:manage'], revoked_at: null })
  t.truthy(list.body.items[0].last_used_at)
  t.false(list.text.includes(token))
  const { db } = server
  const rows = await withTenant(db, tenantId, () => db.models.ServiceToken.findAll({ where: { tenantId } }))
  t.false(JSON.stringify(rows).includes(token.slice(26)))
  t.is((await server.request('DELETE', `/v1/service-tokens/${id}`, { token: admin.token })).status, 204)
  t.is((await server.request('GET', codes, { token })).status, 401)
  const over = await makeToken(admin.token, { name: 'B', scopes: ['installs:manage'] })
  await withTenant(db, tenantId, () =>
    db.models.ServiceToken.update({ expiresAt: new Date(0) }, { where: { tenantId, id: over.id } }),
  )
  t.is((await server.request('GET', codes, { token: over.token })).status, 401)
  const actions = await actionsOf(tenantId, admin.id)
  t.true(actions.includes('service_token.created') && actions.includes('service_token.revoked'))
})

test('a token has no scope that its maker lacks, and belongs to its tenant', async (t) => {
  const [mine, theirs] = [await server.makeTenant(), await server.makeTenant()]
  const admin = await server.makePerson(mine.id, 'admin')
  const marketing = await server.makePerson(mine.id, 'marketing')
  const stranger = await server.makePerson(theirs.id, 'admin')
  const operator = await server.makeOperator()
  const make = (token: string, scopes: string[], tenant?: string) =>
    server.request('POST', '/v1/service-tokens', { token, tenant, json: { name: 'T', scopes } })
  t.is((await make(marketing.token, ['assistants:use'])).body.missing, 'users:manage')
  t.is((await make(admin.token, ['tenants:manage'])).status, 403)
  t.is((await make(operator.token, ['tenants:manage'], mine.clientId)).status, 403)
  t.is((await make(admin.token, ['nothing:known'])).status, 422)
  t.is((await make(admin.token, [])).status, 422)
  const own = await make(operator.token, ['audit:view'], mine.clientId)
  t.is(own.status, 201)
  const path = `/v1/service-tokens/${own.body.id}`
  t.is((await server.request('DELETE', path, { token: stranger.token })).status, 404)
  const listed = await server.request('GET', '/v1/service-tokens', { token: stranger.token })
  t.deepEqual(listed.body.items, [])
})

test('no made-up service token is let in', async (t) => {
  const { id: tenantId, clientId } = await server.makeTenant()
  const admin = await server.makePerson(tenantId, 'admin')
  const { token } = await makeToken(admin.token, { name: 'A', scopes: ['installs:manage'] })
  const other = await server.makeTenant()
  const foreign = Buffer.from(other.id.replaceAll('-', ''), 'hex').toString('base64url')
  const last = token.endsWith('A') ? 'B' : 'A'
  for (const forged of [
    'sxt_', `sxt_${'A'.repeat(65)}`, `${token}A`, token.slice(0, -1), `${token.slice(0, -2)}${last}${last}`,
    token.toUpperCase(), `sxt_${foreign}${token.slice(26)}`, token.slice(4),
  ]) // biome-ignore format: a list
    t.is(
      (await server.request('GET', `/v1/tenants/${clientId}/install-codes`, { token: forged })).status,
      401,
    )
})

test('what no longer has any use is swept', async (t) => {
  const { db } = server
  const { sweepSessions } = await import('../../core/tenancy/sessions.ts')
  await asOwner(db, () =>
    db.models.SignInCounter.create({ key: `old:${uuidv7()}`, points: 1, strikes: 0, endsAt: new Date(0) }),
  )
  t.true((await sweepSessions(db)) >= 1)
  t.is(await asOwner(db, () => db.models.SignInCounter.count({ where: { endsAt: new Date(0) } })), 0)
})
