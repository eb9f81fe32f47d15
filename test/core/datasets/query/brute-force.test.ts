import test from 'ava'
import fc from 'fast-check'
import { executePlan } from '../../../../core/datasets/query/execute.ts'
import type { OutcomeOf } from '../../../../core/datasets/query/outcome.ts'
import { type PlanInput, planSchema } from '../../../../core/datasets/query/plan.ts'
import type { TgiTable } from '../../../../core/datasets/table.ts'
import { buildTable, type TableLine } from '../../../fixtures/golden-table.ts'

const run = <O extends PlanInput['operation']>(table: TgiTable, plan: PlanInput & { operation: O }) =>
  executePlan(table, planSchema.parse(plan)) as unknown as OutcomeOf<O>

/** Every pair of some row labels and segments, with holes, ties and small bases. */
const lines: fc.Arbitrary<TableLine[]> = fc
  .record({ rows: fc.integer({ min: 1, max: 12 }), segments: fc.integer({ min: 1, max: 5 }) })
  .chain(({ rows, segments }) =>
    fc.tuple(
      ...Array.from({ length: rows * segments }, (_, at) =>
        fc.record({
          row: fc.constant(`R${Math.floor(at / segments)}`),
          segment: fc.constant(`S${at % segments}`),
          index: fc.option(fc.integer({ min: 0, max: 300 }).map((value) => Math.round(value / 10) * 10)),
          vertical: fc.integer({ min: 0, max: 1000 }).map((value) => value / 10),
          horizontal: fc.integer({ min: 0, max: 1000 }).map((value) => value / 10),
          count: fc.integer({ min: 0, max: 400 }),
        }),
      ),
    ),
  )

const indexOf = ({ index }: TableLine): number => index as number
const isUsable = ({ index, count }: TableLine): boolean => index !== null && (count as number) >= 50
const keyOf = ({ row, segment }: { row: string; segment: string }): string => `${row}/${segment}`

test('rankings equal a plain sort of the usable cells', (t) => {
  fc.assert(
    fc.property(
      lines,
      fc.constantFrom('top', 'bottom'),
      fc.integer({ min: 1, max: 8 }),
      (all, operation, limit) => {
        const outcome = run(buildTable(all), { operation, list: 'rows', segment: 'S0', limit })
        const sign = operation === 'top' ? -1 : 1
        const own = all.filter(({ segment }) => segment === 'S0')
        const expected = own
          .filter(isUsable)
          .toSorted(
            (a, b) => sign * (indexOf(a) - indexOf(b)) || (b.vertical as number) - (a.vertical as number),
          )
          .slice(0, limit)
        t.deepEqual(outcome.items.map(keyOf), expected.map(keyOf))
        const without = own.filter(({ index }) => index === null).length
        t.is(outcome.claims.find(({ id }) => id === outcome.without)?.value ?? 0, without)
        t.true(outcome.setAside.every(({ flags }) => flags.includes('not_usable')))
      },
    ),
    { numRuns: 200 },
  )
  t.pass()
})

test('filters equal a plain filter', (t) => {
  const bounds = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 100 }))
  fc.assert(
    fc.property(lines, bounds, (all, [from, share]) => {
      const outcome = run(buildTable(all), {
        operation: 'filter',
        list: 'cells',
        conditions: [
          { measure: 'index', op: 'gt', value: from },
          { measure: 'vertical', op: 'lte', value: share },
        ],
      })
      const expected = all.filter(
        (line) => line.index !== null && indexOf(line) > from && (line.vertical as number) <= share,
      )
      t.is(outcome.claims.find(({ id }) => id === outcome.found)?.value, expected.length)
      const listed = [...outcome.items, ...outcome.setAside].map(keyOf)
      if (expected.length <= 50) t.deepEqual(listed.toSorted(), expected.map(keyOf).toSorted())
    }),
    { numRuns: 200 },
  )
  t.pass()
})

