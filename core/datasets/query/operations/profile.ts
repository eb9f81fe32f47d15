import { type Measure, splitLabel, type TgiTable } from '../../table.ts'
import { notableFrom, notableTo } from '../../tgi.ts'
import { hasMeasure, measureAt, robustnessOf, rowLabel, segmentLabel } from '../cells.ts'
import { type Item, itemMeasures, type Work, writeItem } from '../item.ts'
import type { ProfileFound } from '../outcome.ts'
import type { PlanOf } from '../plan.ts'
import { cellsInScope, openShortlist, orderBy, putFirmFirst, type Scope, sizeMeasure } from '../ranking.ts'

const sideLimit = 6
const groupLimit = 6
const setAsideLimit = 3

/** Everything notable about one label: what is over 120, under 80, and the largest shares, group by group. */
export const runProfile = (work: Work, plan: PlanOf<'profile'>): ProfileFound => {
  const { table, ledger } = work
  const scope: Scope = { ...plan, list: plan.segment ? 'rows' : 'segments' }
  const size = sizeMeasure(table, scope.list)
  const sorted = sortCells(table, Array.from(cellsInScope(table, scope)), size)
  const write = (cell: number): Item => writeItem(work, cell, { measures: itemMeasures('index'), read: true })
  const firm = putFirmFirst(table, sorted.over.cells, { by: 'index', direction: 'top' })
  const over = firm.slice(0, sideLimit).map(write)
  const under = sorted.under.cells.map(write)
  const largest = [...largestByGroup(table, sorted.usable, size)].slice(0, groupLimit)
  return {
    list: scope.list as 'rows' | 'segments',
    over,
    under,
    overCount: ledger.counted(sorted.overCount, 'index', 'usable cells with a notably high index'),
    underCount: ledger.counted(sorted.underCount, 'index', 'usable cells with a notably low index'),
    largest: largest.map(([group, cell]) => ({ group, item: write(cell) })),
    setAside: sorted.aside.cells.map(write),
    without: sorted.without > 0 ? ledger.counted(sorted.without, 'index', 'cells without a figure') : null,
    size,
    isMeasurable: hasMeasure(table, 'index'),
    notable: {
      from: ledger.constant(notableFrom, 'index', 'index'),
      to: ledger.constant(notableTo, 'index', 'index'),
    },
  }
}

const sortCells = (table: TgiTable, cells: number[], size: Measure) => {
  const high = orderBy(table, { by: 'index', size, direction: 'top' })
  const low = orderBy(table, { by: 'index', size, direction: 'bottom' })
  const isUsable = (cell: number): boolean => robustnessOf(table, cell) !== 'not_usable'
  const sorted = {
    over: openShortlist(Math.max(sideLimit, 25), high),
    under: openShortlist(sideLimit, low),
    aside: openShortlist(setAsideLimit, high),
    usable: cells.filter(isUsable),
    overCount: 0,
    underCount: 0,
    without: 0,
  }
  for (const cell of cells) {
    const index = measureAt(table, cell, 'index')
    if (Number.isNaN(index)) sorted.without++
    else if (!isUsable(cell)) {
      if (index >= notableFrom || index <= notableTo) sorted.aside.offer(cell)
    } else if (index >= notableFrom) {
      sorted.overCount++
      sorted.over.offer(cell)
    } else if (index <= notableTo) {
      sorted.underCount++
      sorted.under.offer(cell)
    }
  }
  return sorted
}

/** The cell of largest share in each group of labels, in file order; without groups, the largest of all. */
const largestByGroup = (table: TgiTable, cells: number[], size: Measure): Map<string | null, number> => {
  const largest = new Map<string | null, number>()
  // Shares of the row label over segments do not make up a whole, so only the rows of a segment tell its composition.
  for (const cell of cells) {
    const label = size === 'vertical' ? rowLabel(table, cell) : segmentLabel(table, cell)
    const { group } = splitLabel(label)
    const share = measureAt(table, cell, size)
    const known = largest.get(group)
    if (!Number.isNaN(share) && (known === undefined || share > measureAt(table, known, size)))
      largest.set(group, cell)
  }
  if (largest.size > 1) largest.delete(null)
  return largest
}
