import { AppError } from '../../errors.ts'
import type { ColumnRole, Mapping } from '../preview.ts'
import type { RawFile, RawSheet } from '../read/raw.ts'
import { isNumericColumn, typeColumns, widthOf } from './column-types.ts'
import { findDecimalStyles } from './decimal-mark.ts'
import { findNamedHeader, isTitleRow, pathOf } from './find-list.ts'
import { headerPaths } from './header-paths.ts'
import type { Layout, LayoutColumn } from './layout.ts'
import type { Recognised } from './recognise.ts'

const refuse = (reason: string, details: Record<string, unknown> = {}): AppError =>
  new AppError('mapping_invalid', `The mapping does not fit the file: ${reason}.`, {
    details: { reason, ...details },
  })

const figureRoles: readonly ColumnRole[] = ['index', 'vertical', 'horizontal', 'count']

const pickSheet = (file: RawFile, mapping: Mapping): RawSheet => {
  const sheet =
    mapping.sheet === null && file.sheets.length === 1
      ? file.sheets[0]
      : file.sheets.find(({ name }) => name === mapping.sheet)
  if (!sheet) throw refuse('sheet', { missing: [mapping.sheet], sheets: file.sheets.map(({ name }) => name) })
  return sheet
}

/** Roles that the layout needs and the mapping does not give, and roles given more often than they can be. */
const findFaults = (mapping: Mapping): { missing: string[]; repeated: string[] } => {
  const given = Object.values(mapping.columns)
  const times = (role: ColumnRole): number => given.filter((one) => one === role).length
  const missing: string[] = []
  if (times('interview') === 0) missing.push('interview')
  if (mapping.layout === 'list') {
    if (times('segment') === 0) missing.push('segment')
    if (!figureRoles.slice(0, 3).some((role) => times(role) > 0)) missing.push('index|vertical|horizontal')
    const single: ColumnRole[] = ['interview', 'segment', ...figureRoles]
    return { missing, repeated: single.filter((role) => times(role) > 1) }
  }
  const hasFigures = figureRoles.slice(0, 3).some((role) => times(role) > 0)
  if (!hasFigures && times('segment') === 0) missing.push('segment')
  if (!hasFigures && times('segment') > 0 && !mapping.measure) missing.push('measure')
  return { missing, repeated: [] }
}

/** Rows of groups right above the header row belong to it, as they do when the layout is recognised. */
const topOf = (sheet: RawSheet, bottom: number, layout: Mapping['layout']): number => {
  if (layout === 'list') {
    const named = findNamedHeader(sheet, widthOf(sheet))
    return named?.bottom === bottom ? named.top : bottom
  }
  let top = bottom
  while (top > 0 && bottom - top + 1 < 4 && !isTitleRow(sheet.rows[top - 1]!)) top--
  return top
}

const rolesOf = (mapping: Mapping, width: number): ColumnRole[] => {
  const roles = new Array<ColumnRole>(width).fill('ignored')
  const outside = Object.keys(mapping.columns).filter(
    (position) => Number(position) > width && mapping.columns[position] !== 'ignored',
  )
  if (outside.length > 0) throw refuse('column', { missing: outside.map(Number), columns: width })
  for (const [position, role] of Object.entries(mapping.columns))
    if (Number(position) <= width) roles[Number(position) - 1] = role
  return roles
}

/**
 * The layout that a person says. Throws `mapping_invalid` with what is missing: a sheet or column that is not there,
 * a role that the layout needs, a header row outside the sheet.
 */
export const applyMapping = (file: RawFile, mapping: Mapping): Recognised => {
  const { missing, repeated } = findFaults(mapping)
  if (missing.length > 0) throw refuse('missing_role', { missing })
  if (repeated.length > 0) throw refuse('repeated_role', { repeated })
  const sheet = pickSheet(file, mapping)
  const width = widthOf(sheet)
  const roles = rolesOf(mapping, width)
  const headerRow = mapping.header_row - sheet.firstRowNumber
  if (headerRow < -1 || headerRow >= sheet.rows.length - 1)
    throw refuse('header_row', { header_row: mapping.header_row, rows: sheet.rows.length })
  const headerTop = headerRow < 0 ? headerRow : topOf(sheet, headerRow, mapping.layout)
  const paths =
    mapping.layout === 'crosstab'
      ? headerPaths(sheet, { top: headerTop, bottom: headerRow }, width)
      : roles.map((_, column) => pathOf(sheet, headerTop, headerRow, column))
  const columns = paths.map(
    (path, at): LayoutColumn => ({ position: at + 1, path, role: roles[at]!, by: 'person' }),
  )
  const styles = findDecimalStyles(sheet, headerRow + 1, {
    columns: width,
    separator: file.guesses.separator,
  })
  const types = typeColumns(sheet, headerRow + 1, styles)
  const empty = columns.filter(
    ({ role, position }) => figureRoles.includes(role) && !isNumericColumn(types[position - 1]!),
  )
  if (
    mapping.layout === 'list' &&
    empty.length > 0 &&
    empty.every(({ position }) => types[position - 1]!.figures === 0)
  )
    throw refuse('no_figures', { missing: empty.map(({ position, role }) => ({ position, role })) })
  const layout: Layout = {
    sheet,
    kind: mapping.layout,
    headerTop,
    headerRow,
    columns,
    measure: mapping.measure ?? null,
    isDecided: true,
    guesses: [],
    notices: [],
  }
  return { layout, styles, types, score: 0 }
}
