import type { Preview } from './preview.ts'
import {
  baseOf,
  countOf,
  type Figure,
  figureAt,
  type MarginColumn,
  measures,
  segmentCountOf,
  type TgiTable,
} from './table.ts'

/** One column of a source row: its name in the file and what the file prints there. */
export interface SourceColumn {
  name: string
  value: string
}

/** How the file calls the columns that its labels stand in. */
export interface LabelColumns {
  interview: string
  segment: string
}

/** The file's own names; where it leaves the header empty, the field's. */
export const labelColumnsOf = ({ columns }: Pick<Preview, 'columns'>): LabelColumns => {
  const nameOf = (role: string): string | undefined => columns.find((column) => column.role === role)?.name
  return { interview: nameOf('interview') || 'Interview', segment: nameOf('segment') || 'Segment' }
}

const printed = ({ value, decimals }: Figure): string =>
  decimals > 6 ? String(value) : value.toFixed(decimals)

const columnOf = (figure: Figure): SourceColumn => ({ name: figure.source.column, value: printed(figure) })

/** A measure may stand in a row of its own, so every measure is asked where its figures are. */
const cellsOfRow = (table: TgiTable, row: number): number[] => {
  const cells = new Set<number>()
  for (const measure of measures)
    table.figures[measure]?.sourceRows.forEach((at, cell) => {
      if (at === row) cells.add(cell)
    })
  return [...cells].sort((a, b) => a - b)
}

const figuresOf = (table: TgiTable, cell: number, row: number): SourceColumn[] =>
  measures.flatMap((measure) => {
    const column = table.figures[measure]
    if (column?.sourceRows[cell] !== row) return []
    const figure = figureAt(table, cell, measure)
    if (figure) return [columnOf(figure)]
    const value = table.marks.get(cell)?.[measure]
    return value === undefined
      ? []
      : [{ name: table.sourceColumns[column.sourceColumns[cell]!] ?? measure, value }]
  })

const totalOf = ({ totalCount, sourceColumns }: TgiTable, row: number): SourceColumn[] => {
  const { values, sourceRows, sourceColumns: columns } = totalCount ?? ({} as Partial<MarginColumn>)
  if (!values || Number.isNaN(values[0]) || sourceRows?.[0] !== row) return []
  return [{ name: sourceColumns[columns![0]!] ?? '', value: String(values[0]) }]
}

/** Respondents of every segment to one question, when that row tells them: once each, though many cells stand on it. */
const questionCountsOf = (table: TgiTable, row: number): (Figure | null)[] => {
  const { sourceRows, values } = table.questionCounts ?? ({} as Partial<MarginColumn>)
  const figures = new Map<number, Figure | null>()
  sourceRows?.forEach((at, cell) => {
    if (at === row && !Number.isNaN(values![cell]))
      figures.set(table.cellSegments[cell]!, segmentCountOf(table, cell))
  })
  return [...figures.values()]
}

/** Base and respondents of the row's label; in a row of respondents (`Unweighted N`), those of every segment. */
const marginsOf = (table: TgiTable, row: number, label: number | undefined): SourceColumn[] => {
  const margins = [
    ...(label === undefined ? [] : [baseOf(table, label), countOf(table, 'row', label)]),
    ...table.segments.map((_, at) => countOf(table, 'segment', at)),
    ...questionCountsOf(table, row),
  ]
  const here = margins.filter((figure): figure is Figure => figure?.source.row === row)
  return [...here.map(columnOf), ...totalOf(table, row)]
}

/**
 * The row of the file that a figure came from, as the dataset holds it: labels and every figure of that row, with the
 * file's own column names. Null when no figure of the dataset stands in that row.
 */
export const readSourceRow = (table: TgiTable, row: number, names: LabelColumns): SourceColumn[] | null => {
  const cells = cellsOfRow(table, row)
  const first = cells[0]
  const label = first === undefined ? undefined : table.cellRows[first]!
  const columns = [...marginsOf(table, row, label), ...cells.flatMap((cell) => figuresOf(table, cell, row))]
  if (first === undefined || label === undefined) return columns.length > 0 ? columns : null
  const segment = table.segments[table.cellSegments[first]!]!
  return [
    { name: names.interview, value: table.rows[label]! },
    ...(table.layout === 'list' ? [{ name: names.segment, value: segment }] : []),
    ...columns,
  ]
}
