import { findCell, type TgiTable } from '../../table.ts'
import {
  type Axis,
  findGroup,
  findLabel,
  hasMeasure,
  intervalOf,
  labelsOf,
  measureAt,
  robustnessOf,
} from '../cells.ts'
import { itemMeasures, type Work, writeItem } from '../item.ts'
import { unitOf } from '../ledger.ts'
import type { CompareFound, CompareRow } from '../outcome.ts'
import type { PlanOf } from '../plan.ts'

const rowLimit = 5

/** Labels of one axis side by side, on the labels named or where usable figures differ most. */
export const runCompare = (work: Work, plan: PlanOf<'compare'>): CompareFound => {
  const { table, ledger } = work
  const other: Axis = plan.axis === 'row' ? 'segment' : 'row'
  const compared = [...new Set(plan.labels)].map((label) => findLabel(table, plan.axis, label))
  const cellsOn = (on: number): number[] =>
    compared.map((at) => (plan.axis === 'row' ? findCell(table, at, on) : findCell(table, on, at)))
  const named = plan.on?.map((label) => findLabel(table, other, label))
  const chosen = named?.length ? { ons: named, without: 0 } : mostDifferent(table, plan, cellsOn)
  return {
    list: other === 'row' ? 'rows' : 'segments',
    rows: chosen.ons.map((on) =>
      writeRow(work, plan, { on: labelsOf(table, other)[on]!, cells: cellsOn(on) }),
    ),
    without:
      chosen.without > 0 ? ledger.counted(chosen.without, plan.by, 'labels without both figures') : null,
    isMeasurable: hasMeasure(table, plan.by),
  }
}

/** Labels of the other axis where the compared ones differ most; unusable bases and missing figures left out. */
const mostDifferent = (
  table: TgiTable,
  plan: PlanOf<'compare'>,
  cellsOn: (on: number) => number[],
): { ons: number[]; without: number } => {
  const other: Axis = plan.axis === 'row' ? 'segment' : 'row'
  const group = plan.group ? findGroup(table, [other], plan.group)[other] : null
  const gaps: { on: number; gap: number }[] = []
  let without = 0
  for (let on = 0; on < labelsOf(table, other).length; on++) {
    if (group && !group.has(on)) continue
    const cells = cellsOn(on)
    const values = cells.map((cell) => (cell < 0 ? Number.NaN : measureAt(table, cell, plan.by)))
    if (values.some(Number.isNaN)) without++
    else if (cells.every((cell) => robustnessOf(table, cell) !== 'not_usable'))
      gaps.push({ on, gap: Math.max(...values) - Math.min(...values) })
  }
  gaps.sort((a, b) => b.gap - a.gap || a.on - b.on)
  return { ons: gaps.slice(0, rowLimit).map(({ on }) => on), without }
}

const writeRow = (
  work: Work,
  plan: PlanOf<'compare'>,
  { on, cells }: { on: string; cells: number[] },
): CompareRow => {
  const { table, ledger } = work
  const items = cells.map((cell) =>
    cell < 0 ? null : writeItem(work, cell, { measures: itemMeasures(plan.by) }),
  )
  const known = cells
    .map((cell, at) => ({ cell, at, value: cell < 0 ? Number.NaN : measureAt(table, cell, plan.by) }))
    .filter(({ value }) => !Number.isNaN(value))
    .sort((a, b) => b.value - a.value)
  const [highest, lowest] = [known[0], known.at(-1)]
  if (known.length < 2 || !highest || !lowest)
    return { on, items, difference: null, highest: null, lowest: null, isUncertain: false }
  const ids = [highest, lowest].map(({ at }) => items[at]!.claims[plan.by]!)
  const difference = ledger.write({
    value: highest.value - lowest.value,
    unit: unitOf(plan.by),
    label: on,
    formula: `${ids[0]} - ${ids[1]}`,
    decimals: Math.max(...ids.map((id) => ledger.decimals[id]!)),
  })
  const [a, b] = [highest, lowest].map(({ cell }) => intervalOf(table, cell, plan.by)!)
  const isUncertain = Math.min(a!.high, b!.high) - Math.max(a!.low, b!.low) > 1e-9
  return { on, items, difference, highest: highest.at, lowest: lowest.at, isUncertain }
}
