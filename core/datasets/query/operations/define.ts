import { averageBand, defaultProfile, notableFrom, notableTo } from '../../tgi.ts'
import { allCells, measureAt, robustnessOf, rowLabel, segmentLabel } from '../cells.ts'
import type { Work } from '../item.ts'
import type { Findings } from '../outcome.ts'
import type { PlanOf, Term } from '../plan.ts'
import { writeBaseShare } from './explain.ts'
import { readItem } from './lookup.ts'

type Constant = [name: string, value: number, unit: 'index' | 'count' | 'percent']
const indexConstants: Constant[] = [
  ['hundred', 100, 'index'],
  ['average_low', averageBand.low, 'index'],
  ['average_high', averageBand.high, 'index'],
  ['notable_from', notableFrom, 'index'],
  ['notable_to', notableTo, 'index'],
]
const robustness: Constant[] = [
  ['unusable_below', defaultProfile.notUsableBelow, 'count'],
  ['caution_below', defaultProfile.cautionBelow, 'count'],
]
/** Numbers that the words of a definition need. */
const constantsOf: Partial<Record<Term, Constant[]>> = {
  index: indexConstants,
  affinity_index: [['hundred', 100, 'index']],
  tgi: [['hundred', 100, 'index']],
  count: robustness,
  robustness,
}

/** A term with a cell of the reader's own file as its example. */
export const runDefine = (work: Work, plan: PlanOf<'define'>): Findings['define'] => {
  const { table, ledger } = work
  const cell = plan.row && plan.segment ? { row: plan.row, segment: plan.segment } : findExample(work, plan)
  const example = cell && readItem(work, { ...cell, measures: ['index', 'vertical', 'horizontal', 'count'] })
  const baseShare =
    example && (plan.term === 'base' || plan.term === 'index') ? writeBaseShare(work, example) : null
  const constants = (constantsOf[plan.term] ?? []).map(([name, value, unit]) => [
    name,
    ledger.constant(value, unit, unit === 'count' ? 'robustness' : 'index'),
  ])
  return {
    example: table.cellRows.length > 0 ? example : null,
    baseShare,
    constants: Object.fromEntries(constants),
  }
}

/** The first complete cell (every measure the file has, a usable base) of the label asked for, else of the file. */
const findExample = (
  { table }: Work,
  { row, segment }: PlanOf<'define'>,
): { row: string; segment: string } | null => {
  const measures = (['index', 'vertical', 'horizontal'] as const).filter((measure) => table.figures[measure])
  const isComplete = (cell: number): boolean =>
    (!row || rowLabel(table, cell) === row) &&
    (!segment || segmentLabel(table, cell) === segment) &&
    measures.every((measure) => !Number.isNaN(measureAt(table, cell, measure))) &&
    robustnessOf(table, cell) !== 'not_usable'
  const cell = allCells(table).find(isComplete)
  return cell === undefined ? null : { row: rowLabel(table, cell), segment: segmentLabel(table, cell) }
}
