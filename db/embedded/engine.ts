import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { DataDirLockedError, DataDirUnusableError } from '../errors.ts'
import { type DirectoryLock, lockDirectory } from './directory-lock.ts'

/** The role that owns everything in the embedded database. Not a superuser: row-level security must hold for it. */
export const embeddedOwner = 'sextant'

export interface EmbeddedEngine {
  engine: PGlite
  close(): Promise<void>
}

/** The PostgreSQL version inside the engine; a data directory of another one cannot be opened. */
const engineVersion = '18'

/** Small shared buffers: 197 instead of 359 MB resident, and the operating system caches the files anyway. */
const settings = ['shared_buffers=16MB', 'wal_buffers=1MB', 'max_wal_size=64MB', 'min_wal_size=32MB']

const advice: Record<string, [DataDirUnusableError['reason'], string]> = {
  EACCES: ['not_writable', 'may not be written to by this user'],
  EPERM: ['not_writable', 'may not be written to by this user'],
  EROFS: ['not_writable', 'is on a read-only disk'],
  ENOTDIR: ['not_a_directory', 'is not a directory'],
  EEXIST: ['not_a_directory', 'is not a directory'],
  ENOSPC: ['disk_full', 'is on a disk that is full'],
}

const unusable = (dataDir: string, error: unknown): unknown => {
  const known = advice[(error as NodeJS.ErrnoException).code ?? '']
  if (!known || error instanceof DataDirLockedError) return error
  const [reason, words] = known
  return new DataDirUnusableError(
    reason,
    `The data directory ${dataDir} ${words}. Name another one with SEXTANT_DATA_DIR.`,
    error,
  )
}

const refuseOtherVersion = (folder: string): void => {
  const file = join(folder, 'PG_VERSION')
  const version = existsSync(file) ? readFileSync(file, 'utf8').trim() : engineVersion
  if (version === engineVersion) return
  throw new DataDirUnusableError(
    'other_version',
    `The database in ${folder} is of PostgreSQL ${version}, this program has ${engineVersion}. ` +
      'Make a backup with the Sextant that wrote it, then restore that here into an empty data directory.',
  )
}

/**
 * One session serves everybody, so its role is set once, here: an ordinary owner instead of the engine's superuser,
 * whom no row-level security would stop.
 */
const becomeOwner = async (engine: PGlite): Promise<void> => {
  const { rows } = await engine.query(`select 1 from pg_roles where rolname = '${embeddedOwner}'`)
  if (rows.length === 0)
    await engine.exec(`
      create role ${embeddedOwner} nologin nosuperuser nobypassrls;
      create role sextant_app nologin nosuperuser nobypassrls;
      grant sextant_app to ${embeddedOwner};
      alter database postgres owner to ${embeddedOwner};
      alter schema public owner to ${embeddedOwner};
    `)
  await engine.exec(`set role ${embeddedOwner}`)
}

/** Imported on first use: a deployment on PostgreSQL never pays for the engine's memory. */
const start = async (folder: string | null, snapshot?: Blob): Promise<PGlite> => {
  const { PGlite } = await import('@electric-sql/pglite')
  const engine = await PGlite.create({
    dataDir: folder ?? 'memory://',
    postgresqlconf: settings,
    loadDataDir: snapshot,
  })
  await becomeOwner(engine)
  return engine
}

/** A first start that was killed half-way leaves its mark, and begins again from nothing. */
const startInFolder = async (dataDir: string): Promise<PGlite> => {
  const folder = join(dataDir, 'db')
  const mark = join(dataDir, 'db.initialising')
  if (existsSync(mark)) rmSync(folder, { recursive: true, force: true })
  refuseOtherVersion(folder)
  const isNew = !existsSync(join(folder, 'PG_VERSION'))
  if (isNew) writeFileSync(mark, '')
  const engine = await start(folder)
  if (isNew) rmSync(mark, { force: true })
  return engine
}

/** The engine only says that it was aborted. A segment of its log takes 16 MB. */
const isNearlyFull = (dataDir: string): boolean => {
  const { bavail, bsize } = statfsSync(dataDir)
  return bavail * bsize < 16 * 1024 * 1024
}

const lock = (dataDir: string): DirectoryLock => {
  try {
    mkdirSync(dataDir, { recursive: true })
    return lockDirectory(dataDir)
  } catch (error) {
    throw unusable(dataDir, error)
  }
}

/**
 * Starts the embedded PostgreSQL in `<dataDir>/db`, creating it when it is not there.
 * @throws DataDirLockedError, DataDirUnusableError
 */
export const openEngine = async (dataDir: string): Promise<EmbeddedEngine> => {
  const held = lock(dataDir)
  try {
    const engine = await startInFolder(dataDir)
    const close = async () => {
      await engine.close()
      held.release()
    }
    return { engine, close }
  } catch (error) {
    held.release()
    if (error instanceof DataDirUnusableError) throw error
    const known = unusable(dataDir, isNearlyFull(dataDir) ? { code: 'ENOSPC', cause: error } : error)
    if (known instanceof DataDirUnusableError) throw known
    throw new DataDirUnusableError(
      'unreadable',
      `The embedded database in ${dataDir} does not start. If its disk has room, restore the last backup into an empty directory.`,
      error,
    )
  }
}

/** An engine that lives in memory only, filled from a dumped data directory when one is given. For tests. */
export const openEngineInMemory = async (snapshot?: Blob): Promise<EmbeddedEngine> => {
  const engine = await start(null, snapshot)
  return { engine, close: () => engine.close() }
}
