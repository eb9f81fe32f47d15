import { QueryTypes, type Sequelize, type Transaction } from 'sequelize'

export interface BackupTable {
  name: string
  /** Its rows are only visible to their own tenant, for the owner too. */
  isTenants: boolean
  /** Holds bytes: rows may have a megabyte. */
  isHeavy: boolean
  /** Column names of the primary key, for a fixed order of rows. */
  key: string[]
}

/** Of no use elsewhere: the schema has its own line in a backup, and a fire of a schedule happened. */
const left = ['schema_migrations', 'schedule_runs']

const listTables = `
  select c.relname as name, c.relforcerowsecurity as "isTenants",
    exists (select from pg_attribute a where a.attrelid = c.oid and a.atttypid = 'bytea'::regtype) as "isHeavy",
    (select array_agg(a.attname::text order by k.position)
      from pg_index i, unnest(i.indkey::int[]) with ordinality k(attnum, position), pg_attribute a
      where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.attnum) as key
  from pg_class c
  where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
  order by c.relname`

const listReferences = `
  select distinct conrelid::regclass::text as child, confrelid::regclass::text as parent
  from pg_constraint
  where contype = 'f' and connamespace = current_schema()::regnamespace and conrelid <> confrelid`

/** The tables of a backup, parents before those that refer to them. */
export const tablesInOrder = async (
  sequelize: Sequelize,
  transaction: Transaction,
): Promise<BackupTable[]> => {
  const select = { type: QueryTypes.SELECT as const, transaction }
  const found = await sequelize.query<BackupTable>(listTables, select)
  const references = await sequelize.query<{ child: string; parent: string }>(listReferences, select)
  const waiting = found.filter(({ name }) => !left.includes(name))
  const ordered: BackupTable[] = []
  while (waiting.length > 0) {
    const at = waiting.findIndex(({ name }) =>
      references.every(
        ({ child, parent }) => child !== name || !waiting.some((table) => table.name === parent),
      ),
    )
    if (at < 0) throw new Error('tables refer to each other in a circle')
    ordered.push(...waiting.splice(at, 1))
  }
  return ordered
}

/** Lets the owner see and write the rows of one tenant, as its app role would, until the transaction ends. */
export const enterTenant = (sequelize: Sequelize, transaction: Transaction, tenantId: string) =>
  sequelize.query(`set local app.tenant_id = ${sequelize.escape(tenantId)}`, { transaction })

export const tenantIds = async (sequelize: Sequelize, transaction: Transaction): Promise<string[]> => {
  const rows = await sequelize.query<{ id: string }>('select id from tenants order by id', {
    type: QueryTypes.SELECT,
    transaction,
  })
  return rows.map(({ id }) => id)
}
