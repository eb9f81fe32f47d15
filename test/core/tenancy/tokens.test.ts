import { randomBytes } from 'node:crypto'
import test from 'ava'
import { SignJWT } from 'jose'
import { v7 as uuidv7 } from 'uuid'
import { deriveKey } from '../../../core/tenancy/master-key.ts'
import { signAccessToken, verifyAccessToken } from '../../../core/tenancy/tokens.ts'

const key = deriveKey(randomBytes(32), 'access-token')
const claims = {
  sub: uuidv7(),
  kind: 'operator' as const,
  tenant: null,
  role: null,
  perms: [],
  email: 'op@example.org',
  is_admin: true,
  token_version: 1,
  sid: uuidv7(),
}

/** A token that is right but for what the test changes. */
const forge = (change: {
  header?: Record<string, unknown>
  payload?: Record<string, unknown>
  without?: string
  key?: Uint8Array
}): Promise<string> => {
  const now = Math.floor(Date.now() / 1000)
  const payload: Record<string, unknown> = {
    ...claims,
    iss: 'sextant',
    aud: 'sextant-api',
    iat: now,
    nbf: now,
    exp: now + 1800,
    jti: uuidv7(),
    ...change.payload,
  }
  if (change.without) delete payload[change.without]
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', ...change.header })
    .sign(change.key ?? key)
}

const unsigned = (header: object, payload: object): string =>
  `${[header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`

test('a signed token is taken and says who holds it', async (t) => {
  const token = await signAccessToken(key, claims)
  const read = await verifyAccessToken(key, token)
  t.like(read, claims)
  t.true(Math.abs(read.exp - Date.now() / 1000 - 1800) < 5)
  t.like(await verifyAccessToken(key, await forge({})), claims, 'the forger itself is sound')
})

test('no mutation of a token is taken', async (t) => {
  const now = Math.floor(Date.now() / 1000)
  const good = await signAccessToken(key, claims)
  const [header, payload, signature] = good.split('.') as [string, string, string]
  const admin = Buffer.from(
    JSON.stringify({ ...JSON.parse(Buffer.from(payload, 'base64url').toString()), tenant: uuidv7() }),
  ).toString('base64url')
  const mutations: Record<string, string> = {
    'alg none': unsigned({ alg: 'none', typ: 'at+jwt' }, { ...claims, exp: now + 60 }),
    'alg None': unsigned({ alg: 'None', typ: 'at+jwt' }, { ...claims, exp: now + 60 }),
    'no signature': `${header}.${payload}.`,
    'two parts': `${header}.${payload}`,
    'other payload': `${header}.${admin}.${signature}`,
    'cut signature': `${header}.${payload}.${signature.slice(0, -4)}`,
    'other key': await forge({ key: deriveKey(randomBytes(32), 'access-token') }),
    'key for another purpose': await forge({ key: deriveKey(randomBytes(32), 'other') }),
    'HS512 with the same key': await forge({ header: { alg: 'HS512' }, key: new Uint8Array(64) }),
    'other type': await forge({ header: { typ: 'JWT' } }),
    'no type': await forge({ header: { typ: undefined } }),
    'critical header': await forge({ header: { crit: ['exp'] } }).catch(() => 'refused at signing'),
    'other audience': await forge({ payload: { aud: 'elsewhere' } }),
    'no audience': await forge({ without: 'aud' }),
    'other issuer': await forge({ payload: { iss: 'elsewhere' } }),
    'no issuer': await forge({ without: 'iss' }),
    expired: await forge({ payload: { exp: now - 31 } }),
    'never expires': await forge({ without: 'exp' }),
    'expires as text': await forge({ payload: { exp: '9999999999' } }).catch(() => 'refused at signing'),
    'not yet': await forge({ payload: { nbf: now + 60 } }),
    'no start': await forge({ without: 'nbf' }),
    'no subject': await forge({ without: 'sub' }),
    'no id': await forge({ without: 'jti' }),
    'no family': await forge({ without: 'sid' }),
    'no version': await forge({ without: 'token_version' }),
    'subject that is no id': await forge({ payload: { sub: "' or 1=1" } }),
    empty: '',
    noise: 'a.b.c',
  }
  for (const [name, token] of Object.entries(mutations))
    await t.throwsAsync(verifyAccessToken(key, token), { code: 'unauthenticated' }, name)
})

test('a clock that is 29 seconds off still passes', async (t) => {
  const now = Math.floor(Date.now() / 1000)
  await t.notThrowsAsync(forge({ payload: { nbf: now + 25 } }).then((token) => verifyAccessToken(key, token)))
  await t.notThrowsAsync(forge({ payload: { exp: now - 25 } }).then((token) => verifyAccessToken(key, token)))
})
