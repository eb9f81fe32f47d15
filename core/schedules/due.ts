import type { Schedule, ScheduleWindow } from '../../db/models/schedule.ts'
import {
  clockText,
  lastOccurrence,
  type Occurrence,
  occurrenceAfter,
  occurrenceBefore,
  type Slot,
} from './clock.ts'
import type { WantedSlot } from './kinds.ts'

/** What a window that came while nothing ran is worth: within this it is made up for, later only noted. */
export const lateMs = 12 * 3_600_000
/** Windows that were missed are noted so far back. */
const mostMissed = 14

/** `1 08:00 Europe/Paris`: tells the windows of one schedule apart. */
export const slotName = ({ minuteOfDay, weekday, timeZone }: Slot): string =>
  [...(weekday === null ? [] : [weekday]), clockText(minuteOfDay), timeZone].join(' ')

export type NewWindow = Pick<
  ScheduleWindow,
  'slot' | 'period' | 'coversFrom' | 'coversTo' | 'state' | 'isLate'
>

const windowOf = (slot: Slot, occurrence: Occurrence, now: Date): NewWindow => {
  const age = now.getTime() - occurrence.at.getTime()
  return {
    slot: slotName(slot),
    period: occurrence.day,
    coversFrom: occurrenceBefore(slot, occurrence).at,
    coversTo: occurrence.at,
    state: age > lateMs ? 'missed' : 'running',
    // The clock that fires looks every minute, and a machine that is busy a little later.
    isLate: age > 10 * 60_000,
  }
}

/**
 * The windows of a slot that have come and that nobody has begun, the newest first. Those before the slot was wanted are
 * none of it.
 * @param latest the day of the newest window that is known of this slot; null = none
 */
export const dueWindows = (
  slot: WantedSlot,
  { countsFrom, latest, now }: Pick<Schedule, 'countsFrom'> & { latest: string | null; now: Date },
): NewWindow[] => {
  const from = Math.max(countsFrom.getTime(), slot.since.getTime())
  const due: NewWindow[] = []
  let occurrence = lastOccurrence(slot, now)
  while (occurrence.at.getTime() >= from && (latest === null || occurrence.day > latest)) {
    due.push(windowOf(slot, occurrence, now))
    // Of a slot that never came, what lies further back was nobody's.
    if (latest === null || due.length > mostMissed) break
    occurrence = occurrenceBefore(slot, occurrence)
  }
  return due
}

/** When a slot comes next. */
export const nextAt = (slot: Slot, now: Date): Date => occurrenceAfter(slot, lastOccurrence(slot, now)).at
