import type { ColumnRole, Mapping, Preview } from '../preview.ts'
import type { RawCell, RawSheet } from '../read/raw.ts'
import { storable } from '../read/storable.ts'
import type { Measure } from '../table.ts'

/** A guess or a thing to look at: a key of the locale namespace `preview` with its values. */
export type Note = Preview['guesses'][number]

export interface LayoutColumn {
  /** First column = 1. */
  position: number
  /** Distinct header texts above the column, from the outermost to the innermost. */
  path: string[]
  role: ColumnRole
  by: Preview['columns'][number]['by']
}

/** Which cells of a sheet mean what; made by recognition or by a person's mapping, read by the builders. */
export interface Layout {
  sheet: RawSheet
  kind: Mapping['layout']
  /** Positions in `sheet.rows`; `headerRow` is the last header row, -1 when the file starts with its figures. */
  headerTop: number
  headerRow: number
  columns: LayoutColumn[]
  /** Crosstab: what the cells of columns with role `segment` are; null when each column says it or nothing does. */
  measure: Measure | null
  /** False: somebody has to say which column is which. */
  isDecided: boolean
  guesses: Note[]
  notices: Note[]
}

export const note = (code: string, values: Record<string, unknown> = {}): Note => ({ code, values })

/** The longest text that is shown of a cell, and the longest label: what a question's plan can carry. */
const maxText = 500

/** Shortened to what people still read; never ends in half a character, which no database keeps. */
export const shorten = (text: string): string =>
  text.length > maxText ? `${text.slice(0, maxText - 1).replace(/[\ud800-\udbff]$/, '')}…` : text

/** Header path as people read it, also the name of the source column in citations. */
export const nameOf = (column: LayoutColumn): string => shorten(column.path.join(' › '))

/** Row number as the spreadsheet shows it. */
export const numberOf = (sheet: RawSheet, at: number): number => sheet.firstRowNumber + at

export const textOf = (cell: RawCell | undefined): string => {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'string') return storable(cell)
  if (typeof cell === 'number') return String(cell)
  return `${cell.value.toFixed(Math.min(cell.decimals, 20))} %`
}

export const isBlank = (cell: RawCell | undefined): boolean =>
  cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '')

const spaces = /[\s\u00a0\u202f]+/g
const needsCleaning = /^\s|\s$|[\s\u00a0\u202f]{2}|[\n\r\t\u00a0\u202f]/

/** A label: the cell's words, spaces evened out. */
export const labelOf = (cell: RawCell | undefined): string => {
  const text = textOf(cell)
  const clean = needsCleaning.test(text) ? text.replace(spaces, ' ').trim() : text
  return shorten(clean)
}
