import type { FigureColumn, MarginColumn, TgiTable } from '../table.ts'
import {
  baseInterval,
  type Consensus,
  findConsensus,
  type Interval,
  overlaps,
  printedInterval,
} from '../tgi.ts'

/** One identity held against a table: `share ÷ index` is constant within each group (row label or segment). */
export interface IdentityResult {
  /** Base percent of each group that its cells agree on; null where nothing can be said. */
  bases: (Interval | null)[]
  /** Base interval that each cell's own figures allow; null when it has no pair of figures or they say nothing. */
  intervals: (Interval | null)[]
  /** Cells whose figures contradict their group. */
  isBad: Uint8Array
  /** Cells of a group that contradicts itself without a majority: each may be the wrong one. */
  isDoubtful: Uint8Array
  /** Cells that were held against their group. */
  isChecked: Uint8Array
}

const cellsByGroup = (groups: Uint32Array, count: number): Uint32Array[] => {
  const sizes = new Uint32Array(count)
  for (const group of groups) sizes[group]!++
  const lists = Array.from(sizes, (size) => new Uint32Array(size))
  const filled = new Uint32Array(count)
  for (let cell = 0; cell < groups.length; cell++) {
    const group = groups[cell]!
    lists[group]![filled[group]!++] = cell
  }
  return lists
}

/** A figure that can be true at all: an impossible one must not have a vote. */
const isUsable = (value: number, max: number): boolean => value >= 0 && value <= max

const intervalOf = (share: FigureColumn, index: FigureColumn, cell: number): Interval | null => {
  const value = share.values[cell]!
  const against = index.values[cell]!
  if (!isUsable(value, 100 + 1e-9) || !isUsable(against, Number.MAX_VALUE)) return null
  const interval = baseInterval(
    { value, decimals: share.decimals[cell]! },
    { value: against, decimals: index.decimals[cell]! },
  )
  // 0 % with an index of 0 fits every base.
  return interval.low === 0 && interval.high === Number.POSITIVE_INFINITY ? null : interval
}

const printedBase = (margin: MarginColumn | null, group: number): Interval | null => {
  const value = margin?.values[group]
  if (!margin || value === undefined || Number.isNaN(value)) return null
  return printedInterval(value, margin.decimals[group]!)
}

/** The base a group's cells agree on: most of them, or the printed base when it is all there is to hold against. */
const agreeOn = (found: Consensus, printed: Interval | null, cells: number): Interval | null => {
  if (!found.isTied && found.votes >= 2) return found
  if (cells === 1 && !printed) return null
  return printed
}

/** Holds one identity against all cells. `margin`: printed bases of the groups, when the file has them. */
export const holdIdentity = (
  table: TgiTable,
  share: FigureColumn,
  options: { index: FigureColumn; axis: 'rows' | 'segments'; margin: MarginColumn | null },
): IdentityResult => {
  const { axis, index, margin } = options
  const groups = axis === 'rows' ? table.cellRows : table.cellSegments
  const size = groups.length
  const result: IdentityResult = {
    bases: [],
    intervals: Array.from({ length: size }, (_, cell) => intervalOf(share, index, cell)),
    isBad: new Uint8Array(size),
    isDoubtful: new Uint8Array(size),
    isChecked: new Uint8Array(size),
  }
  cellsByGroup(groups, table[axis].length).forEach((members, group) => {
    const told = members.filter((cell) => result.intervals[cell] !== null)
    const printed = printedBase(margin, group)
    const votes = Array.from(told, (cell) => result.intervals[cell]!)
    const found = findConsensus(printed ? [...votes, printed] : votes)
    result.bases.push(found && agreeOn(found, printed, told.length))
    if (!found || votes.length + (printed ? 1 : 0) < 2) return
    const base = result.bases[group]!
    for (const cell of told) {
      result.isChecked[cell] = 1
      if (base === null) result.isDoubtful[cell] = 1
      else if (!overlaps(result.intervals[cell]!, base)) result.isBad[cell] = 1
    }
  })
  return result
}
