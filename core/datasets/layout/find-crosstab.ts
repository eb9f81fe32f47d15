import type { RawSheet } from '../read/raw.ts'
import { type ColumnType, isNumericColumn, typeColumns } from './column-types.ts'
import { isBareCountRow } from './crosstab-rows.ts'
import type { DecimalStyle } from './decimal-mark.ts'
import { isTitleRow } from './find-list.ts'
import { isTotalName, normaliseHeader, readHeader } from './header-names.ts'
import { headerPaths, readPath } from './header-paths.ts'
import { isBlank, type Layout, type LayoutColumn, labelOf, note } from './layout.ts'
import { newReading, readFigure } from './parse-figure.ts'

export interface FoundCrosstab {
  layout: Layout
  styles: DecimalStyle[]
  types: ColumnType[]
  score: number
  /** The headers say what each column is; otherwise it is a banner whose measure the figures must tell. */
  isNamed: boolean
}

const maxHeaderRows = 4

/** First row with two figures and a label beside them: the crosstab's body starts here (or with a section above). */
const findBody = (sheet: RawSheet, styles: DecimalStyle[]): number => {
  const reading = newReading()
  return sheet.rows.slice(0, 500).findIndex((row) => {
    let figures = 0
    let hasLabel = false
    for (let column = 0; column < row.length; column++) {
      readFigure(row[column], styles[column]?.mark ?? '.', reading)
      if (reading.kind === 'figure') figures++
      if ((reading.kind === 'text' || reading.kind === 'mark') && figures === 0) hasLabel = true
    }
    return (figures >= 1 && hasLabel) || isBareCountRow(row, [...row.keys()])
  })
}

/** The header rows above the body: the nearest row with several words, and the rows of groups right above it. */
const findHeader = (sheet: RawSheet, body: number): { top: number; bottom: number } | null => {
  let bottom = body - 1
  while (bottom >= 0 && isTitleRow(sheet.rows[bottom]!)) bottom--
  if (bottom < 0) return null
  let top = bottom
  while (top > 0 && bottom - top + 1 < maxHeaderRows && !isTitleRow(sheet.rows[top - 1]!)) top--
  return { top, bottom }
}

const isFigureColumn = (type: ColumnType): boolean =>
  isNumericColumn(type) || (type.marks > 0 && type.texts === 0)

/** Roles of the columns right of the stub, by their header paths. */
const layFigureColumns = (columns: LayoutColumn[], types: ColumnType[], stub: number): void => {
  for (const column of columns.slice(stub)) {
    const type = types[column.position - 1]!
    if (!isFigureColumn(type) || column.path.length === 0) continue
    const { measure, segment } = readPath(column.path)
    const isTotal = isTotalName(segment.at(-1) ?? '') && segment.length === 1
    if (measure === 'count' && segment.length === 0 && type.percents > 0) column.role = 'total'
    else if (isTotal) column.role = 'total'
    else if (measure) column.role = measure
    else if (readHeader(column.path.at(-1)!)?.role === 'weighted' && column.path.length === 1) continue
    else column.role = 'segment'
    column.by = measure || isTotal ? 'name' : 'content'
  }
}

const titleText = (sheet: RawSheet, top: number): string =>
  normaliseHeader(
    [
      sheet.name ?? '',
      ...sheet.rows.slice(0, top + 1).map((row) => row.filter((cell) => !isBlank(cell)).map(labelOf)[0]),
    ]
      .filter(Boolean)
      .join(' '),
  )

const titleMeasure = (title: string, hasPercents: boolean): Layout['measure'] => {
  if (!hasPercents && /\b(?:indices?|index|affinit[ey])\b/.test(title)) return 'index'
  if (/\b(?:verticaux|vertical\w*|column percent\w*|% vert|% colonne|% col)\b/.test(title)) return 'vertical'
  if (/\b(?:horizontaux|horizontal\w*|row percent\w*|% horz|% horiz|% ligne)\b/.test(title))
    return 'horizontal'
  return null
}

