/**
 * A process that accepts events of one thread, begins to handle the first and never ends: to be killed in the middle.
 * Arguments: the URL of a server, or the data directory of an embedded database; then the events' ids. It writes
 * `handling <id>` for each event that it begins.
 */
import { openEventWorker } from '../../core/messaging/event-worker.ts'
import { acceptEvent } from '../../core/messaging/platform-events.ts'
import { openDatabase } from '../../db/database.ts'
import { eventGiven } from './event-rows.ts'

const [place = '', ...eventIds] = process.argv.slice(2)
const isServer = place.startsWith('postgres')
const db = await openDatabase(
  isServer ? { databaseUrl: place, dataDir: '' } : { databaseUrl: null, dataDir: place },
)
for (const eventId of eventIds) await acceptEvent(db, eventGiven(eventId, { orderKey: 'thread' }))
openEventWorker(db, {
  platform: 'slack',
  leaseMs: 1_000,
  handle: ({ eventId }) =>
    new Promise(() => {
      process.stdout.write(`handling ${eventId}\n`)
    }),
})