test('every claim is either a cell of the file or arithmetic that gives its value', (t) => {
  const plans: PlanInput[] = [
    { operation: 'top', list: 'cells', limit: 5 },
    { operation: 'profile', segment: 'S0' },
    { operation: 'overview' },
    { operation: 'lookup', row: 'R0', segment: 'S0', measures: ['index', 'vertical'] },
    { operation: 'explain', row: 'R0', segment: 'S0', measure: 'vertical' },
  ]
  fc.assert(
    fc.property(lines, fc.constantFrom(...plans), fc.boolean(), (all, plan, isDerived) => {
      const base = Object.fromEntries(all.map(({ row }, at) => [row, 1 + (at % 40)]))
      const printed = isDerived ? all.map(({ index: _, ...line }) => line) : all
      const table = buildTable(printed, isDerived ? { base } : {})
      const { claims } = executePlan(table, planSchema.parse(plan))
      t.deepEqual(
        claims.map(({ id }) => id),
        claims.map((_, at) => `c${at + 1}`),
      )
      for (const { value, source, formula } of claims) {
        t.not(source === null, formula === null)
        if (!formula || !/^[\d\s*/()+\-.c]+$/.test(formula)) continue
        const filled = formula.replace(/c(\d+)/g, (_, id) => String(claims[Number(id) - 1]!.value))
        // The formulas are ours: digits and operators only, as the pattern above has just checked.
        const computed = Number(new Function(`return ${filled}`)())
        t.true(Math.abs(computed - value) < 1e-6 * Math.max(1, Math.abs(value)), `${formula} is not ${value}`)
      }
    }),
    { numRuns: 200 },
  )
  t.pass()
})

test('a table of 200,000 rows is answered without sorting or scanning it twice over', (t) => {
  const rows = 20_000
  const segments = 10
  const size = rows * segments
  const column = (at: number, values: (cell: number) => number) => ({
    values: Float64Array.from({ length: size }, (_, cell) => values(cell)),
    decimals: new Uint8Array(size),
    sourceRows: Uint32Array.from({ length: size }, (_, cell) => cell + 2),
    sourceColumns: new Uint16Array(size).fill(at),
  })
  const table: TgiTable = {
    file: 'large.csv',
    sheet: null,
    layout: 'list',
    rows: Array.from({ length: rows }, (_, at) => `Group ${at % 7} : row ${at}`),
    segments: Array.from({ length: segments }, (_, at) => `Segment ${at}`),
    sourceColumns: ['Indice', '% Vert'],
    cellRows: Uint32Array.from({ length: size }, (_, cell) => Math.floor(cell / segments)),
    cellSegments: Uint32Array.from({ length: size }, (_, cell) => cell % segments),
    figures: {
      index: column(0, (cell) => (cell * 7919) % 400),
      vertical: column(1, (cell) => (cell * 31) % 90),
      horizontal: null,
      count: null,
    },
    baseVertical: null,
    rowCounts: null,
    segmentCounts: null,
    marks: new Map(),
  }
  const plans: PlanInput[] = [
    { operation: 'top', list: 'cells', limit: 50 },
    { operation: 'top', list: 'rows', segment: 'Segment 3', group: 'Group 2', limit: 5 },
    { operation: 'filter', list: 'cells', conditions: [{ measure: 'index', op: 'gt', value: 100 }] },
    { operation: 'profile', segment: 'Segment 3' },
    { operation: 'compare', axis: 'segment', labels: ['Segment 1', 'Segment 2'] },
    { operation: 'overview' },
  ]
  // The first question builds the indexes of the table.
  run(table, { operation: 'overview' })
  const start = performance.now()
  for (const plan of plans) executePlan(table, planSchema.parse(plan))
  const meanMs = (performance.now() - start) / plans.length
  t.log(`${meanMs.toFixed(1)} ms a plan`)
  t.true(meanMs < 5_000)
})
