import test from 'ava'
import type { Mapping } from '../../../../core/datasets/preview.ts'
import type { RawCell } from '../../../../core/datasets/read/raw.ts'
import { type ErrorCode, isAppError } from '../../../../core/errors.ts'
import { build, codes, csvFile, figuresOf, listRows, rowsOf, truth } from './synthetic.ts'

const refused: [string, RawCell[][], ErrorCode][] = [
  ['nothing', [], 'file_no_data'],
  ['blank cells', [[null, ' '], ['']], 'file_no_data'],
  ['a header only', rowsOf('Interview|Segment|Indice'), 'file_no_data'],
  ['one column', rowsOf('Interview\nHomme\nFemme'), 'file_no_known_column'],
  ['no known column', rowsOf('nom|ville|âge\nJean|Paris|30\nLuc|Lyon|31'), 'file_no_known_column'],
  ['numbers only', rowsOf('a|b|c\n1|2|3\n4|5|6'), 'file_no_known_column'],
  ['no figure', rowsOf('Interview|Segment|Indice|% Vert\nHomme|a|n.d.|-\nFemme|a|*|*'), 'file_no_figures'],
]
for (const [what, rows, code] of refused)
  test(`${what}: ${code}`, (t) => {
    const error = t.throws(() => build(csvFile(rows)))
    t.true(isAppError(error, code), String(error))
  })

test('labels without end are refused: their index would hold up everybody', (t) => {
  const rows = Array.from({ length: 42_000 }, (_, at) => [
    `${at} ${'mot '.repeat(25)}`,
    `s${at % 2}`,
    100 + (at % 50),
  ])
  const error = t.throws(() => build(csvFile([['Interview', 'Segment', 'Indice'], ...rows])))
  t.true(isAppError(error, 'file_too_many_rows') && error.details.context === 'labels', String(error))
})

test('the refusal names what was found and what is expected', (t) => {
  const error = t.throws(() => build(csvFile(rowsOf('nom|ville|âge\nJean|Paris|30'))))
  t.true(isAppError(error) && (error.details.found as string[]).includes('ville'))
})

const list: Mapping = {
  sheet: null,
  layout: 'list',
  header_row: 1,
  columns: { 1: 'interview', 2: 'segment', 3: 'vertical' },
}
const unknown = () => csvFile(rowsOf('aa|bb|x\nH|a|10\nH|b|20\nF|a|30\nF|b|40'))

test('what cannot be decided is a proposal; a mapping settles it', (t) => {
  const { preview, table, check } = build(unknown())
  t.is(preview.state, 'needs_mapping')
  t.is(table, null)
  t.is(check, null)
  t.like(preview.mapping.columns, { 1: 'interview', 2: 'segment' })
  const mapped = build(unknown(), list)
  t.is(mapped.preview.state, 'ready')
  t.deepEqual([...mapped.table!.figures.vertical!.values], [10, 20, 30, 40])
  t.true(mapped.preview.columns.every(({ by }) => by === 'person'))
})

const faults: [string, Partial<Mapping>, unknown][] = [
  ['a role is missing', { columns: { 1: 'interview', 3: 'vertical' } }, ['segment']],
  ['no figure column', { columns: { 1: 'interview', 2: 'segment' } }, ['index|vertical|horizontal']],
  ['a column is not there', { columns: { 1: 'interview', 2: 'segment', 9: 'index' } }, [9]],
  [
    'a sheet is not there',
    { sheet: 'Feuil9', columns: { 1: 'interview', 2: 'segment', 3: 'index' } },
    ['Feuil9'],
  ],
  [
    'the figures are words',
    { columns: { 1: 'interview', 3: 'segment', 2: 'index' } },
    [{ position: 2, role: 'index' }],
  ],
]
for (const [what, change, missing] of faults)
  test(`mapping refused: ${what}`, (t) => {
    const error = t.throws(() => build(unknown(), { ...list, ...change }))
    t.true(isAppError(error, 'mapping_invalid'), String(error))
    t.deepEqual(isAppError(error) && error.details.missing, missing)
  })

test('mapping refused: one role twice, a header row outside the sheet', (t) => {
  for (const change of [
    { columns: { 1: 'interview', 2: 'segment', 3: 'index', 4: 'index' } } as const,
    { header_row: 40 },
  ])
    t.true(
      isAppError(
        t.throws(() => build(unknown(), { ...list, ...change })),
        'mapping_invalid',
      ),
    )
})

test("a person's mapping stays, and the figures' contradiction is told", (t) => {
  const columns = { 1: 'interview', 2: 'segment', 3: 'index', 4: 'horizontal', 5: 'vertical' } as const
  const { table, preview, check } = build(csvFile(listRows()), { ...list, columns })
  t.deepEqual(figuresOf(table, 'horizontal'), truth('vertical'))
  t.true(codes(preview.notices).includes('mapping_contradicted'))
  t.is(check!.verdict, 'to_look_at')
})

test('the mapping of a ready preview gives the same dataset', (t) => {
  const first = build(csvFile(listRows()))
  t.deepEqual(build(csvFile(listRows()), first.preview.mapping).table, first.table)
})

test('a column Interview of numbers and words is asked about', (t) => {
  const { preview, table } = build(
    csvFile(rowsOf('Interview|Segment|Indice\n120|a|110\nHomme|a|90\n80|b|70\nFemme|b|130')),
  )
  t.is(preview.state, 'needs_mapping')
  t.is(table, null)
  t.true(codes(preview.notices).includes('interview_is_mixed'))
})
