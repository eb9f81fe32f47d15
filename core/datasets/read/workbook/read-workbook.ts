import type { WorkBook } from '@e965/xlsx'
import { limits } from '../../../../config/limits.ts'
import { AppError } from '../../../errors.ts'
import type { RawCell, RawFile, RawSheet } from '../raw.ts'
import { noData, refuseColumns, refuseRows, unreadable } from '../refuse.ts'
import { storable } from '../storable.ts'
import { type BookCell, cellValue } from './cell-value.ts'

interface Range {
  s: { r: number; c: number }
  e: { r: number; c: number }
}
interface BookSheet {
  '!data'?: (BookCell | undefined)[][]
  '!merges'?: Range[]
}

/** Rows of values without empty tails. @throws file_too_many_columns, file_too_many_rows */
const readRows = (data: (BookCell | undefined)[][]): RawCell[][] => {
  const rows: RawCell[][] = []
  // Sparse: a cell at the bottom of the sheet must not make a million rows be walked.
  for (const key of Object.keys(data)) {
    const at = Number(key)
    const cells = readCells(data[at] ?? [])
    if (cells.length === 0) continue
    refuseRows(at + 1)
    while (rows.length < at) rows.push([])
    rows.push(cells)
  }
  return rows
}

const readCells = (line: (BookCell | undefined)[]): RawCell[] => {
  const cells: RawCell[] = []
  for (const key of Object.keys(line)) {
    const column = Number(key)
    const cell = line[column]
    const value = cell ? cellValue(cell) : null
    if (value === null) continue
    refuseColumns(column + 1)
    while (cells.length < column) cells.push(null)
    cells.push(value)
  }
  return cells
}

/** Puts a merged range's value into each of its cells that lie within what the sheet uses. */
const fillMerges = (rows: RawCell[][], merges: Range[]): void => {
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0)
  for (const { s, e } of merges) {
    const value = rows[s.r]?.[s.c] ?? null
    if (value === null) continue
    for (let r = s.r; r <= Math.min(e.r, rows.length - 1); r++)
      fillRow(rows[r]!, value, s.c, Math.min(e.c, width - 1))
  }
}

const fillRow = (row: RawCell[], value: RawCell, from: number, to: number): void => {
  while (row.length <= to) row.push(null)
  for (let column = from; column <= to; column++) row[column] = value
}

const readSheet = (name: string, sheet: BookSheet): RawSheet => {
  const rows = readRows(sheet['!data'] ?? [])
  fillMerges(rows, sheet['!merges'] ?? [])
  return { name: storable(name), rows, firstRowNumber: 1 }
}

const isBlank = (sheet: RawSheet): boolean => sheet.rows.length === 0

/**
 * Reads every visible sheet of a workbook; hidden ones are left out and counted, unless nothing else has data.
 * `open` gives the workbook of a container that was guarded before. Formulas are never executed, the sheet's own word on its size is never believed.
 * @throws file_unreadable, file_no_data, file_too_many_columns, file_too_many_rows
 */
export const readWorkbook = async (
  kind: RawFile['kind'],
  open: () => Promise<WorkBook>,
): Promise<RawFile> => {
  const book = await open().catch((error: unknown) => {
    throw unreadable(error)
  })
  if (book.SheetNames.length > limits.upload.maxSheets) {
    const details = { context: 'sheets', found: book.SheetNames.length, limit: limits.upload.maxSheets }
    throw new AppError('file_unreadable', 'The workbook has too many sheets.', { details })
  }
  const isHidden = (name: string): boolean =>
    Boolean(book.Workbook?.Sheets?.[book.SheetNames.indexOf(name)]?.Hidden)
  const read = (names: string[]): RawSheet[] =>
    names.map((name) => readSheet(name, (book.Sheets[name] ?? {}) as unknown as BookSheet))
  const visible = read(book.SheetNames.filter((name) => !isHidden(name)))
  if (!visible.every(isBlank)) {
    const hiddenSheets = book.SheetNames.length - visible.length
    return { kind, sheets: visible, guesses: hiddenSheets > 0 ? { hiddenSheets } : {} }
  }
  const hidden = read(book.SheetNames.filter(isHidden))
  if (hidden.every(isBlank)) throw noData()
  return { kind, sheets: hidden, guesses: {} }
}
