import { hasMeasure } from '../cells.ts'
import { type Item, itemMeasures, type Work, writeItem } from '../item.ts'
import { readClaim } from '../ledger.ts'
import type { RankFound } from '../outcome.ts'
import type { PlanOf } from '../plan.ts'
import { cellsInScope, isOrderUncertain, rankCells, sizeMeasure } from '../ranking.ts'

/** The first or last cells by a measure. Unusable bases are told apart, cells without the figure counted. */
export const runRanking = (work: Work, plan: PlanOf<'top'> | PlanOf<'bottom'>): RankFound => {
  const { table, ledger } = work
  const size = sizeMeasure(table, plan.list)
  const order = { by: plan.by, size, direction: plan.operation, limit: plan.limit }
  const ranked = rankCells(table, cellsInScope(table, plan), order)
  const write = (cell: number): Item =>
    writeItem(work, cell, { measures: itemMeasures(plan.by), read: plan.by === 'index' })

  const items = ranked.cells.map(write)
  const uncertain = ranked.cells.map((cell, at) => {
    const next = ranked.cells[at + 1] ?? ranked.next
    return next !== null && isOrderUncertain(table, { a: cell, b: next }, plan.by)
  })
  for (const [at, item] of items.entries()) if (uncertain[at]) markUncertain(work, item, plan.by)
  return {
    items,
    setAside: ranked.setAside.map(write),
    without: ranked.without > 0 ? ledger.counted(ranked.without, plan.by, 'cells without a figure') : null,
    size,
    isMeasurable: hasMeasure(table, plan.by),
    isLeadUncertain: Boolean(uncertain[0] && items.length > 1),
    hundred: ledger.constant(100, 'index', 'index'),
  }
}

const markUncertain = ({ ledger }: Work, item: Item, by: PlanOf<'top'>['by']): void => {
  readClaim(ledger, item.claims[by]!).flags.push('order_uncertain')
  item.flags.push('order_uncertain')
}
