import type { RawCell, RawSheet } from '../read/raw.ts'
import { isBlank, labelOf } from './layout.ts'

/** Distinct labels in file order, and the number of each. */
export interface LabelBook {
  labels: string[]
  idOf: (cell: RawCell | undefined) => number
}

/** Numbers labels as they appear; a raw cell seen before costs one look-up. */
export const openLabelBook = (): LabelBook => {
  const labels: string[] = []
  const byRaw = new Map<unknown, number>()
  const byLabel = new Map<string, number>()
  const idOf = (cell: RawCell | undefined): number => {
    const known = byRaw.get(cell)
    if (known !== undefined) return known
    const label = labelOf(cell)
    let id = byLabel.get(label)
    if (id === undefined) {
      id = labels.push(label) - 1
      byLabel.set(label, id)
    }
    if (typeof cell === 'string') byRaw.set(cell, id)
    return id
  }
  return { labels, idOf }
}

/** The cells of a list: which row of the sheet, row label and segment each has. */
export interface ListCells {
  rows: string[]
  segments: string[]
  cellRows: Uint32Array
  cellSegments: Uint32Array
  /** Position of each cell in `sheet.rows`. */
  at: Uint32Array
  /** Later rows of a pair that was there before: position in `sheet.rows`, and the first one's. */
  duplicates: { at: number; first: number }[]
  rowsRead: number
  skipped: { at: number; reason: 'note' | 'repeated_header' | 'no_segment' }[]
  filledDown: number
}

const isBlankRow = (row: RawCell[]): boolean => row.every(isBlank)

/** Pairs a row label and a segment with each row of a list below its header; the first of a repeated pair is kept. */
export const readListCells = (
  sheet: RawSheet,
  from: number,
  columns: { interview: number; segment: number; header: [string, string] | null },
): ListCells => {
  const rowBook = openLabelBook()
  const segmentBook = openLabelBook()
  const size = Math.max(0, sheet.rows.length - from)
  const cells: ListCells = {
    rows: rowBook.labels,
    segments: segmentBook.labels,
    cellRows: new Uint32Array(size),
    cellSegments: new Uint32Array(size),
    at: new Uint32Array(size),
    duplicates: [],
    rowsRead: 0,
    skipped: [],
    filledDown: 0,
  }
  const { header } = columns
  const seen = new Map<number, number>()
  let count = 0
  let last: RawCell | undefined
  for (let at = from; at < sheet.rows.length; at++) {
    const row = sheet.rows[at]!
    let interview = row[columns.interview]
    const segment = row[columns.segment]
    const hasSegment = !isBlank(segment)
    if (isBlank(interview)) {
      if (!hasSegment && isBlankRow(row)) continue
      cells.rowsRead++
      // Pivot exports print a label once and leave it blank below.
      if (!hasSegment || isBlank(last)) {
        cells.skipped.push({ at, reason: 'note' })
        continue
      }
      interview = last
      cells.filledDown++
    } else {
      cells.rowsRead++
      if (!hasSegment) {
        cells.skipped.push({
          at,
          reason: row.filter((cell) => !isBlank(cell)).length > 1 ? 'no_segment' : 'note',
        })
        continue
      }
    }
    if (header && labelOf(segment) === header[1] && labelOf(interview) === header[0]) {
      cells.skipped.push({ at, reason: 'repeated_header' })
      continue
    }
    last = interview
    const rowId = rowBook.idOf(interview)
    const segmentId = segmentBook.idOf(segment)
    const key = rowId * 4194304 + segmentId
    const first = seen.get(key)
    if (first !== undefined) {
      cells.duplicates.push({ at, first })
      continue
    }
    seen.set(key, at)
    cells.cellRows[count] = rowId
    cells.cellSegments[count] = segmentId
    cells.at[count] = at
    count++
  }
  cells.cellRows = cells.cellRows.slice(0, count)
  cells.cellSegments = cells.cellSegments.slice(0, count)
  cells.at = cells.at.slice(0, count)
  return cells
}
