import test from 'ava'
import { QueryTypes } from 'sequelize'
import { v7 as uuid } from 'uuid'
import { limits } from '../../config/limits.ts'
import { enterTenant } from '../../db/backup/tables.ts'
import { migrate, migrateDown } from '../../db/migrate.ts'
import { asOwner } from '../../db/tenant.ts'
import { openTestDatabase } from '../helpers/database.ts'

test('what was stored before storage was counted is counted by the migration', async (t) => {
  const db = await openTestDatabase(t)
  await migrateDown(db, { to: '0027-storage.ts' })
  const tenants = [uuid(), uuid()]
  const piece = Buffer.alloc(1024 * 1024, 7)
  const run = (sql: string, bind: unknown[]) => db.sequelize.query(sql, { bind })
  await asOwner(db, async (transaction) => {
    for (const [at, tenantId] of tenants.entries()) {
      await run('insert into tenants (id, client_id, name) values ($1, $2, $2)', [tenantId, `t-${at}`])
      await enterTenant(db.sequelize, transaction, tenantId)
      const id = uuid()
      await run(
        `insert into datasets (tenant_id, id, name, file_name, file_type, file_bytes, file_sha256, state, preview, check_report)
         values ($1, $2, 'd', 'd.csv', 'csv', 1000, 'x', 'ready', '{"é":1}', $3)`,
        [tenantId, id, at === 0 ? null : '[1, 2]'],
      )
      for (const [position, bytes] of [piece, Buffer.alloc(at + 5)].entries())
        await run(
          'insert into dataset_tables (tenant_id, dataset_id, position, bytes) values ($1, $2, $3, $4)',
          [tenantId, id, position, bytes],
        )
    }
  })
  await migrate(db)
  const stored: number[] = []
  await asOwner(db, async (transaction) => {
    for (const tenantId of tenants) {
      await enterTenant(db.sequelize, transaction, tenantId)
      const [row] = await db.sequelize.query<{ stored_bytes: string; storage_limit_bytes: string }>(
        `select d.stored_bytes, t.storage_limit_bytes from datasets d join tenants t on t.id = d.tenant_id
          where d.tenant_id = $1`,
        { bind: [tenantId], type: QueryTypes.SELECT },
      )
      t.is(Number(row?.storage_limit_bytes), limits.storage.defaultBytes)
      stored.push(Number(row?.stored_bytes))
    }
  })
  // File, JSON as the database prints it, table.
  t.deepEqual(stored, [1000 + 9 + piece.length + 5, 1000 + 9 + 6 + piece.length + 6])
  const [forced] = await db.sequelize.query<{ both: boolean }>(
    `select bool_and(relforcerowsecurity) as both from pg_class where relname in ('datasets', 'dataset_tables')`,
    { type: QueryTypes.SELECT },
  )
  t.true(forced?.both)
})
