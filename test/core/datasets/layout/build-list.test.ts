import test from 'ava'
import {
  build,
  codes,
  csvFile,
  figuresOf,
  header,
  type Line,
  lines,
  listRows,
  printPoint,
  rowsOf,
  truth,
} from './synthetic.ts'

const isTruth = (t: import('ava').ExecutionContext, dataset: ReturnType<typeof build>): void => {
  t.is(dataset.preview.state, 'ready')
  for (const measure of ['index', 'vertical', 'horizontal'] as const)
    t.deepEqual(figuresOf(dataset.table, measure), truth(measure))
}

test('five named columns become a table, each figure with its row', (t) => {
  const { table, preview, check } = build(csvFile(listRows()))
  isTruth(t, { table, preview, check })
  t.is(preview.counts.cells, 20)
  t.is(preview.locale, 'fr')
  t.deepEqual(
    preview.sample.map(({ row }) => row),
    [2, 3, 4],
  )
  t.is(table!.figures.index!.sourceRows[19], 21)
  t.deepEqual(table!.sourceColumns, ['Indice', '% Vert', '% Horz'])
  t.is(check!.verdict, 'consistent')
})

test('French print gives the same dataset: comma, percent signs, narrow spaces', (t) => {
  const print = (line: Line) =>
    printPoint(line).map((cell, at) => (at < 3 ? cell : `${String(cell).replace('.', ',')}\u202f%`))
  isTruth(t, build(csvFile(listRows(header, print), { separator: ';' })))
})

for (const names of [
  ['Cible', 'Habitude', "Indice d'affinité", '% vertical', '% horizontal'],
  ['Row', 'Column', 'TGI index', 'Col %', 'Row %'],
  ['PROFIL', 'Segments', 'Idx', 'Vert%', 'Horz%'],
  ['Audience', 'Brand', 'Index', '%V', '%H'],
])
  test(`names and synonyms: ${names.join(', ')}`, (t) => isTruth(t, build(csvFile(listRows(names)))))

test('columns in another order, with others between them', (t) => {
  const print = (line: Line) => {
    const [row, segment, index, vertical, horizontal] = printPoint(line)
    return [horizontal!, 'x', segment!, vertical!, index!, row!]
  }
  isTruth(t, build(csvFile(listRows(['% Horz', 'Vague', 'Segment', '% Vert', 'Indice', 'Interview'], print))))
})

test('headers that lie are found out: vertical and horizontal changed places', (t) => {
  const { preview, ...rest } = build(
    csvFile(listRows(['Interview', 'Segment', 'Indice', '% Horz', '% Vert'])),
  )
  isTruth(t, { preview, ...rest })
  t.true(codes(preview.notices).includes('headers_contradicted'))
  t.is(preview.columns[3]!.role, 'vertical')
  t.is(preview.columns[3]!.by, 'arithmetic')
})

test('headers that lie are found out: the index is under another name', (t) => {
  const { preview, ...rest } = build(
    csvFile(listRows(['Interview', 'Segment', '% Vert', 'Indice', '% Horz'])),
  )
  isTruth(t, { preview, ...rest })
  t.true(codes(preview.notices).includes('headers_contradicted'))
})

test('unknown names, repeated names and no header are decided by the arithmetic', (t) => {
  isTruth(t, build(csvFile(listRows(['aa', 'bb', 'x', 'y', 'z']))))
  isTruth(t, build(csvFile(listRows(['Interview', 'Segment', 'Indice', 'Indice', 'Indice']))))
  const { preview, ...rest } = build(csvFile(lines.map(printPoint)))
  isTruth(t, { preview, ...rest })
  t.true(codes(preview.guesses).includes('no_header'))
  t.is(preview.sample[0]!.row, 1)
})

test('one wrong cell does not overturn the headers', (t) => {
  const rows = listRows()
  rows[6]![2] = '310'
  const { preview, check } = build(csvFile(rows))
  t.is(preview.columns[2]!.by, 'name')
  t.is(check!.found, 1)
  t.is(check!.findings[0]!.row, 7)
})

test('fractions and an index on base 1 are scaled, and named', (t) => {
  const print = (line: Line) => [
    line.row,
    line.segment,
    (Math.round(line.index) / 100).toFixed(2),
    (line.vertical / 100).toFixed(3),
    (line.horizontal / 100).toFixed(3),
  ]
  const dataset = build(csvFile(listRows(header, print)))
  isTruth(t, dataset)
  t.deepEqual(codes(dataset.preview.guesses), ['ratios_scaled', 'fractions_scaled', 'fractions_scaled'])
})

test('percents below 1 are no fractions when the other share shows percents', (t) => {
  const rows = rowsOf(`
    Interview | Segment | Indice | % Vert | % Horz
    A | s | 100 | 0.42 | 12.0
    B | s | 150 | 0.63 | 18.0`)
  t.deepEqual([...build(csvFile(rows)).table!.figures.vertical!.values], [0.42, 0.63])
})

