import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { QueryTypes, type Sequelize } from 'sequelize'
import {
  type ConnectOptions,
  connectPool,
  connectSequelize,
  type Lane,
  poolConfig,
  type Source,
} from './connection.ts'
import { type EmbeddedEngine, openEngine, openEngineInMemory } from './embedded/engine.ts'
import { openGate } from './embedded/gate.ts'
import { explainDatabaseError, isStartingUp } from './errors.ts'
import { defineModels, type Models } from './models/index.ts'

export interface Database {
  readonly kind: 'embedded' | 'postgres'
  readonly sequelize: Sequelize
  /** The models bound to this database. */
  readonly models: Models
  /** A pool of plain `pg` connections through the same gate; ends with `close()`. */
  pool(max: number, lane?: Lane): pg.Pool
  /** For programs that make their own pool. */
  poolConfig(max: number): pg.PoolConfig
  /** A second Sequelize without time limits or models, for migrations and backups. The caller closes it. */
  connect(options: ConnectOptions): Sequelize
  /** Vacuums the embedded database, which has no autovacuum, table by table; PostgreSQL does that by itself. */
  maintain(): Promise<void>
  isReady(): Promise<boolean>
  /** Waits (3 s at most) for open transactions, then closes everything. A second call changes nothing. */
  close(): Promise<void>
}

const poolMax = { embedded: 10, postgres: 10 } as const
const readyTimeoutMs = 2_000

const tablesOf = async (sequelize: Sequelize): Promise<string[]> => {
  const rows = await sequelize.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where tableowner = current_user`,
    { type: QueryTypes.SELECT },
  )
  return rows.map(({ name }) => name)
}

const answersInTime = async (sequelize: Sequelize): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), readyTimeoutMs)
  })
  const answer = sequelize.query('select 1').then(
    () => true,
    () => false,
  )
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

const build = (source: Source, engine?: EmbeddedEngine): Database => {
  const sequelize = connectSequelize(source, { max: poolMax[source.kind] })
  const models = defineModels(sequelize)
  const pools: pg.Pool[] = []
  let closing: Promise<void> | null = null
  const close = async () => {
    if (source.kind === 'embedded') await source.gate.idle(3_000)
    await closeConnections()
    await engine?.close()
  }
  const closeConnections = async () => {
    await Promise.all(pools.map((pool) => (pool.ended ? undefined : pool.end())))
    await sequelize.close()
  }
  return {
    kind: source.kind,
    sequelize,
    models,
    pool: (max, lane) => {
      const pool = connectPool(source, max, lane)
      pools.push(pool)
      return pool
    },
    poolConfig: (max) => poolConfig(source, max),
    connect: (options) => connectSequelize(source, { isUnhurried: true, ...options }),
    maintain: async () => {
      if (source.kind !== 'embedded') return
      for (const table of await tablesOf(sequelize)) await sequelize.query(`vacuum (analyze) ${table}`)
    },
    isReady: () => answersInTime(sequelize),
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

const buildEmbedded = (engine: EmbeddedEngine): Database =>
  build({ kind: 'embedded', gate: openGate(engine.engine) }, engine)

/** How long to wait for a server that is still starting; `onWait` is called once, when it is not there. */
export interface Patience {
  ms: number
  onWait?: () => void
}

const retryMs = 250

/** A deployment starts its parts together, and the server may be the last to be ready. */
const reach = async (sequelize: Sequelize, { ms, onWait }: Patience): Promise<void> => {
  const deadline = performance.now() + ms
  for (let isFirst = true; ; isFirst = false)
    try {
      return await sequelize.authenticate()
    } catch (error) {
      if (!isStartingUp(error) || performance.now() + retryMs > deadline) throw error
      if (isFirst) onWait?.()
      await wait(retryMs)
    }
}

/** Reaches the server, so that a wrong URL or password is told at the start and not at the first question. */
const openPostgres = async (url: string, patience: Patience, waitMs?: number): Promise<Database> => {
  const database = build({ kind: 'postgres', url, ...(waitMs !== undefined && { waitMs }) })
  try {
    await reach(database.sequelize, patience)
    return database
  } catch (error) {
    await database.close()
    throw explainDatabaseError(error)
  }
}

/**
 * Opens PostgreSQL at `databaseUrl`, or the embedded database in `<dataDir>/db` when that is null.
 * Does not migrate: see `migrate`. Waits for a server that is still starting as `patience` says, not at all by default;
 * later, for a free connection, `waitMs` (three seconds).
 * @throws DatabaseUnavailableError, DataDirLockedError, DataDirUnusableError
 */
export const openDatabase = async (options: {
  databaseUrl: string | null
  dataDir: string
  patience?: Patience
  waitMs?: number
}): Promise<Database> =>
  options.databaseUrl !== null
    ? openPostgres(options.databaseUrl, options.patience ?? { ms: 0 }, options.waitMs)
    : buildEmbedded(await openEngine(options.dataDir))

/** An embedded database in memory, from a dumped data directory when one is given. For tests. */
export const openDatabaseInMemory = async (
  snapshot?: Blob,
): Promise<Database & { dump(): Promise<Blob> }> => {
  const engine = await openEngineInMemory(snapshot)
  return { ...buildEmbedded(engine), dump: () => engine.engine.dumpDataDir('none') }
}
