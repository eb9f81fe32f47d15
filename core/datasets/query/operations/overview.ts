import { measures } from '../../table.ts'
import { type Axis, allCells, groupsOf, hasMeasure } from '../cells.ts'
import { itemMeasures, type Work, writeItem } from '../item.ts'
import type { Findings } from '../outcome.ts'
import { rankCells } from '../ranking.ts'

const bestLimit = 3
const groupLimit = 12

/** What the file holds: how much of what, its groups, and the cells of highest index. */
export const runOverview = (work: Work): Findings['overview'] => {
  const { table, ledger } = work
  const cells = allCells(table)
  const counts = {
    rows: ledger.counted(table.rows.length, 'rows', 'row labels'),
    segments: ledger.counted(table.segments.length, 'segments', 'segments'),
    cells: ledger.counted(cells.length, 'cells', 'cells'),
  }
  const groups = (axis: Axis) =>
    [...groupsOf(table, axis)].slice(0, groupLimit).map(([name, size]) => ({
      axis,
      name,
      size: ledger.counted(size, name, 'labels of the group'),
    }))
  const best = rankCells(table, cells, { by: 'index', size: 'vertical', direction: 'top', limit: bestLimit })
  return {
    ...counts,
    measures: measures.filter((measure) => hasMeasure(table, measure)),
    groups: [...groups('row'), ...groups('segment')],
    best: best.cells.map((cell) => writeItem(work, cell, { measures: itemMeasures('index') })),
  }
}
