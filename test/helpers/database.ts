import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { ExecutionContext, TestFn } from 'ava'
import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { type Database, openDatabase, openDatabaseInMemory } from '../../db/database.ts'
import { asOwner } from '../../db/tenant.ts'

const migrations = new URL('../../db/migrations/', import.meta.url)
const packages = new URL('../../node_modules/', import.meta.url)
const cache = new URL('.cache/sextant-test/', packages)

/** Changes with everything that shapes an empty database. */
const schemaVersion = (): string => {
  const hash = createHash('sha256')
  const files = readdirSync(migrations)
    .sort()
    .map((name) => new URL(name, migrations))
  const libraries = ['@electric-sql/pglite', 'pg-boss'].map(
    (name) => new URL(`${name}/package.json`, packages),
  )
  const makers = [
    'db/row-security.ts',
    'db/embedded/engine.ts',
    'core/jobs/queue.ts',
    'test/helpers/database.ts',
  ].map((path) => new URL(`../../${path}`, import.meta.url))
  for (const file of [...files, ...libraries, ...makers]) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}

/** What an empty database of this version has: our tables and the queue's. Of all workers one or none needs these. */
const prepare = async (db: Database): Promise<void> => {
  const { migrate } = await import('../../db/migrate.ts')
  const { openQueue } = await import('../../core/jobs/queue.ts')
  await migrate(db)
  const queue = await openQueue(db, { worker: false })
  await queue.stop()
}

const isLeftOver = (lock: URL): boolean => {
  try {
    return Date.now() - statSync(lock).mtimeMs > 60_000
  } catch {
    return false
  }
}

/** Of the workers that start together, one makes the snapshot and the others wait for it. */
const snapshotFile = async (): Promise<URL> => {
  const file = new URL(`${schemaVersion()}.tar`, cache)
  const lock = new URL(`${file.href}.lock`)
  mkdirSync(cache, { recursive: true })
  while (!existsSync(file)) {
    try {
      mkdirSync(lock)
    } catch {
      if (isLeftOver(lock)) rmSync(lock, { recursive: true, force: true })
      await wait(50)
      continue
    }
    try {
      await makeSnapshot(file)
    } finally {
      rmSync(lock, { recursive: true, force: true })
    }
  }
  return file
}

/** Nobody makes a further database here, and without the two templates a snapshot opens in half the time. */
const dropTemplates = async (db: Database): Promise<void> => {
  await db.sequelize.query('reset role')
  await db.sequelize.query(`update pg_database set datistemplate = false where datname like 'template%'`)
  for (const name of ['template0', 'template1']) await db.sequelize.query(`drop database ${name}`)
}

const makeSnapshot = async (file: URL): Promise<void> => {
  const db = await openDatabaseInMemory()
  await prepare(db)
  await dropTemplates(db)
  const dump = await db.dump()
  await db.close()
  const partial = new URL(`${file.href}.${uuidv7()}`)
  await writeFile(partial, Buffer.from(await dump.arrayBuffer()))
  renameSync(partial, file)
}

const onServer = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const withName = (url: string, database: string): string => {
  const named = new URL(url)
  named.pathname = `/${database}`
  return named.href
}

/** Makes the template once a schema version; a session lock of the server keeps the other workers waiting. */
const ensureTemplate = (url: string): Promise<string> =>
  onServer(url, async (client) => {
    const template = `sextant_template_${schemaVersion()}`
    await client.query('select pg_advisory_lock(727836269)')
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [template])
    if (rowCount) return template
    const partial = `${template}_partial`
    await client.query(`drop database if exists ${partial} with (force)`)
    await client.query(`create database ${partial}`)
    const db = await openDatabase({ databaseUrl: withName(url, partial), dataDir: '', waitMs: busyMs })
    await prepare(db)
    await db.close()
    await client.query(`alter database ${partial} rename to ${template}`)
    return template
  })

type Close = () => Promise<unknown>
type Teardown = Pick<ExecutionContext, 'teardown'>

