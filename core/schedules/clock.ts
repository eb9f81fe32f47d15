/** A time of day that comes every day, or every week, in somebody's time zone. */
export interface Slot {
  /** 0 to 1439, as clocks on the wall show it. */
  minuteOfDay: number
  /** 1 = Monday to 7 = Sunday; null = every day. */
  weekday: number | null
  timeZone: string
}

/** One time that a slot comes: the day on the wall names it, so that a clock that is set back does not repeat it. */
export interface Occurrence {
  /** `yyyy-mm-dd` in the slot's zone. */
  day: string
  at: Date
}

const minuteMs = 60_000
const dayMs = 86_400_000

/** Making one costs more than a thousand uses. */
const formats = new Map<string, Intl.DateTimeFormat>()

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone, calendar: 'iso8601', hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit',
    hour: '2-digit', minute: '2-digit', second: '2-digit',
  }) // biome-ignore format: one format, read at a glance
  formats.set(timeZone, made)
  return made
}

/** What the clock on the wall shows, as milliseconds of a day in UTC that would show the same. */
const wallOf = (instant: number, timeZone: string): number => {
  const found: Record<string, number> = {}
  for (const { type, value } of formatOf(timeZone).formatToParts(instant)) found[type] = Number(value)
  const { year, month, day, hour, minute, second } = found
  return Date.UTC(year!, month! - 1, day!, hour, minute, second)
}

/** `yyyy-mm-dd`, as the calendar of the zone has it. */
export const dayIn = (timeZone: string, at: Date): string =>
  new Date(wallOf(at.getTime(), timeZone)).toISOString().slice(0, 10)

/** The first instant whose wall shows this time or a later one, between two that are an offset apart. */
const firstAfterGap = (wall: number, timeZone: string, [from, to]: [number, number]): number => {
  let [before, after] = [from, to]
  while (after - before > minuteMs) {
    const middle = before + Math.floor((after - before) / 2 / minuteMs) * minuteMs
    if (wallOf(middle, timeZone) >= wall) after = middle
    else before = middle
  }
  return after
}

/**
 * When the clock on the wall shows this time on this day. An hour that is skipped gives the next instant that there is;
 * of one that is repeated, the first.
 */
export const instantOf = (day: string, minuteOfDay: number, timeZone: string): Date => {
  const wall = Date.parse(`${day}T00:00:00Z`) + minuteOfDay * minuteMs
  const offsets = [wall - dayMs, wall + dayMs].map((at) => wallOf(at, timeZone) - at)
  const guesses = offsets.map((offset) => wall - offset).sort((one, other) => one - other)
  const found = guesses.find((guess) => wallOf(guess, timeZone) === wall)
  const [from, to] = [guesses[0]! - minuteMs, guesses[1]! + minuteMs]
  return new Date(found ?? firstAfterGap(wall, timeZone, [from, to]))
}

const addDays = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10)

/** 1 = Monday to 7 = Sunday. */
const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

const onDay = ({ minuteOfDay, timeZone }: Slot, day: string): Occurrence => ({
  day,
  at: instantOf(day, minuteOfDay, timeZone),
})

const stepOf = ({ weekday }: Slot): number => (weekday === null ? 1 : 7)

/** The last time that the slot came, at this moment or before it. */
export const lastOccurrence = (slot: Slot, now: Date): Occurrence => {
  const today = dayIn(slot.timeZone, now)
  const back = slot.weekday === null ? 0 : (weekdayOf(today) - slot.weekday + 7) % 7
  const found = onDay(slot, addDays(today, -back))
  return found.at <= now ? found : onDay(slot, addDays(found.day, -stepOf(slot)))
}

export const occurrenceBefore = (slot: Slot, { day }: Occurrence): Occurrence =>
  onDay(slot, addDays(day, -stepOf(slot)))

export const occurrenceAfter = (slot: Slot, { day }: Occurrence): Occurrence =>
  onDay(slot, addDays(day, stepOf(slot)))

/** `08:00`. */
export const clockText = (minuteOfDay: number): string =>
  `${String(Math.floor(minuteOfDay / 60)).padStart(2, '0')}:${String(minuteOfDay % 60).padStart(2, '0')}`

/** Of `08:00`, as the pattern of `clockPattern` allows it. */
export const minutesOf = (text: string): number => {
  const [hours, minutes] = text.split(':').map(Number)
  return hours! * 60 + minutes!
}

export const clockPattern = /^([01]\d|2[0-3]):[0-5]\d$/
