import type { ColumnRole } from '../preview.ts'
import type { RawCell, RawSheet } from '../read/raw.ts'
import type { ColumnType } from './column-types.ts'
import { isNumericColumn, isTextColumn } from './column-types.ts'
import { type HeaderMeaning, readHeader } from './header-names.ts'
import { isBlank, type Layout, type LayoutColumn, labelOf, note } from './layout.ts'
import { newReading, readFigure } from './parse-figure.ts'

const maxHeaderDepth = 60

/** Header texts over a column, outermost first, without repeats (merged cells arrive filled). */
export const pathOf = (sheet: RawSheet, top: number, bottom: number, column: number): string[] => {
  const path: string[] = []
  for (let at = Math.max(0, top); at <= bottom; at++) {
    const text = labelOf(sheet.rows[at]?.[column])
    if (text && path.at(-1) !== text) path.push(text)
  }
  return path
}

/** A row that says one thing over its whole width is a title, however many merged cells it fills. */
export const isTitleRow = (row: RawCell[]): boolean => {
  const texts = new Set(row.filter((cell) => !isBlank(cell)).map(labelOf))
  return texts.size <= 1
}

const hasFigure = (row: RawCell[]): boolean => {
  const reading = newReading()
  return row.some((cell) => {
    readFigure(cell, '.', reading)
    return reading.kind === 'figure' || reading.kind === 'ambiguous'
  })
}

const innermost = (path: string[]): HeaderMeaning | null => {
  for (let at = path.length - 1; at >= 0; at--) {
    const meaning = readHeader(path[at]!)
    if (meaning) return meaning
  }
  return null
}

const figureRoles = new Set<HeaderMeaning['role']>(['index', 'vertical', 'horizontal'])

const scoreRow = (sheet: RawSheet, top: number, bottom: number, width: number): number => {
  const roles = new Map<HeaderMeaning['role'], number>()
  for (let column = 0; column < width; column++) {
    const meaning = innermost(pathOf(sheet, top, bottom, column))
    if (meaning) roles.set(meaning.role, (roles.get(meaning.role) ?? 0) + 1)
  }
  let score = 0
  for (const role of roles.keys()) score += figureRoles.has(role) ? 2 : 1
  return score
}

export interface HeaderPlace {
  top: number
  bottom: number
  score: number
}

/** The header rows of a list by their words: the best row, with the row above when only both together name the columns. */
export const findNamedHeader = (sheet: RawSheet, width: number): HeaderPlace | null => {
  let best: HeaderPlace | null = null
  for (let at = 0; at < Math.min(sheet.rows.length, maxHeaderDepth); at++) {
    const row = sheet.rows[at]!
    // A header has no figure: else a first data row beside a title could pass for one.
    if ((isTitleRow(row) && width > 1) || hasFigure(row)) continue
    const score = scoreRow(sheet, at, at, width)
    if (score >= 2 && score > (best?.score ?? 0)) best = { top: at, bottom: at, score }
    const canPair = at > 0 && !isTitleRow(sheet.rows[at - 1]!) && !hasFigure(sheet.rows[at - 1]!)
    const above = canPair ? scoreRow(sheet, at - 1, at, width) : 0
    if (above >= 3 && above > (best?.score ?? 0)) best = { top: at - 1, bottom: at, score: above }
  }
  return best
}

const pickLabels = (columns: LayoutColumn[], types: ColumnType[]): boolean => {
  const texts = columns.filter((column) => isTextColumn(types[column.position - 1]!))
  let isGuessed = false
  for (const role of ['interview', 'segment'] as const) {
    if (columns.some((column) => column.role === role)) continue
    const free = texts.find((column) => column.role === 'ignored')
    if (!free) continue
    free.role = role
    free.by = 'content'
    isGuessed = true
  }
  return isGuessed
}

const applyMeaning = (column: LayoutColumn, meaning: HeaderMeaning | null, type: ColumnType): void => {
  if (!meaning || meaning.role === 'weighted') return
  const isLabel = meaning.role === 'interview' || meaning.role === 'segment'
  if (isLabel && isNumericColumn(type)) {
    // A TGI export's "Interviews" is the number of respondents, not a label.
    if (meaning.role === 'interview') Object.assign(column, { role: 'count', by: 'content' })
    return
  }
  if (!isLabel && isTextColumn(type) && type.figures === 0 && type.marks === 0 && meaning.role === 'count')
    return
  column.role = meaning.role
  column.by = meaning.by
}

/** Of several columns with one role the best named stays; the others are left out, and the preview says so. */
const keepOne = (layout: Layout, role: ColumnRole): void => {
  const same = layout.columns.filter((column) => column.role === role)
  if (same.length < 2) return
  const best = same.find((column) => column.by === 'name') ?? same[0]!
  for (const column of same) if (column !== best) Object.assign(column, { role: 'ignored', by: 'none' })
  layout.guesses.push(note('duplicate_columns', { name: best.path.join(' '), position: best.position }))
}

const isMixed = ({ figures, texts }: ColumnType): boolean =>
  figures > 0.2 * (figures + texts) && texts > 0.2 * (figures + texts)

/** Roles of a list's columns by their names and by what they hold. */
export const layList = (
  sheet: RawSheet,
  place: { top: number; bottom: number },
  types: ColumnType[],
): Layout => {
  const columns = types.map((type, at): LayoutColumn => {
    const path = pathOf(sheet, place.top, place.bottom, at)
    const column: LayoutColumn = { position: at + 1, path, role: 'ignored', by: 'none' }
    applyMeaning(column, innermost(path), type)
    return column
  })
  const layout: Layout = {
    sheet,
    kind: 'list',
    headerTop: place.top,
    headerRow: place.bottom,
    columns,
    measure: null,
    isDecided: true,
    guesses: [],
    notices: [],
  }
  for (const role of ['interview', 'segment', 'index', 'vertical', 'horizontal', 'count'] as const)
    keepOne(layout, role)
  const mixed = columns.find(({ role, position }) => role === 'interview' && isMixed(types[position - 1]!))
  if (mixed) {
    // Numbers beside words: row labels or respondents? Somebody has to say.
    layout.isDecided = false
    layout.notices.push(note('interview_is_mixed', { name: mixed.path.join(' ') }))
  }
  const numeric = columns.find((column) => column.role === 'count' && column.by === 'content')
  if (numeric) layout.guesses.push(note('interview_is_count', { name: numeric.path.join(' ') }))
  if (pickLabels(columns, types)) {
    const nameBy = (role: ColumnRole): string => {
      const column = columns.find((one) => one.role === role)
      return column ? column.path.join(' ') || `#${column.position}` : ''
    }
    layout.guesses.push(
      note('labels_by_content', { interview: nameBy('interview'), segment: nameBy('segment') }),
    )
  }
  return layout
}
