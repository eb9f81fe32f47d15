import type { Frequency } from '../../db/models/notification-preference.ts'

export const frequencyCodes: readonly Frequency[] = ['immediate', 'daily', 'weekly']

/** When somebody may be disturbed. */
export interface Reception {
  timeZone: string
  /** `HH:MM` of the person's day; both null = always. From 22:00 to 06:00 is a night. */
  hoursFrom: string | null
  hoursTo: string | null
  frequency: Frequency
}

const minuteMs = 60_000
const dayMinutes = 24 * 60

/** Whether it is a time zone of the IANA database, such as `Europe/Paris`; an offset alone is none. */
export const isTimeZone = (name: string): boolean => {
  if (!/^[A-Za-z]+(?:[/_+-][A-Za-z0-9_+-]+)*$/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Making one takes a hundred times as long as asking it. */
const clockOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = clocks.get(timeZone)
  if (known) return known
  const numeric = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  } as const
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', ...numeric })
  clocks.set(timeZone, clock)
  return clock
}

/** What the clocks there show, as if it were UTC: whole minutes since 1970. */
const wallMinutes = (instant: Date, timeZone: string): number => {
  const parts = clockOf(timeZone).formatToParts(instant)
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value)
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute')) / minuteMs
}

/**
 * When the clocks of a time zone show a time: the first of two when summer time ends, and the moment when they jump
 * over it when it begins. @param wall minutes since 1970, as the clocks there show them
 */
const instantOf = (wall: number, timeZone: string): Date => {
  // No zone is further than a day from UTC: what shows this time lies between.
  let [before, after] = [wall - dayMinutes, wall + dayMinutes]
  // The first minute whose clocks show it, or more, as they do behind a jump.
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (wallMinutes(new Date(middle * minuteMs), timeZone) >= wall) after = middle
    else before = middle
  }
  // Clocks that go back make the order of times no order: an earlier hour may show the same.
  const earlier = [60, 30].map((minutes) => after - minutes)
  const first = earlier.find((minute) => wallMinutes(new Date(minute * minuteMs), timeZone) === wall)
  return new Date((first ?? after) * minuteMs)
}

const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

const dayOf = (wall: number): number => Math.floor(wall / dayMinutes) * dayMinutes

/** The day 0, in 1970, was a Thursday; Monday is 0. */
const weekdayOf = (day: number): number => (day / dayMinutes + 3) % 7

/** By the clock; and by the moments, on the day on which the clocks go back before the hour that has opened. */
const isOpen = (at: Date, { hoursFrom, hoursTo, timeZone }: Reception): boolean => {
  if (hoursFrom === null || hoursTo === null || hoursFrom === hoursTo) return true
  const wall = wallMinutes(at, timeZone)
  const today = dayOf(wall)
  const [now, from, to] = [wall - today, minutesOf(hoursFrom), minutesOf(hoursTo)]
  if (from > to) return now >= from || now < to
  if (now >= to) return false
  return now >= from || instantOf(today + from, timeZone) <= at
}

/** The next time after `now` at which clocks there show a time, on a day that will do. */
const nextTime = (
  now: Date,
  { time, timeZone }: { time: string; timeZone: string },
  isDay: (day: number) => boolean = () => true,
): Date => {
  for (let day = dayOf(wallMinutes(now, timeZone)); ; day += dayMinutes) {
    if (!isDay(day)) continue
    const next = instantOf(day + minutesOf(time), timeZone)
    if (next > now) return next
  }
}

/** When a day or a week is summed up: a little behind the digests, which tell what waits themselves. */
const summaryTime = '08:30'

const nextSummary = (now: Date, { timeZone, frequency }: Reception): Date =>
  nextTime(now, { time: summaryTime, timeZone }, (day) => frequency === 'daily' || weekdayOf(day) === 0)

/**
 * When a notice may reach somebody: now, at the next opening of their hours, or with the day's or week's summary, in
 * hours. It waits and is never dropped.
 * @param isCritical breaks through all of it
 * @returns null = now
 */
export const holdUntil = (now: Date, reception: Reception, isCritical: boolean): Date | null => {
  if (isCritical) return null
  const { frequency, timeZone, hoursFrom } = reception
  const until = frequency === 'immediate' ? now : nextSummary(now, reception)
  if (!isOpen(until, reception)) return nextTime(until, { time: hoursFrom!, timeZone })
  return frequency === 'immediate' ? null : until
}
