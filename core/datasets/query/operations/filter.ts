import type { Measure } from '../../table.ts'
import { hasMeasure, measureAt, robustnessOf } from '../cells.ts'
import { itemMeasures, type Work, writeItem } from '../item.ts'
import { unitOf } from '../ledger.ts'
import type { FilterFound } from '../outcome.ts'
import type { Condition, PlanOf } from '../plan.ts'
import { maxLimit } from '../plan.ts'
import { cellsInScope, openShortlist, orderBy, sizeMeasure } from '../ranking.ts'

const holds = (value: number, { op, value: from, to }: Condition): boolean => {
  if (op === 'gt') return value > from
  if (op === 'gte') return value >= from
  if (op === 'lt') return value < from
  if (op === 'lte') return value <= from
  return value >= from && value <= to!
}

/** Cells that fulfil every condition, strongest first (weakest first when the first condition looks downwards). */
export const runFilter = (work: Work, plan: PlanOf<'filter'>): FilterFound => {
  const { table, ledger } = work
  const [main] = plan.conditions
  const by: Measure = main!.measure
  const size = sizeMeasure(table, plan.list)
  const direction = main!.op === 'lt' || main!.op === 'lte' ? 'bottom' : 'top'
  const before = orderBy(table, { by, size, direction })
  const usable = openShortlist(maxLimit, before)
  const aside = openShortlist(maxLimit, before)
  let found = 0
  let without = 0
  const cells = cellsInScope(table, plan)
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at]!
    const values = plan.conditions.map(({ measure }) => measureAt(table, cell, measure))
    if (values.some(Number.isNaN)) without++
    else if (values.every((value, which) => holds(value, plan.conditions[which]!))) {
      found++
      const list = robustnessOf(table, cell) === 'not_usable' ? aside : usable
      list.offer(cell)
    }
  }
  const write = (cell: number) => writeItem(work, cell, { measures: itemMeasures(by) })
  const count = ledger.counted(found, by, 'cells that fulfil the conditions')
  const bounds = plan.conditions.map(({ measure, value, to }) => ({
    value: ledger.stated(value, unitOf(measure), measure),
    to: to === undefined ? null : ledger.stated(to, unitOf(measure), measure),
  }))
  const listed = [...usable.cells, ...aside.cells].slice(0, maxLimit)
  const items = usable.cells.filter((cell) => listed.includes(cell)).map(write)
  const setAside = aside.cells.filter((cell) => listed.includes(cell)).map(write)
  return {
    items,
    found: count,
    rest: found > listed.length ? ledger.counted(found - listed.length, by, 'cells not listed') : null,
    bounds,
    setAside,
    without: without > 0 ? ledger.counted(without, by, 'cells without a figure') : null,
    size,
    unmeasurable: plan.conditions.find(({ measure }) => !hasMeasure(table, measure))?.measure ?? null,
  }
}
