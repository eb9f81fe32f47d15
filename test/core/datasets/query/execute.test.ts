import { runInNewContext } from 'node:vm'
import test from 'ava'
import type { Claim } from '../../../../core/datasets/claims.ts'
import { executePlan } from '../../../../core/datasets/query/execute.ts'
import type { OutcomeOf } from '../../../../core/datasets/query/outcome.ts'
import { type Operation, type PlanInput, planSchema } from '../../../../core/datasets/query/plan.ts'
import type { TgiTable } from '../../../../core/datasets/table.ts'
import { isAppError } from '../../../../core/errors.ts'
import {
  age,
  buildTable,
  goldenCrosstab,
  goldenTable,
  press,
  scooter,
} from '../../../fixtures/golden-table.ts'

const run = <O extends Operation>(table: TgiTable, plan: PlanInput & { operation: O }): OutcomeOf<O> =>
  executePlan(table, planSchema.parse(plan)) as unknown as OutcomeOf<O>

const claim = (outcome: { claims: Claim[] }, id: string | null | undefined): Claim => {
  const found = outcome.claims.find((one) => one.id === id)
  if (!found) throw new Error(`no claim ${id}`)
  return found
}

test('a looked-up figure comes with the cell it was read from', (t) => {
  const outcome = run(goldenTable(), {
    operation: 'lookup',
    row: age,
    segment: 'T2',
    measures: ['index', 'vertical', 'horizontal'],
  })
  const index = claim(outcome, outcome.item.claims.index)
  t.deepEqual(index, {
    id: 'c1',
    value: 319,
    unit: 'index',
    label: 'T2 × 25–34 ans',
    source: { file: 'golden.csv', sheet: null, row: 3, column: 'Indice' },
    formula: null,
    flags: [],
  })
  t.is(claim(outcome, outcome.item.claims.vertical).value, 47.9)
  t.is(claim(outcome, outcome.item.claims.count).value, 300)
  const gap = claim(outcome, outcome.item.gap?.claim)
  t.deepEqual([gap.value, gap.unit, gap.formula], [219, 'percent', 'c1 - 100'])
})

test('an index that the file has not is computed from share and base', (t) => {
  const outcome = run(goldenCrosstab(), {
    operation: 'lookup',
    row: press,
    segment: 'T1',
    measures: ['index'],
  })
  const index = claim(outcome, outcome.item.claims.index)
  t.is(index.id, 'c1')
  t.is(index.value, 150)
  t.is(index.source, null)
  const [, share, base] = /^100 \* (c\d+) \/ (c\d+)$/.exec(index.formula ?? '') ?? []
  t.is(claim(outcome, share).value, 9)
  t.deepEqual([claim(outcome, base).value, claim(outcome, base).source?.column], [6, 'Ensemble'])
})

test('the formula of a bound gives its value, also where the printed share is 0', (t) => {
  const table = buildTable(
    [
      { row: 'none', segment: 'S', vertical: 0 },
      { row: 'few', segment: 'S', vertical: 0.3 },
    ],
    { base: { none: 0.2, few: 0.4 } },
  )
  for (const row of ['none', 'few']) {
    const { claims, item } = run(table, { operation: 'lookup', row, segment: 'S', measures: ['index'] })
    t.truthy(item.bounds, row)
    const figure = (id: string): number => claims.find((one) => one.id === id)!.value
    for (const { formula, value } of claims) {
      if (!formula || !/\bc\d/.test(formula)) continue
      const sum = formula.replaceAll(/\bc\d+\b/g, (id) => String(figure(id)))
      t.true(Math.abs(Number(runInNewContext(sum)) - value) < 1e-9, `${row}: ${formula}`)
    }
  }
})

test('a small base never leads, however high its index', (t) => {
  const outcome = run(goldenTable(), { operation: 'top', list: 'rows', segment: 'T2', limit: 5 })
  t.deepEqual(
    outcome.items.map(({ row }) => row),
    [age],
  )
  t.deepEqual(
    outcome.setAside.map(({ row }) => row),
    [scooter, press],
  )
  t.deepEqual(outcome.setAside[0]!.flags, ['not_usable'])
  t.is(claim(outcome, outcome.setAside[0]!.claims.index).value, 333)
})