const segmentsOf = (columns: LayoutColumn[]): Set<string> =>
  new Set(
    columns
      .filter(({ role }) => role !== 'ignored' && role !== 'interview')
      .map(({ path }) => readPath(path).segment.join(' › '))
      .filter((segment) => segment !== ''),
  )

/** Where figures start and what stands left of them. Null when a sheet has no label or no figure column. */
const findStub = (types: ColumnType[]): number | null => {
  const first = types.findIndex(isFigureColumn)
  const hasText = types.slice(0, Math.max(0, first)).some((type) => type.texts > 0)
  return first > 0 && hasText ? first : null
}

/** Hints that unnamed columns are a banner of segments at all, and not any table with numbers. */
const looksLikeBanner = (layout: Layout, types: ColumnType[]): boolean => {
  const used = layout.columns.filter(({ role }) => role === 'segment' || role === 'total')
  if (used.length < 2) return false
  const figures = used.reduce((sum, { position }) => sum + types[position - 1]!.figures, 0)
  const percents = used.reduce((sum, { position }) => sum + types[position - 1]!.percents, 0)
  const stub = layout.columns.filter(({ role }) => role === 'interview')
  return (
    percents > figures / 2 ||
    layout.measure !== null ||
    used.some(({ role }) => role === 'total') ||
    used.some(({ path }) => path.length > 1) ||
    stub.some(({ path }) => path.some((text) => readHeader(text)?.role === 'interview'))
  )
}

/**
 * The layout of a crosstab: a stub of labels at the left, then one column (or a block of columns) a segment, below
 * one or more header rows. Null when the sheet does not look like one.
 */
export const findCrosstab = (sheet: RawSheet, styles: DecimalStyle[]): FoundCrosstab | null => {
  const body = findBody(sheet, styles)
  const place = body < 0 ? null : findHeader(sheet, body)
  if (!place) return null
  const types = typeColumns(sheet, place.bottom + 1, styles)
  const stub = findStub(types)
  if (stub === null) return null
  const paths = headerPaths(sheet, place, styles.length)
  const columns = paths.map((path, at): LayoutColumn => {
    const isLabel = at < stub && types[at]!.texts > 0
    return {
      position: at + 1,
      path,
      role: isLabel ? 'interview' : 'ignored',
      by: isLabel ? 'content' : 'none',
    }
  })
  // Two columns that their headers call row label and segment make a list, whatever stands above the figures.
  const stubRoles = new Set(columns.slice(0, stub).map(({ path }) => readHeader(path.at(-1) ?? '')?.role))
  if (stubRoles.has('interview') && stubRoles.has('segment')) return null
  layFigureColumns(columns, types, stub)
  const hasPercents = types.slice(stub).some((type) => type.percents > 0)
  const named = columns.filter(({ role }) => role === 'index' || role === 'vertical' || role === 'horizontal')
  const layout: Layout = {
    sheet,
    kind: 'crosstab',
    headerTop: place.top,
    headerRow: place.bottom,
    columns,
    measure: named.length > 0 ? null : titleMeasure(titleText(sheet, place.bottom), hasPercents),
    isDecided: true,
    guesses: [],
    notices: [],
  }
  const isNamed = named.length >= 2 && segmentsOf(named).size >= 2
  if (!isNamed && named.length === 0 && !looksLikeBanner(layout, types)) return null
  for (const column of columns) if (column.role === 'interview') column.by = nameBy(column)
  const figures = types.reduce((sum, type) => sum + type.figures, 0)
  if (layout.measure) layout.guesses.push(note('measure_by_title', { measure: layout.measure }))
  return { layout, styles, types, score: (isNamed ? 14 : 8) + Math.min(5, figures / 100), isNamed }
}

const nameBy = (column: LayoutColumn): LayoutColumn['by'] =>
  column.path.some((text) => readHeader(text)?.role === 'interview') ? 'name' : 'content'
