const dayMs = 86_400_000
/** 1969-12-29, a Monday. */
const monday = -3

/** Monday to Friday up to this day and with it, counted from a Monday long ago. @param day `yyyy-mm-dd` */
const countUpTo = (day: string): number => {
  const days = Date.parse(`${day}T00:00:00Z`) / dayMs - monday
  const week = Math.floor(days / 7)
  return week * 5 + Math.min(days - week * 7, 4)
}

/**
 * Working days (Monday to Friday) from one day to another, negative when that is earlier: Friday to Monday is 1, Friday
 * to Saturday 0. Parts add up: a→b and b→c together are a→c, so that a slip is the sum of the changes that made it.
 * @param from @param to `yyyy-mm-dd`
 */
export const workingDaysBetween = (from: string, to: string): number => countUpTo(to) - countUpTo(from)

/** How far the end has moved from the one that was planned at the start, in working days; null when either is open. */
export const slipOf = ({
  baselineEndOn,
  endOn,
}: {
  baselineEndOn?: string | null
  endOn?: string | null
}): number | null => (baselineEndOn && endOn ? workingDaysBetween(baselineEndOn, endOn) : null)