test('equal indices stand by their share, and their order is called uncertain', (t) => {
  const table = buildTable([
    { row: 'A', segment: 'S', index: 120, vertical: 3, horizontal: 9 },
    { row: 'B', segment: 'S', index: 120, vertical: 8, horizontal: 9 },
    { row: 'C', segment: 'S', index: 119, vertical: 60, horizontal: 9 },
  ])
  const outcome = run(table, { operation: 'top', list: 'rows', segment: 'S', limit: 2 })
  t.deepEqual(
    outcome.items.map(({ row, flags }) => [row, flags]),
    [
      ['B', ['order_uncertain']],
      ['A', []],
    ],
  )
  t.true(outcome.isLeadUncertain)
})

test('an index that rounding leaves wide does not lead a firm one', (t) => {
  const table = buildTable(
    [
      { row: 'tiny', segment: 'S', vertical: 0.4 },
      { row: 'firm', segment: 'S', vertical: 26 },
      { row: 'next', segment: 'S', vertical: 24 },
    ],
    { base: { tiny: 0.3, firm: 20, next: 20 } },
  )
  const outcome = run(table, { operation: 'top', list: 'rows', segment: 'S', limit: 3 })
  t.deepEqual(
    outcome.items.map(({ row }) => row),
    ['firm', 'tiny', 'next'],
  )
  const tiny = outcome.items[1]!
  t.true(tiny.flags.includes('wide_rounding'))
  t.is(claim(outcome, tiny.bounds?.low).value, 100 * (0.35 / 0.35))
  t.is(Math.round(claim(outcome, tiny.bounds?.high).value), 180)
})

test('the lowest come first in a bottom list, and cells without a figure are counted', (t) => {
  const table = buildTable([
    { row: 'A', segment: 'S', index: 80, vertical: 1 },
    { row: 'B', segment: 'S', index: '*', vertical: 2 },
    { row: 'C', segment: 'S', index: 60, vertical: 2 },
    { row: 'D', segment: 'S', index: null, vertical: 2 },
  ])
  const outcome = run(table, { operation: 'bottom', list: 'rows', segment: 'S', limit: 5 })
  t.deepEqual(
    outcome.items.map(({ row }) => row),
    ['C', 'A'],
  )
  t.is(claim(outcome, outcome.without).value, 2)
})

test('a filter lists what fulfils every condition and says how many', (t) => {
  const outcome = run(goldenTable(), {
    operation: 'filter',
    list: 'cells',
    conditions: [
      { measure: 'index', op: 'gte', value: 140 },
      { measure: 'vertical', op: 'between', value: 5, to: 50 },
    ],
  })
  t.is(claim(outcome, outcome.found).value, 4)
  t.deepEqual(
    outcome.items.map(({ row, segment }) => `${row}/${segment}`),
    [`${age}/T2`, `${press}/T1`, `${age}/T1`],
  )
  t.deepEqual(
    outcome.setAside.map(({ row }) => row),
    [scooter],
  )
  const bounds = outcome.bounds.map(({ value, to }) => [value, to].map((id) => id && claim(outcome, id)))
  t.deepEqual(
    bounds.flat().map((bound) => bound && [bound.value, bound.unit, bound.formula, bound.flags]),
    [
      [140, 'index', 'question', ['stated']],
      null,
      [5, 'percent', 'question', ['stated']],
      [50, 'percent', 'question', ['stated']],
    ],
  )
})

test('nothing found is zero found, not an error', (t) => {
  const outcome = run(goldenTable(), {
    operation: 'filter',
    list: 'rows',
    segment: 'T1',
    conditions: [{ measure: 'index', op: 'gt', value: 400 }],
  })
  t.is(claim(outcome, outcome.found).value, 0)
  t.deepEqual(outcome.items, [])
})

test('a label that the file has not is refused with the nearest ones', (t) => {
  const error = t.throws(() =>
    run(goldenTable(), {
      operation: 'lookup',
      row: 'Trotinette electrique',
      segment: 'T1',
      measures: ['index'],
    }),
  )
  t.true(isAppError(error, 'label_unknown'))
  if (isAppError(error)) t.deepEqual(error.details, { label: 'Trotinette electrique', nearest: [scooter] })
})

