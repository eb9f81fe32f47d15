import { readdirSync } from 'node:fs'
import test from 'ava'
import { type Model, type ModelStatic, QueryTypes } from 'sequelize'
import { appliedMigrations, migrate, migrateDown, pendingMigrations } from '../../db/migrate.ts'
import { openTestDatabase, shareTestDatabase } from '../helpers/database.ts'

const database = shareTestDatabase(test)
const select = <Row extends object>(sql: string, bind: unknown[] = []): Promise<Row[]> =>
  database().sequelize.query<Row>(sql, { bind, type: QueryTypes.SELECT })

const ours = `c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'schema_migrations'`

interface Column {
  name: string
  type: string
  isNullable: boolean
}

/** Sequelize cannot say how fine a time is, and knows no domains: of one, the type that it narrows. */
const columnsOf = (table: string): Promise<Column[]> =>
  select(
    `select attname::text as name, not attnotnull as "isNullable",
            replace(format_type(coalesce(nullif(typbasetype, 0), atttypid), atttypmod), 'timestamp(3)', 'timestamp') as type
     from pg_attribute join pg_type t on t.oid = atttypid
     where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attname`,
    [table],
  )

const typeNames: [RegExp, string][] = [
  [/^UUID$/, 'uuid'],
  [/^TEXT$/, 'text'],
  [/^TEXT\[\]$/, 'text[]'],
  [/^INTEGER$/, 'integer'],
  [/^BIGINT$/, 'bigint'],
  [/^REAL$/, 'real'],
  [/^BOOLEAN$/, 'boolean'],
  [/^DATE$/, 'date'],
  [/^TIMESTAMP WITH TIME ZONE$/, 'timestamp with time zone'],
  [/^JSONB$/, 'jsonb'],
  [/^BYTEA$/, 'bytea'],
  [/^DECIMAL(.*)$/, 'numeric$1'],
]
const typeOf = (type: string): string => {
  const [pattern, name] = typeNames.find(([form]) => form.test(type)) ?? []
  return pattern && name ? type.replace(pattern, name) : type
}

