import { AppError } from '../../errors.ts'
import {
  baseOf,
  countOf,
  figureAt,
  findCell,
  type Measure,
  segmentCountOf,
  splitLabel,
  type TgiTable,
} from '../table.ts'
import { flagOf, type Interval, indexFrom, indexInterval, printedInterval } from '../tgi.ts'
import { findNearest } from './nearest.ts'

/** Cells side by side by label; those of label `at` stand from `starts[at]` to `starts[at + 1]`. */
interface CellGroups {
  starts: Uint32Array
  cells: Uint32Array
}

/** What is looked up again and again in one table, built when first needed and forgotten with the table. */
interface TableIndex {
  rows: Map<string, number>
  segments: Map<string, number>
  /** In file order, the first of duplicates only. */
  byRow: CellGroups
  bySegment: CellGroups
}

const indexes = new WeakMap<TgiTable, TableIndex>()

/** A counting sort: one pass to size, one to fill. */
const groupCells = (labels: Uint32Array, size: number, cells: Uint32Array): CellGroups => {
  const starts = new Uint32Array(size + 1)
  for (const cell of cells) starts[labels[cell]! + 1]!++
  for (let at = 0; at < size; at++) starts[at + 1]! += starts[at]!
  const filled = starts.slice()
  const sorted = new Uint32Array(cells.length)
  for (const cell of cells) sorted[filled[labels[cell]!]!++] = cell
  return { starts, cells: sorted }
}

const positions = (labels: readonly string[]): Map<string, number> =>
  new Map(labels.map((label, at) => [label, at]))

const indexOf = (table: TgiTable): TableIndex => {
  const known = indexes.get(table)
  if (known) return known
  const firsts = new Uint32Array(table.cellRows.length)
  let size = 0
  for (let cell = 0; cell < table.cellRows.length; cell++)
    if (findCell(table, table.cellRows[cell]!, table.cellSegments[cell]!) === cell) firsts[size++] = cell
  const cells = firsts.subarray(0, size)
  const index: TableIndex = {
    rows: positions(table.rows),
    segments: positions(table.segments),
    byRow: groupCells(table.cellRows, table.rows.length, cells),
    bySegment: groupCells(table.cellSegments, table.segments.length, cells),
  }
  indexes.set(table, index)
  return index
}

export type Axis = 'row' | 'segment'

export const labelsOf = (table: TgiTable, axis: Axis): string[] =>
  axis === 'row' ? table.rows : table.segments

/** Position of a label, letter for letter. @throws AppError label_unknown with the nearest labels of both axes. */
export const findLabel = (table: TgiTable, axis: Axis, label: string): number => {
  const index = indexOf(table)
  const at = (axis === 'row' ? index.rows : index.segments).get(label)
  if (at !== undefined) return at
  const others = labelsOf(table, axis === 'row' ? 'segment' : 'row')
  const nearest = findNearest(label, [...labelsOf(table, axis), ...others])
  throw new AppError('label_unknown', `The file has no ${axis} label like that.`, {
    details: { label, nearest },
  })
}

/** Cells of one row label or one segment. */
export const cellsOf = (table: TgiTable, axis: Axis, at: number): Uint32Array => {
  const index = indexOf(table)
  const { starts, cells } = axis === 'row' ? index.byRow : index.bySegment
  return cells.subarray(starts[at], starts[at + 1])
}

/** Every cell, the first of duplicates only. */
export const allCells = (table: TgiTable): Uint32Array => indexOf(table).byRow.cells

export const rowLabel = (table: TgiTable, cell: number): string => table.rows[table.cellRows[cell]!]!
export const segmentLabel = (table: TgiTable, cell: number): string =>
  table.segments[table.cellSegments[cell]!]!

const groupNames = new WeakMap<string[], (string | null)[]>()

