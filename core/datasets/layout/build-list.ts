import type { ColumnRole, Finding } from '../preview.ts'
import type { Measure, TgiTable } from '../table.ts'
import { type Assignment, decideMeasures, type Sample, type TiedMeasure } from './decide-measures.ts'
import type { DecimalStyle } from './decimal-mark.ts'
import { type FigureBuilder, finishFigures, isRatio, newFigureBuilder, putFigure } from './figure-builder.ts'
import { finishMeasures, measureTerms, sharesAreFractions } from './finish-measures.ts'
import { type Layout, type LayoutColumn, labelOf, nameOf, note, numberOf, textOf } from './layout.ts'
import { newReading, readFigure } from './parse-figure.ts'
import { type ListCells, readListCells } from './read-labels.ts'

/** What a builder hands back; `table` null when the layout cannot be decided. */
export interface Built {
  table: TgiTable | null
  rowsRead: number
  rowsKept: number
  /** Position in `sheet.rows` of the kept rows, for the preview's sample (the first few). */
  kept: number[]
  duplicates: Finding[]
}

const tied: readonly TiedMeasure[] = ['index', 'vertical', 'horizontal']

const columnWith = (layout: Layout, role: ColumnRole): LayoutColumn | undefined =>
  layout.columns.find((column) => column.role === role)

const sampleSide = 24

/** Cells of the first row labels and segments, of each candidate column: dense, so that groups have cells to compare. */
const takeSample = (
  layout: Layout,
  cells: ListCells,
  candidates: { positions: number[]; styles: DecimalStyle[] },
): Sample => {
  const picked: number[] = []
  for (let cell = 0; cell < cells.at.length && picked.length < sampleSide * sampleSide; cell++)
    if (cells.cellRows[cell]! < sampleSide && cells.cellSegments[cell]! < sampleSide) picked.push(cell)
  const reading = newReading()
  const columns = candidates.positions.map((position) => {
    const builder = newFigureBuilder(Math.max(1, picked.length))
    picked.forEach((cell, at) => {
      readFigure(
        layout.sheet.rows[cells.at[cell]!]![position - 1],
        candidates.styles[position - 1]!.mark,
        reading,
      )
      if (reading.kind === 'figure') putFigure(builder, at, { reading, row: 0, column: 0 })
    })
    const isIndex = layout.columns[position - 1]!.role === 'index'
    // Shares keep their unit here: a fraction only makes a base smaller, and no share is ever above an index.
    const figures = finishFigures(builder, picked.length, isIndex && isRatio(builder))
    const nothing = {
      values: new Float64Array(picked.length).fill(Number.NaN),
      decimals: new Uint8Array(picked.length),
    }
    const { values, decimals } = figures ?? nothing
    return { values: [...values], decimals: [...decimals] }
  })
  return {
    rows: picked.map((cell) => cells.cellRows[cell]!),
    segments: picked.map((cell) => cells.cellSegments[cell]!),
    columns,
  }
}

const rolesInWords = (assignment: Assignment, columnOf: (at: number) => LayoutColumn): string =>
  tied
    .filter((measure) => assignment[measure] !== undefined)
    .map((measure) => {
      const column = columnOf(assignment[measure]!)
      return `${nameOf(column) || `#${column.position}`} = ${measureTerms[measure]}`
    })
    .join(', ')

/**
 * Holds the named columns against the figures and changes the layout's roles where the figures decide otherwise.
 * With a person's mapping the roles stay; a contradiction is told as a notice.
 */
const confirmRoles = (
  layout: Layout,
  cells: ListCells,
  styles: DecimalStyle[],
  candidates: number[],
): void => {
  if (candidates.length < 2) return
  const columnOf = (at: number): LayoutColumn => layout.columns[candidates[at]! - 1]!
  const named: Assignment = {}
  candidates.forEach((position, at) => {
    const { role } = layout.columns[position - 1]!
    if ((tied as readonly string[]).includes(role)) named[role as TiedMeasure] = at
  })
  const isByPerson = candidates.some((position) => layout.columns[position - 1]!.by === 'person')
  const verdict = decideMeasures(takeSample(layout, cells, { positions: candidates, styles }), named)
  if (verdict.kind !== 'by_arithmetic') {
    if (verdict.kind === 'as_named' && !verdict.isConfirmed && (verdict.decision.score ?? 1) < 0.6)
      layout.notices.push(note('headers_doubtful', { columns: rolesInWords(named, columnOf) }))
    return
  }
  const { assignment } = verdict.decision
  const isContradicted = Object.keys(named).some((measure) => {
    const at = named[measure as TiedMeasure]
    return assignment[measure as TiedMeasure] !== at
  })
  const columns = rolesInWords(assignment, columnOf)
  if (isByPerson) {
    if (isContradicted) layout.notices.push(note('mapping_contradicted', { columns }))
    return
  }
  for (const position of candidates) {
    const column = layout.columns[position - 1]!
    if ((tied as readonly string[]).includes(column.role)) column.role = 'ignored'
  }
  for (const measure of tied) {
    const at = assignment[measure]
    if (at === undefined) continue
    const column = columnOf(at)
    if (named[measure] !== at) column.by = 'arithmetic'
    column.role = measure
  }
  if (isContradicted) layout.notices.push(note('headers_contradicted', { columns }))
  layout.guesses.push(note('roles_by_arithmetic', { columns }))
}

