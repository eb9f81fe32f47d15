import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import test from 'ava'
import { SignJWT } from 'jose'
import { v7 as uuidv7 } from 'uuid'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import { startTestServer, type TestServer } from '../helpers/server.ts'

let server: TestServer
const shared = afterAll(test)
test.before(async () => {
  server = await startTestServer(shared)
})

const me = (token: string, headers: Record<string, string> = {}) =>
  server.request('GET', '/v1/auth/me', { token, headers })
const refresh = (refresh_token: string) =>
  server.request('POST', '/v1/auth/refresh', { json: { refresh_token } })

test('an operator signs in with e-mail and password and learns who it is', async (t) => {
  const operator = await server.makeOperator()
  const { status, body } = await me(operator.token)
  t.is(status, 200)
  t.like(body, { id: operator.id, kind: 'operator', email: operator.login, is_admin: true, tenant_id: null })
})

test('a person signs in by user name too, whatever its case, without naming a tenant', async (t) => {
  const { id: tenantId } = await server.makeTenant()
  const person = await server.makePerson(tenantId, 'finance')
  const userName = `Marie-${uuidv7()}`
  await withTenant(server.db, tenantId, () =>
    server.db.models.Person.update({ userName }, { where: { tenantId, id: person.id } }),
  )
  const { status, body } = await server.request('POST', '/v1/auth/token', {
    json: { login: userName.toUpperCase(), password: person.password },
  })
  t.is(status, 200)
  t.is(body.token_type, 'Bearer')
  t.is(body.expires_in, 1800)
  const { body: who } = await me(body.access_token)
  t.like(who, { id: person.id, role: 'finance', tenant_id: tenantId, is_admin: false })
  t.true(who.permissions.includes('quotas:view'))
  t.false(who.permissions.includes('users:manage'))
})

test('the access token says what clients need', async (t) => {
  const { id: tenantId } = await server.makeTenant()
  const { token, id, login } = await server.makePerson(tenantId, 'admin')
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  t.like(claims, { sub: id, email: login, role: 'admin', is_admin: true, tenant: tenantId, token_version: 1 })
  t.is(claims.exp - claims.iat, 1800)
  t.truthy(claims.jti)
  t.true(claims.perms.includes('users:manage'))
})

test('wrong password and unknown login get the same answer', async (t) => {
  const { login } = await server.makeOperator()
  const wrong = await server.request('POST', '/v1/auth/token', { json: { login, password: 'not this one' } })
  const unknown = await server.request('POST', '/v1/auth/token', {
    json: { login: `nobody-${uuidv7()}@example.org`, password: 'not this one' },
  })
  const same = ({ body: { instance: _, request_id: __, timestamp: ___, ...rest } }: typeof wrong) => rest
  t.is(wrong.status, 401)
  t.deepEqual(same(wrong), same(unknown))
  t.is(wrong.body.code, 'sign_in_failed')
})

test('five failures and the sixth attempt waits, even with the right password; others are let in', async (t) => {
  const [victim, other] = [await server.makeOperator(), await server.makeOperator()]
  const attempt = (login: string, password: string) =>
    server.request('POST', '/v1/auth/token', { json: { login, password } })
  for (let i = 0; i < 5; i += 1) t.is((await attempt(victim.login, `guess ${i}`)).status, 401)
  const sixth = await attempt(victim.login, victim.password)
  t.is(sixth.status, 429)
  const seconds = Number(sixth.headers.get('retry-after'))
  t.true(seconds > 800 && seconds <= 900, `${seconds}`)
  t.is((await attempt(other.login, other.password)).status, 200)
})

test('a browser that signed in before gets in while others guess from its own address', async (t) => {
  const { login, password } = await server.makeOperator()
  const attempt = (guess: string, cookie = '') =>
    server.request('POST', '/v1/auth/token', {
      json: { login, password: guess, cookie: true },
      headers: { cookie },
    })
  const lines = (await attempt(password)).headers.getSetCookie()
  const cookie = lines.find((line) => line.startsWith('sextant_device='))?.split(';')[0] ?? ''
  for (let n = 0; n < 5; n += 1) t.is((await attempt(`guess ${n}`)).status, 401)
  t.is((await attempt(password)).status, 429)
  t.is((await attempt(password, cookie)).status, 200)
  const other = await server.makeOperator()
  const own = await server.request('POST', '/v1/auth/token', {
    json: { login: other.login, password: other.password },
    headers: { cookie },
  })
  t.is(own.status, 200, 'the mark of another account does no harm')
})