/** A new database on the test server that nobody else uses, dropped afterwards. Empty unless made from a template. */
export const createServerDatabase = async (
  t: Teardown,
  url: string,
  template = 'template0',
): Promise<string> => {
  const { databaseUrl, drop } = await makeServerDatabase(url, template)
  t.teardown(drop)
  return databaseUrl
}

const makeServerDatabase = async (url: string, template: string) => {
  const name = `sextant_test_${uuidv7().replaceAll('-', '')}`
  await onServer(url, (client) => client.query(`create database ${name} template ${template}`))
  const drop: Close = () =>
    onServer(url, (client) => client.query(`drop database if exists ${name} with (force)`))
  return { databaseUrl: withName(url, name), drop }
}

/** The same with our tables and the queue's. */
export const createMigratedServerDatabase = async (t: Teardown, url: string): Promise<string> =>
  createServerDatabase(t, url, await ensureTemplate(url))

/** PostgreSQL for tests, if there is one: `TEST_DATABASE_URL`, a superuser's. */
export const testServerUrl = (): string | null => process.env.TEST_DATABASE_URL || null

/** The embedded engine whatever TEST_DATABASE_URL says, in memory and migrated. The caller closes it. */
export const openEmbeddedTestDatabase = async (): Promise<Database> =>
  openDatabaseInMemory(new Blob([await readFile(await snapshotFile())]))

/**
 * Puts the empty database into a data folder that no server has used yet: it starts as if it was there for the first
 * time, but need not make the database, which takes longer than everything else.
 */
export const fillDataDir = async (dataDir: string): Promise<void> => {
  const folder = join(dataDir, 'db')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const run = promisify(execFile)
  await run('tar', ['-xf', fileURLToPath(await snapshotFile()), '-C', folder])
}

const makeEmbedded = async (): Promise<{ db: Database; close: Close }> => {
  const db = await openEmbeddedTestDatabase()
  return { db, close: () => db.close() }
}

/** A machine that runs everything else at the same time is no fault of what is tested. */
const busyMs = 30_000

const makeOnServer = async (url: string): Promise<{ db: Database; close: Close }> => {
  const { databaseUrl, drop } = await makeServerDatabase(url, await ensureTemplate(url))
  const db = await openDatabase({ databaseUrl, dataDir: '', waitMs: busyMs })
  const close = async () => {
    await db.close()
    await drop()
  }
  return { db, close }
}

const make = () => {
  const url = testServerUrl()
  return url === null ? makeEmbedded() : makeOnServer(url)
}

/**
 * A migrated, empty database of this test's own, closed when the test ends: embedded in memory (about 0.4 s), or on
 * the server that TEST_DATABASE_URL names. For use inside a test; see `shareTestDatabase`.
 */
export const openTestDatabase = async (t: Teardown): Promise<Database> => {
  const { db, close } = await make()
  t.teardown(close)
  return db
}

/** The file's database; `beforeClose` is for what works on it and must stop first. */
export interface SharedDatabase {
  (): Database
  beforeClose(stop: Close): void
}

/**
 * One database for all tests of a file, each of which should take its own tenant: call it at the top of the file
 * with ava's `test`, and the result inside the tests.
 */
export const shareTestDatabase = (test: Pick<TestFn, 'serial' | 'after'>): SharedDatabase => {
  let made: { db: Database; close: Close } | null = null
  const stops: Close[] = []
  // Serial: before the file's own hooks, which will want it.
  test.serial.before('open the database', async () => {
    made = await make()
  })
  test.after.always('close the database', async () => {
    for (const stop of stops) await stop()
    await made?.close()
  })
  return Object.assign(() => made!.db, { beforeClose: (stop: Close) => void stops.push(stop) })
}

/** A tenant of its own for a test. @returns its id */
export const createTestTenant = async (db: Database, clientId = `test-${uuidv7()}`): Promise<string> => {
  const tenant = await asOwner(db, () => db.models.Tenant.create({ clientId, name: clientId }))
  return tenant.id
}
