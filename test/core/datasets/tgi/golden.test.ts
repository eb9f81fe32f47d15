import test from 'ava'
import {
  flagOf, indexFrom, indexFromSizes, indexInterval, isAverage, isNotable, percentOf, readIndex, readZ, targetZ,
} from '../../../../core/datasets/tgi.ts' // biome-ignore format: one list, read at a glance

/** The specification's mini-fixture: universe 50,000 k, n 15,000; T1 6,000 k n 1,800; T2 2,400 k n 640. */
const universe = { w: 50_000, n: 15_000 }
const targets = { T1: { w: 6000, n: 1800 }, T2: { w: 2400, n: 640 } }
const golden = [
  {
    row: '25–34 ans', w: 7500, n: 2300, base: 15,
    T1: { w: 1260, n: 402, vert: '21.00', horz: '16.80', index: 140, z: 8.8, low: 139.2, high: 140.8, reads: 'solid', flag: null },
    T2: { w: 1150, n: 300, vert: '47.92', horz: '15.33', index: 319, z: 22.6, low: 317.9, high: 320.7, reads: 'solid', flag: null },
  },
  {
    row: 'Lecteurs presse éco', w: 3000, n: 870, base: 6,
    T1: { w: 540, n: 168, vert: '9.00', horz: '18.00', index: 150, z: 6.8, low: 147.9, high: 152.1, reads: 'solid', flag: null },
    T2: { w: 132, n: 38, vert: '5.50', horz: '4.40', index: 92, z: 0.15, low: 90.1, high: 93.3, reads: 'could_be_chance', flag: 'not_usable' },
  },
  {
    row: 'Trottinette électrique', w: 900, n: 250, base: 1.8,
    T1: { w: 162, n: 47, vert: '2.70', horz: '18.00', index: 150, z: 3.3, low: 143.2, high: 157.1, reads: 'solid', flag: 'not_usable' },
    T2: { w: 144, n: 36, vert: '6.00', horz: '16.00', index: 333, z: 8, low: 321.6, high: 345.7, reads: 'solid', flag: 'not_usable' },
  },
] as const // biome-ignore format: a table

for (const line of golden)
  for (const name of ['T1', 'T2'] as const)
    test(`${line.row} × ${name}`, (t) => {
      const cell = line[name]
      const target = targets[name]
      const vert = percentOf(cell.w, target.w)
      const horz = percentOf(cell.w, line.w)
      t.is(vert.toFixed(2), cell.vert)
      t.is(horz.toFixed(2), cell.horz)
      t.is(percentOf(line.w, universe.w), line.base)
      const index = indexFrom(vert, line.base)
      t.is(Math.round(index), cell.index)
      // The two readings are the same number.
      t.true(Math.abs(indexFrom(horz, percentOf(target.w, universe.w)) - index) < 1e-9)
      t.true(
        Math.abs(
          indexFromSizes({ cell: cell.w, row: line.w, column: target.w, universe: universe.w }) - index,
        ) < 1e-9,
      )
      const z = targetZ({ cell: cell.n, target: target.n, row: line.n, universe: universe.n })
      t.is(z.toFixed(cell.z < 1 ? 2 : 1), cell.z.toFixed(cell.z < 1 ? 2 : 1))
      t.is(readZ(z), cell.reads)
      t.is(flagOf(cell.n), cell.flag)
      // From one printed decimal of % Vert against the exact base.
      const printed = { value: Number(vert.toFixed(1)), decimals: 1 }
      const interval = indexInterval(printed, { value: line.base, decimals: 15 })
      t.true(interval.low <= index && index <= interval.high)
    })

test('the specified rounding intervals, from unrounded % Vert ± 0.05 and ± 0.05 on the base where it is printed', (t) => {
  for (const line of golden)
    for (const name of ['T1', 'T2'] as const) {
      const vert = percentOf(line[name].w, targets[name].w)
      const ends = [
        { low: (100 * (vert - 0.05)) / (line.base + 0.05), high: (100 * (vert + 0.05)) / (line.base - 0.05) },
        indexInterval({ value: Number(vert.toFixed(1)), decimals: 1 }, { value: line.base, decimals: 1 }),
      ]
      t.true(
        ends.some(
          ({ low, high }) =>
            low.toFixed(1) === line[name].low.toFixed(1) && high.toFixed(1) === line[name].high.toFixed(1),
        ),
        JSON.stringify({ row: line.row, name, ends, low: line[name].low, high: line[name].high }),
      )
    }
})

test('0.4 % against 0.3 % prints as 133 and may be anything from 100 to 180', (t) => {
  const interval = indexInterval({ value: 0.4, decimals: 1 }, { value: 0.3, decimals: 1 })
  t.is(interval.low.toFixed(0), '100')
  t.is(interval.high.toFixed(0), '180')
})

test('words and conventions', (t) => {
  t.deepEqual(readIndex(130), { side: 'over', difference: 30 })
  t.deepEqual(readIndex(80), { side: 'under', difference: 20 })
  t.deepEqual(readIndex(100), { side: 'average', difference: 0 })
  t.deepEqual([79, 80, 81, 119, 120, 121].map(isNotable), [true, true, false, false, true, true])
  t.deepEqual([89, 90, 110, 111].map(isAverage), [false, true, true, false])
  t.deepEqual(
    [0, 49, 50, 99, 100].map((n) => flagOf(n)),
    ['not_usable', 'not_usable', 'small_base', 'small_base', null],
  )
})

test('nothing is computed from nothing', (t) => {
  t.true(Number.isNaN(indexFrom(10, 0)))
  t.true(Number.isNaN(percentOf(1, 0)))
  t.true(Number.isNaN(targetZ({ cell: 0, target: 0, row: 10, universe: 100 })))
  t.true(Number.isNaN(targetZ({ cell: 10, target: 10, row: 100, universe: 100 })))
})
