import type pg from 'pg'
import { v7 as uuid } from 'uuid'
import { limits } from '../../config/limits.ts'
import { log } from '../../config/log.ts'
import { metrics } from '../../config/metrics.ts'
import { boundedQuery } from '../../db/bounded-query.ts'
import type { Database } from '../../db/database.ts'
import { explainDatabaseError } from '../../db/errors.ts'
import type { ChatPlatform } from '../../db/models/workspace.ts'
import { openBatches } from './batches.ts'

/** An event of a chat platform, verified, before it is acknowledged. Keys are the platform's ids, nothing people wrote. */
export interface PlatformEventGiven {
  platform: ChatPlatform
  /** The same one again is the same event. */
  eventId: string
  /** The message that it tells of first; null for what is about no message, or about one that was told of before. */
  messageKey: string | null
  /** The act of sending, as the person's own program numbers it. */
  clientKey: string | null
  workspace: string
  /** Events of one key are handled one after the other. */
  orderKey: string
  /** JSON, as it came; null = there is nothing to handle, it is only to be known when it comes again. */
  payload: string | null
}

const { events: limit } = limits

const insertSql = `
  insert into platform_events
         (id, platform, event_id, message_key, client_key, workspace, order_key, payload, state, done_at)
  select id, platform, event_id, message_key, client_key, workspace, order_key, payload,
         case when payload is null then 'done' else 'received' end, case when payload is null then now() end
    from jsonb_to_recordset($1::jsonb) as n (
           id uuid, platform text, event_id text, message_key text, client_key text, workspace text,
           order_key text, payload text)
      on conflict do nothing returning id`

interface Numbered {
  id: string
  event: PlatformEventGiven
}

/**
 * Two batches that hold the same messages in opposite order would wait for each other. What both may hold comes in the
 * same order; the ids, and with them the order of handling, stay those of arrival.
 */
const byKey = ({ event: a }: Numbered, { event: b }: Numbered): number => {
  const [left, right] = [a.messageKey ?? a.eventId, b.messageKey ?? b.eventId]
  return left < right ? -1 : left > right ? 1 : 0
}

const rowOf = ({ id, event }: Numbered) => ({
  id, platform: event.platform, event_id: event.eventId, message_key: event.messageKey,
  client_key: event.clientKey, workspace: event.workspace, order_key: event.orderKey, payload: event.payload,
}) // biome-ignore format: as the columns above

const isDeadlock = (error: unknown): boolean => (error as { code?: unknown }).code === '40P01'

/** A deadlock over client keys, which the order leaves possible, takes one of the two back; it is done again. */
const insert = async (pool: pg.Pool, rows: Numbered[], triesLeft = 2): Promise<Set<string>> => {
  const text = JSON.stringify(rows.toSorted(byKey).map(rowOf))
  try {
    const result = await pool.query<{ id: string }>(boundedQuery(limit.insertMs, insertSql, [text]))
    return new Set(result.rows.map(({ id }) => id))
  } catch (error) {
    if (isDeadlock(error) && triesLeft > 0) return insert(pool, rows, triesLeft - 1)
    // Without an SQLSTATE it is the connection that failed, or took too long.
    throw explainDatabaseError(error, true)
  }
}

interface Acceptor {
  accept(event: PlatformEventGiven): Promise<{ isNew: boolean }>
  listeners: Map<ChatPlatform, Set<() => void>>
}

/**
 * One statement a batch on plain connections: it is its own transaction, so one round trip instead of three. They run
 * as the owner of the tables, as `asOwner` does, and the statement names no table but this one, which has no tenant.
 * A platform waits three seconds for it: it goes before whatever else waits for the embedded database.
 */
const openAcceptor = (db: Database): Acceptor => {
  const pool = db.pool(limit.batchesInFlight, { isUrgent: true })
  const listeners: Acceptor['listeners'] = new Map()

  const store = async (events: PlatformEventGiven[]): Promise<{ isNew: boolean }[]> => {
    const rows = events.map((event) => ({ id: uuid(), event }))
    const inserted = await insert(pool, rows)
    const woken = new Set<ChatPlatform>()
    const results = rows.map(({ id, event: { platform, payload } }) => {
      const isNew = inserted.has(id)
      metrics.platformEvents.inc({ platform, outcome: isNew ? 'accepted' : 'duplicate' })
      if (isNew && payload !== null) woken.add(platform)
      return { isNew }
    })
    for (const platform of woken) for (const wake of listeners.get(platform) ?? []) wake()
    return results
  }

  return { accept: openBatches(store, { ...limit.gathering, maxInFlight: limit.batchesInFlight }), listeners }
}

const acceptors = new WeakMap<Database, Acceptor>()

const acceptorOf = (db: Database): Acceptor => {
  const acceptor = acceptors.get(db) ?? openAcceptor(db)
  acceptors.set(db, acceptor)
  return acceptor
}

/**
 * Takes an event in, once, and resolves when that is committed: it may be acknowledged then, and a crash can delay its
 * handling but not lose it. `isNew: false`: it, its message or its act of sending is known already.
 * @throws DatabaseUnavailableError, DiskFullError: do not acknowledge, the platform sends it again
 */
export const acceptEvent = (db: Database, event: PlatformEventGiven): Promise<{ isNew: boolean }> =>
  acceptorOf(db).accept(event)

/** Calls `wake` after this process has stored events of the platform. @returns ends that */
export const onAccepted = (db: Database, platform: ChatPlatform, wake: () => void): (() => void) => {
  const { listeners } = acceptorOf(db)
  const ours = listeners.get(platform) ?? new Set()
  listeners.set(platform, ours.add(wake))
  return () => void ours.delete(wake)
}

const sweepRows = 5_000

/** Ids are made of the time of arrival. */
const firstIdOf = (msecs: number): string => uuid({ msecs, seq: 0, random: new Uint8Array(16) })

/**
 * Forgets what is older than any platform's retries. What nobody handled by then (a platform that was switched off)
 * goes too: its words are kept no longer, and an answer would come days late.
 * @returns rows removed
 */
export const sweepPlatformEvents = async (db: Database): Promise<number> => {
  const oldest = firstIdOf(Date.now() - limit.keepDays * 24 * 3_600_000)
  let removed = 0
  for (;;) {
    const [rows] = (await db.sequelize.query(
      `delete from platform_events where id in (
         select id from platform_events where id < $1 order by id limit ${sweepRows})
       returning state`,
      { bind: [oldest] },
    )) as [{ state: string }[], unknown]
    const unhandled = rows.filter(({ state }) => state === 'received' || state === 'working').length
    if (unhandled > 0) log.error({ events: unhandled }, 'platform events expired before they were handled')
    removed += rows.length
    if (rows.length < sweepRows) return removed
  }
}
