import type { Measure } from '../../table.ts'
import { findCell } from '../../table.ts'
import { findLabel } from '../cells.ts'
import { type Item, type Work, writeItem } from '../item.ts'
import type { Findings } from '../outcome.ts'
import type { PlanOf } from '../plan.ts'

/** The asked figures of one cell, with its respondents so that robustness can be told. */
export const runLookup = (work: Work, plan: PlanOf<'lookup'>): Findings['lookup'] => {
  const asked = [...new Set<Measure>([...plan.measures, 'count'])]
  return { item: readItem(work, { ...plan, measures: asked }) }
}

/** A cell by its labels; where the file has no such pair, every measure is missing. */
export const readItem = (
  work: Work,
  { row, segment, measures }: { row: string; segment: string; measures: Measure[] },
): Item => {
  const { table } = work
  const cell = findCell(table, findLabel(table, 'row', row), findLabel(table, 'segment', segment))
  if (cell >= 0) return writeItem(work, cell, { measures, read: true })
  const missing = Object.fromEntries(measures.map((measure) => [measure, '']))
  return {
    row,
    segment,
    claims: {},
    missing,
    countOf: 'cell',
    base: null,
    gap: null,
    bounds: null,
    flags: [],
  }
}
