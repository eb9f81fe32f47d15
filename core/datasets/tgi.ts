/**
 * TGI arithmetic, pure. Percents are in percent (40.6), indices on base 100, n are unweighted respondents.
 * Definitions: share of the row label within the segment = % Vert; of the segment within the row label = % Horz;
 * index = 100 × % Vert / base % Vert = 100 × % Horz / base % Horz, one number read both ways.
 */

/** What is known of a figure from its print: it lies in [low, high]. */
export interface Interval {
  low: number
  high: number
}

/** Decimals that stand for "never rounded". */
export const exact = 15

/** Half of the last printed digit: how far the true figure can be from the printed one. */
export const halfStep = (decimals: number): number => (decimals >= exact ? 0 : 0.5 / 10 ** decimals)

/** Interval of a printed figure; a share or an index cannot be negative. */
export const printedInterval = (value: number, decimals: number): Interval => {
  const half = halfStep(decimals)
  return { low: Math.max(0, value - half), high: value + half }
}

/** Index from two percents of the same kind (both vertical or both horizontal). NaN without a base. */
export const indexFrom = (percent: number, basePercent: number): number =>
  basePercent > 0 ? (100 * percent) / basePercent : Number.NaN

/** Index from weighted sizes: 100 × w(cell) × w(universe) / (w(column) × w(row)). */
export const indexFromSizes = (sizes: {
  cell: number
  row: number
  column: number
  universe: number
}): number =>
  sizes.row > 0 && sizes.column > 0
    ? (100 * sizes.cell * sizes.universe) / (sizes.column * sizes.row)
    : Number.NaN

/** Percent of `part` in `whole`, NaN for an empty whole. */
export const percentOf = (part: number, whole: number): number =>
  whole > 0 ? (100 * part) / whole : Number.NaN

/**
 * The two readings of an index. `difference` is in percent: 130 → 30 % more likely, 80 → 20 % less likely. It is the
 * same number from the row label to the segment and from the segment to the row label.
 */
export const readIndex = (index: number): { side: 'over' | 'under' | 'average'; difference: number } => ({
  side: index > 100 ? 'over' : index < 100 ? 'under' : 'average',
  difference: Math.abs(index - 100),
})

/**
 * Interval of an index computed from two printed percents: 100(v−h)/(b+h) … 100(v+h)/(b−h), h half a printed digit.
 * 0.4 % against 0.3 % prints as 133 and may be anything from 100 to 180. Upper bound Infinity when the base may be 0.
 */
export const indexInterval = (
  percent: { value: number; decimals: number },
  base: { value: number; decimals: number },
): Interval => {
  const v = printedInterval(percent.value, percent.decimals)
  const b = printedInterval(base.value, base.decimals)
  return {
    low: b.high > 0 ? (100 * v.low) / b.high : 0,
    high: b.low > 0 ? (100 * v.high) / b.low : Number.POSITIVE_INFINITY,
  }
}

/** Interval of the base percent that one cell's printed percent and index allow: 100 × percent / index. */
export const baseInterval = (
  percent: { value: number; decimals: number },
  index: { value: number; decimals: number },
): Interval => indexInterval(percent, index)

/** Interval of an index when the percent is printed and its base is known to lie in an interval. */
export const expectedIndex = (percent: Interval, base: Interval): Interval => ({
  low: base.high > 0 ? (100 * percent.low) / base.high : 0,
  high: base.low > 0 ? (100 * percent.high) / base.low : Number.POSITIVE_INFINITY,
})

/** Interval of a percent when the index is printed and the base percent is known to lie in an interval. */
export const expectedPercent = (index: Interval, base: Interval): Interval => ({
  low: (index.low * base.low) / 100,
  high: (index.high * base.high) / 100,
})

/** Do two intervals share a point? A hair of tolerance for binary noise, far below any printed digit. */
export const overlaps = (a: Interval, b: Interval): boolean =>
  a.low <= b.high * (1 + 1e-12) + 1e-12 && b.low <= a.high * (1 + 1e-12) + 1e-12

export const intersect = (a: Interval, b: Interval): Interval | null =>
  overlaps(a, b) ? { low: Math.max(a.low, b.low), high: Math.min(a.high, b.high) } : null

