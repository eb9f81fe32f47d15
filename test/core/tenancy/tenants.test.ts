import { createHook } from 'node:async_hooks'
import test from 'ava'
import { operatorActor, personActor } from '../../../core/access/can.ts'
import { AppError } from '../../../core/errors.ts'
import { findOrCreatePersonOf, findPersonOf } from '../../../core/tenancy/identities.ts'
import { checkOperator, checkPerson, createOperator, createPerson } from '../../../core/tenancy/people.ts'
import {
  createTenant,
  findTenant,
  listTenants,
  newTenantSchema,
  requireActiveTenant,
  suspendTenant,
  updateTenant,
} from '../../../core/tenancy/tenants.ts'
import { asOwner, withTenant } from '../../../db/tenant.ts'
import { createTestTenant, shareTestDatabase } from '../../helpers/database.ts'

const database = shareTestDatabase(test)
const operator = operatorActor('01a00000-0000-7000-8000-0000000000aa', null)

test('a tenant is made once, changed, listed page by page, and suspended', async (t) => {
  const db = database()
  const values = newTenantSchema.parse({
    clientId: 'acme',
    name: 'Acme',
    contactEmail: 'a@acme.example',
    monthlyBudgetUsd: 12.5,
  })
  const made = await createTenant(db, operator, values)
  t.like(made, {
    clientId: 'acme',
    isActive: true,
    locale: 'fr',
    timeZone: 'Europe/Paris',
    monthlyBudgetUsd: 12.5,
  })
  await t.throwsAsync(createTenant(db, operator, values), { instanceOf: AppError, code: 'conflict' })
  const changed = await updateTenant(db, operator, { clientId: 'acme', changes: { name: 'Acme & fils' } })
  t.is(changed.name, 'Acme & fils')
  t.true(changed.updatedAt >= made.updatedAt)
  t.is((await findTenant(db, 'acme')).monthlyBudgetUsd, 12.5)
  for (const at of [1, 2, 3])
    await createTenant(db, operator, {
      clientId: `listed-${at}`,
      name: `50 % ${at}`,
      domain: 'listed.example',
    })
  const filter = { name: '50 %', domain: 'listed.example', isActive: true }
  const first = await listTenants(db, operator, { page: { limit: 2, after: null }, filter })
  const rest = await listTenants(db, operator, { page: { limit: 2, after: first.at(-1)! }, filter })
  t.deepEqual(
    [...first, ...rest].map(({ clientId }) => clientId),
    ['listed-3', 'listed-2', 'listed-1'],
  )
  await requireActiveTenant(db, made.id)
  await suspendTenant(db, operator, 'acme')
  await t.throwsAsync(requireActiveTenant(db, made.id), { code: 'tenant_suspended' })
  await t.throwsAsync(findTenant(db, 'nobody'), { code: 'not_found' })
  const acts = await asOwner(db, () =>
    db.models.DeploymentAuditEvent.findAll({ where: { targetId: made.id } }),
  )
  t.deepEqual(acts.map(({ action }) => action).sort(), ['tenant.created', 'tenant.updated', 'tenant.updated'])
})

test('what a tenant cannot be is refused', (t) => {
  const bad = [
    { clientId: 'Up', name: 'x' }, { clientId: '-a', name: 'x' }, { clientId: 'a b', name: 'x' }, { clientId: 'ok', name: ' ' },
    { clientId: 'ok', name: 'x', timeZone: 'Europe/Lutetia' }, { clientId: 'ok', name: 'x', id: 1 },
    { clientId: 'ok', name: 'x', monthlyQuota: -1 },
  ] // biome-ignore format: a list
  for (const values of bad) t.false(newTenantSchema.safeParse(values).success, JSON.stringify(values))
})

