import { QueryTypes } from 'sequelize'
import { v7 as uuid } from 'uuid'
import type { Database } from '../../../db/database.ts'
import type { Way } from './choose.ts'

/** What comes about the same thing within this is one message, edited where it stands; a mail waits as long. */
export const burstMs = 5 * 60_000

/** One event for one way. */
export interface Posting {
  way: Way
  /** Null in a channel. */
  personId: string | null
  eventId: string
  /** What it is about: postings of one key and way come together. */
  groupKey: string
  /** Others like it may follow: a mail waits for them. */
  isEdit: boolean
}

interface Open {
  sendId: string
  outboxId: string
  personId: string | null
  way: Way
  groupKey: string
  eventIds: string[]
  isNewSend: boolean
  isNewRow: boolean
  position: number
  /** A mail that waits for what may follow. */
  waits: boolean
}

interface Standing {
  id: string
  pending: string | null
  last: number
}

const keyOf = ({ way, personId, groupKey }: Pick<Posting, 'way' | 'personId' | 'groupKey'>): string =>
  JSON.stringify([way.route, way.workspace, way.target, personId, groupKey])

/**
 * The messages that postings join, by key: of the same key, begun within some minutes, that reached their place or are
 * on their way to it. A mail that has left takes nothing more. Waiting outbox rows are locked, so that nobody sends
 * them meanwhile without what joins them.
 */
const findStanding = async (
  db: Database,
  tenantId: string,
  { postings, now }: { postings: readonly Posting[]; now: Date },
): Promise<Map<string, Standing>> => {
  const sends = await db.sequelize.query<{ at: number; id: string }>(
    `select distinct on (k.at) (k.at - 1)::int as at, s.id
       from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::uuid[]) with ordinality
              as k (route, workspace, target, group_key, person_id, at)
       join notification_sends s
         on s.tenant_id = $1 and s.route = k.route and s.workspace = k.workspace and s.target = k.target
        and s.group_key = k.group_key and s.person_id is not distinct from k.person_id
        and s.created_at > $7 and coalesce(s.result, 'sent') = 'sent'
      order by k.at, s.created_at desc, s.id desc`,
    {
      type: QueryTypes.SELECT,
      bind: [
        tenantId,
        postings.map(({ way }) => way.route),
        postings.map(({ way }) => way.workspace),
        postings.map(({ way }) => way.target),
        postings.map(({ groupKey }) => groupKey),
        postings.map(({ personId }) => personId),
        new Date(now.getTime() - burstMs),
      ],
    },
  )
  const standing = new Map<string, Standing>()
  if (sends.length === 0) return standing
  const found = await db.sequelize.query<{ id: string; sendId: string; position: number; state: string }>(
    `select id, send_id as "sendId", position, state from outbox
      where tenant_id = $1 and send_id = any($2::uuid[]) order by position for update`,
    { type: QueryTypes.SELECT, bind: [tenantId, sends.map(({ id }) => id)] },
  )
  const rowsOf = Map.groupBy(found, ({ sendId }) => sendId)
  for (const { at, id } of sends) {
    const rows = rowsOf.get(id) ?? []
    const pending = rows.find(({ state }) => state === 'pending')?.id ?? null
    const last = Math.max(-1, ...rows.map(({ position }) => position))
    const posting = postings[at]!
    if (posting.way.route !== 'mail' || pending !== null) standing.set(keyOf(posting), { id, pending, last })
  }
  return standing
}

const beginOpen = (posting: Posting, standing: Standing | undefined): Open => ({
  sendId: standing?.id ?? uuid(),
  outboxId: standing?.pending ?? uuid(),
  personId: posting.personId,
  way: posting.way,
  groupKey: posting.groupKey,
  eventIds: [],
  isNewSend: standing === undefined,
  isNewRow: !standing?.pending,
  position: (standing?.last ?? -1) + 1,
  waits: posting.way.route === 'mail' && posting.isEdit,
})

const destinationOf = ({ route, workspace, target }: Way): string =>
  route === 'mail' ? target : `${workspace}:${target}`

const store = async (db: Database, tenantId: string, opened: Open[], now: Date): Promise<void> => {
  const { NotificationSend, NotificationSendEvent, OutboxMessage } = db.models
  await NotificationSend.bulkCreate(
    opened.filter(({ isNewSend }) => isNewSend).map(({ sendId, personId, way, groupKey }) => ({
      tenantId, id: sendId, personId, ...way, isChannel: personId === null, groupKey, createdAt: now,
    })),
  ) // biome-ignore format: one row, read at a glance
  await OutboxMessage.bulkCreate(
    opened.filter(({ isNewRow }) => isNewRow).map(({ outboxId, sendId, way, position, waits }) => ({
      tenantId, id: outboxId, sendId, platform: way.route, destination: destinationOf(way), position,
      payload: { send_id: sendId }, notBefore: waits ? new Date(now.getTime() + burstMs) : null,
    })),
  ) // biome-ignore format: one row, read at a glance
  const events = opened.flatMap(({ sendId, outboxId, eventIds }) =>
    eventIds.map((eventId) => ({ tenantId, sendId, eventId, outboxId })),
  )
  await NotificationSendEvent.bulkCreate(events, { ignoreDuplicates: true })
  const urgent = opened.filter(({ isNewRow, way, waits }) => !isNewRow && way.route === 'mail' && !waits)
  if (urgent.length > 0)
    await OutboxMessage.update(
      { notBefore: null },
      { where: { tenantId, id: urgent.map(({ outboxId }) => outboxId) } },
    )
}

/**
 * Puts events into messages and messages into the outbox, which sends each once, retries it and edits what stands.
 * Inside `withTenant`, one at a time for a tenant.
 */
export const post = async (
  db: Database,
  tenantId: string,
  { postings, now }: { postings: readonly Posting[]; now: Date },
): Promise<void> => {
  if (postings.length === 0) return
  const standing = await findStanding(db, tenantId, { postings, now })
  const open = new Map<string, Open>()
  for (const posting of postings) {
    const key = keyOf(posting)
    const known = open.get(key) ?? beginOpen(posting, standing.get(key))
    known.eventIds.push(posting.eventId)
    known.waits &&= posting.isEdit
    open.set(key, known)
  }
  await store(db, tenantId, [...open.values()], now)
}
