/**
 * A dataset as questions see it: labels, figures and where each figure stands in the file.
 * Columnar, so that 200,000 rows stay small; built once by the import and immutable afterwards.
 */

export const measures = ['index', 'vertical', 'horizontal', 'count'] as const
/** index (base 100) · vertical %: share of the row label within the segment · horizontal %: share of the segment within the row label · count: unweighted respondents in the cell. */
export type Measure = (typeof measures)[number]

/** Where a figure stands. `row` counts as the spreadsheet shows it (first row = 1; csv: header = 1; JSON: position from 1). */
export interface CellSource {
  file: string
  sheet: string | null
  row: number
  column: string
}

/** One measure of every cell. Arrays are as long as the table has cells. */
export interface FigureColumn {
  /** Figures in the measure's unit (40.6 for 40.6 %); NaN where the file has none. */
  values: Float64Array
  /** Printed decimals of each figure; 15 = full precision (nothing was rounded). */
  decimals: Uint8Array
  /** Row number in the file of each figure. */
  sourceRows: Uint32Array
  /** Position in `TgiTable.sourceColumns` of each figure. */
  sourceColumns: Uint16Array
}

/** A marginal figure: one a row label or one a segment (totals, bases, respondents). */
export interface MarginColumn {
  values: Float64Array
  decimals: Uint8Array
  sourceRows: Uint32Array
  sourceColumns: Uint16Array
}

export interface TgiTable {
  /** The file's name as people gave it. */
  file: string
  sheet: string | null
  layout: 'list' | 'crosstab'
  /** Row labels (column Interview), distinct, in file order. A crosstab's are prefixed by their section: `Âge : 15-25 ans`. */
  rows: string[]
  /** Segment labels (column Segment), distinct, in file order. */
  segments: string[]
  /** Names of the file's columns that figures come from; a crosstab's are the whole header path. */
  sourceColumns: string[]
  /** Row label and segment of each cell: positions in `rows` and `segments`. */
  cellRows: Uint32Array
  cellSegments: Uint32Array
  /** A measure that the file has not is null. `index` null with `base.vertical` present = computed from it. */
  figures: Record<Measure, FigureColumn | null>
  /** Base (all respondents) vertical % of each row label, from a total column; null when the file has none. */
  baseVertical: MarginColumn | null
  /** Unweighted respondents of each row label, each segment, and of all; null when the file has none. */
  rowCounts: MarginColumn | null
  segmentCounts: MarginColumn | null
  /** Unweighted respondents of all (one figure); absent or null when the file does not tell. */
  totalCount?: MarginColumn | null
  /**
   * Unweighted respondents of a cell's segment whom the cell's own question was put to, where the file tells others
   * than the segment's; NaN elsewhere. Absent or null when every question has the segment's.
   */
  questionCounts?: FigureColumn | null
  /** Cells the file marks or leaves unread: position of the cell → measure → what is printed (`*`, `<1`, `n.d.`). */
  marks: Map<number, Partial<Record<Measure, string>>>
}

/** One figure with everything that a claim needs. */
export interface Figure {
  value: number
  decimals: number
  source: CellSource
}

const cellIndexes = new WeakMap<TgiTable, Map<number, number>>()

/** Position of the cell of a row label and a segment (positions in `rows`, `segments`), or -1. */
export const findCell = (table: TgiTable, row: number, segment: number): number => {
  let cells = cellIndexes.get(table)
  if (!cells) {
    cells = new Map()
    const { cellRows, cellSegments } = table
    const width = table.segments.length
    for (let cell = cellRows.length - 1; cell >= 0; cell--)
      cells.set(cellRows[cell]! * width + cellSegments[cell]!, cell)
    cellIndexes.set(table, cells)
  }
  return cells.get(row * table.segments.length + segment) ?? -1
}

const readAt = (table: TgiTable, column: FigureColumn | MarginColumn | null, at: number): Figure | null => {
  const value = column?.values[at]
  if (!column || value === undefined || Number.isNaN(value)) return null
  return {
    value,
    decimals: column.decimals[at]!,
    source: {
      file: table.file,
      sheet: table.sheet,
      row: column.sourceRows[at]!,
      column: table.sourceColumns[column.sourceColumns[at]!] ?? '',
    },
  }
}

/** The figure that the file holds for a cell, or null when it holds none. */
export const figureAt = (table: TgiTable, cell: number, measure: Measure): Figure | null =>
  readAt(table, table.figures[measure], cell)

/** Base vertical % of a row label. */
export const baseOf = (table: TgiTable, row: number): Figure | null => readAt(table, table.baseVertical, row)

/** Unweighted respondents of a row label or of a segment. */
export const countOf = (table: TgiTable, axis: 'row' | 'segment', at: number): Figure | null =>
  readAt(table, axis === 'row' ? table.rowCounts : table.segmentCounts, at)

/** Unweighted respondents of a cell's segment, as far as the cell's question was put to them. */
export const segmentCountOf = (table: TgiTable, cell: number): Figure | null =>
  readAt(table, table.questionCounts ?? null, cell) ?? countOf(table, 'segment', table.cellSegments[cell]!)

/**
 * `Âge : 15-25 ans` → group `Âge`, value `15-25 ans`. A label without a separator has no group. A colon between spaces
 * comes first: a pollster's question may have one of its own (`AMONG EMPLOYED: How often? : Rarely`).
 */
export const splitLabel = (label: string): { group: string | null; value: string } => {
  const match = /^(.{1,400}?)\s+[:：]\s+(.+)$/su.exec(label) ?? /^(.{1,80}?)\s*[:：]\s+(.+)$/su.exec(label)
  return match ? { group: match[1]!.trim(), value: match[2]!.trim() } : { group: null, value: label }
}
