import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { QueryTypes, type Sequelize, Transaction } from 'sequelize'
import { dumpFiles, hasNoFiles, openFileLoader } from './backup/files.ts'
import {
  type BackupCounts,
  type BackupHeader,
  checkBackup,
  openBackupWriter,
  readBackup,
} from './backup/format.ts'
import { asTheyWere, dumpRows, openRowLoader } from './backup/rows.ts'
import { tablesInOrder } from './backup/tables.ts'
import { type Database, openDatabase } from './database.ts'
import { BackupInvalidError, explainDatabaseError } from './errors.ts'
import { appliedMigrations, migrate, migrateDown, pendingMigrations } from './migrate.ts'

/**
 * Writes all tables and files into one file that either engine can restore. One snapshot; on the embedded database
 * everybody else waits meanwhile. Not in it: the generated master key (`<dataDir>/secrets/master.key`, without which the
 * tenants' stored credentials cannot be read; keep it elsewhere) and jobs that are waiting.
 * @throws DiskFullError; `file` then does not exist
 */
export const backup = async (
  db: Database,
  { dataDir, file }: { dataDir: string; file: string },
): Promise<BackupCounts> => {
  const migrations = await appliedMigrations(db)
  const writer = await openBackupWriter(file)
  const sequelize = db.connect({ max: 1 })
  try {
    await writer.write({
      kind: 'header',
      format: 'sextant-backup',
      version: 1,
      created_at: new Date().toISOString(),
      migrations,
    })
    const isolationLevel = Transaction.ISOLATION_LEVELS.REPEATABLE_READ
    await sequelize.transaction({ isolationLevel }, (transaction) =>
      dumpRows({ sequelize, transaction }, writer),
    )
    await dumpFiles(dataDir, writer)
    return await writer.finish()
  } catch (error) {
    await writer.abandon()
    throw explainDatabaseError(error)
  } finally {
    await sequelize.close()
  }
}

const isEmpty = async (sequelize: Sequelize): Promise<boolean> =>
  sequelize.transaction(async (transaction) => {
    const tables = (await tablesInOrder(sequelize, transaction)).filter(({ isTenants }) => !isTenants)
    for (const { name } of tables) {
      const rows = await sequelize.query(`select 1 from ${name} limit 1`, {
        type: QueryTypes.SELECT,
        transaction,
      })
      if (rows.length > 0) return false
    }
    return true
  })

/** Gives the empty database exactly the schema that the backup was made on. */
const prepareSchema = async (db: Database, sequelize: Sequelize, header: BackupHeader): Promise<void> => {
  const applied = await appliedMigrations(db)
  const known = new Set([...applied, ...(await pendingMigrations(db))])
  if (header.migrations.some((name) => !known.has(name))) throw new BackupInvalidError('newer_version')
  if (applied.length > 0 && !(await isEmpty(sequelize))) throw new BackupInvalidError('target_not_empty')
  if (applied.length > header.migrations.length) await migrateDown(db, { to: 0 })
  await migrate(db, { to: header.migrations.at(-1) })
}

const load = async (sequelize: Sequelize, dataDir: string, file: string): Promise<BackupCounts> => {
  const files = await openFileLoader(dataDir)
  const counts: BackupCounts = { rows: 0, files: 0 }
  let hasFiles = false
  try {
    await sequelize.transaction(async (transaction) => {
      await asTheyWere({ sequelize, transaction }, async () => {
        const rows = await openRowLoader({ sequelize, transaction })
        for await (const line of readBackup(file)) {
          if (line.kind === 'row') await rows.add(line.table, line.row)
          if (line.kind === 'file') await files.open(line.path)
          if (line.kind === 'piece') await files.append(line.data)
          if (line.kind === 'end') Object.assign(counts, { rows: line.rows, files: line.files })
        }
        await rows.flush()
      })
      // Last before the commit: what can still fail now is the commit alone.
      await files.commit()
      hasFiles = true
    })
    return counts
  } catch (error) {
    await files.abandon()
    if (hasFiles) await rm(join(dataDir, 'files'), { recursive: true, force: true })
    throw explainDatabaseError(error)
  }
}

/**
 * Restores a backup into an empty database (PostgreSQL, or the embedded one when `databaseUrl` is null) and data
 * directory, and migrates it to this program's version. The file is read and checked as a whole first; if anything
 * fails, no row and no file of it stays.
 * @throws BackupInvalidError, DiskFullError, and what `openDatabase` throws
 */
export const restore = async (target: {
  databaseUrl: string | null
  dataDir: string
  file: string
}): Promise<BackupCounts> => {
  const { dataDir, file } = target
  const header = await checkBackup(file)
  if (!(await hasNoFiles(dataDir))) throw new BackupInvalidError('target_not_empty')
  const db = await openDatabase(target)
  const sequelize = db.connect({ max: 1 })
  try {
    await prepareSchema(db, sequelize, header)
    const counts = await load(sequelize, dataDir, file)
    await migrate(db)
    return counts
  } finally {
    await sequelize.close()
    await db.close()
  }
}
