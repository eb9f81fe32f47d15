import type { Database } from '../db/database.ts'
import type { Queue } from './jobs/queue.ts'

/** What every feature of the core works on; opened once by `main.ts` and handed in as the first argument. */
export interface Core {
  db: Database
  queue: Queue
  /** Embedded database, files, generated secrets; with several replicas a folder that all of them share. */
  dataDir: string
}
