import test from 'ava'
import { checkTable } from '../../../../core/datasets/check/check-table.ts'
import type { Measure, TgiTable } from '../../../../core/datasets/table.ts'
import {
  build,
  csvFile,
  header,
  type Line,
  lines,
  listRows,
  printPoint,
  rowsOf,
} from '../layout/synthetic.ts'

const table = (): TgiTable => build(csvFile(listRows())).table!

test('a clean table has no finding, at any precision', (t) => {
  for (const decimals of [0, 1, 2, 14]) {
    const print = (line: Line) => [
      line.row,
      line.segment,
      line.index.toFixed(decimals),
      line.vertical.toFixed(decimals),
      line.horizontal.toFixed(decimals),
    ]
    const { check } = build(csvFile(listRows(header, print)))
    t.like(check, { verdict: 'consistent', checked: 20, found: 0, robustness: 'unknown' })
  }
})

for (const measure of ['index', 'vertical', 'horizontal'] as const)
  test(`every single altered ${measure} is caught, and no innocent cell accused`, (t) => {
    for (let cell = 0; cell < lines.length; cell++)
      for (const factor of [0.8, 1.2]) {
        const altered = table()
        const column = altered.figures[measure]!
        column.values[cell] = Number((column.values[cell]! * factor).toFixed(measure === 'index' ? 0 : 1))
        // Above 100 % a share is wrong by itself, which another test holds.
        if (measure !== 'index' && column.values[cell]! > 100) continue
        const { found, findings, verdict } = checkTable(altered)
        const where = `${altered.rows[altered.cellRows[cell]!]} × ${altered.segments[altered.cellSegments[cell]!]} × ${factor}`
        t.is(found, 1, where)
        t.is(verdict, 'to_look_at')
        t.like(findings[0], { kind: measure, sheet: null, row: cell + 2, column: names[measure] }, where)
        const truth = lines[cell]![measure]
        const { low, high } = findings[0]!.expected!
        t.true(low <= truth && truth <= high, `${where}: ${low}–${high}, in truth ${truth}`)
      }
  })

const names: Record<Measure, string> = {
  index: 'Indice',
  vertical: '% Vert',
  horizontal: '% Horz',
  count: 'n',
}

test('the found value is told as printed', (t) => {
  const rows = listRows()
  rows[3]![2] = '250'
  t.like(build(csvFile(rows)).check!.findings[0], {
    found: '250',
    row: 4,
    row_label: 'Sexe : Homme',
    segment: 'Jardinage',
  })
})

test('shares that cannot be are wrong by themselves and have no vote', (t) => {
  const rows = listRows()
  rows[1]![3] = '144.3'
  rows[2]![4] = '-7.2'
  rows[3]![2] = '-58'
  const { check } = build(csvFile(rows))
  t.deepEqual(
    check!.findings.map(({ kind, row, column, expected }) => ({ kind, row, column, expected })),
    [
      { kind: 'out_of_range', row: 2, column: '% Vert', expected: null },
      { kind: 'out_of_range', row: 3, column: '% Horz', expected: null },
      { kind: 'out_of_range', row: 4, column: 'Indice', expected: null },
    ],
  )
})

test('two cells that contradict each other, with nothing to settle it, are both told', (t) => {
  const { check } = build(
    csvFile(rowsOf('Interview|Segment|Indice|% Vert\nA|s|120|24.0\nA|u|60|20.0\nB|s|95|76.0\nB|u|100|80.0')),
  )
  t.deepEqual(
    check!.findings.map(({ row }) => row),
    [2, 3],
  )
})

test('a total column settles what two cells cannot', (t) => {
  const { check } = build(
    csvFile(
      rowsOf(
        'Cible|Total|A||B|\n|% Vert|Indice|% Vert|Indice|% Vert\nHomme|48.0|120|57.6|60|48.0\nFemme|52.0|80|41.6|110|57.2',
      ),
    ),
  )
  t.is(check!.found, 1)
  t.like(check!.findings[0], { row: 3, segment: 'B' })
})

test('without an index nothing can be checked, and respondents are told', (t) => {
  t.is(build(csvFile(rowsOf('Interview|Segment|% Vert\nA|s|12.0\nB|s|88.0'))).check!.verdict, 'not_checkable')
  const rows = listRows([...header, 'n'], (line) => [...printPoint(line), String(line.count)])
  t.is(build(csvFile(rows)).check!.robustness, 'counts')
})

test('0 % with an index of 0 accuses nobody', (t) => {
  const rows = rowsOf(
    'Interview|Segment|Indice|% Vert\nA|s|120|24.0\nA|u|0|0.0\nA|v|50|10.0\nB|s|95|76.0\nB|u|125|100.0',
  )
  t.is(build(csvFile(rows)).check!.found, 0)
})
