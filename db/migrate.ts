import { fileURLToPath } from 'node:url'
import { QueryTypes, type Sequelize, type Transaction } from 'sequelize'
import type { Umzug, UmzugStorage } from 'umzug'
import type { Database } from './database.ts'
import type { MigrationContext } from './row-security.ts'

/** Any number that nothing else locks; all replicas must agree on it. */
const migrationLock = 727_836_268

const ensureTable = `create table if not exists schema_migrations (
  name text primary key,
  applied_at timestamptz not null default now()
)`

const openStorage = (sequelize: Sequelize, transaction: Transaction): UmzugStorage => ({
  executed: async () => {
    const rows = await sequelize.query<{ name: string }>('select name from schema_migrations order by name', {
      transaction,
      type: QueryTypes.SELECT,
    })
    return rows.map(({ name }) => name)
  },
  logMigration: async ({ name }) => {
    await sequelize.query('insert into schema_migrations (name) values ($1)', { bind: [name], transaction })
  },
  unlogMigration: async ({ name }) => {
    await sequelize.query('delete from schema_migrations where name = $1', { bind: [name], transaction })
  },
})

/** Imported on first use: it takes as long to load as everything else that a database needs. */
const openUmzug = async (
  sequelize: Sequelize,
  transaction: Transaction,
): Promise<Umzug<MigrationContext>> => {
  const { Umzug } = await import('umzug')
  return new Umzug<MigrationContext>({
    migrations: {
      glob: ['*.ts', { cwd: fileURLToPath(new URL('./migrations/', import.meta.url)) }],
    },
    context: { query: (sql) => sequelize.query(sql, { transaction }) },
    storage: openStorage(sequelize, transaction),
    logger: undefined,
  })
}

/**
 * Everything happens in one transaction that holds a lock: replicas that start together wait for each other instead
 * of creating the same table twice, and a migration that fails leaves no trace of those before it.
 */
const underLock = async <T>(
  db: Database,
  work: (umzug: Umzug<MigrationContext>) => Promise<T>,
): Promise<T> => {
  const sequelize = db.connect({ max: 1 })
  try {
    return await sequelize.transaction(async (transaction) => {
      await sequelize.query(`select pg_advisory_xact_lock(${migrationLock})`, { transaction })
      await sequelize.query(ensureTable, { transaction })
      return await work(await openUmzug(sequelize, transaction))
    })
  } finally {
    await sequelize.close()
  }
}

const names = (migrations: { name: string }[]): string[] => migrations.map(({ name }) => name)

/**
 * Brings the schema up to date, or up to and including `to`. Safe to call from several replicas at once.
 * @returns what was applied
 */
export const migrate = (db: Database, { to }: { to?: string } = {}): Promise<string[]> =>
  underLock(db, async (umzug) => names(await umzug.up(to === undefined ? {} : { to })))

/**
 * Takes migrations back, newest first, down to and including `to` (0 = all of them).
 * @returns what was reverted
 */
export const migrateDown = (db: Database, { to }: { to: string | 0 }): Promise<string[]> =>
  underLock(db, async (umzug) => names(await umzug.down({ to })))

/** The migrations that the database does not have yet. */
export const pendingMigrations = (db: Database): Promise<string[]> =>
  underLock(db, async (umzug) => names(await umzug.pending()))

/** The migrations that the database has, oldest first: the version of its schema. */
export const appliedMigrations = (db: Database): Promise<string[]> =>
  underLock(db, async (umzug) => names(await umzug.executed()))
