import type { TgiTable } from '../../table.ts'
import { baseOf, findCell } from '../../table.ts'
import { findLabel, measureAt } from '../cells.ts'
import { type Item, itemMeasures, type Work, writeBase } from '../item.ts'
import type { Findings } from '../outcome.ts'
import type { PlanOf } from '../plan.ts'
import { readItem } from './lookup.ts'

/** One figure with all that is needed to say what it means, both ways. */
export const runExplain = (work: Work, plan: PlanOf<'explain'>): Findings['explain'] => {
  const item = readItem(work, { ...plan, measures: itemMeasures(plan.measure) })
  const hundred = work.ledger.constant(100, 'index', 'index')
  return { item, baseShare: writeBaseShare(work, item), hundred }
}

/**
 * Share of the row label among all, to hold a vertical % against: from the total column, else 100 × vertical / index.
 * Null when neither is there.
 */
export const writeBaseShare = (work: Work, item: Item): string | null => {
  const { table, ledger } = work
  if (item.base) return item.base
  const row = findLabel(table, 'row', item.row)
  if (baseOf(table, row)) return writeBase(work, row)
  const { vertical, index } = item.claims
  const value = shareBehind(table, item)
  if (!vertical || !index || !Number.isFinite(value)) return null
  return ledger.write({
    value,
    unit: 'percent',
    label: item.row,
    formula: `100 * ${vertical} / ${index}`,
    decimals: ledger.decimals[vertical]!,
  })
}

const shareBehind = (table: TgiTable, item: Item): number => {
  const cell = findCell(table, findLabel(table, 'row', item.row), findLabel(table, 'segment', item.segment))
  return cell < 0 ? Number.NaN : (100 * measureAt(table, cell, 'vertical')) / measureAt(table, cell, 'index')
}
