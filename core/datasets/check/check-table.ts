import type { CheckReport, Finding } from '../preview.ts'
import type { FigureColumn, TgiTable } from '../table.ts'
import {
  expectedIndex,
  expectedPercent,
  type Interval,
  intersect,
  overlaps,
  printedInterval,
} from '../tgi.ts'
import { holdIdentity, type IdentityResult } from './consensus-bases.ts'
import { findImpossible, findingAt, findUnreadable } from './findings.ts'

const maxFindings = 1000

/** What one cell's share says about its index, through the base that its group agrees on. */
interface Side {
  measure: 'vertical' | 'horizontal'
  share: FigureColumn
  result: IdentityResult
  groups: Uint32Array
}

const printedAt = (column: FigureColumn, cell: number): Interval =>
  printedInterval(column.values[cell]!, column.decimals[cell]!)

const baseOf = (side: Side, cell: number): Interval | null => side.result.bases[side.groups[cell]!] ?? null

/** Index that one side allows; null when it says nothing. */
const indexBy = (side: Side | undefined, cell: number): Interval | null => {
  if (!side || side.result.intervals[cell] === null) return null
  const base = baseOf(side, cell)
  return base && expectedIndex(printedAt(side.share, cell), base)
}

const accuseIndex = (table: TgiTable, sides: Side[], cell: number): Finding => {
  const [first = null, second = null] = sides.map((side) => indexBy(side, cell)).filter((one) => one !== null)
  const expected = first && second ? (intersect(first, second) ?? first) : first
  return findingAt(table, cell, { measure: 'index', kind: 'index', expected: finite(expected) })
}

const finite = (interval: Interval | null): Interval | null =>
  interval && Number.isFinite(interval.high) ? { low: interval.low, high: interval.high } : null

const accuseShare = (table: TgiTable, side: Side, cell: number): Finding => {
  const base = baseOf(side, cell)
  const expected = base && expectedPercent(printedAt(table.figures.index!, cell), base)
  return findingAt(table, cell, { measure: side.measure, kind: side.measure, expected: finite(expected) })
}

/**
 * Which figure of a contradicted cell is the wrong one. Both shares against the index: the index. One share against
 * the index: that share, if the other share speaks for the index; else the index.
 */
const accuse = (table: TgiTable, sides: Side[], cell: number): Finding | null => {
  const bad = sides.filter(({ result }) => result.isBad[cell] === 1)
  if (bad.length === 0) return null
  const other = sides.find(({ result }) => result.isBad[cell] === 0)
  if (bad.length === 2 || !other) return accuseIndex(table, sides, cell)
  const byBad = indexBy(bad[0], cell)
  const byOther = indexBy(other, cell)
  const isOtherOpen = !byOther || (byBad !== null && overlaps(byBad, byOther))
  return isOtherOpen ? accuseIndex(table, sides, cell) : accuseShare(table, bad[0]!, cell)
}

/** Groups of one axis in which the other identity already found the wrong cell. */
const settledGroups = (doubtful: Side, sides: Side[]): Set<number> => {
  const settled = new Set<number>()
  for (const side of sides)
    if (side !== doubtful)
      side.result.isBad.forEach((bad, cell) => {
        if (bad === 1) settled.add(doubtful.groups[cell]!)
      })
  return settled
}

/** Cells of groups without a majority, unless the other identity settles who is wrong: they cannot all be true. */
const accuseDoubtful = (table: TgiTable, sides: Side[]): Map<number, Finding> => {
  const accused = new Map<number, Finding>()
  for (const side of sides) {
    const settled = settledGroups(side, sides)
    side.result.isDoubtful.forEach((doubtful, cell) => {
      if (doubtful === 0 || settled.has(side.groups[cell]!) || accused.has(cell)) return
      accused.set(cell, findingAt(table, cell, { measure: side.measure, kind: side.measure, expected: null }))
    })
  }
  return accused
}

const openSides = (table: TgiTable): Side[] => {
  const { index, vertical, horizontal } = table.figures
  const sides: Side[] = []
  if (!index) return sides
  if (vertical) {
    const result = holdIdentity(table, vertical, { index, axis: 'rows', margin: table.baseVertical })
    sides.push({ measure: 'vertical', share: vertical, result, groups: table.cellRows })
  }
  if (horizontal) {
    const result = holdIdentity(table, horizontal, { index, axis: 'segments', margin: null })
    sides.push({ measure: 'horizontal', share: horizontal, result, groups: table.cellSegments })
  }
  return sides
}

const byPlace = (a: Finding, b: Finding): number =>
  a.row - b.row || (a.column < b.column ? -1 : a.column > b.column ? 1 : 0)

const hasCounts = (table: TgiTable): boolean =>
  table.figures.count !== null || table.rowCounts !== null || table.segmentCounts !== null

/**
 * Every cell that cannot be true within its printed rounding. For a row label % Vert ÷ index must be one base, for a
 * segment % Horz ÷ index; the base that most cells agree with stands, so that one wrong cell does not accuse the
 * others. `others`: findings of the import (duplicates), which the table no longer shows.
 */
export const checkTable = (table: TgiTable, others: readonly Finding[] = []): CheckReport => {
  const sides = openSides(table)
  const findings: Finding[] = [...others, ...findImpossible(table), ...findUnreadable(table)]
  const doubtful = accuseDoubtful(table, sides)
  let checked = 0
  for (let cell = 0; cell < table.cellRows.length; cell++) {
    if (!sides.some(({ result }) => result.isChecked[cell] === 1)) continue
    checked++
    const finding = accuse(table, sides, cell) ?? doubtful.get(cell)
    if (finding) findings.push(finding)
  }
  const verdict = findings.length > 0 ? 'to_look_at' : checked > 0 ? 'consistent' : 'not_checkable'
  return {
    verdict,
    checked,
    found: findings.length,
    findings: findings.sort(byPlace).slice(0, maxFindings),
    robustness: hasCounts(table) ? 'counts' : 'unknown',
  }
}