test('a refresh gives a new pair; the old refresh token then ends the session', async (t) => {
  const operator = await server.makeOperator()
  const second = await refresh(operator.refreshToken)
  t.is(second.status, 200)
  t.is((await me(second.body.access_token)).status, 200)
  const replay = await refresh(operator.refreshToken)
  t.is(replay.status, 401)
  t.is(replay.body.code, 'token_reuse')
  t.is((await refresh(second.body.refresh_token)).body.code, 'token_reuse')
  const { db } = server
  const rows = await asOwner(db, () =>
    db.models.DeploymentAuditEvent.findAll({ where: { actorId: operator.id } }),
  )
  t.deepEqual(
    rows.filter(({ action }) => action === 'session.reused').map(({ outcome }) => outcome),
    ['failed', 'failed'],
  )
})

test('signing out voids access and refresh token at once', async (t) => {
  const operator = await server.makeOperator()
  t.is((await me(operator.token)).status, 200)
  t.is((await server.request('POST', '/v1/auth/logout', { token: operator.token })).status, 204)
  t.is((await me(operator.token)).status, 401)
  t.is((await refresh(operator.refreshToken)).status, 401)
})

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

test('no forged token is let in', async (t) => {
  const { token, id } = await server.makeOperator()
  const [header, payload, signature] = token.split('.') as [string, string, string]
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const good = { alg: 'HS256', typ: 'at+jwt' }
  const sign = (change: object, head: object = {}, key: Uint8Array | KeyObject = server.key) =>
    new SignJWT({ ...claims, jti: uuidv7(), ...change }).setProtectedHeader({ ...good, ...head }).sign(key)
  const now = Math.floor(Date.now() / 1000)
  const without = (name: string) => sign({ [name]: undefined })
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = own.publicKey.export({ format: 'jwk' })
  const flipped = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
  t.is((await me(await sign({}))).status, 200, 'the forger itself is sound')
  const forged = {
    'no algorithm': `${encode({ ...good, alg: 'none' })}.${payload}.`,
    'no algorithm, in capitals': `${encode({ ...good, alg: 'NONE' })}.${payload}.x`,
    'no algorithm, with the signature': `${encode({ ...good, alg: 'none' })}.${payload}.${signature}`,
    'no signature': `${header}.${payload}.`,
    'another signature': `${header}.${payload}.AAAA`,
    'a flipped bit': `${header}.${payload}.${flipped}`,
    'half a signature': `${header}.${payload}.${signature.slice(0, 20)}`,
    'another payload': `${header}.${encode({ ...claims, sub: uuidv7() })}.${signature}`,
    'another header': `${encode({ ...good, kid: 'x' })}.${payload}.${signature}`,
    'another key': await sign({}, {}, new Uint8Array(32)),
    'a short key': await sign({}, {}, new TextEncoder().encode('secret')),
    HS384: await sign({}, { alg: 'HS384' }),
    HS512: await sign({}, { alg: 'HS512' }),
    RS256: await sign({}, { alg: 'RS256' }, own.privateKey),
    'a key of its own': await sign({}, { alg: 'RS256', jwk }, own.privateKey),
    'the address of a key': await sign({}, { jku: 'http://127.0.0.1:9/keys' }, new Uint8Array(32)),
    'a file as key': await sign({}, { kid: '../../../dev/null' }, new Uint8Array(1)),
    'SQL as key': await sign({}, { kid: "' union select 'k" }, new TextEncoder().encode('k')),
    'a critical header': await sign({}, { crit: ['exp'], exp: 1 }).catch(
      () => `${encode({ ...good, crit: ['x'], x: 1 })}.${payload}.${signature}`,
    ),
    'an ID token': await sign({}, { typ: 'JWT' }),
    'no type': await sign({}, { typ: undefined }),
    'another audience': await sign({ aud: 'elsewhere' }),
    'another issuer': await sign({ iss: 'elsewhere' }),
    expired: await sign({ exp: now - 60 }),
    'not yet valid': await sign({ nbf: now + 120 }),
    'a time that is none': await sign({ exp: 'tomorrow' }),
    'no end': await without('exp'),
    'no beginning': await without('nbf'),
    'no audience': await without('aud'),
    'no issuer': await without('iss'),
    'no id': await without('jti'),
    'no subject': await without('sub'),
    'no session': await without('sid'),
    'no version': await without('token_version'),
    'another version': await sign({ token_version: 2 }),
    'another subject': await sign({ sub: uuidv7() }),
    'a subject that is no id': await sign({ sub: 'admin' }),
    'another session': await sign({ sid: uuidv7() }),
    'a person of a tenant': await sign({ kind: 'person', tenant: uuidv7() }),
    'an operator in a tenant': await sign({ tenant: uuidv7() }),
    'another kind': await sign({ kind: 'system' }),
  }
  for (const [name, attempt] of Object.entries(forged)) {
    const answer = await me(attempt)
    t.is(answer.status, 401, `${name}, for ${id}`)
    t.is(answer.headers.get('www-authenticate'), 'Bearer realm="sextant"')
  }
  for (const authorization of [
    'Basic b3A6b3A=',
    'Bearer',
    `Bearer ${token} x`,
    `bearer\t${token}`,
    'Bearer sxt_x',
  ])
    t.is(
      (await server.request('GET', '/v1/auth/me', { headers: { authorization } })).status,
      401,
      authorization,
    )
})

