import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import test, { type ExecutionContext } from 'ava'
import { AppError } from '../../../core/errors.ts'
import { keyIdOf, type SealKey, seal, unseal } from '../../../core/tenancy/seal.ts'
import { openSecret, sealSecret } from '../../../core/tenancy/tenant-keys.ts'
import { withTenant } from '../../../db/tenant.ts'
import { createTestTenant, shareTestDatabase } from '../../helpers/database.ts'

const database = shareTestDatabase(test)
const secret = 'canary-3f9a-what-nobody-may-see'
const place = { tenantId: '01a00000-0000-7000-8000-000000000001', field: 'credentials.sealed:1' }
const makeKey = (id = 'a-key'): SealKey => ({ id, bytes: randomBytes(32) })

const isUnreadable = (t: ExecutionContext, error: unknown, name?: string): void => {
  t.true(error instanceof AppError, name)
  t.is((error as AppError).code, 'secret_unreadable', name)
  t.false(inspect(error, { depth: 9, showHidden: true }).includes(secret), name)
}

test('what was sealed opens where it belongs, and says nothing', (t) => {
  const key = makeKey()
  for (const text of [secret, '', 'é'.repeat(5_000)]) {
    const sealed = seal(key, place, Buffer.from(text))
    t.is(unseal(key, place, sealed).toString(), text)
    t.regex(sealed, /^v1\.a-key\.[\w-]{16}\.[\w-]{22,}$/)
    t.is(keyIdOf(sealed), 'a-key')
    t.not(seal(key, place, Buffer.from(text)), sealed)
  }
})

test('no character can be altered, left out or added', (t) => {
  const key = makeKey()
  const sealed = seal(key, place, Buffer.from(secret))
  const altered = [...sealed].flatMap((character, at) => [
    sealed.slice(0, at) + (character === 'A' ? 'B' : 'A') + sealed.slice(at + 1),
    sealed.slice(0, at) + sealed.slice(at + 1),
    `${sealed.slice(0, at)}A${sealed.slice(at)}`,
  ])
  for (const text of [
    ...altered,
    '',
    'v1',
    secret,
    `${sealed} `,
    `${sealed}\n`,
    sealed.replace('v1', 'v2'),
  ]) {
    if (text === sealed) continue
    isUnreadable(
      t,
      t.throws(() => unseal(key, place, text)),
      text,
    )
  }
})

test('moved to another tenant, field or key it does not open', (t) => {
  const key = makeKey()
  const sealed = seal(key, place, Buffer.from(secret))
  const elsewhere: [SealKey, typeof place][] = [
    [key, { ...place, tenantId: '01a00000-0000-7000-8000-000000000002' }],
    [key, { ...place, field: 'credentials.sealed:2' }],
    [makeKey(), place],
    [{ ...key, id: 'another' }, place],
  ]
  for (const [otherKey, otherPlace] of elsewhere)
    isUnreadable(
      t,
      t.throws(() => unseal(otherKey, otherPlace, sealed)),
    )
})

test('each tenant has a key of its own, made with its first secret', async (t) => {
  const db = database()
  const masterKey = randomBytes(32)
  const [mine, other] = [await createTestTenant(db), await createTestTenant(db)]
  const put = (tenantId: string) => sealSecret(db, masterKey, { place: { tenantId, field: 'f' }, secret })
  const sealed = await put(mine)
  t.is(keyIdOf(await put(mine)), keyIdOf(sealed))
  t.not(keyIdOf(await put(other)), keyIdOf(sealed))
  t.is(await openSecret(db, masterKey, { place: { tenantId: mine, field: 'f' }, sealed }), secret)
  for (const wrong of [
    { tenantId: other, field: 'f' },
    { tenantId: mine, field: 'g' },
  ])
    isUnreadable(t, await t.throwsAsync(openSecret(db, masterKey, { place: wrong, sealed })))
})

test('a tenant’s key cannot be given to another tenant', async (t) => {
  const db = database()
  const masterKey = randomBytes(32)
  const [mine, other] = [await createTestTenant(db), await createTestTenant(db)]
  const sealed = await sealSecret(db, masterKey, { place: { tenantId: mine, field: 'f' }, secret })
  const [row] = await withTenant(db, mine, () => db.models.TenantKey.findAll({ where: { tenantId: mine } }))
  await withTenant(db, other, () =>
    db.models.TenantKey.create({ tenantId: other, id: row!.id, wrapped: row!.wrapped }),
  )
  const place = { tenantId: other, field: 'f' }
  isUnreadable(t, await t.throwsAsync(openSecret(db, masterKey, { place, sealed })))
})

test('under another master key secrets do not open, new ones do, and the old ones are not lost', async (t) => {
  const db = database()
  const tenantId = await createTestTenant(db)
  const [before, after] = [randomBytes(32), randomBytes(32)]
  const place = { tenantId, field: 'f' }
  const old = await sealSecret(db, before, { place, secret })
  isUnreadable(t, await t.throwsAsync(openSecret(db, after, { place, sealed: old })))
  const young = await sealSecret(db, after, { place, secret: 'young' })
  t.is(await openSecret(db, after, { place, sealed: young }), 'young')
  t.is(await openSecret(db, before, { place, sealed: old }), secret)
})
