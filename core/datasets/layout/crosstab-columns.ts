import type { Measure } from '../table.ts'
import { isTotalName } from './header-names.ts'
import { readPath, segmentName } from './header-paths.ts'
import { type Layout, type LayoutColumn, nameOf, note } from './layout.ts'

/** A figure column of a crosstab with what its cells are. `segment` -1: of all respondents (total column). */
export interface FigureSource {
  column: LayoutColumn
  measure: Measure
  segment: number
  /** Position in `sourceColumns`. */
  source: number
}

export interface CrosstabColumns {
  sources: FigureSource[]
  segments: string[]
}

const roleMeasures: readonly string[] = ['index', 'vertical', 'horizontal', 'count']

const measureOf = (column: LayoutColumn, layout: Layout): Measure | null => {
  if (roleMeasures.includes(column.role)) return column.role as Measure
  const { measure } = readPath(column.path)
  if (column.role === 'total') return measure && measure !== 'count' ? measure : (layout.measure ?? measure)
  return layout.measure
}

/** Name of a segment that no header gives: one block without a segment row above it. */
const fallbackName = (layout: Layout, file: string): string => {
  const name = layout.sheet.name ?? file.replace(/\.[^.]*$/, '')
  layout.guesses.push(note('segment_by_title', { segment: name }))
  return name
}

const uniqueName = (wanted: string, isTaken: (name: string) => boolean): string => {
  if (!isTaken(wanted)) return wanted
  let number = 2
  while (isTaken(`${wanted} (${number})`)) number++
  return `${wanted} (${number})`
}

/** Segments of the figure columns, in file order. The same segment and measure twice: the second gets a number. */
export const layCrosstabColumns = (layout: Layout, file: string): CrosstabColumns => {
  const sources: FigureSource[] = []
  const segments: string[] = []
  const taken = new Set<string>()
  let noName: string | null = null
  for (const column of layout.columns) {
    if (column.role === 'ignored' || column.role === 'interview') continue
    const measure = measureOf(column, layout)
    if (!measure) continue
    const source = { column, measure, source: sources.length }
    const path = readPath(column.path)
    const bare = path.measure ? path.segment : column.path
    // A column of respondents without a segment counts the row labels' people.
    if (column.role === 'total' || (measure === 'count' && bare.length === 0)) {
      sources.push({ ...source, segment: -1 })
      continue
    }
    const named = segmentName(bare)
    if (!named) noName ??= fallbackName(layout, file)
    const wanted = named || noName!
    const name = uniqueName(wanted, (one) => taken.has(`${one}\u0000${measure}`))
    if (name !== wanted)
      layout.guesses.push(note('duplicate_columns', { name: nameOf(column), position: column.position }))
    taken.add(`${name}\u0000${measure}`)
    let segment = segments.indexOf(name)
    if (segment < 0) segment = segments.push(name) - 1
    sources.push({ ...source, segment })
  }
  return { sources, segments }
}

/** Does the innermost header say "total" inside a group (`Âge › Total`)? */
export const isTotalOfGroup = (column: LayoutColumn): boolean =>
  column.path.length > 1 && isTotalName(column.path.at(-1)!)
