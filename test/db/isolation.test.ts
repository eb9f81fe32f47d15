import test from 'ava'
import fc from 'fast-check'
import { QueryTypes, type Transaction } from 'sequelize'
import { v7 as uuidv7 } from 'uuid'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { createTestTenant, shareTestDatabase } from '../helpers/database.ts'

const database = shareTestDatabase(test)

interface Column {
  table: string
  name: string
  type: string
}

const mine = { id: '', canary: 'canary-of-mine' }
const theirs = { id: '', canary: 'canary-of-theirs' }
let columns: Column[] = []
let tables: string[] = []

const query = <Row extends object>(sql: string, transaction: Transaction): Promise<Row[]> =>
  database().sequelize.query<Row>(sql, { transaction, type: QueryTypes.SELECT })

/** As whoever may do everything, whom no policy holds. */
const asSuperuser = <T>(work: (transaction: Transaction) => Promise<T>): Promise<T> =>
  asOwner(database(), async (transaction) => {
    await database().sequelize.query('set local role none', { transaction })
    return work(transaction)
  })

const literalFor = ({ name, type }: Column, tenant: typeof mine): string => {
  if (name === 'tenant_id') return `'${tenant.id}'`
  if (type === 'uuid') return `'${uuidv7()}'`
  if (type === 'text[]') return `array['${tenant.canary}']`
  if (type === 'jsonb') return `'{"said": "${tenant.canary}"}'`
  if (type === 'bytea') return `'${tenant.canary}'::bytea`
  if (type === 'boolean') return 'true'
  if (type.startsWith('timestamp')) return 'now()'
  if (type === 'date') return 'current_date'
  if (/^(integer|bigint|smallint|numeric|real|double)/.test(type)) return '1'
  return `'${tenant.canary}'`
}

test.serial.before('one row of either tenant in every table of tenants', async () => {
  mine.id = await createTestTenant(database())
  theirs.id = await createTestTenant(database())
  await asSuperuser(async (transaction) => {
    columns = await query<Column>(
      `select c.relname as table, attname::text as name,
              format_type(coalesce(nullif(typbasetype, 0), atttypid), null) as type
         from pg_attribute a join pg_class c on c.oid = attrelid join pg_type t on t.oid = atttypid
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and attnum > 0
          and not attisdropped and attgenerated = '' and exists (
            select from pg_policies p where p.tablename = c.relname and p.policyname = 'tenant_isolation')
        order by 1, attnum`,
      transaction,
    )
    tables = [...new Set(columns.map(({ table }) => table))]
    // What a row may say is not what is tried here: only who sees it.
    const checks = await query<{ line: string }>(
      `select case contypid when 0 then format('alter table %s drop constraint %I', conrelid::regclass, conname)
                    else format('alter domain %s drop constraint %I', contypid::regtype, conname) end as line
         from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace`,
      transaction,
    )
    for (const { line } of checks) await database().sequelize.query(line, { transaction })
    // Neither references nor triggers.
    await database().sequelize.query('set local session_replication_role = replica', { transaction })
    for (const table of tables) {
      const own = columns.filter((column) => column.table === table)
      const names = own.map(({ name }) => `"${name}"`).join(', ')
      const rows = [mine, theirs].map(
        (tenant) => `(${own.map((column) => literalFor(column, tenant)).join(', ')})`,
      )
      const sql = `insert into ${table} (${names}) values ${rows.join(', ')} on conflict do nothing`
      await database().sequelize.query(sql, { transaction })
    }
  })
})

const anyTable = () => fc.constantFrom(...tables)
const anyCondition = (): fc.Arbitrary<string> =>
  fc.constantFrom(
    'true', 'x.tenant_id is not null', `x.tenant_id <> '${mine.id}'`, `x.tenant_id = '${theirs.id}'`,
    `x.tenant_id = '${theirs.id}' or true`, 'not false', `x::text like '%theirs%'`, 'x is not null',
    `exists (select from tenants t where t.id = x.tenant_id)`,
    `x.tenant_id in (select id from tenants union select '${theirs.id}')`,
  ) // biome-ignore format: one list, read at a glance

/** Statements in which a row of any table could come out, whole. */
const anyStatement = (): fc.Arbitrary<string> =>
  fc
    .record({ one: anyTable(), other: anyTable(), where: anyCondition(), shape: fc.nat(11) })
    .map(({ one, other, where, shape }) =>
      [
        `select x::text as seen from ${one} x where ${where}`,
        `select x::text || y::text as seen from ${one} x, ${other} y where ${where}`,
        `select x::text || coalesce(y::text, '') as seen from ${one} x left join ${other} y on true where ${where}`,
        `select x::text || y::text as seen from ${one} x, lateral (select * from ${other} z limit 5) y where ${where}`,
        `select json_agg(x)::text as seen from ${one} x where ${where}`,
        `with w as materialized (select * from ${one}) select x::text as seen from w x where ${where}`,
        `with recursive w as (select x.tenant_id, 1 as n from ${one} x union all select tenant_id, n + 1 from w where n < 3)
         select x::text as seen from w x where ${where}`,
        `select x::text as seen from ${one} x where ${where} union all select y::text from ${other} y`,
        `select (select string_agg(y::text, '') from ${other} y) || x::text as seen from ${one} x where ${where}`,
        `select string_agg(x::text, '') over () as seen from ${one} x where ${where}`,
        `select x.tenant_id::text || count(*) as seen from ${one} x where ${where} group by x.tenant_id`,
        `select x::text as seen from (table ${one}) x where ${where} order by random()`,
      ][shape]!,
    ) // biome-ignore format: one statement a line

const isTheirs = (seen: string): boolean => seen.includes(theirs.id) || seen.includes(theirs.canary)
const seenOf = (rows: { seen: string | null }[]): string => rows.map(({ seen }) => seen ?? '').join('\n')

test('whatever a tenant selects, no row of another one comes out; a superuser sees both', async (t) => {
  t.true(tables.length > 25, `${tables.length} tables`)
  let foreign = 0
  let controls = 0
  const runs = Number(process.env.ISOLATION_RUNS ?? 1_000)
  await fc.assert(
    fc.asyncProperty(anyStatement(), async (sql) => {
      const run = (transaction: Transaction) => query<{ seen: string | null }>(sql, transaction)
      const seen = seenOf(await withTenant(database(), mine.id, run))
      if (isTheirs(seen)) foreign += 1
      if (isTheirs(seenOf(await asSuperuser(run)))) controls += 1
      return !isTheirs(seen)
    }),
    { numRuns: runs },
  )
  t.is(foreign, 0)
  t.true(controls > runs / 2, `${controls} of ${runs} statements show the other tenant to a superuser`)
})

test('every table shows a tenant its own row, and it alone', async (t) => {
  for (const table of tables) {
    const sql = `select x::text as seen from ${table} x`
    const own = seenOf(await withTenant(database(), mine.id, (transaction) => query(sql, transaction)))
    t.true(own.includes(mine.id), table)
    t.false(isTheirs(own), table)
    const all = seenOf(await asSuperuser((transaction) => query(sql, transaction)))
    t.true(isTheirs(all), table)
  }
})
