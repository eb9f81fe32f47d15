import type { RawFile, RawSheet } from '../read/raw.ts'
import { type ColumnType, isNumericColumn, isTextColumn, typeColumns, widthOf } from './column-types.ts'
import { type DecimalStyle, findDecimalStyles } from './decimal-mark.ts'
import { findCrosstab } from './find-crosstab.ts'
import { findNamedHeader, layList } from './find-list.ts'
import { isBlank, type Layout, note, textOf } from './layout.ts'
import { newReading, readFigure } from './parse-figure.ts'

/** A sheet as recognised: its layout and how its columns write numbers. */
export interface Recognised {
  layout: Layout
  styles: DecimalStyle[]
  types: ColumnType[]
  /** How sure: by this the best sheet of a workbook is chosen. 0 = nothing known in it. */
  score: number
}

const countFigures = (types: ColumnType[]): number => types.reduce((sum, type) => sum + type.figures, 0)

/** The first row that holds figures; the header is above it. -1 when the sheet has none. */
export const findFirstFigures = (sheet: RawSheet, least: number): number => {
  const reading = newReading()
  // A table starts near the top; a sheet of nothing but words must not be searched to its end.
  return sheet.rows.slice(0, 500).findIndex((row) => {
    let figures = 0
    let texts = 0
    for (const cell of row) {
      readFigure(cell, '.', reading)
      if (reading.kind === 'figure' || reading.kind === 'ambiguous') figures++
      else if (reading.kind === 'text') texts++
    }
    return figures >= least && texts >= 1
  })
}

/** The last row with several words above the figures, or -1 when the file starts with its figures. */
const findPlainHeader = (sheet: RawSheet, firstFigures: number): number => {
  for (let at = firstFigures - 1; at >= 0; at--)
    if (sheet.rows[at]!.filter((cell) => !isBlank(cell)).length >= 2) return at
  return -1
}

const maxGridSample = 20_000

/** Do two columns look like the row labels and segments of a list: both repeat, and their pairs fill a grid? */
const isGrid = (sheet: RawSheet, from: number, [first, second]: [number, number]): boolean => {
  const rows = new Set<unknown>()
  const segments = new Set<unknown>()
  const pairs = new Set<string>()
  let count = 0
  for (let at = from; at < sheet.rows.length && count < maxGridSample; at++) {
    const row = sheet.rows[at]!
    if (isBlank(row[first]) || isBlank(row[second])) continue
    count++
    const [one, other] = [textOf(row[first]), textOf(row[second])]
    rows.add(one)
    segments.add(other)
    pairs.add(`${one}\u0000${other}`)
  }
  if (rows.size < 2 || segments.size < 2 || pairs.size < count * 0.95) return false
  return pairs.size >= rows.size * segments.size * 0.3 && pairs.size > Math.max(rows.size, segments.size)
}

const labelPair = (layout: Layout, types: ColumnType[]): [number, number] | null => {
  const texts = types.flatMap((type, at) => (isTextColumn(type) ? [at] : []))
  const interview = layout.columns.findIndex((column) => column.role === 'interview')
  const segment = layout.columns.findIndex((column) => column.role === 'segment')
  if (interview >= 0 && segment >= 0) return [interview, segment]
  return texts.length >= 2 ? [texts[0]!, texts[1]!] : null
}

const listScore = (layout: Layout): number => {
  const weights = { name: 3, synonym: 2, arithmetic: 2, person: 3, content: 1, none: 0 }
  return layout.columns.reduce((sum, column) => sum + (column.role === 'ignored' ? 0 : weights[column.by]), 0)
}

const recogniseList = (sheet: RawSheet, styles: DecimalStyle[], width: number): Recognised | null => {
  const named = findNamedHeader(sheet, width)
  const figures = findFirstFigures(sheet, 1)
  const bottom = named ? named.bottom : figures < 0 ? -1 : findPlainHeader(sheet, figures)
  const types = typeColumns(sheet, bottom + 1, styles)
  const layout = layList(sheet, named ?? { top: bottom, bottom }, types)
  const pair = labelPair(layout, types)
  if (!pair) return null
  const namesLabels = layout.columns.some(
    ({ role, by }) => (role === 'interview' || role === 'segment') && by !== 'content',
  )
  const namesFigure = layout.columns.some(
    ({ role }) => role === 'index' || role === 'vertical' || role === 'horizontal',
  )
  const grid = isGrid(sheet, bottom + 1, pair)
  if (!grid && !(namesLabels && namesFigure)) return null
  if (!named)
    layout.guesses.push(
      note(bottom < 0 ? 'no_header' : 'header_by_content', { row: sheet.firstRowNumber + bottom }),
    )
  return { layout, styles, types, score: 10 + listScore(layout) + Math.min(5, countFigures(types) / 100) }
}

const isNamedList = (layout: Layout): boolean =>
  layout.columns.some(
    ({ role, by }) =>
      !['ignored', 'interview', 'count'].includes(role) && (by === 'name' || by === 'synonym'),
  )

const isGrouped = (layout: Layout): boolean =>
  layout.columns.some(({ role, path }) => role === 'total' || (role === 'segment' && path.length > 1))

/** The best reading of a sheet, or null when it has neither a list's columns nor a crosstab's blocks. */
export const recogniseSheet = (sheet: RawSheet, file: RawFile): Recognised | null => {
  const width = widthOf(sheet)
  if (width < 2) return null
  const styles = findDecimalStyles(sheet, 0, { columns: width, separator: file.guesses.separator })
  const crosstab = findCrosstab(sheet, styles)
  // Blocks are named by their headers; a banner is what is left when the columns are no list.
  if (crosstab?.isNamed) return crosstab
  const list = recogniseList(sheet, styles, width)
  // Questions and answers fill a grid too; groups above the columns or a total column tell a banner.
  if (list && crosstab && !isNamedList(list.layout) && isGrouped(crosstab.layout)) return crosstab
  return list ?? crosstab
}

/** Positions (first = 1) of the columns that hold figures, for the arithmetic; respondents are no part of it. */
export const numericPositions = ({ layout, types }: Recognised): number[] =>
  types.flatMap((type, at) => (isNumericColumn(type) && layout.columns[at]!.role !== 'count' ? [at + 1] : []))
