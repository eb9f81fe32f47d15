import { type BannerFigures, guessBannerMeasure } from './banner-measure.ts'
import { isTotalOfGroup } from './crosstab-columns.ts'
import type { CrosstabRow } from './crosstab-rows.ts'
import type { DecimalStyle } from './decimal-mark.ts'
import { areFractions, newFigureBuilder, putFigure } from './figure-builder.ts'
import { measureTerms } from './finish-measures.ts'
import { type Layout, type LayoutColumn, nameOf, note } from './layout.ts'
import { newReading, readFigure } from './parse-figure.ts'

const maxRows = 400

const readColumns = (
  layout: Layout,
  rows: CrosstabRow[],
  options: { columns: LayoutColumn[]; styles: DecimalStyle[] },
): { values: number[][]; areShares: boolean } => {
  const reading = newReading()
  const builder = newFigureBuilder(rows.length * options.columns.length)
  options.columns.forEach((column, at) => {
    rows.forEach((row, line) => {
      readFigure(
        layout.sheet.rows[row.at]![column.position - 1],
        options.styles[column.position - 1]!.mark,
        reading,
      )
      if (reading.kind === 'figure')
        putFigure(builder, at * rows.length + line, { reading, row: 0, column: 0 })
    })
  })
  const isFraction = areFractions(builder)
  const values = options.columns.map((_, at) =>
    Array.from(
      builder.values.subarray(at * rows.length, (at + 1) * rows.length),
      (value) => value * (isFraction ? 100 : 1),
    ),
  )
  return { values, areShares: isFraction || builder.percents > builder.figures / 2 }
}

const groupsOf = (columns: LayoutColumn[]): number[][] => {
  const groups = new Map<string, number[]>()
  columns.forEach(({ path, role }, at) => {
    if (role === 'total') return
    const name = path.length > 1 ? path.slice(0, -1).join(' › ') : ''
    groups.set(name, [...(groups.get(name) ?? []), at])
  })
  return [...groups.values()]
}

/** Everybody's share lies between the smallest and the largest share of any segment, in (nearly) every row. */
const liesBetween = (values: number[][], total: number): boolean => {
  let good = 0
  let all = 0
  values[total]!.forEach((value, row) => {
    const others = values.flatMap((column, at) =>
      at === total || Number.isNaN(column[row]!) ? [] : [column[row]!],
    )
    if (Number.isNaN(value) || others.length < 2) return
    all++
    if (value >= Math.min(...others) - 0.6 && value <= Math.max(...others) + 0.6) good++
  })
  return all > 0 && good >= all * 0.9
}

const isSame = (one: number[], other: number[]): boolean =>
  one.every((value, at) => Object.is(value, other[at]) || Math.abs(value - other[at]!) < 1e-9)

/** The column of all respondents: by its name, else a first column outside every group that lies between the others. */
const findTotal = (layout: Layout, columns: LayoutColumn[], values: number[][]): number => {
  const named = columns.findIndex(({ role }) => role === 'total')
  if (named >= 0) return named
  const hasGroups = columns.some(({ path }) => path.length > 1)
  const first = columns[0]!
  if (hasGroups && first.path.length === 1 && liesBetween(values, 0)) {
    Object.assign(first, { role: 'total', by: 'content' })
    layout.guesses.push(note('total_by_content', { name: nameOf(first) }))
    return 0
  }
  const inGroup = columns.findIndex((column, at) => isTotalOfGroup(column) && liesBetween(values, at))
  if (inGroup >= 0) {
    Object.assign(columns[inGroup]!, { role: 'total', by: 'content' })
    layout.guesses.push(note('total_by_content', { name: nameOf(columns[inGroup]!) }))
  }
  return inGroup
}

/** `Âge › Total` repeats the total column: as a segment it would be 100 everywhere and say nothing. */
const leaveOutRepeats = (
  layout: Layout,
  columns: LayoutColumn[],
  options: { values: number[][]; total: number },
): void => {
  const { values, total } = options
  columns.forEach((column, at) => {
    if (at === total || (column.role !== 'total' && !isTotalOfGroup(column))) return
    if (!isSame(values[at]!, values[total]!)) {
      if (column.role === 'total') column.role = 'segment'
      return
    }
    Object.assign(column, { role: 'ignored', by: 'content' })
    layout.notices.push(note('repeated_total', { name: nameOf(column) }))
  })
}

/**
 * A banner's columns do not say what their cells are: finds the total column and the measure by the figures, and
 * writes both into the layout. A person's mapping and a title that names the measure stay.
 */
export const layBanner = (layout: Layout, rows: CrosstabRow[], styles: DecimalStyle[]): void => {
  const columns = layout.columns.filter(({ role }) => role === 'segment' || role === 'total')
  const data = rows.filter(({ kind }) => kind === 'data').slice(0, maxRows)
  // Blocks say their measures themselves; their total block is no banner column.
  if (!columns.some(({ role }) => role === 'segment') || data.length === 0) return
  const { values, areShares } = readColumns(layout, data, { columns, styles })
  const isByPerson = columns.some(({ by }) => by === 'person')
  const total = isByPerson
    ? columns.findIndex(({ role }) => role === 'total')
    : findTotal(layout, columns, values)
  if (total >= 0 && !isByPerson) leaveOutRepeats(layout, columns, { values, total })
  if (layout.measure) return
  const figures: BannerFigures = { rows: data, values, total, groups: groupsOf(columns), areShares }
  const { measure, by } = guessBannerMeasure(figures)
  layout.measure = measure
  layout.isDecided &&= by !== 'none'
  if (by !== 'none') layout.guesses.push(note(`measure_by_${by}`, { measure: measureTerms[measure] }))
}