test('labels side by side: where they differ most, unusable bases left out', (t) => {
  const outcome = run(goldenTable(), { operation: 'compare', axis: 'segment', labels: ['T1', 'T2'] })
  t.deepEqual(
    outcome.rows.map(({ on }) => on),
    [age],
  )
  const [row] = outcome.rows
  const difference = claim(outcome, row!.difference)
  t.is(difference.value, 179)
  t.is(difference.formula, `${row!.items[1]!.claims.index} - ${row!.items[0]!.claims.index}`)
  t.deepEqual([row!.highest, row!.lowest], [1, 0])
})

test('labels compared on a named label show even an unusable base, flagged', (t) => {
  const outcome = run(goldenTable(), {
    operation: 'compare',
    axis: 'segment',
    labels: ['T1', 'T2'],
    on: [scooter],
  })
  t.deepEqual(
    outcome.rows[0]!.items.map((item) => item?.flags),
    [['not_usable'], ['not_usable']],
  )
})

test('a profile tells the notable over and under, and the largest', (t) => {
  const table = buildTable([
    { row: 'Âge : 15-24 ans', segment: 'S', index: 150, vertical: 30, horizontal: 5 },
    { row: 'Âge : 25 ans et plus', segment: 'S', index: 88, vertical: 70, horizontal: 5 },
    { row: 'Sexe : Femme', segment: 'S', index: 70, vertical: 35, horizontal: 5 },
    { row: 'Sexe : Homme', segment: 'S', index: 130, vertical: 65, horizontal: 5 },
  ])
  const outcome = run(table, { operation: 'profile', segment: 'S' })
  t.deepEqual(
    outcome.over.map(({ row }) => row),
    ['Âge : 15-24 ans', 'Sexe : Homme'],
  )
  t.deepEqual(
    outcome.under.map(({ row }) => row),
    ['Sexe : Femme'],
  )
  t.deepEqual(
    outcome.largest.map(({ group, item }) => [group, item.row]),
    [
      ['Âge', 'Âge : 25 ans et plus'],
      ['Sexe', 'Sexe : Homme'],
    ],
  )
})

test('a share is explained against the base that its index implies', (t) => {
  const outcome = run(goldenTable(), { operation: 'explain', row: age, segment: 'T1', measure: 'vertical' })
  const base = claim(outcome, outcome.baseShare)
  t.is(base.value, 15)
  t.is(base.formula, `100 * ${outcome.item.claims.vertical} / ${outcome.item.claims.index}`)
})

test('a definition takes the first complete, usable cell of the file as its example', (t) => {
  const outcome = run(goldenTable(), { operation: 'define', term: 'index', segment: 'T2' })
  t.is(outcome.example?.row, age)
  t.is(claim(outcome, outcome.constants.hundred).formula, 'definition')
})

test('an overview counts what the file holds and names the best usable cells', (t) => {
  const outcome = run(goldenTable(), { operation: 'overview' })
  t.deepEqual(
    [outcome.rows, outcome.segments, outcome.cells].map((id) => claim(outcome, id).value),
    [3, 2, 6],
  )
  t.is(outcome.best[0]?.segment, 'T2')
  t.is(outcome.best[0]?.row, age)
})

test('a cell that the check contradicts is flagged wherever it is told', (t) => {
  const finding = {
    kind: 'index' as const,
    sheet: null,
    row: 2,
    column: 'Indice',
    row_label: age,
    segment: 'T1',
    found: '140',
    expected: { low: 150, high: 152 },
  }
  const check = {
    verdict: 'to_look_at' as const,
    checked: 6,
    found: 1,
    findings: [finding],
    robustness: 'counts' as const,
  }
  const plan = planSchema.parse({
    operation: 'lookup',
    row: age,
    segment: 'T1',
    measures: ['index', 'vertical'],
  })
  const outcome = executePlan(goldenTable(), plan, { check })
  t.deepEqual(
    outcome.claims.filter(({ flags }) => flags.includes('inconsistent')).map(({ unit }) => unit),
    ['index', 'percent'],
  )
  const report = executePlan(goldenTable(), planSchema.parse({ operation: 'check' }), {
    check,
  }) as OutcomeOf<'check'>
  t.is(claim(report, report.found).value, 1)
  t.is(claim(report, report.cells[0]!.value).source?.row, 2)
  t.is(claim(report, report.cells[0]!.expected!.low).value, 150)
})
