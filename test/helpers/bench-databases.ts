import type { Database } from '../../db/database.ts'
import { openEmbeddedTestDatabase, openTestDatabase, testServerUrl } from './database.ts'

/** Measures on the embedded database, and on the server's where there is one (TEST_DATABASE_URL). */
export const onEachDatabase = async (measure: (db: Database) => Promise<void>): Promise<void> => {
  const closers: (() => unknown)[] = []
  try {
    const embedded = await openEmbeddedTestDatabase()
    closers.push(() => embedded.close())
    const databases = [embedded]
    if (testServerUrl() !== null)
      databases.push(await openTestDatabase({ teardown: (close) => void closers.push(close) }))
    for (const db of databases) await measure(db)
  } finally {
    for (const close of closers.reverse()) await close()
  }
}
