import type pg from 'pg'
import type { Transaction } from 'sequelize'
import { log } from '../../config/log.ts'
import type { Database } from '../../db/database.ts'

const channel = 'sextant_jobs'
const reconnectMs = [500, 1_000, 2_000, 5_000, 10_000]

export interface WakeLine {
  /** Tells the other processes, at commit if there is a transaction: a queue that has a job, or a signal. */
  announce(word: string, transaction: Transaction | null): Promise<void>
  close(): Promise<void>
}

interface WakeLineOptions {
  /** Whether this process works on jobs and wants to be woken. */
  listen: boolean
  hear: (word: string) => void
}

/**
 * Wakes the workers of other processes through LISTEN/NOTIFY. A hint only: polling finds what a lost line would have
 * told. Needed on a server; the embedded database has no other process.
 */
export const openWakeLine = async (db: Database, { listen, hear }: WakeLineOptions): Promise<WakeLine> => {
  const pool = listen ? db.pool(1) : null
  let client: pg.PoolClient | null = null
  let timer: NodeJS.Timeout | undefined
  let isClosed = false

  const connect = async (attempt: number): Promise<void> => {
    if (isClosed || !pool) return
    try {
      client = await pool.connect()
      client.on('notification', ({ payload }) => payload && hear(payload))
      client.once('end', () => retry(0))
      await client.query(`listen ${channel}`)
    } catch (error) {
      log.warn({ err: error }, 'the wake-up line to the job queue is down; polling goes on')
      retry(attempt + 1)
    }
  }

  const retry = (attempt: number): void => {
    client?.removeAllListeners('notification').removeAllListeners('end')
    client?.release(true)
    client = null
    clearTimeout(timer)
    if (isClosed) return
    timer = setTimeout(() => void connect(attempt), reconnectMs[Math.min(attempt, reconnectMs.length - 1)])
    timer.unref()
  }

  await connect(0)
  return {
    announce: async (word, transaction) => {
      await db.sequelize.query('select pg_notify($1, $2)', { bind: [channel, word], transaction })
    },
    close: async () => {
      isClosed = true
      clearTimeout(timer)
      client?.removeAllListeners('end')
      client?.release(true)
      client = null
      // The database may have been closed first, and its pools with it.
      if (pool && !pool.ending) await pool.end()
    },
  }
}