/** Interval that most of `intervals` agree with, and how many do. `isTied`: another, disjoint one has as many. */
export interface Consensus extends Interval {
  votes: number
  isTied: boolean
}

/**
 * The base that most cells agree with: the region covered by the most intervals (a sweep over their ends, n log n).
 * A single wrong cell is outvoted, where the plain intersection of all would be empty. Null without intervals.
 */
export const findConsensus = (intervals: readonly Interval[]): Consensus | null => {
  if (intervals.length === 0) return null
  const lows = Float64Array.from(intervals, ({ low }) => low * (1 - 1e-12) - 1e-12).sort()
  const highs = Float64Array.from(intervals, ({ high }) => high * (1 + 1e-12) + 1e-12).sort()
  let best: Consensus = { low: 0, high: Number.POSITIVE_INFINITY, votes: 0, isTied: false }
  let open = 0
  for (let at = 0, closed = 0; at < lows.length; at++) {
    while (highs[closed]! < lows[at]!) {
      closed++
      open--
    }
    open++
    // A new start opens a region that ends where the next one closes.
    if (open > best.votes) best = { low: lows[at]!, high: highs[closed]!, votes: open, isTied: false }
    else if (open === best.votes && lows[at]! > best.high) best.isTied = true
  }
  return best
}

/** Vendor profile of the sample-size rule; the default one. */
export interface RobustnessProfile {
  notUsableBelow: number
  cautionBelow: number
}
export const defaultProfile: RobustnessProfile = { notUsableBelow: 50, cautionBelow: 100 }

/** Presets of other houses: n up to 30 and 31 to 60; 150 respondents at least; a base of 100 at least. */
export const profiles: Record<'default' | 'simmons' | 'gwi_spark' | 'yougov_lite', RobustnessProfile> = {
  default: defaultProfile,
  simmons: { notUsableBelow: 31, cautionBelow: 61 },
  gwi_spark: { notUsableBelow: 150, cautionBelow: 150 },
  yougov_lite: { notUsableBelow: 100, cautionBelow: 100 },
}

/**
 * South African TGI/AMPS practice: a starred cell may be reported when its row and its column each have 100
 * respondents, but may not become a base for a further split.
 */
export const mayReportStarred = (n: { row: number; column: number }): boolean =>
  n.row >= 100 && n.column >= 100

/** n < 50 ★★ `not_usable` · 50 ≤ n < 100 ★ `small_base` · else null. Unweighted, unrounded n. */
export const flagOf = (n: number, profile = defaultProfile): 'not_usable' | 'small_base' | null => {
  if (n < profile.notUsableBelow) return 'not_usable'
  return n < profile.cautionBelow ? 'small_base' : null
}

/** Conventions to offer, never to hide: 120 and 80 as notable, 90 to 110 as average. */
export const notableFrom = 120
export const notableTo = 80
export const averageBand: Interval = { low: 90, high: 110 }

export const isNotable = (index: number): boolean => index >= notableFrom || index <= notableTo
export const isAverage = (index: number): boolean => index >= averageBand.low && index <= averageBand.high

/**
 * Target against not-target inside the base, pooled two-proportion z on unweighted n (as Telmar does). Its sign may
 * oppose a weighted index. `designEffect` divides the variance's n. NaN when one side is empty or nothing varies.
 */
export const targetZ = (
  n: { cell: number; target: number; row: number; universe: number },
  designEffect = 1,
): number => {
  const others = n.universe - n.target
  if (n.target <= 0 || others <= 0) return Number.NaN
  const inTarget = n.cell / n.target
  const inOthers = (n.row - n.cell) / others
  const pooled = n.row / n.universe
  const variance = pooled * (1 - pooled) * (1 / n.target + 1 / others) * designEffect
  return variance > 0 ? (inTarget - inOthers) / Math.sqrt(variance) : Number.NaN
}

/** Words for a z: beyond 2.58 (1 %) solid, beyond 1.96 (5 %) weak, else it could be chance. */
export const readZ = (z: number): 'solid' | 'weak' | 'could_be_chance' => {
  const size = Math.abs(z)
  if (size >= 2.58) return 'solid'
  return size >= 1.96 ? 'weak' : 'could_be_chance'
}
