import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { QueryTypes } from 'sequelize'
import type { Config } from '../../config/env.ts'
import { countLinks, listChains, verifyChain } from '../../core/access/audit-chain.ts'
import { type Database, openDatabase } from '../../db/database.ts'
import { DataDirLockedError } from '../../db/errors.ts'
import { pendingMigrations } from '../../db/migrate.ts'
import type { CommandContext } from '../context.ts'
import { describeError } from '../describe-error.ts'
import type { Check } from './check.ts'

const minimumServer = 150_000

const one = async <T extends object>(db: Database, sql: string): Promise<T> =>
  (await db.sequelize.query<T>(sql, { type: QueryTypes.SELECT }))[0]!

const checkServer = async (db: Database): Promise<Check[]> => {
  const { version, number } = await one<{ version: string; number: string }>(
    db,
    `select current_setting('server_version') as version, current_setting('server_version_num') as number`,
  )
  const values = { kind: db.kind, version }
  const isOld = Number(number) < minimumServer
  const found: Check = isOld
    ? { name: 'database', state: 'failed', message: 'database', advice: 'database_old', values }
    : { name: 'database', state: 'ok', message: `database_${db.kind}`, values }
  const { rolsuper } = await one<{ rolsuper: boolean }>(
    db,
    'select rolsuper from pg_roles where rolname = current_user',
  )
  // A superuser sees every tenant's rows as soon as one query forgets its scope.
  return rolsuper
    ? [found, { name: 'role', state: 'warning', message: 'superuser', advice: 'superuser' }]
    : [found]
}

const checkMigrations = async (db: Database): Promise<Check> => {
  const pending = await pendingMigrations(db)
  const values = { count: pending.length }
  return pending.length === 0
    ? { name: 'migrations', state: 'ok', message: 'migrations' }
    : {
        name: 'migrations',
        state: 'warning',
        message: 'migrations_pending',
        advice: 'migrations_pending',
        values,
      }
}

/** More acts than this take longer to read than somebody waits who only wants to know how things stand. */
const maxActs = 20_000

/** @param isMigrated an older schema has no chains yet */
const checkAudit = async (db: Database, isMigrated: boolean): Promise<Check[]> => {
  if (!isMigrated) return []
  const values = { count: await countLinks(db) }
  if (values.count > maxActs)
    return [{ name: 'audit', state: 'ok', message: 'audit_unread', advice: 'audit', values }]
  for (const { id } of await listChains(db))
    if (!(await verifyChain(db, id)).ok)
      return [{ name: 'audit', state: 'failed', message: 'audit_broken', advice: 'audit', values }]
  return [{ name: 'audit', state: 'ok', message: 'audit', values }]
}

/** A running Sextant holds its embedded database; then only it can be asked. */
const heldBy = ({ holder }: DataDirLockedError): Check => ({
  name: 'lock', state: 'ok', message: 'lock_held',
  values: { pid: holder.pid, host: holder.host, startedAt: holder.startedAt },
}) // biome-ignore format: one check, read at a glance

const open = async (config: Config): Promise<Database | DataDirLockedError> => {
  try {
    return await openDatabase(config)
  } catch (error) {
    if (error instanceof DataDirLockedError) return error
    throw error
  }
}

/** Lock, connection, version, role, migrations and audit trail. Never creates an embedded database that is not there yet. */
export const checkDatabase = async (
  config: Config,
  { locale }: CommandContext,
): Promise<{ checks: Check[]; isRunning: boolean }> => {
  const isNew = config.databaseUrl === null && !existsSync(join(config.dataDir, 'db', 'PG_VERSION'))
  if (isNew) return { checks: [{ name: 'database', state: 'ok', message: 'database_new' }], isRunning: false }
  try {
    const db = await open(config)
    if (db instanceof DataDirLockedError) return { checks: [heldBy(db)], isRunning: true }
    try {
      const server = await checkServer(db)
      const migrations = await checkMigrations(db)
      const audit = await checkAudit(db, migrations.state === 'ok')
      return { checks: [...server, migrations, ...audit], isRunning: false }
    } finally {
      await db.close()
    }
  } catch (error) {
    const { message } = describeError(error, locale)
    const advice = config.databaseUrl === null ? 'database_embedded' : 'database_server'
    return {
      checks: [
        { name: 'database', state: 'failed', message: 'database_failed', advice, values: { message } },
      ],
      isRunning: false,
    }
  }
}
