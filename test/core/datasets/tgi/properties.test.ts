import test from 'ava'
import fc from 'fast-check'
import {
  findConsensus,
  flagOf,
  indexFrom,
  indexFromSizes,
  indexInterval,
  intersect,
  overlaps,
  percentOf,
} from '../../../../core/datasets/tgi.ts'

const size = fc.integer({ min: 1, max: 1_000_000 })
const round = (value: number, decimals: number): number => Number(value.toFixed(decimals))

test('both readings of an index are the same number', (t) => {
  fc.assert(
    fc.property(size, size, size, size, (cell, row, column, universe) => {
      const byColumn = indexFrom(percentOf(cell, column), percentOf(row, universe))
      const byRow = indexFrom(percentOf(cell, row), percentOf(column, universe))
      const index = indexFromSizes({ cell, row, column, universe })
      return Math.abs(byColumn - byRow) <= 1e-9 * index && Math.abs(byColumn - index) <= 1e-9 * index
    }),
  )
  t.pass()
})

test('the true index lies in the interval that its printed percents allow', (t) => {
  const percent = fc.double({ min: 0.3, max: 100, noNaN: true })
  fc.assert(
    fc.property(percent, percent, fc.integer({ min: 0, max: 3 }), (vertical, base, decimals) => {
      const interval = indexInterval(
        { value: round(vertical, decimals), decimals },
        { value: round(base, decimals), decimals },
      )
      const index = indexFrom(vertical, base)
      return interval.low <= index * (1 + 1e-9) && index <= interval.high * (1 + 1e-9)
    }),
  )
  t.pass()
})

test('more decimals never widen an interval; full precision leaves a point', (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }), (v, b) => {
      const width = (decimals: number): number => {
        const { low, high } = indexInterval({ value: v, decimals }, { value: b, decimals })
        return high - low
      }
      return width(2) <= width(1) && width(1) <= width(0) && width(15) === 0
    }),
  )
  t.pass()
})

const interval = fc
  .tuple(fc.double({ min: 0, max: 100, noNaN: true }), fc.double({ min: 0, max: 10, noNaN: true }))
  .map(([low, width]) => ({ low, high: low + width }))

test('the consensus is covered by as many intervals as it says, and no point by more', (t) => {
  fc.assert(
    fc.property(fc.array(interval, { minLength: 1, maxLength: 30 }), (intervals) => {
      const { votes, low, high } = findConsensus(intervals)!
      const covers = (point: number): number =>
        intervals.filter((one) => one.low <= point + 1e-9 && point <= one.high + 1e-9).length
      return (
        covers((low + high) / 2) >= votes &&
        intervals.every((one) => covers(one.low) <= votes || covers(one.low - 1e-6) <= votes)
      )
    }),
  )
  t.pass()
})

test('one stray interval is outvoted; two that disagree are a tie', (t) => {
  const found = findConsensus([
    { low: 10, high: 11 },
    { low: 10.5, high: 12 },
    { low: 30, high: 31 },
  ])!
  t.is(found.votes, 2)
  t.false(found.isTied)
  t.true(overlaps(found, { low: 10.5, high: 11 }))
  t.true(
    findConsensus([
      { low: 1, high: 2 },
      { low: 3, high: 4 },
    ])!.isTied,
  )
  t.is(findConsensus([]), null)
  t.is(intersect({ low: 1, high: 2 }, { low: 3, high: 4 }), null)
})

test('a profile of another vendor moves the limits', (t) => {
  t.is(flagOf(45, { notUsableBelow: 31, cautionBelow: 61 }), 'small_base')
  t.is(flagOf(30, { notUsableBelow: 31, cautionBelow: 61 }), 'not_usable')
})
