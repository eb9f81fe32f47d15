import { PgBoss } from 'pg-boss'
import { QueryTypes, type Transaction } from 'sequelize'
import { log } from '../../config/log.ts'
import { currentTransaction } from '../../db/connection.ts'
import type { Database } from '../../db/database.ts'
import { type Consumer, type JobHandler, openConsumer } from './consumer.ts'
import { openOrderedExecutor } from './ordered-fetch.ts'
import { openWakeLine, type WakeLine } from './wake-line.ts'

export type { JobContext, JobHandler } from './consumer.ts'

export interface QueueOptions {
  /**
   * `singleton` works on one job a key at a time, over all processes, in the order in which they were added; a
   * failing job does not block its key, those behind it overtake it until its retry.
   * (`key_strict_fifo` does block it for ever, and `groupConcurrency` is not strict: neither is offered.)
   */
  policy?: 'standard' | 'singleton'
  /** Tries after the first one, with a growing delay; then the job goes to `<name>.dead`. */
  retryLimit?: number
  retryDelaySeconds?: number
  retryDelayMaxSeconds?: number
  /** A job that runs longer is taken to have failed. */
  expireInSeconds?: number
}

export interface EnqueueOptions {
  /** What the `singleton` policy serialises by, such as a conversation's id. */
  singletonKey?: string
  startAfterSeconds?: number
  priority?: number
}

export interface WorkOptions {
  /** Most jobs of the queue at once in this process. */
  concurrency?: number
}

export interface Queue {
  /** Makes a queue and its dead-letter queue `<name>.dead`, or brings their options up to date. */
  defineQueue(name: string, options?: QueueOptions): Promise<void>
  /**
   * Adds a job, inside the current transaction if there is one: no commit, no job. Put ids into `data`, never
   * content: the queue's tables have no tenant policy.
   * @returns the job's id
   */
  enqueue(name: string, data: object, options?: EnqueueOptions): Promise<string>
  /** Adds several jobs in one statement, otherwise as `enqueue` does. */
  enqueueAll(name: string, jobs: { data: object; singletonKey?: string }[]): Promise<void>
  /** Starts working on a queue that was defined, at once and in this process. Needs `worker: true`. */
  work<Data extends object>(name: string, handler: JobHandler<Data>, options?: WorkOptions): void
  /**
   * Says a word, such as an id, to the workers of every process at once, at commit if there is a transaction. It can
   * get lost like any wake-up: what it tells must stand in the database too.
   */
  signal(topic: string, word: string): Promise<void>
  /** Hears the words of a topic, in a process that works on jobs; the same one may come twice. */
  onSignal(topic: string, listener: (word: string) => void): void
  /** Waiting and running jobs of a queue, failed ones waiting in its dead-letter queue. */
  count(name: string): Promise<{ waiting: number; active: number; dead: number }>
  stop(options?: { timeoutMs?: number }): Promise<void>
}

const defaults = { retryLimit: 5, retryDelay: 1, retryDelayMax: 60, expireInSeconds: 15 * 60 }
/** A job whose process died is taken over after this; pg-boss allows no less than ten seconds. */
const heartbeatSeconds = 10
const pollMs = 1_000
/** Finished jobs are of no use but to a debugger. */
const deleteAfterSeconds = 6 * 3600

const openBoss = async (db: Database, worker: boolean): Promise<PgBoss> => {
  const isEmbedded = db.kind === 'embedded'
  const boss = new PgBoss({
    ...(db.poolConfig(isEmbedded ? 2 : 4) as object),
    schema: 'pgboss',
    backend: isEmbedded ? 'pglite' : 'postgres',
    schedule: false,
    supervise: worker,
    superviseIntervalSeconds: 5,
    // A minute by default: as long would a job wait whose process or connection died in the middle.
    monitorIntervalSeconds: 5,
    maintenanceIntervalSeconds: 3600,
    flowIntervalSeconds: 3600,
    // Rebuilding indexes "concurrently" makes no sense where there is one session.
    reindex: !isEmbedded,
    registerInstance: false,
    openTelemetry: { enabled: false },
  })
  boss.on('error', (error) => log.error({ err: error }, 'the job queue reports an error'))
  boss.on('warning', (warning) => log.warn({ warning: warning.message }, 'the job queue warns'))
  await boss.start()
  return boss
}

/** What `send` needs when it runs as the app role. The payloads of other tenants' jobs stay unreadable. */
const grantSending = async (db: Database): Promise<void> => {
  const [row] = await db.sequelize.query<{ may: boolean }>(
    `select has_schema_privilege('sextant_app', 'pgboss', 'usage') as may`,
    { type: QueryTypes.SELECT },
  )
  if (row?.may) return
  await db.sequelize.query(`
    grant usage on schema pgboss to sextant_app;
    grant select on pgboss.queue to sextant_app;
    grant insert, select (id, start_after) on pgboss.job_common to sextant_app;
  `)
}

/**
 * The embedded database has one process: whatever is active when it starts was left by one that died. It counts as a
 * try, or a job that kills its process would do so for ever.
 */