interface Filled {
  builders: Partial<Record<Measure, FigureBuilder>>
  marks: TgiTable['marks']
}

const fillFigures = (
  layout: Layout,
  cells: ListCells,
  options: { columns: LayoutColumn[]; styles: DecimalStyle[] },
): Filled => {
  const builders: Filled['builders'] = {}
  const marks: Filled['marks'] = new Map()
  const reading = newReading()
  options.columns.forEach((column, source) => {
    const measure = column.role as Measure
    const builder = newFigureBuilder(Math.max(1, cells.at.length))
    builders[measure] = builder
    const { mark } = options.styles[column.position - 1]!
    const { rows } = layout.sheet
    for (let cell = 0; cell < cells.at.length; cell++) {
      const at = cells.at[cell]!
      const raw = rows[at]![column.position - 1]
      readFigure(raw, mark, reading)
      if (reading.kind === 'figure')
        putFigure(builder, cell, { reading, row: numberOf(layout.sheet, at), column: source })
      if (reading.kind !== 'blank' && (reading.kind !== 'figure' || reading.isMarked))
        marks.set(cell, { ...marks.get(cell), [measure]: textOf(raw).trim().slice(0, 60) })
    }
  })
  return { builders, marks }
}

const findDuplicates = (layout: Layout, cells: ListCells, columns: LayoutColumn[]): Finding[] => {
  const interview = columnWith(layout, 'interview')!
  const segment = columnWith(layout, 'segment')!
  const column = columns[0]!
  return cells.duplicates.slice(0, 1000).map(({ at }) => ({
    kind: 'duplicate',
    sheet: layout.sheet.name,
    row: numberOf(layout.sheet, at),
    column: nameOf(column),
    row_label: labelOf(layout.sheet.rows[at]![interview.position - 1]),
    segment: labelOf(layout.sheet.rows[at]![segment.position - 1]),
    found: textOf(layout.sheet.rows[at]![column.position - 1]),
    expected: null,
  }))
}

const noteRows = (layout: Layout, cells: ListCells): void => {
  for (const reason of ['note', 'repeated_header', 'no_segment'] as const) {
    const skipped = cells.skipped.filter((one) => one.reason === reason)
    if (skipped.length === 0) continue
    const rows = skipped.slice(0, 5).map(({ at }) => numberOf(layout.sheet, at))
    layout.notices.push(note(`rows_skipped_${reason}`, { count: skipped.length, rows: rows.join(', ') }))
  }
  if (cells.duplicates.length > 0)
    layout.notices.push(note('duplicate_rows', { count: cells.duplicates.length }))
  if (cells.filledDown > 0) layout.guesses.push(note('labels_filled_down', { count: cells.filledDown }))
}

/** Is a decided list: somebody to compare, somewhere to look, and a figure of the three. */
const isComplete = (layout: Layout): boolean => tied.some((measure) => columnWith(layout, measure))

/** Builds the table of a list (one row = one row label × one segment). `candidates`: positions of numeric columns. */
export const buildList = (
  layout: Layout,
  options: { file: string; styles: DecimalStyle[]; candidates: number[] },
): Built => {
  const from = layout.headerRow + 1
  const interview = columnWith(layout, 'interview')
  const segment = columnWith(layout, 'segment')
  if (!interview || !segment) {
    layout.isDecided = false
    return { table: null, rowsRead: 0, rowsKept: 0, kept: [], duplicates: [] }
  }
  const names: [string, string] = [interview.path.at(-1) ?? '', segment.path.at(-1) ?? '']
  const cells = readListCells(layout.sheet, from, {
    interview: interview.position - 1,
    segment: segment.position - 1,
    header: names[0] || names[1] ? names : null,
  })
  confirmRoles(layout, cells, options.styles, options.candidates)
  noteRows(layout, cells)
  const built = { rowsRead: cells.rowsRead, rowsKept: cells.at.length, kept: [...cells.at.slice(0, 3)] }
  layout.isDecided &&= isComplete(layout)
  if (!layout.isDecided) {
    return { ...built, table: null, duplicates: [] }
  }
  const columns = layout.columns.filter(
    ({ role }) => role === 'count' || (tied as readonly string[]).includes(role),
  )
  const { builders, marks } = fillFigures(layout, cells, { columns, styles: options.styles })
  const table: TgiTable = {
    file: options.file,
    sheet: layout.sheet.name,
    layout: 'list',
    rows: cells.rows,
    segments: cells.segments,
    sourceColumns: columns.map(nameOf),
    cellRows: cells.cellRows,
    cellSegments: cells.cellSegments,
    figures: finishMeasures(layout, builders, {
      cells: cells.at.length,
      areFractions: sharesAreFractions([builders.vertical, builders.horizontal]),
    }),
    baseVertical: null,
    rowCounts: null,
    segmentCounts: null,
    marks,
  }
  return { ...built, table, duplicates: findDuplicates(layout, cells, columns) }
}
