import { QueryTypes, type Sequelize, type Transaction } from 'sequelize'
import type { BackupWriter } from './format.ts'
import { type BackupTable, enterTenant, tablesInOrder, tenantIds } from './tables.ts'

interface Session {
  sequelize: Sequelize
  transaction: Transaction
}

const batchRows = { light: 500, heavy: 8 } as const

/** Rows go as the text PostgreSQL makes of them, so no number loses digits in between. */
const dumpPart = async (
  { sequelize, transaction }: Session,
  writer: BackupWriter,
  part: { table: BackupTable; where: string },
): Promise<void> => {
  const { table, where } = part
  const order = table.key.map((column) => `t.${column}`).join(', ')
  await sequelize.query(
    `declare part no scroll cursor for select to_jsonb(t)::text as row from ${table.name} t ${where} order by ${order}`,
    { transaction },
  )
  const size = table.isHeavy ? batchRows.heavy : batchRows.light
  for (;;) {
    const rows = await sequelize.query<{ row: string }>(`fetch ${size} from part`, {
      type: QueryTypes.SELECT,
      transaction,
    })
    for (const { row } of rows) await writer.write({ kind: 'row', table: table.name, row })
    if (rows.length < size) break
  }
  await sequelize.query('close part', { transaction })
}

/** Writes every row of every table, tenant by tenant, as one snapshot. */
export const dumpRows = async (session: Session, writer: BackupWriter): Promise<void> => {
  const { sequelize, transaction } = session
  const tables = await tablesInOrder(sequelize, transaction)
  for (const table of tables.filter(({ isTenants }) => !isTenants))
    await dumpPart(session, writer, { table, where: '' })
  for (const tenantId of await tenantIds(sequelize, transaction)) {
    await enterTenant(sequelize, transaction, tenantId)
    const where = `where t.tenant_id = ${sequelize.escape(tenantId)}`
    for (const table of tables.filter(({ isTenants }) => isTenants))
      await dumpPart(session, writer, { table, where })
  }
}

const listChained = `
  select tgrelid::regclass::text as name from pg_trigger
   where tgname = 'audit_chain' and tgrelid in (
     select oid from pg_class where relnamespace = current_schema()::regnamespace)
   order by 1`

/**
 * Runs `work` while lines of the audit trail do not become new links: those that they were are restored with them. A
 * backup that is older than the chains gets them from the migrations that follow.
 */
export const asTheyWere = async (
  { sequelize, transaction }: Session,
  work: () => Promise<void>,
): Promise<void> => {
  const tables = await sequelize.query<{ name: string }>(listChained, {
    type: QueryTypes.SELECT,
    transaction,
  })
  const turn = async (state: 'disable' | 'enable'): Promise<void> => {
    for (const { name } of tables)
      await sequelize.query(`alter table ${name} ${state} trigger audit_chain`, { transaction })
  }
  await turn('disable')
  await work()
  await turn('enable')
}

export interface RowLoader {
  add(table: string, row: string): Promise<void>
  flush(): Promise<void>
}

const batchCharacters = 4 * 1024 * 1024

/** Puts rows back in the order in which they were written. */
export const openRowLoader = async ({ sequelize, transaction }: Session): Promise<RowLoader> => {
  const tables = new Map(
    (await tablesInOrder(sequelize, transaction)).map((table) => [table.name, table] as const),
  )
  let current: BackupTable | null = null
  let currentTenant: string | null = null
  let rows: string[] = []
  let characters = 0

  const flush = async (): Promise<void> => {
    if (!current || rows.length === 0) return
    const { name } = current
    await sequelize.query(
      `insert into ${name} select * from jsonb_populate_recordset(null::${name}, $1::jsonb)`,
      { bind: [`[${rows.join(',')}]`], transaction },
    )
    rows = []
    characters = 0
  }

  const enter = async (table: BackupTable, row: string): Promise<void> => {
    const tenantId = table.isTenants ? String(JSON.parse(row).tenant_id) : currentTenant
    if (table === current && tenantId === currentTenant) return
    await flush()
    if (table.isTenants && tenantId && tenantId !== currentTenant)
      await enterTenant(sequelize, transaction, tenantId)
    current = table
    currentTenant = tenantId
  }

  return {
    add: async (name, row) => {
      const table = tables.get(name)
      if (!table) throw new Error(`the backup has rows of a table ${name} that does not exist`)
      await enter(table, row)
      rows.push(row)
      characters += row.length
      if (rows.length >= batchRows.light || characters > batchCharacters) await flush()
    },
    flush,
  }
}
