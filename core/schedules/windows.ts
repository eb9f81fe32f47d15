import { QueryTypes } from 'sequelize'
import type { Database } from '../../db/database.ts'
import type { Schedule, ScheduleWindow } from '../../db/models/schedule.ts'
import type { NewWindow } from './due.ts'

/** The day of the newest window of each slot. Inside `withTenant`. */
export const latestPeriods = async (
  db: Database,
  { tenantId, id }: Schedule,
): Promise<ReadonlyMap<string, string>> => {
  const rows = await db.sequelize.query<{ slot: string; period: string }>(
    `select slot, max(period) as period from schedule_windows
      where tenant_id = $1 and schedule_id = $2 and slot <> $3 group by slot`,
    { type: QueryTypes.SELECT, bind: [tenantId, id, askedSlot] },
  )
  return new Map(rows.map(({ slot, period }) => [slot, period]))
}

/** The slot of what somebody asked for. */
export const askedSlot = 'asked'

/**
 * Begins a window, once: of several replicas that find it due at the same moment, one inserts its row and does it. Inside
 * `withTenant`, along with its jobs.
 * @returns null when it was begun before
 */
export const beginWindow = async (
  db: Database,
  { tenantId, id: scheduleId }: Schedule,
  window: NewWindow,
): Promise<ScheduleWindow | null> => {
  const { slot, period, coversFrom, coversTo, state, isLate } = window
  const rows = await db.sequelize.query(
    `insert into schedule_windows (tenant_id, schedule_id, slot, period, covers_from, covers_to, state, is_late)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (tenant_id, schedule_id, slot, period) do nothing returning period`,
    {
      type: QueryTypes.SELECT,
      bind: [tenantId, scheduleId, slot, period, coversFrom, coversTo, state, isLate],
    },
  )
  if (rows.length === 0) return null
  return db.models.ScheduleWindow.findOne({ where: { tenantId, scheduleId, slot, period } })
}

/** Marks a share as done, however often it is told; the last one ends the window. Inside `withTenant`. */
export const finishShare = (
  db: Database,
  { tenantId, scheduleId, slot, period }: ScheduleWindow,
  share: number,
): Promise<unknown> =>
  db.sequelize.query(
    `with finished as (
       select case when finished_batches @> to_jsonb($5::integer) then finished_batches
                   else finished_batches || to_jsonb($5::integer) end as list
         from schedule_windows where tenant_id = $1 and schedule_id = $2 and slot = $3 and period = $4 for update)
     update schedule_windows w
        set finished_batches = f.list, updated_at = now(),
            state = case when w.state = 'running' and jsonb_array_length(f.list) >= w.batches then 'done' else w.state end
       from finished f
      where w.tenant_id = $1 and w.schedule_id = $2 and w.slot = $3 and w.period = $4`,
    { bind: [tenantId, scheduleId, slot, period, share] },
  )
