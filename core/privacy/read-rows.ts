import { QueryTypes } from 'sequelize'
import type { Database } from '../../db/database.ts'
import { inTenantAsOwner } from '../../db/tenant.ts'
import type { TableRule } from './inventory.ts'

export interface RowsWanted {
  table: string
  rule: TableRule
  tenantId: string
  /** Which rows, alias t; what it names stands in `bind`. */
  condition: string
  bind: Record<string, unknown>
}

interface KeyColumn {
  name: string
  type: string
}

const pageRows = 500

const keySql = `
  select a.attname::text as name, format_type(a.atttypid, a.atttypmod) as type
    from pg_index i, unnest(i.indkey::int[]) with ordinality k(attnum, position), pg_attribute a
   where i.indrelid = $1::regclass and i.indisprimary and a.attrelid = i.indrelid and a.attnum = k.attnum
   order by k.position`

const keyOf = (db: Database, table: string): Promise<KeyColumn[]> =>
  db.sequelize.query<KeyColumn>(keySql, { bind: [table], type: QueryTypes.SELECT })

interface Row {
  row: Record<string, unknown>
  key: string[]
}

/**
 * The rows of a table as JSON, without what its rule keeps back, in the order of the key; page by page, each in a
 * transaction of its own, so that nobody waits for a large table.
 */
export async function* readRows(db: Database, wanted: RowsWanted): AsyncGenerator<Record<string, unknown>> {
  const { table, rule, tenantId, condition, bind } = wanted
  const key = await keyOf(db, table)
  const without = (rule.secrets ?? []).map((name) => `'${name}'`).join(', ')
  const columns = key.map(({ name }) => `t.${name}`).join(', ')
  const values = key.map(({ type }, at) => `$key${at}::${type}`).join(', ')
  let after: string[] | null = null
  for (;;) {
    const behind: string = after === null ? '' : `and (${columns}) > (${values})`
    const sql = `
      select to_jsonb(t) - array[${without}]::text[] as row,
             array[${key.map(({ name }) => `t.${name}::text`).join(', ')}] as key
        from ${table} t where (${condition}) ${behind} order by ${columns} limit ${pageRows}`
    const keys = Object.fromEntries((after ?? []).map((value, at) => [`key${at}`, value]))
    const rows: Row[] = await inTenantAsOwner(db, tenantId, () =>
      db.sequelize.query<Row>(sql, { bind: { ...bind, ...keys }, type: QueryTypes.SELECT }),
    )
    for (const { row } of rows) yield row
    if (rows.length < pageRows) return
    after = rows.at(-1)?.key ?? null
  }
}

/** The rows as the text of one JSON array, in pieces; nothing at all when there are none. */
export async function* jsonOf(rows: AsyncGenerator<Record<string, unknown>>): AsyncGenerator<string> {
  let isFirst = true
  for await (const row of rows) {
    yield `${isFirst ? '[\n' : ',\n'}${JSON.stringify(row, null, 1)}`
    isFirst = false
  }
  if (!isFirst) yield '\n]\n'
}
