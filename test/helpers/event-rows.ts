import { setTimeout as wait } from 'node:timers/promises'
import { QueryTypes } from 'sequelize'
import type { PlatformEventGiven } from '../../core/messaging/platform-events.ts'
import type { Database } from '../../db/database.ts'

/** Waits for what must become true; ava's own limit ends what never does. */
export const eventually = async (isTrue: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await isTrue())) await wait(10)
}

/** An event as an edge accepts it. */
export const eventGiven = (
  eventId: string,
  changes: Partial<PlatformEventGiven> = {},
): PlatformEventGiven => ({
  platform: 'slack',
  eventId,
  messageKey: null,
  clientKey: null,
  workspace: 'T1',
  orderKey: `T1:C1:${eventId}`,
  payload: JSON.stringify({ said: eventId }),
  ...changes,
})

export interface EventRow {
  id: string
  event_id: string
  order_key: string
  state: string
  attempts: number
  error_code: string | null
  payload: string | null
  done_at: Date | null
  created_at: Date
}

/** All events, oldest first. */
export const readEvents = (db: Database): Promise<EventRow[]> =>
  db.sequelize.query<EventRow>('select * from platform_events order by id', { type: QueryTypes.SELECT })

export const countEvents = async (db: Database, condition: string): Promise<number> => {
  const [row] = await db.sequelize.query<{ count: number }>(
    `select count(*)::int as count from platform_events where ${condition}`,
    { type: QueryTypes.SELECT },
  )
  return row!.count
}
