import type { Finding } from '../preview.ts'
import type { FigureColumn, Measure, TgiTable } from '../table.ts'
import type { Built } from './build-list.ts'
import { confirmCrosstab } from './confirm-crosstab.ts'
import { type Bases, layQuestionCounts, readBases, readCell } from './crosstab-bases.ts'
import { type CrosstabColumns, type FigureSource, layCrosstabColumns } from './crosstab-columns.ts'
import { type CrosstabRow, readCrosstabRows } from './crosstab-rows.ts'
import type { DecimalStyle } from './decimal-mark.ts'
import {
  type FigureBuilder,
  finishFigures,
  growFigures,
  newFigureBuilder,
  putFigure,
} from './figure-builder.ts'
import { finishMeasures, sharesAreFractions } from './finish-measures.ts'
import { layBanner } from './lay-banner.ts'
import { type Layout, labelOf, nameOf, note, numberOf, textOf } from './layout.ts'
import { newReading, type Reading } from './parse-figure.ts'

interface Filling {
  layout: Layout
  styles: DecimalStyle[]
  builders: Partial<Record<Measure, FigureBuilder>>
  /** Total column: base shares and respondents of each row label. */
  base: FigureBuilder
  rowCounts: FigureBuilder
  cellRows: number[]
  cellSegments: number[]
  marks: TgiTable['marks']
  reading: Reading
}

const builderOf = (filling: Filling, measure: Measure): FigureBuilder => {
  filling.builders[measure] ??= newFigureBuilder(1024)
  return filling.builders[measure]
}

const putAt = (builder: FigureBuilder, at: number, figure: Parameters<typeof putFigure>[2]): void => {
  while (at >= builder.values.length) growFigures(builder)
  putFigure(builder, at, figure)
}

const putTotals = (
  filling: Filling,
  row: CrosstabRow,
  target: { label: number; source: FigureSource },
): void => {
  readCell(filling, row, target.source)
  if (filling.reading.kind !== 'figure') return
  const { measure } = target.source
  const builder = measure === 'vertical' ? filling.base : measure === 'count' ? filling.rowCounts : null
  if (!builder) return
  const place = { row: numberOf(filling.layout.sheet, row.at), column: target.source.source }
  putAt(builder, target.label, { reading: filling.reading, ...place })
}

const putRow = (
  filling: Filling,
  row: CrosstabRow,
  target: { label: number; sources: FigureSource[] },
): void => {
  const cellOf = new Map<number, number>()
  for (const source of target.sources) {
    if (source.segment < 0) {
      putTotals(filling, row, { label: target.label, source })
      continue
    }
    const raw = readCell(filling, row, source)
    const { reading } = filling
    if (reading.kind === 'blank') continue
    let cell = cellOf.get(source.segment)
    if (cell === undefined) {
      cell = filling.cellRows.push(target.label) - 1
      filling.cellSegments.push(source.segment)
      cellOf.set(source.segment, cell)
    }
    const place = { row: numberOf(filling.layout.sheet, row.at), column: source.source }
    if (reading.kind === 'figure') putAt(builderOf(filling, source.measure), cell, { reading, ...place })
    if (reading.kind !== 'figure' || reading.isMarked)
      filling.marks.set(cell, {
        ...filling.marks.get(cell),
        [source.measure]: textOf(raw).trim().slice(0, 60),
      })
  }
}

interface Labelled {
  labels: string[]
  kept: { row: CrosstabRow; label: number }[]
  repeated: CrosstabRow[]
  renumbered: number
}

/** Row labels with their section. The same label in another section of the same name gets a number; in one section it is a duplicate. */
const labelRows = (rows: CrosstabRow[]): Labelled => {
  const made: Labelled = { labels: [], kept: [], repeated: [], renumbered: 0 }
  const seen = new Map<string, number>()
  for (const row of rows) {
    if (row.kind !== 'data') continue
    const nameIn = (section: string): string => labelOf(section ? `${section} : ${row.label}` : row.label)
    let name = nameIn(row.section)
    if (seen.get(name) === row.sectionNumber) {
      made.repeated.push(row)
      continue
    }
    for (let number = 2; seen.has(name); number++) {
      name = nameIn(`${row.section} (${number})`)
      if (!seen.has(name)) made.renumbered++
    }
    seen.set(name, row.sectionNumber)
    made.kept.push({ row, label: made.labels.push(name) - 1 })
  }
  return made
}

const findingsOf = (layout: Layout, rows: CrosstabRow[], columns: CrosstabColumns): Finding[] => {
  const first = columns.sources.find(({ segment }) => segment >= 0)
  return rows.slice(0, 1000).map((row) => ({
    kind: 'duplicate',
    sheet: layout.sheet.name,
    row: numberOf(layout.sheet, row.at),
    column: first ? nameOf(first.column) : '',
    row_label: labelOf(row.section ? `${row.section} : ${row.label}` : row.label),
    segment: first ? columns.segments[first.segment]! : '',
    found: first ? textOf(layout.sheet.rows[row.at]![first.column.position - 1]) : '',
    expected: null,
  }))
}

