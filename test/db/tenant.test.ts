import test from 'ava'
import { QueryTypes } from 'sequelize'
import { DatabaseUnavailableError } from '../../db/errors.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { createTestTenant, openTestDatabase, shareTestDatabase, testServerUrl } from '../helpers/database.ts'

const database = shareTestDatabase(test)

const addPerson = (tenantId: string, fullName = 'A') =>
  database().models.Person.create({ tenantId, fullName })
const countPeople = () => database().models.Person.count()

test('a tenant sees, changes and makes its own rows only', async (t) => {
  const db = database()
  const [a, b] = [await createTestTenant(db), await createTestTenant(db)]
  const person = await withTenant(db, a, () => addPerson(a))
  await withTenant(db, b, async () => {
    t.is(await countPeople(), 0)
    t.is(await db.models.Person.findOne({ where: { id: person.id } }), null)
    t.deepEqual(await db.models.Person.update({ fullName: 'B' }, { where: { id: person.id } }), [0])
    t.is(await db.models.Person.destroy({ where: { tenantId: a } }), 0)
    t.deepEqual(
      (await db.models.Tenant.findAll()).map(({ id }) => id),
      [b],
    )
  })
  await t.throwsAsync(
    withTenant(db, b, () => addPerson(a)),
    { message: /row-level security/ },
  )
  await withTenant(db, a, async () => t.is((await db.models.Person.findOne())?.fullName, 'A'))
})

test('a tenant cannot become somebody else, nor write to what is global', async (t) => {
  const db = database()
  const a = await createTestTenant(db)
  const attempts = [
    'update tenants set name = name',
    'select * from operators',
    'select * from sessions',
    'select * from idempotency_keys',
    "insert into settings (key, value) values ('a', '1')",
    'select data from pgboss.job_common',
    'create table mine (id int)',
  ]
  for (const sql of attempts)
    await t.throwsAsync(
      withTenant(db, a, () => db.sequelize.query(sql)),
      { message: /permission denied/ },
      sql,
    )
})

test('a failed transaction leaves nothing behind, and the next one on its connection is another tenant', async (t) => {
  const db = database()
  const [a, b] = [await createTestTenant(db), await createTestTenant(db)]
  await withTenant(db, a, () => addPerson(a))
  let leaks = 0
  for (let round = 0; round < 200; round++) {
    await t.throwsAsync(
      withTenant(db, a, async () => {
        await addPerson(a, `round ${round}`)
        throw new Error('on purpose')
      }),
    )
    leaks += await withTenant(db, b, countPeople)
  }
  t.is(leaks, 0)
  t.is(await withTenant(db, a, countPeople), 1)
})

test('400 requests of 10 tenants at once: no row crosses', async (t) => {
  const db = database()
  const tenants = await Promise.all(Array.from({ length: 10 }, () => createTestTenant(db)))
  const wrong = await Promise.all(
    Array.from({ length: 400 }, (_, at) => {
      const tenantId = tenants[at % tenants.length]!
      return withTenant(db, tenantId, async () => {
        await addPerson(tenantId, `p${at}`)
        const rows = await db.models.Person.findAll()
        return rows.filter((row) => row.tenantId !== tenantId).length
      })
    }),
  )
  t.is(
    wrong.reduce((sum, count) => sum + count),
    0,
  )
  for (const tenantId of tenants) t.is(await withTenant(db, tenantId, countPeople), 40)
})

test('a nested call joins for the same tenant and refuses another one', async (t) => {
  const db = database()
  const [a, b] = [await createTestTenant(db), await createTestTenant(db)]
  await t.throwsAsync(
    withTenant(db, a, async (outer) => {
      await withTenant(db, a, async (inner) => {
        t.is(inner, outer)
        await addPerson(a)
      })
      await t.throwsAsync(
        withTenant(db, b, async () => {}),
        { message: /another/ },
      )
      await t.throwsAsync(
        asOwner(db, async () => {}),
        { message: /another/ },
      )
      throw new Error('outer')
    }),
    { message: 'outer' },
  )
  t.is(await withTenant(db, a, countPeople), 0, 'what the inner call did went with the outer one')
  await t.throwsAsync(async () => withTenant(db, "x'; drop table people; --", async () => {}), {
    instanceOf: TypeError,
  })
})

test('what runs on after a transaction is not inside it any more', async (t) => {
  const db = database()
  const a = await createTestTenant(db)
  let late: Promise<number> = Promise.resolve(0)
  await withTenant(db, a, async () => {
    await addPerson(a)
    late = new Promise((resolve, reject) => {
      setTimeout(() => withTenant(db, a, countPeople).then(resolve, reject), 50)
    })
  })
  t.is(await late, 1)
})

test('without a tenant the tables of tenants are empty, for their owner too', async (t) => {
  const db = database()
  const a = await createTestTenant(db)
  await withTenant(db, a, () => addPerson(a))
  const [role] = await db.sequelize.query<{ super: boolean }>(
    `select rolsuper as super from pg_roles where rolname = current_user`,
    { type: QueryTypes.SELECT },
  )
  if (role?.super) return t.pass('a superuser on the test server; see migrate.test.ts for a plain owner')
  t.is(await asOwner(db, countPeople), 0)
  t.is(await countPeople(), 0)
})

if (testServerUrl() !== null)
  test('a connection that the server kills costs its transaction, not the process', async (t) => {
    const db = await openTestDatabase(t)
    const a = await createTestTenant(db)
    const other = db.pool(1)
    const error = await t.throwsAsync(
      withTenant(db, a, async (transaction) => {
        const [row] = await db.sequelize.query<{ pid: number }>('select pg_backend_pid() as pid', {
          type: QueryTypes.SELECT,
        })
        await other.query('select pg_terminate_backend($1, 10000)', [row?.pid])
        await new Promise((resolve) => setTimeout(resolve, 50))
        return db.sequelize.query('select 1', { transaction })
      }),
    )
    t.true(error instanceof DatabaseUnavailableError, String(error))
    t.is(await withTenant(db, a, async () => 7), 7)
  })