test('who is switched off or gets a new token version is out within seconds', async (t) => {
  const operator = await server.makeOperator()
  await asOwner(server.db, () =>
    server.db.models.Operator.update({ isActive: false }, { where: { id: operator.id } }),
  )
  t.is((await me(operator.token)).status, 401)
  t.is((await refresh(operator.refreshToken)).status, 401)
})

test('a page signs in with cookies that scripts and other sites cannot use', async (t) => {
  const { login, password } = await server.makeOperator()
  const signedIn = await server.request('POST', '/v1/auth/token', { json: { login, password, cookie: true } })
  const [session, refreshing, device] = signedIn.headers.getSetCookie() as [string, string, string]
  for (const line of [session, refreshing, device]) t.regex(line, /; HttpOnly; SameSite=Strict$/)
  t.regex(refreshing, /; Path=\/v1\/auth\/refresh;/)
  const cookie = session.split(';')[0] ?? ''
  const logout = (headers: Record<string, string>) =>
    server.request('POST', '/v1/auth/logout', { headers: { cookie, ...headers } })
  t.is((await server.request('GET', '/v1/auth/me', { headers: { cookie } })).status, 200)
  t.is((await logout({})).status, 403)
  t.is((await logout({ 'sec-fetch-site': 'cross-site', origin: server.url })).status, 403)
  t.is((await logout({ 'sec-fetch-site': 'same-site' })).status, 403)
  t.is((await logout({ origin: 'https://evil.example' })).status, 403)
  const next = await server.request('POST', '/v1/auth/refresh', {
    headers: { cookie: refreshing.split(';')[0] ?? '', origin: server.url },
  })
  t.is(next.status, 200)
  const renewed = next.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  t.is((await logout({ 'sec-fetch-site': 'same-origin', cookie: renewed })).status, 204)
})

test('sign-ins that work and fail are on record, without what was typed', async (t) => {
  const { id: tenantId } = await server.makeTenant()
  const { login, id } = await server.makePerson(tenantId)
  await server.request('POST', '/v1/auth/token', { json: { login, password: 'a wrong secret' } })
  const rows = await withTenant(server.db, tenantId, () =>
    server.db.models.AuditEvent.findAll({ where: { tenantId, actorId: id }, order: ['id'] }),
  )
  t.deepEqual(
    rows.map(({ action, outcome }) => [action, outcome]),
    [
      ['session.opened', 'allowed'],
      ['session.opened', 'failed'],
    ],
  )
  t.false(JSON.stringify(rows).includes('wrong secret'))
  t.truthy(rows[0]?.requestId)
})

test('one login in two tenants: the password decides, else client_id does', async (t) => {
  const [first, second] = [await server.makeTenant(), await server.makeTenant()]
  const person = await server.makePerson(first.id)
  const { db } = server
  const row = await withTenant(db, first.id, () =>
    db.models.Person.findOne({ where: { tenantId: first.id, id: person.id }, rejectOnEmpty: true }),
  )
  const { email, passwordHash } = row
  await withTenant(db, second.id, () =>
    db.models.Person.create({ tenantId: second.id, email, passwordHash, fullName: 'Same login' }),
  )
  const json = { login: person.login, password: person.password }
  const unclear = await server.request('POST', '/v1/auth/token', { json })
  t.is(unclear.status, 422)
  t.is(unclear.body.errors[0].pointer, '/client_id')
  const clear = await server.request('POST', '/v1/auth/token', {
    json: { ...json, client_id: second.clientId },
  })
  t.is((await me(clear.body.access_token)).body.tenant_id, second.id)
})