/** Group of each label of an axis; splitting 200,000 labels is done once. */
const namesOf = (table: TgiTable, axis: Axis): (string | null)[] => {
  const labels = labelsOf(table, axis)
  const known = groupNames.get(labels)
  if (known) return known
  const names = labels.map((label) => splitLabel(label).group)
  groupNames.set(labels, names)
  return names
}

/** Names of the label groups of an axis with their sizes, in file order; empty when the labels have none. */
export const groupsOf = (table: TgiTable, axis: Axis): Map<string, number> => {
  const groups = new Map<string, number>()
  for (const group of namesOf(table, axis)) if (group) groups.set(group, (groups.get(group) ?? 0) + 1)
  return groups
}

/** Positions of a group's labels. @throws AppError label_unknown with the nearest groups. */
export const findGroup = (table: TgiTable, axes: Axis[], group: string): Record<Axis, Set<number>> => {
  const found: Record<Axis, Set<number>> = { row: new Set(), segment: new Set() }
  for (const axis of axes)
    for (const [at, name] of namesOf(table, axis).entries()) if (name === group) found[axis].add(at)
  if (found.row.size + found.segment.size > 0) return found
  const names = axes.flatMap((axis) => [...groupsOf(table, axis).keys()])
  throw new AppError('label_unknown', 'The file has no group of labels with that name.', {
    details: { label: group, nearest: findNearest(group, names) },
  })
}

/** Can an index be read or computed from this file at all? */
export const hasMeasure = (table: TgiTable, measure: Measure): boolean =>
  table.figures[measure] !== null ||
  (measure === 'index' && table.figures.vertical !== null && table.baseVertical !== null)

/** The index of a cell as base and share give it; NaN when the file marks the index itself as withheld. */
const derivedIndex = (table: TgiTable, cell: number): number => {
  const base = table.baseVertical?.values[table.cellRows[cell]!]
  const share = table.figures.vertical?.values[cell]
  if (base === undefined || share === undefined || table.marks.get(cell)?.index) return Number.NaN
  return indexFrom(share, base)
}

/** A measure of a cell in its unit: the file's own figure, else, for an index, the one its base gives. NaN = none. */
export const measureAt = (table: TgiTable, cell: number, measure: Measure): number => {
  const own = table.figures[measure]?.values[cell] ?? Number.NaN
  return Number.isNaN(own) && measure === 'index' ? derivedIndex(table, cell) : own
}

/** Where the true figure lies, given what is printed. Null when there is no figure. */
export const intervalOf = (table: TgiTable, cell: number, measure: Measure): Interval | null => {
  const own = figureAt(table, cell, measure)
  if (own) return printedInterval(own.value, own.decimals)
  if (measure !== 'index' || Number.isNaN(derivedIndex(table, cell))) return null
  return indexInterval(figureAt(table, cell, 'vertical')!, baseOf(table, table.cellRows[cell]!)!)
}

/** Unweighted respondents that decide how solid a cell is: its own, else the smaller of its margins (n cannot be more). */
export const respondentsOf = (table: TgiTable, cell: number): number => {
  const own = table.figures.count?.values[cell]
  if (own !== undefined && !Number.isNaN(own)) return own
  const row = countOf(table, 'row', table.cellRows[cell]!)?.value
  const segment = segmentCountOf(table, cell)?.value
  if (row === undefined && segment === undefined) return Number.NaN
  return Math.min(row ?? Number.POSITIVE_INFINITY, segment ?? Number.POSITIVE_INFINITY)
}

export const hasCounts = (table: TgiTable): boolean =>
  table.figures.count !== null || table.rowCounts !== null || table.segmentCounts !== null

/** ★★ `not_usable`, ★ `small_base`, or null: solid, or unknown when the file has no respondents. */
export const robustnessOf = (table: TgiTable, cell: number): 'not_usable' | 'small_base' | null => {
  const n = respondentsOf(table, cell)
  return Number.isNaN(n) ? null : flagOf(n)
}
