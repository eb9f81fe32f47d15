import test from 'ava'
import type pg from 'pg'
import type { Database } from '../../../db/database.ts'
import { withTenant } from '../../../db/tenant.ts'
import { createTestTenant, openEmbeddedTestDatabase } from '../../helpers/database.ts'

let db: Database
let pool: pg.Pool
test.before(async () => {
  db = await openEmbeddedTestDatabase()
  pool = db.pool(8)
  await db.sequelize.query(
    'create table documents (id int, body text); create table audits (id int, body text)',
  )
})
test.after.always(() => db.close())

const count = async (table: string): Promise<number> =>
  Number((await pool.query(`select count(*) from ${table}`)).rows[0].count)

test.serial('a large parameter never lands in the table of another connection', async (t) => {
  const body = 'd'.repeat(400_000)
  const documents = Array.from({ length: 60 }, (_, id) =>
    pool.query('insert into documents values ($1, $2)', [id, body]),
  )
  const audits = Array.from({ length: 1_000 }, (_, id) =>
    pool.query('insert into audits values ($1, $2)', [id, 'small']),
  )
  await Promise.all([...documents, ...audits])
  t.is(await count(`documents where length(body) = 400000`), 60)
  t.is(await count(`audits where body = 'small'`), 1_000)
})

test.serial('alternating commits and rollbacks of several connections are exact', async (t) => {
  await pool.query('truncate audits')
  const run = async (id: number): Promise<void> => {
    const client = await pool.connect()
    await client.query('begin')
    for (let at = 0; at < 3; at++) await client.query('insert into audits values ($1, $2)', [id, 'x'])
    await client.query(id % 2 === 0 ? 'commit' : 'rollback')
    client.release()
  }
  await Promise.all(Array.from({ length: 200 }, (_, id) => run(id)))
  t.is(await count('audits'), 300)
  t.is(await count('audits where id % 2 = 1'), 0)
})

test.serial('a connection that dies in its transaction loses it, and the others go on', async (t) => {
  await pool.query('truncate audits')
  const client = await pool.connect()
  await client.query('begin')
  await client.query(`insert into audits values (1, 'lost')`)
  const waiting = pool.query(`insert into audits values (2, 'kept')`)
  client.release(true)
  await waiting
  t.deepEqual((await pool.query('select id from audits')).rows, [{ id: 2 }])
})

test.serial('200 errors leave every connection in step', async (t) => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 200 }, (_, id) =>
      id % 2 ? pool.query('select 1 / ($1::int * 0)', [id]) : pool.query('select $1::int as id', [id]),
    ),
  )
  for (const [id, outcome] of outcomes.entries())
    if (outcome.status === 'fulfilled') t.is(outcome.value.rows[0].id, id)
    else t.is((outcome.reason as { code: string }).code, '22012')
  t.is(outcomes.filter(({ status }) => status === 'fulfilled').length, 100)
})

test.serial('a notification reaches those who listen, and nobody else', async (t) => {
  const [listener, other] = [await pool.connect(), await pool.connect()]
  const heard: (string | undefined)[] = []
  listener.on('notification', ({ payload }) => heard.push(payload))
  other.on('notification', () => t.fail())
  await listener.query('listen "some_channel"')
  await other.query(`select pg_notify('some_channel', 'hello')`)
  await other.query('begin')
  await other.query(`notify some_channel, 'taken back'`)
  await other.query('rollback')
  while (heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  t.deepEqual(heard, ['hello'])
  listener.release(true)
  other.release(true)
})

test.serial(
  'a transaction of Sequelize waits for one of a plain client, and neither sees the other',
  async (t) => {
    const tenantId = await createTestTenant(db)
    const client = await pool.connect()
    await client.query('begin')
    const order: string[] = []
    const added = withTenant(db, tenantId, async () => {
      order.push('tenant')
      await db.models.Person.create({ tenantId, fullName: 'A' })
    })
    await new Promise((resolve) => setTimeout(resolve, 50))
    const { rows } = await client.query('select current_user as name')
    t.is(rows[0].name, 'sextant', 'the role of the other transaction is not in force here')
    order.push('client')
    await client.query('commit')
    client.release()
    await added
    t.deepEqual(order, ['client', 'tenant'])
  },
)

test.serial('bytes, text of many bytes a character, and an empty query pass unchanged', async (t) => {
  const bytes = Buffer.from(Array.from({ length: 3_000_000 }, (_, at) => at % 256))
  const { rows } = await pool.query('select $1::bytea as bytes, $2::text as text', [
    bytes,
    '𝛑 é ★'.repeat(1_000),
  ])
  t.true(bytes.equals(rows[0].bytes))
  t.is(rows[0].text, '𝛑 é ★'.repeat(1_000))
  await t.notThrowsAsync(pool.query(''))
})

test.serial('what is urgent goes before all that waits, and into nobody’s transaction', async (t) => {
  await pool.query('truncate audits')
  const urgent = db.pool(1, { isUrgent: true })
  await urgent.query('select 1')
  const client = await pool.connect()
  await client.query('begin')
  await client.query(`insert into audits values (0, 'taken back')`)
  const order: string[] = []
  const others = Array.from({ length: 6 }, async (_, at) => {
    await pool.query('insert into audits values ($1, $2)', [at + 1, 'waited'])
    order.push(`other ${at}`)
  })
  await new Promise((resolve) => setTimeout(resolve, 20))
  const first = urgent.query(`insert into audits values (100, 'urgent')`).then(() => order.push('urgent'))
  await new Promise((resolve) => setTimeout(resolve, 20))
  t.deepEqual(order, [], 'everybody waits for the open transaction')
  await client.query('rollback')
  client.release()
  await Promise.all([first, ...others])
  t.is(order[0], 'urgent')
  t.is(await count('audits'), 7)
  t.is(await count(`audits where body = 'taken back'`), 0)
})

test.serial('a line that never ends leaves the process its turns', async (t) => {
  const alone = db.pool(1)
  await alone.query('select 1')
  let isOver = false
  let turns = 0
  const count = (): void => {
    turns++
    if (!isOver) setImmediate(count)
  }
  setImmediate(count)
  const started = performance.now()
  // Each answer brings the next question at once.
  for (let at = 0; at < 1_500; at++) await alone.query('select $1::int', [at])
  isOver = true
  const eachMs = (performance.now() - started) / turns
  t.true(turns > 4, `${turns} turns of the event loop, ${Math.round(eachMs)} ms each`)
})