const describe = (model: ModelStatic<Model>): Column[] =>
  Object.values(model.getAttributes())
    .map((attribute) => ({
      name: attribute.field ?? '',
      type: typeOf(String((attribute.type as { toSql(): string }).toSql())),
      // Sequelize fills these in itself, so its types leave them open; the database does not.
      isNullable:
        attribute.allowNull !== false &&
        !attribute.primaryKey &&
        !/^(created|updated)_at$/.test(attribute.field ?? ''),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))

test('every model describes its table: columns, types, nullability, key', async (t) => {
  for (const model of Object.values(database().models) as ModelStatic<Model>[]) {
    const table = String(model.getTableName())
    t.deepEqual(describe(model), await columnsOf(table), table)
    const [row] = await select<{ key: string[] }>(
      `select array_agg(a.attname::text order by a.attname) as key from pg_index i
       join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
       where i.indrelid = $1::regclass and i.indisprimary`,
      [table],
    )
    const keys = model.primaryKeyAttributes.map((name) => model.getAttributes()[name]?.field)
    t.deepEqual([...keys].sort(), row?.key, `${table}: primary key`)
  }
})

test('every table has a model', async (t) => {
  const tables = await select<{ name: string }>(
    `select c.relname::text as name from pg_class c where ${ours}`,
  )
  const modelled = new Set(Object.values(database().models).map((model) => String(model.getTableName())))
  t.deepEqual(
    tables.map(({ name }) => name).filter((name) => !modelled.has(name)),
    [],
  )
})

/** Global by design: they exist before any tenant is known. */
const globals = new Set([
  'tenants', 'operators', 'sessions', 'revoked_tokens', 'deployment_audit_events', 'idempotency_keys', 'settings',
  'schedule_runs', 'workspaces', 'install_codes', 'platform_events', 'tasks', 'tombstones', 'audit_heads',
  'audit_links', 'sign_in_counters', 'password_links', 'reset_requests', 'operator_mails', 'result_links',
]) // biome-ignore format: a list

test('every tenant table forces row-level security, for reading and writing, by its tenant', async (t) => {
  const tables = await select<{ name: string; forced: boolean; policies: number }>(
    `select c.relname::text as name, c.relrowsecurity and c.relforcerowsecurity as forced,
       (select count(*)::int from pg_policies p where p.tablename = c.relname and p.policyname = 'tenant_isolation'
         and p.cmd = 'ALL' and p.permissive = 'PERMISSIVE' and p.qual = p.with_check
         and p.qual ~ '^\\(tenant_id = \\(NULLIF\\(current_setting\\(''app.tenant_id''::text, true\\), ''''::text\\)\\)::uuid\\)$') as policies
     from pg_class c where ${ours} order by 1`,
  )
  t.true(tables.length >= 20)
  for (const { name, forced, policies } of tables) {
    if (globals.has(name)) continue
    t.true(forced, `${name}: force row level security`)
    t.is(policies, 1, `${name}: policy`)
  }
})

test('the tenant is in every key, unique index and reference of a tenant table', async (t) => {
  const keys = await select<{ table: string; key: string; columns: string[] }>(
    `select c.relname::text as "table", k.relname::text as key,
       array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum = any(i.indkey)) as columns
     from pg_index i join pg_class c on c.oid = i.indrelid join pg_class k on k.oid = i.indexrelid
     where ${ours} and i.indisunique`,
  )
  for (const { table, key, columns } of keys)
    if (!globals.has(table)) t.true(columns.includes('tenant_id'), `${key} of ${table}`)
  const references = await select<{ name: string; child: string; parent: string; columns: string[] }>(
    `select f.conname::text as name, c.relname::text as child, p.relname::text as parent,
       array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum = any(f.conkey)) as columns
     from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_class p on p.oid = f.confrelid
     where ${ours} and f.contype = 'f'`,
  )
  t.true(references.length > 10)
  for (const { name, child, parent, columns } of references) {
    if (globals.has(child)) continue
    t.true(columns.includes('tenant_id'), name)
    t.is(columns.length, globals.has(parent) ? 1 : 2, name)
  }
})

test('the app role has no more rights than it needs', async (t) => {
  const granted = await select<{ table: string; rights: string[] }>(
    `select table_name::text as "table", array_agg(privilege_type::text order by privilege_type) as rights
     from information_schema.role_table_grants
     where grantee in ('sextant_app', 'PUBLIC') and table_schema = 'public' group by table_name`,
  )
  const rights = new Map(granted.map(({ table, rights: held }) => [table, held.join()]))
  for (const name of globals) t.is(rights.get(name), name === 'tenants' ? 'SELECT' : undefined, name)
  t.is(rights.get('audit_events'), 'INSERT,SELECT')
  t.is(rights.get('people'), 'DELETE,INSERT,SELECT,UPDATE')
  const [role] = await select<{ bad: boolean }>(
    `select rolsuper or rolbypassrls or rolcanlogin as bad from pg_roles where rolname = 'sextant_app'`,
  )
  t.false(role?.bad)
})

test('all migrations go down to nothing and up again, to the same schema', async (t) => {
  const db = await openTestDatabase(t)
  const files = readdirSync(new URL('../../db/migrations/', import.meta.url)).sort()
  const snapshot = () =>
    db.sequelize.query(
      `select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns
       where table_schema = 'public' order by 1, 2`,
      { type: QueryTypes.SELECT },
    )
  t.deepEqual(await appliedMigrations(db), files)
  const before = await snapshot()
  t.deepEqual(await migrateDown(db, { to: 0 }), [...files].reverse())
  const left = await db.sequelize.query<{ name: string }>(
    `select c.relname::text as name from pg_class c where ${ours}`,
    { type: QueryTypes.SELECT },
  )
  t.deepEqual(left, [])
  t.deepEqual(await pendingMigrations(db), files)
  t.deepEqual(await migrate(db), files)
  t.deepEqual(await snapshot(), before)
  t.deepEqual(await migrate(db), [])
  // One step back takes just the newest.
  t.deepEqual(await migrateDown(db, { to: files.at(-1)! }), [files.at(-1)])
})
