import type { FigureColumn, TgiTable } from '../table.ts'
import { decideMeasures, type Sample, type TiedMeasure } from './decide-measures.ts'
import { measureTerms } from './finish-measures.ts'
import { type Layout, note } from './layout.ts'

const tied: readonly TiedMeasure[] = ['index', 'vertical', 'horizontal']
const sampleSide = 24

const takeSample = (table: TgiTable, columns: FigureColumn[]): Sample => {
  const picked: number[] = []
  for (let cell = 0; cell < table.cellRows.length && picked.length < sampleSide * sampleSide; cell++)
    if (table.cellRows[cell]! < sampleSide && table.cellSegments[cell]! < sampleSide) picked.push(cell)
  return {
    rows: picked.map((cell) => table.cellRows[cell]!),
    segments: picked.map((cell) => table.cellSegments[cell]!),
    columns: columns.map((column) => ({
      values: picked.map((cell) => column.values[cell]!),
      decimals: picked.map((cell) => column.decimals[cell]!),
    })),
  }
}

/**
 * Holds the measures that a crosstab's headers name against its figures. Where they have changed places (% Vert is
 * in truth % Horz) the figures win and the preview says so; a person's mapping stays, with a notice.
 */
export const confirmCrosstab = (table: TgiTable, layout: Layout): TgiTable => {
  const present = tied.filter((measure) => table.figures[measure] !== null)
  if (present.length < 2) return table
  const named = Object.fromEntries(present.map((measure, at) => [measure, at]))
  const verdict = decideMeasures(
    takeSample(
      table,
      present.map((measure) => table.figures[measure]!),
    ),
    named,
  )
  if (verdict.kind !== 'by_arithmetic') return table
  const { assignment } = verdict.decision
  const moved = tied.filter(
    (measure) => assignment[measure] !== undefined && assignment[measure] !== named[measure],
  )
  if (moved.length === 0) return table
  const columns = moved.map(
    (measure) => `${measureTerms[present[assignment[measure]!]!]} = ${measureTerms[measure]}`,
  )
  if (layout.columns.some(({ by }) => by === 'person')) {
    layout.notices.push(note('mapping_contradicted', { columns: columns.join(', ') }))
    return table
  }
  layout.notices.push(note('headers_contradicted', { columns: columns.join(', ') }))
  layout.guesses.push(note('roles_by_arithmetic', { columns: columns.join(', ') }))
  const figures = { ...table.figures }
  for (const measure of tied) {
    const from = assignment[measure]
    figures[measure] = from === undefined ? null : table.figures[present[from]!]
  }
  const roles = new Map(tied.map((measure) => [present[assignment[measure] ?? -1], measure]))
  for (const column of layout.columns) {
    const truth = roles.get(column.role as TiedMeasure)
    if (truth && truth !== column.role) Object.assign(column, { role: truth, by: 'arithmetic' })
  }
  return { ...table, figures }
}
