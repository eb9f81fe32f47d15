import type { Measure, TgiTable } from '../table.ts'
import {
  type Axis,
  allCells,
  cellsOf,
  findGroup,
  findLabel,
  intervalOf,
  measureAt,
  robustnessOf,
} from './cells.ts'
import { isWide } from './item.ts'

/** What a ranking or a filter looks at. */
export interface Scope {
  list: 'rows' | 'segments' | 'cells'
  row?: string
  segment?: string
  group?: string
}

/** The cells that a plan lists. A list of rows without a segment is over every pair, as is one of segments without a row. */
export const cellsInScope = (table: TgiTable, scope: Scope): ArrayLike<number> => {
  const cells = fixedCells(table, scope)
  if (!scope.group) return cells
  const listed: Record<Scope['list'], Axis[]> = {
    rows: ['row'],
    segments: ['segment'],
    cells: ['row', 'segment'],
  }
  const group = findGroup(table, listed[scope.list], scope.group)
  return cells.filter(
    (cell) => group.row.has(table.cellRows[cell]!) || group.segment.has(table.cellSegments[cell]!),
  )
}

const fixedCells = (table: TgiTable, { list, row, segment }: Scope): Uint32Array => {
  if (list === 'rows' && segment) return cellsOf(table, 'segment', findLabel(table, 'segment', segment))
  if (list === 'segments' && row) return cellsOf(table, 'row', findLabel(table, 'row', row))
  return allCells(table)
}

/**
 * The share that says how large a cell is beside the others listed: of the segment when rows are listed, of the row
 * label when segments are. The other one where the file has not that one.
 */
export const sizeMeasure = (table: TgiTable, list: Scope['list']): Measure => {
  const wanted = list === 'segments' ? 'horizontal' : 'vertical'
  const other = list === 'segments' ? 'vertical' : 'horizontal'
  return table.figures[wanted] || !table.figures[other] ? wanted : other
}

/** Does `a` stand before `b`? By the figure, then the larger share, then the order of the file. */
export type Before = (a: number, b: number) => boolean

export const orderBy = (
  table: TgiTable,
  order: { by: Measure; size: Measure; direction: 'top' | 'bottom' },
): Before => {
  const sign = order.direction === 'top' ? 1 : -1
  const share = (cell: number): number => {
    const value = measureAt(table, cell, order.size)
    return Number.isNaN(value) ? -1 : value
  }
  return (a, b) => {
    const gap = sign * (measureAt(table, a, order.by) - measureAt(table, b, order.by))
    if (gap !== 0) return gap > 0
    const tie = share(a) - share(b)
    return tie === 0 ? a < b : tie > 0
  }
}

/** The first `limit` in order, without sorting the rest: one pass, whatever the size of the table. */
export const openShortlist = (
  limit: number,
  before: Before,
): { offer: (cell: number) => void; cells: number[] } => {
  const cells: number[] = []
  const offer = (cell: number): void => {
    if (cells.length === limit && !before(cell, cells[limit - 1]!)) return
    let at = Math.min(cells.length, limit - 1)
    while (at > 0 && before(cell, cells[at - 1]!)) {
      cells[at] = cells[at - 1]!
      at--
    }
    cells[at] = cell
  }
  return { offer, cells }
}

/**
 * Printed rounding can put the two in either order. Equal prints are uncertain too; intervals that only touch are not,
 * for the point they share has no width.
 */
export const isOrderUncertain = (table: TgiTable, pair: { a: number; b: number }, by: Measure): boolean => {
  const a = intervalOf(table, pair.a, by)
  const b = intervalOf(table, pair.b, by)
  if (!a || !b) return false
  return Math.min(a.high, b.high) - Math.max(a.low, b.low) > 1e-9
}

/**
 * A figure that rounding leaves wide does not lead when its interval reaches the first firm one: 0.4 % against 0.3 %
 * prints as 133 and may be 100. It stands right behind that one; the rest keeps its order.
 */
export const putFirmFirst = (
  table: TgiTable,
  cells: number[],
  order: { by: Measure; direction: 'top' | 'bottom' },
): number[] => {
  const leader = cells[0]
  const firm = cells.findIndex((cell) => !isWide(intervalOf(table, cell, order.by)))
  if (order.by !== 'index' || leader === undefined || firm < 1) return cells
  const reaches = (cell: number): boolean => {
    const interval = intervalOf(table, cell, 'index')!
    const value = measureAt(table, cells[firm]!, 'index')
    return order.direction === 'top' ? interval.low <= value : interval.high >= value
  }
  if (!reaches(leader)) return cells
  const from = cells.slice(0, firm).findIndex(reaches)
  return [...cells.slice(0, from), cells[firm]!, ...cells.slice(from, firm), ...cells.slice(firm + 1)]
}

export interface Ranked {
  /** In order, at most `limit`. */
  cells: number[]
  /** The one after the last, to know whether the last rank is certain. */
  next: number | null
  /** Cells of unusable bases that would have stood among them, in order. */
  setAside: number[]
  /** How many cells could be ranked, how many have no figure, how many bases are not usable. */
  considered: number
  without: number
  unusable: number
}

const maxSetAside = 3
/** How far down a firm figure is looked for when the first ones are wide. */
const firmWithin = 25

/** Ranks cells; those of unusable bases (n < 50) stand apart and never lead. */
export const rankCells = (
  table: TgiTable,
  cells: ArrayLike<number>,
  order: { by: Measure; size: Measure; direction: 'top' | 'bottom'; limit: number },
): Ranked => {
  const before = orderBy(table, order)
  const ranked = openShortlist(Math.max(order.limit + 1, firmWithin), before)
  const aside = openShortlist(maxSetAside, before)
  const counts = { considered: 0, without: 0, unusable: 0 }
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at]!
    if (Number.isNaN(measureAt(table, cell, order.by))) counts.without++
    else if (robustnessOf(table, cell) === 'not_usable') {
      counts.unusable++
      aside.offer(cell)
    } else {
      counts.considered++
      ranked.offer(cell)
    }
  }
  const inOrder = putFirmFirst(table, ranked.cells, order)
  const listed = inOrder.slice(0, order.limit)
  const last = listed.at(-1)
  const setAside = aside.cells.filter(
    (cell) => last === undefined || listed.length < order.limit || before(cell, last),
  )
  return { cells: listed, next: inOrder[order.limit] ?? null, setAside, ...counts }
}