test('a workbook drops trailing zeros: the column tells the printed decimals', (t) => {
  const print = (line: Line) => printPoint(line).map((cell, at) => (at < 2 ? cell! : Number(cell)))
  const { table } = build(csvFile(listRows(header, print)))
  t.deepEqual(figuresOf(table, 'vertical'), truth('vertical'))
  t.true(table!.figures.vertical!.decimals.every((decimals) => decimals === 1))
})

test('a numeric column Interviews is the number of respondents', (t) => {
  const rows = listRows(['Cible', 'Segment', 'Indice', '% Vert', '% Horz', 'Interviews'], (line) => [
    ...printPoint(line),
    String(line.count),
  ])
  const { table, preview, check } = build(csvFile(rows))
  t.is(preview.columns[5]!.role, 'count')
  t.is(table!.figures.count!.values[0], 310)
  t.is(check!.robustness, 'counts')
})

test('title rows, a header over two rows, repeated headers and notes', (t) => {
  const rows = rowsOf(`
    Étude loisirs
    Base : ensemble

    Interview | Segment | Indice | Part | Part
    | | | % Vert | % Horz
    A | s | 120 | 12.0 | 6.0
    A | u | 60 | 6.0 | 3.0
    Interview | Segment | Indice | % Vert | % Horz
    B | s | 80 | 8.0 | 4.0
    B | u | 140 | 14.0 | 7.0
    Source : nous`)
  const { table, preview } = build(csvFile(rows))
  t.is(preview.mapping.header_row, 5)
  t.is(preview.columns[4]!.name, 'Part › % Horz')
  t.deepEqual([...table!.figures.horizontal!.values], [6, 3, 4, 7])
  t.is(table!.figures.index!.sourceRows[2], 9)
  t.is(preview.counts.rows_skipped, 2)
})

test('labels left blank below their first row are carried down', (t) => {
  const { table, preview } = build(
    csvFile(rowsOf('Interview|Segment|Indice\nA|s|120\n|u|60\nB|s|80\n|u|140')),
  )
  t.deepEqual([...table!.cellRows], [0, 0, 1, 1])
  t.true(codes(preview.guesses).includes('labels_filled_down'))
})

test('of a repeated pair the first is kept and the other reported', (t) => {
  const { table, check } = build(csvFile(rowsOf('Interview|Segment|Indice\nA|s|120\nB|s|80\nA|s|90')))
  t.deepEqual([...table!.figures.index!.values], [120, 80])
  t.like(check!.findings[0], { kind: 'duplicate', row: 4, row_label: 'A', segment: 's', found: '90' })
})

test('marks are kept as printed and are no figures', (t) => {
  const rows = rowsOf(`
    Interview | Segment | Indice | % Vert
    A | s | 123* | 40,6 %
    A | u | n.d. | <1
    B | s | (45) | -
    B | u | oops | 37%`)
  const { table, check } = build(csvFile(rows))
  t.is(table!.figures.index!.values[0], 123)
  t.is(table!.figures.index!.values[2], 45)
  t.deepEqual(
    [...table!.marks.values()],
    [
      { index: '123*' },
      { index: 'n.d.', vertical: '<1' },
      { index: '(45)', vertical: '-' },
      { index: 'oops' },
    ],
  )
  t.like(check!.findings[0], { kind: 'unreadable', row: 5, column: 'Indice', found: 'oops' })
})

test('a number that reads two ways is not guessed without a hint', (t) => {
  const rows = (last: string) => rowsOf(`Interview|Segment|Indice|n\nA|s|120|1,234\nB|s|80|${last}`)
  const doubtful = build(csvFile(rows('2,345')))
  t.is(doubtful.table!.figures.count, null)
  t.deepEqual(codes(doubtful.preview.notices), ['numbers_ambiguous'])
  const hinted = build(csvFile(rows('2,345,678')))
  t.deepEqual([...hinted.table!.figures.count!.values], [1234, 2_345_678])
  t.deepEqual(codes(hinted.preview.guesses), ['mark_is_thousands'])
})

test('JSON counts its objects from 1', (t) => {
  const { table, preview } = build({
    kind: 'json',
    sheets: [
      {
        name: null,
        firstRowNumber: 0,
        rows: [
          ['Interview', 'Segment', 'Indice'],
          ['A', 's', 120],
          ['B', 's', 80],
        ],
      },
    ],
    guesses: {},
  })
  t.is(preview.mapping.header_row, 0)
  t.deepEqual([...table!.figures.index!.sourceRows], [1, 2])
})

test('the best sheet of a workbook is chosen, and the guess named', (t) => {
  const { table, preview } = build({
    kind: 'xlsx',
    guesses: {},
    sheets: [
      { name: 'Notes', rows: [['Lisez-moi'], ['Ce classeur…']], firstRowNumber: 1 },
      { name: 'Données', rows: listRows(), firstRowNumber: 1 },
    ],
  })
  t.is(table!.sheet, 'Données')
  t.true(codes(preview.guesses).includes('sheet_chosen'))
})
