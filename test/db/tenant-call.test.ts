import test from 'ava'
import { QueryTypes } from 'sequelize'
import { DatabaseUnavailableError } from '../../db/errors.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { callAsTenant } from '../../db/tenant-call.ts'
import { createTestTenant, openTestDatabase, shareTestDatabase, testServerUrl } from '../helpers/database.ts'

const database = shareTestDatabase(test)

/** One writes a person of the tenant it is told, the other reads everybody: nothing but the database keeps them apart. */
test.serial.before('two functions to call', async () => {
  await database().sequelize.query(`
    create function add_person(for_tenant uuid, document jsonb) returns table (id uuid) language sql as $$
      insert into people (tenant_id, id, full_name)
      values (coalesce((document->>'tenant_id')::uuid, for_tenant), gen_random_uuid(), document->>'name')
      returning id
    $$;
    create function all_people(for_tenant uuid, document jsonb)
    returns table (tenant_id uuid, full_name text, asked jsonb, who text) language sql as $$
      select tenant_id, full_name, document, current_user::text from people order by full_name
    $$;
    grant execute on function add_person(uuid, jsonb), all_people(uuid, jsonb) to sextant_app;
  `)
})

interface Person {
  tenant_id: string
  full_name: string
  asked: unknown
  who: string
}

const add = (name: string, values: object = {}) => ({ name: 'add_person', document: { name, ...values } })
const list = async (tenantId: string, document: unknown = {}): Promise<Person[]> => {
  const [people] = await callAsTenant<Person>(database(), tenantId, [{ name: 'all_people', document }])
  return people!
}
const namesOf = async (tenantId: string) => (await list(tenantId)).map((person) => person.full_name)

test('a tenant reads and writes its own rows only, as the role that row-level security holds for', async (t) => {
  const db = database()
  const [a, b] = [await createTestTenant(db), await createTestTenant(db)]
  await callAsTenant(db, a, [add('Ann')])
  t.like(await list(a), [{ tenant_id: a, full_name: 'Ann', who: 'sextant_app' }])
  t.deepEqual(await list(b), [])
  await t.throwsAsync(callAsTenant(db, b, [add('Bob', { tenant_id: a })]), { message: /row-level security/ })
  t.deepEqual([await namesOf(a), await namesOf(b)], [['Ann'], []])
})

test('several calls are one transaction, and each has its rows', async (t) => {
  const db = database()
  const a = await createTestTenant(db)
  const everybody = { name: 'all_people', document: {} }
  const calls = [add('Ann'), everybody, add('Bob'), everybody]
  const results = await callAsTenant<Partial<Person>>(db, a, calls)
  t.deepEqual(
    results.map((rows) => rows.map((person) => person.full_name)),
    [[undefined], ['Ann'], [undefined], ['Ann', 'Bob']],
  )
  await t.throwsAsync(callAsTenant(db, a, [add('Eve'), add('no name at all', { name: null })]))
  t.deepEqual(await namesOf(a), ['Ann', 'Bob'])
})

test('inside a transaction it is part of it, and refuses another tenant', async (t) => {
  const db = database()
  const [a, b] = [await createTestTenant(db), await createTestTenant(db)]
  await t.throwsAsync(
    withTenant(db, a, async () => {
      await callAsTenant(db, a, [add('Ann')])
      t.is(await db.models.Person.count({ where: { tenantId: a } }), 1)
      await t.throwsAsync(callAsTenant(db, b, [add('Bob')]), { message: /another/ })
      throw new Error('on purpose')
    }),
    { message: 'on purpose' },
  )
  await t.throwsAsync(
    asOwner(db, () => callAsTenant(db, a, [add('Ann')])),
    { message: /another/ },
  )
  t.deepEqual([await namesOf(a), await namesOf(b)], [[], []])
})

test('whatever the document says arrives as it is and stays a value', async (t) => {
  const a = await createTestTenant(database())
  const document = {
    quotes: `'); drop table people; --`,
    backslashes: `\\'; select 1; \\\\ E'\\x27'`,
    dollars: '$1 $$ $body$',
    lines: 'a\r\n\tb\u0001',
    words: 'À l’œuvre 👩‍🚀',
    'key \' " \\': null,
  }
  await callAsTenant(database(), a, [add(document.quotes)])
  t.like(await list(a, document), [{ full_name: document.quotes, asked: document }])
  await t.throwsAsync(callAsTenant(database(), `x'; drop table people; --`, [add('Ann')]), {
    instanceOf: TypeError,
  })
})

test('a connection goes back as it was, also after a failure', async (t) => {
  const db = database()
  const [a, b] = [await createTestTenant(db), await createTestTenant(db)]
  const wrong: unknown[] = []
  for (let round = 0; round < 60; round++) {
    await t.throwsAsync(callAsTenant(db, a, [add('Ann'), { name: 'no_such_function', document: {} }]))
    const [state] = await db.sequelize.query<{ who: string; tenant: string | null }>(
      `select current_user = session_user or current_user = 'sextant' as who, current_setting('app.tenant_id', true) as tenant`,
      { type: QueryTypes.SELECT },
    )
    if (!state!.who || state!.tenant || (await list(b)).length > 0) wrong.push(state)
  }
  t.deepEqual(wrong, [])
})

test('400 calls of 10 tenants at once: no row crosses', async (t) => {
  const db = database()
  const tenants = await Promise.all(Array.from({ length: 10 }, () => createTestTenant(db)))
  const crossed = await Promise.all(
    Array.from({ length: 400 }, async (_, at) => {
      const tenantId = tenants[at % tenants.length]!
      await callAsTenant(db, tenantId, [add(`p${at}`)])
      return (await list(tenantId)).filter((person) => person.tenant_id !== tenantId).length
    }),
  )
  t.is(Math.max(...crossed), 0)
  for (const tenantId of tenants) t.is((await list(tenantId)).length, 40)
})

if (testServerUrl() !== null)
  test('a connection that the server kills costs its call, and the next call has another one', async (t) => {
    const db = await openTestDatabase(t)
    const a = await createTestTenant(db)
    await db.sequelize.query(`
      create function die(for_tenant uuid, document jsonb) returns table (id uuid) language plpgsql security definer as $$
      begin
        perform pg_terminate_backend(pg_backend_pid());
      end $$;
      create function count_people(for_tenant uuid, document jsonb) returns table (count int) language sql as
        'select count(*)::int from people';
      grant execute on function die(uuid, jsonb), count_people(uuid, jsonb) to sextant_app;
    `)
    const error = await t.throwsAsync(callAsTenant(db, a, [{ name: 'die', document: {} }]))
    t.true(error instanceof DatabaseUnavailableError, String(error))
    t.deepEqual(await callAsTenant(db, a, [{ name: 'count_people', document: {} }]), [[{ count: 0 }]])
  })