test('only who may makes tenants, operators and people', async (t) => {
  const db = database()
  const tenantId = await createTestTenant(db)
  const marketing = personActor({ id: 'p', tenantId, role: 'marketing' })
  const refused = { instanceOf: AppError, code: 'forbidden' }
  const person = { email: null, fullName: 'A', role: 'it' as const, password: null }
  await t.throwsAsync(createPerson(db, marketing, person), refused)
  const admin = personActor({ id: 'p', tenantId, role: 'admin' })
  await t.throwsAsync(createTenant(db, admin, { clientId: 'x', name: 'x' }), refused)
  await t.throwsAsync(
    createOperator(db, admin, { email: 'a@b.example', fullName: 'A', password: null }),
    refused,
  )
  t.is((await createPerson(db, admin, person)).role, 'it')
})

test('signing in takes e-mail or user name in any case, and never says what was wrong', async (t) => {
  const db = database()
  const tenantId = await createTestTenant(db)
  const admin = personActor({ id: 'p', tenantId, role: 'admin' })
  const password = 'pâté de campagne'
  const values = {
    email: 'Zoe@Example.org',
    userName: 'zoe',
    fullName: 'Zoé',
    role: 'finance' as const,
    password,
  }
  const zoe = await createPerson(db, admin, values)
  await t.throwsAsync(createPerson(db, admin, { ...values, email: 'zoe@example.ORG', userName: null }), {
    code: 'conflict',
  })
  await t.throwsAsync(
    createPerson(db, admin, { ...values, email: 'x@y.example', userName: 'x', password: 'short' }),
    {
      code: 'invalid_value',
    },
  )
  for (const login of ['ZOE@example.org', ' Zoe '])
    t.is((await checkPerson(db, tenantId, { login, password })).id, zoe.id)
  const refused = { instanceOf: AppError, code: 'sign_in_failed' }
  for (const attempt of [
    { login: 'zoe', password: 'pate de campagne' },
    { login: 'nobody', password },
  ])
    await t.throwsAsync(checkPerson(db, tenantId, attempt), refused)
  const other = await createTestTenant(db)
  await t.throwsAsync(checkPerson(db, other, { login: 'zoe', password }), refused)
  await createOperator(db, operator, { email: 'op@example.org', fullName: 'Op', password })
  t.is((await checkOperator(db, { login: 'OP@example.org', password })).fullName, 'Op')
  const stored = await withTenant(db, tenantId, () => db.models.Person.findOne({ where: { id: zoe.id } }))
  t.regex(stored?.passwordHash ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

test.serial(
  'an unknown login is hashed for as a wrong password is, so that its time says nothing',
  async (t) => {
    const db = database()
    const tenantId = await createTestTenant(db)
    const admin = personActor({ id: 'p', tenantId, role: 'admin' })
    await createPerson(db, admin, {
      email: 'known@example.org',
      fullName: 'K',
      role: 'it',
      password: 'long enough',
    })
    // Counted where Node hands them to its threads: a clock would tell how busy this machine is.
    const hashesOf = async (login: string): Promise<number> => {
      let hashes = 0
      const hook = createHook({
        init: (_id, type) => {
          if (type === 'ARGON2REQUEST') hashes++
        },
      }).enable()
      await t.throwsAsync(checkPerson(db, tenantId, { login, password: 'wrong password' }))
      hook.disable()
      return hashes
    }
    t.is(await hashesOf('known@example.org'), 1)
    t.is(await hashesOf('unknown@example.org'), 1)
  },
)

test('two first messages of a newcomer make one person', async (t) => {
  const db = database()
  const tenantId = await createTestTenant(db)
  const user = { platform: 'slack' as const, workspace: 'T1', platformUserId: 'U1', displayName: 'Léa' }
  t.is(await findPersonOf(db, tenantId, user), null)
  const people = await Promise.all(Array.from({ length: 8 }, () => findOrCreatePersonOf(db, tenantId, user)))
  t.is(new Set(people.map(({ id }) => id)).size, 1)
  const elsewhere = await findOrCreatePersonOf(db, tenantId, { ...user, workspace: 'T2' })
  t.not(elsewhere.id, people[0]!.id)
  await withTenant(db, tenantId, async () => t.is(await db.models.Person.count(), 2))
})