const noteRows = (layout: Layout, rows: CrosstabRow[], labelled: Labelled, bases: Bases): void => {
  const tell = (code: string, list: CrosstabRow[]): void => {
    if (list.length === 0) return
    const numbers = list.slice(0, 5).map(({ at }) => numberOf(layout.sheet, at))
    layout.notices.push(note(code, { count: list.length, rows: numbers.join(', ') }))
  }
  for (const reason of ['note', 'weighted', 'repeated_header'] as const)
    tell(
      `rows_skipped_${reason}`,
      rows.filter((row) => row.reason === reason),
    )
  tell(
    'rows_without_figures',
    rows.filter(({ kind }) => kind === 'empty'),
  )
  if (labelled.repeated.length > 0)
    layout.notices.push(note('duplicate_rows', { count: labelled.repeated.length }))
  if (labelled.renumbered > 0) layout.guesses.push(note('labels_numbered', { count: labelled.renumbered }))
  if (bases.questions.size > 0)
    layout.notices.push(note('bases_by_question', { count: bases.questions.size }))
  if (bases.differ > 0) layout.notices.push(note('bases_vary', { count: bases.differ }))
}

const margin = (builder: FigureBuilder, length: number, isScaled = false): FigureColumn | null =>
  finishFigures(padded(builder, length), length, isScaled)

const padded = (builder: FigureBuilder, length: number): FigureBuilder => {
  while (builder.values.length < length) growFigures(builder)
  return builder
}

const openFilling = (layout: Layout, styles: DecimalStyle[]): Filling => ({
  layout,
  styles,
  builders: {},
  base: newFigureBuilder(64),
  rowCounts: newFigureBuilder(64),
  cellRows: [],
  cellSegments: [],
  marks: new Map(),
  reading: newReading(),
})

const readShape = (layout: Layout, styles: DecimalStyle[]) => {
  const at = (isWanted: (role: string) => boolean): number[] =>
    layout.columns.flatMap(({ role, position }) => (isWanted(role) ? [position - 1] : []))
  return {
    labels: at((role) => role === 'interview'),
    figures: at((role) => role !== 'interview' && role !== 'ignored'),
    styles,
    headerRow: layout.headerRow,
  }
}

const assemble = (
  filling: Filling,
  columns: CrosstabColumns,
  parts: { file: string; labelled: Labelled; bases: Bases },
): TgiTable => {
  const { layout, cellRows, cellSegments } = filling
  const { labels, kept } = parts.labelled
  const cells = cellRows.length
  for (const builder of Object.values(filling.builders)) padded(builder, cells)
  const { vertical, horizontal } = filling.builders
  const areFractions = sharesAreFractions([vertical, horizontal, filling.base])
  return {
    file: parts.file,
    sheet: layout.sheet.name,
    layout: 'crosstab',
    rows: labels,
    segments: columns.segments,
    sourceColumns: columns.sources.map(({ column }) => nameOf(column)),
    cellRows: Uint32Array.from(cellRows),
    cellSegments: Uint32Array.from(cellSegments),
    figures: finishMeasures(layout, filling.builders, { cells, areFractions }),
    baseVertical: margin(filling.base, labels.length, areFractions),
    rowCounts: margin(filling.rowCounts, labels.length),
    segmentCounts: margin(parts.bases.segments, columns.segments.length),
    totalCount: margin(parts.bases.total, 1),
    questionCounts: layQuestionCounts(parts.bases, {
      rows: cellRows,
      segments: cellSegments,
      sections: kept.map(({ row }) => row.sectionNumber),
    }),
    marks: filling.marks,
  }
}

/** Builds the table of a crosstab: blocks of columns a segment, or a banner with a total column. */
export const buildCrosstab = (layout: Layout, options: { file: string; styles: DecimalStyle[] }): Built => {
  const rows = readCrosstabRows(layout.sheet, readShape(layout, options.styles))
  layBanner(layout, rows, options.styles)
  const labelled = labelRows(rows)
  const built = {
    rowsRead: rows.length,
    rowsKept: labelled.kept.length + rows.filter(({ kind }) => kind === 'count').length,
    kept: labelled.kept.slice(0, 3).map(({ row }) => row.at),
  }
  if (!layout.isDecided) return { ...built, table: null, duplicates: [] }
  const columns = layCrosstabColumns(layout, options.file)
  const filling = openFilling(layout, options.styles)
  for (const { row, label } of labelled.kept) putRow(filling, row, { label, sources: columns.sources })
  const bases = readBases(filling, rows, columns)
  noteRows(layout, rows, labelled, bases)
  const table = confirmCrosstab(assemble(filling, columns, { file: options.file, labelled, bases }), layout)
  return { ...built, table, duplicates: findingsOf(layout, labelled.repeated, columns) }
}