const takeBackOrphans = async (db: Database, boss: PgBoss): Promise<void> => {
  const rows = await db.sequelize.query<{ name: string; ids: string[] }>(
    `select name, array_agg(id::text) as ids from pgboss.job where state = 'active' group by name`,
    { type: QueryTypes.SELECT },
  )
  for (const { name, ids } of rows) {
    await boss.fail(name, ids, { name: 'ProcessDied', code: null })
    // People wait already: no delay before the next try.
    await db.sequelize.query(
      `update pgboss.job set start_after = now() where name = $1 and id = any($2::uuid[]) and state = 'retry'`,
      { bind: [name, ids] },
    )
  }
}

interface PgConnection {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
}

/** pg-boss on the connection of an open Sequelize transaction. */
const executorOf = (transaction: Transaction) => {
  const { connection } = transaction as unknown as { connection: PgConnection }
  return { executeSql: (text: string, values?: unknown[]) => connection.query(text, values) }
}

/**
 * Opens the job queue on the same database. Every process may enqueue; those with `worker` also work on jobs and keep
 * the queue tidy (expiry, retries of jobs whose process died).
 */
export const openQueue = async (db: Database, { worker }: { worker: boolean }): Promise<Queue> => {
  const boss = await openBoss(db, worker)
  await grantSending(db)
  if (worker && db.kind === 'embedded') await takeBackOrphans(db, boss)
  const consumers = new Map<string, Consumer>()
  const executor = openOrderedExecutor(db.pool(2))
  const wake = (name: string): void => consumers.get(name)?.wake()
  const listeners = new Map<string, (word: string) => void>()
  /** A queue's name alone, or a topic and its word. */
  const hear = (said: string): void => {
    const [name = '', word] = said.split(' ')
    if (word === undefined) wake(name)
    else listeners.get(name)?.(word)
  }
  const line: WakeLine | null =
    db.kind === 'postgres' ? await openWakeLine(db, { listen: worker, hear }) : null

  const defineQueue = async (name: string, options: QueueOptions = {}): Promise<void> => {
    const dead = `${name}.dead`
    if (!(await boss.getQueue(dead))) await boss.createQueue(dead)
    const settings = {
      retryLimit: options.retryLimit ?? defaults.retryLimit,
      retryDelay: options.retryDelaySeconds ?? defaults.retryDelay,
      retryDelayMax: options.retryDelayMaxSeconds ?? defaults.retryDelayMax,
      retryBackoff: true,
      expireInSeconds: options.expireInSeconds ?? defaults.expireInSeconds,
      heartbeatSeconds,
      deleteAfterSeconds,
      deadLetter: dead,
    }
    if (await boss.getQueue(name)) await boss.updateQueue(name, settings)
    else await boss.createQueue(name, { ...settings, policy: options.policy ?? 'standard' })
  }

  /** Workers here hear of it once it is committed; those of other replicas with the commit. */
  const tell = async (said: string, transaction: Transaction | null): Promise<void> => {
    await line?.announce(said, transaction)
    if (transaction) transaction.afterCommit(() => hear(said))
    else hear(said)
  }

  const enqueue = async (name: string, data: object, options: EnqueueOptions = {}): Promise<string> => {
    const transaction = currentTransaction()
    const { singletonKey, startAfterSeconds = 0, priority = 0 } = options
    const id = await boss.send(name, data, {
      ...(singletonKey !== undefined && { singletonKey }),
      priority,
      startAfter: startAfterSeconds,
      ...(transaction && { db: executorOf(transaction) }),
    })
    if (id === null) throw new Error(`the queue ${name} refused a job`)
    if (startAfterSeconds === 0) await tell(name, transaction)
    return id
  }

  const enqueueAll: Queue['enqueueAll'] = async (name, jobs) => {
    if (jobs.length === 0) return
    const transaction = currentTransaction()
    await boss.insert(name, jobs, transaction ? { db: executorOf(transaction) } : {})
    await tell(name, transaction)
  }

  const work = <Data extends object>(name: string, handler: JobHandler<Data>, options: WorkOptions = {}) => {
    if (!worker) throw new Error(`this process enqueues only: it cannot work on ${name}`)
    if (consumers.has(name)) throw new Error(`the queue ${name} has its worker already`)
    const { concurrency = 20 } = options
    const heartbeatMs = (heartbeatSeconds * 1000) / 3
    consumers.set(name, openConsumer({ boss, name, handler, concurrency, pollMs, heartbeatMs, executor }))
  }

  const signal = (topic: string, word: string): Promise<void> =>
    tell(`${topic} ${word}`, currentTransaction())

  const count = async (name: string) => {
    const [row] = await db.sequelize.query<{ waiting: number; active: number; dead: number }>(
      `select count(*) filter (where name = $1 and state < 'active')::int as waiting,
              count(*) filter (where name = $1 and state = 'active')::int as active,
              count(*) filter (where name = $2 and state < 'active')::int as dead
       from pgboss.job where name in ($1, $2)`,
      { bind: [name, `${name}.dead`], type: QueryTypes.SELECT },
    )
    return row ?? { waiting: 0, active: 0, dead: 0 }
  }

  const stop = async ({ timeoutMs = 20_000 }: { timeoutMs?: number } = {}): Promise<void> => {
    await line?.close()
    await Promise.all([...consumers.values()].map((consumer) => consumer.stop(timeoutMs)))
    await boss.stop({ graceful: true, timeout: 1_000 })
  }

  const onSignal = (topic: string, listener: (word: string) => void): void =>
    void listeners.set(topic, listener)

  return { defineQueue, enqueue, enqueueAll, work, signal, onSignal, count, stop }
}
