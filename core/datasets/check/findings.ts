import { readHeader } from '../layout/header-names.ts'
import { isMark } from '../layout/parse-figure.ts'
import type { Finding } from '../preview.ts'
import type { FigureColumn, Measure, TgiTable } from '../table.ts'
import { measures } from '../table.ts'
import { exact, type Interval } from '../tgi.ts'

const printed = (value: number, decimals: number): string =>
  decimals >= exact ? String(Number(value.toFixed(4))) : value.toFixed(decimals)

/** A finding on one figure, named by where it stands in the file. */
export const findingAt = (
  table: TgiTable,
  cell: number,
  about: { measure: Measure; kind: Finding['kind']; expected: Interval | null },
): Finding => {
  const column = table.figures[about.measure]!
  const text = table.marks.get(cell)?.[about.measure]
  const value = column.values[cell]!
  return {
    kind: about.kind,
    sheet: table.sheet,
    row: column.sourceRows[cell]!,
    column: table.sourceColumns[column.sourceColumns[cell]!] ?? '',
    row_label: table.rows[table.cellRows[cell]!]!,
    segment: table.segments[table.cellSegments[cell]!]!,
    found: Number.isNaN(value) ? (text ?? '').toWellFormed() : printed(value, column.decimals[cell]!),
    expected: about.expected,
  }
}

const isPossible = (measure: Measure, value: number): boolean => {
  if (Number.isNaN(value)) return true
  if (value < 0) return false
  return measure === 'index' || measure === 'count' || value <= 100 + 1e-9
}

/** Shares above 100 % or below 0, an index or a count below 0: wrong by themselves. */
export const findImpossible = (table: TgiTable): Finding[] =>
  measures.flatMap((measure) => {
    const column = table.figures[measure]
    if (!column) return []
    const findings: Finding[] = []
    for (let cell = 0; cell < column.values.length; cell++)
      if (!isPossible(measure, column.values[cell]!))
        findings.push(findingAt(table, cell, { measure, kind: 'out_of_range', expected: null }))
    return findings
  })

/** Where an unread cell stands: its own place when it has one, else the row of the cell's other figures. */
const placeOf = (table: TgiTable, cell: number, measure: Measure): { row: number; column: string } => {
  const own = table.figures[measure]
  const rows = measures.map((one) => table.figures[one]?.sourceRows[cell] ?? 0)
  // In a list every column keeps its position; in a crosstab the segment's column is found by another of its cells.
  const near = own ? nearestSource(table, own, cell) : -1
  return { row: Math.max(0, ...rows), column: table.sourceColumns[near] ?? namedColumn(table, measure) }
}

/** A column without any figure is found by its name. */
const namedColumn = (table: TgiTable, measure: Measure): string =>
  table.sourceColumns.find((name) => readHeader(name)?.role === measure) ?? ''

const nearestSource = (table: TgiTable, column: FigureColumn, cell: number): number => {
  const segment = table.cellSegments[cell]!
  for (let other = 0; other < column.values.length; other++) {
    const isSame = table.layout === 'list' || table.cellSegments[other] === segment
    if (isSame && column.sourceRows[other]! > 0) return column.sourceColumns[other]!
  }
  return -1
}

const maxUnreadable = 1000

/** Cells that hold neither a figure nor a known sign for "no figure". */
export const findUnreadable = (table: TgiTable): Finding[] => {
  const findings: Finding[] = []
  for (const [cell, texts] of table.marks) {
    for (const [measure, text] of Object.entries(texts) as [Measure, string][]) {
      const isRead = table.figures[measure] !== null && !Number.isNaN(table.figures[measure].values[cell]!)
      if (isRead || isMark(text) || findings.length >= maxUnreadable) continue
      findings.push({
        kind: 'unreadable',
        sheet: table.sheet,
        ...placeOf(table, cell, measure),
        row_label: table.rows[table.cellRows[cell]!]!,
        segment: table.segments[table.cellSegments[cell]!]!,
        found: text.toWellFormed(),
        expected: null,
      })
    }
  }
  return findings
}
