import test from 'ava'
import fc from 'fast-check'
import { holmAdjusted, pValueOf, readP } from '../../../../core/datasets/tgi/significance.ts'
import { flagOf, mayReportStarred, profiles, readZ } from '../../../../core/datasets/tgi.ts'

test('p of known z', (t) => {
  for (const [z, p] of [
    [0, 1],
    [1, 0.317311],
    [1.959964, 0.05],
    [2.575829, 0.01],
    [3.290527, 0.001],
  ] as const)
    t.true(Math.abs(pValueOf(z) - p) < 1e-6, `${z}`)
  t.is(pValueOf(-1.5), pValueOf(1.5))
  t.true(Number.isNaN(pValueOf(Number.NaN)))
})

test('words for p and for z agree', (t) => {
  for (const z of [0, 1.9, 1.97, 2.5, 2.6, 8.8]) t.is(readP(pValueOf(z)), readZ(z))
})

test("Holm's correction of a worked example", (t) => {
  t.deepEqual(
    holmAdjusted([0.01, 0.04, 0.03, 0.005]).map((p) => p.toFixed(3)),
    ['0.030', '0.060', '0.060', '0.020'],
  )
  t.deepEqual(holmAdjusted([]), [])
})

test('a correction never lowers a p, keeps the order, and leaves one alone as it is', (t) => {
  const p = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(fc.array(p, { minLength: 1, maxLength: 40 }), (list) => {
      const adjusted = holmAdjusted(list)
      return list.every(
        (one, at) =>
          adjusted[at]! >= one && list.every((other, to) => one > other || adjusted[at]! <= adjusted[to]!),
      )
    }),
  )
  t.deepEqual(holmAdjusted([0.02]), [0.02])
})

test('other vendors’ profiles and the rule for starred cells', (t) => {
  t.deepEqual(
    [30, 31, 60, 61].map((n) => flagOf(n, profiles.simmons)),
    ['not_usable', 'small_base', 'small_base', null],
  )
  t.is(flagOf(149, profiles.gwi_spark), 'not_usable')
  t.is(flagOf(100, profiles.yougov_lite), null)
  t.true(mayReportStarred({ row: 100, column: 250 }))
  t.false(mayReportStarred({ row: 250, column: 99 }))
})
