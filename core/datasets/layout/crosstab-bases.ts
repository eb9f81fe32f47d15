import type { RawCell } from '../read/raw.ts'
import type { FigureColumn } from '../table.ts'
import type { CrosstabColumns, FigureSource } from './crosstab-columns.ts'
import type { CrosstabRow } from './crosstab-rows.ts'
import type { DecimalStyle } from './decimal-mark.ts'
import { type FigureBuilder, newFigureBuilder, putFigure } from './figure-builder.ts'
import { type Layout, numberOf, textOf } from './layout.ts'
import { type Reading, readFigure } from './parse-figure.ts'

/** What reads the cells of a sheet, one at a time, into `reading`. */
export interface CellReader {
  layout: Layout
  styles: DecimalStyle[]
  reading: Reading
}

export const readCell = (reader: CellReader, row: CrosstabRow, source: FigureSource): RawCell | undefined => {
  const { position } = source.column
  const raw = reader.layout.sheet.rows[row.at]![position - 1]
  readFigure(raw, reader.styles[position - 1]!.mark, reader.reading)
  return raw
}

const bareCount = /\d[\d\s.,\u00a0\u202f]*/u

const readBase = (reader: CellReader, row: CrosstabRow, source: FigureSource): boolean => {
  const raw = readCell(reader, row, source)
  const { reading } = reader
  if (reading.kind === 'text') {
    const digits = bareCount.exec(textOf(raw))?.[0].replace(/\D/g, '')
    if (digits)
      Object.assign(reading, { kind: 'figure', value: Number(digits), decimals: 0, isNumeric: false })
  }
  return reading.kind === 'figure' && Number.isInteger(reading.value)
}

/** Respondents of one column in one line of bases. */
interface QuestionBase {
  value: number
  row: number
  column: number
}

export interface Bases {
  /** From the first line of bases. */
  segments: FigureBuilder
  total: FigureBuilder
  /** Of a question with a line of its own: respondents of each segment (its position), where they differ. */
  questions: Map<CrosstabRow['sectionNumber'], Map<number, QuestionBase>>
  /** Lines of fewer people that belong to no question of their own: told, not used. */
  differ: number
}

/** Respondents of each column: the first line counts for the file, the first of a question for its rows. */
export const readBases = (reader: CellReader, rows: CrosstabRow[], columns: CrosstabColumns): Bases => {
  const bases: Bases = {
    segments: newFigureBuilder(Math.max(1, columns.segments.length)),
    total: newFigureBuilder(1),
    questions: new Map(),
    differ: 0,
  }
  const known = new Set<number>()
  for (const row of rows) {
    if (row.kind !== 'count') continue
    const isOwn = !known.has(row.sectionNumber)
    known.add(row.sectionNumber)
    const differing = readLine(reader, row, { columns, bases })
    if (isOwn && differing.size > 0) bases.questions.set(row.sectionNumber, differing)
    else if ([...differing].some(([at, { value }]) => value < bases.segments.values[at]! * 0.95))
      bases.differ++
  }
  return bases
}

/** Fills what no line before it told, and gives the segments that it tells otherwise. */
const readLine = (
  reader: CellReader,
  row: CrosstabRow,
  { columns, bases }: { columns: CrosstabColumns; bases: Bases },
): Map<number, QuestionBase> => {
  const differing = new Map<number, QuestionBase>()
  for (const source of columns.sources) {
    if (!readBase(reader, row, source)) continue
    const builder = source.segment < 0 ? bases.total : bases.segments
    const at = Math.max(0, source.segment)
    const place = { row: numberOf(reader.layout.sheet, row.at), column: source.source }
    const { value } = reader.reading
    if (Number.isNaN(builder.values[at]!)) putFigure(builder, at, { reading: reader.reading, ...place })
    else if (source.segment >= 0 && builder.values[at] !== value) differing.set(at, { value, ...place })
  }
  return differing
}

/** For every cell the respondents to its own question, where these are not its segment's; null when none differ. */
export const layQuestionCounts = (
  { questions }: Bases,
  cells: { rows: number[]; segments: number[]; sections: CrosstabRow['sectionNumber'][] },
): FigureColumn | null => {
  if (questions.size === 0) return null
  const length = cells.rows.length
  const column: FigureColumn = {
    values: new Float64Array(length).fill(Number.NaN),
    decimals: new Uint8Array(length),
    sourceRows: new Uint32Array(length),
    sourceColumns: new Uint16Array(length),
  }
  for (let cell = 0; cell < length; cell++) {
    const base = questions.get(cells.sections[cells.rows[cell]!]!)?.get(cells.segments[cell]!)
    if (!base) continue
    column.values[cell] = base.value
    column.sourceRows[cell] = base.row
    column.sourceColumns[cell] = base.column
  }
  return column
}
