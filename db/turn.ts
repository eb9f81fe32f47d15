import type { Database } from './database.ts'

/** Any number that nothing else locks; all replicas must agree on it. */
const turnLock = 727_836_270

/**
 * Replicas that start together do `work` one after the other, over all processes of the database. For what each of
 * them finds undone and does: seeding, grants, the first operator. The embedded database has one process.
 */
export const takeTurn = async <T>(db: Database, work: () => Promise<T>): Promise<T> => {
  if (db.kind === 'embedded') return work()
  const pool = db.pool(1)
  try {
    // A plain connection: Sequelize would take its transaction for the one that `work` is inside of.
    const client = await pool.connect()
    try {
      await client.query(`begin; select pg_advisory_xact_lock(${turnLock})`)
      return await work()
    } finally {
      // Ends the transaction and with it the lock, whatever state the connection is in.
      client.release(true)
    }
  } finally {
    await pool.end()
  }
}
