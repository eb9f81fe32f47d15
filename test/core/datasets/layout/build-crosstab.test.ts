import test from 'ava'
import { robustnessOf } from '../../../../core/datasets/query/cells.ts'
import { executePlan } from '../../../../core/datasets/query/execute.ts'
import { planSchema } from '../../../../core/datasets/query/plan.ts'
import type { RawCell } from '../../../../core/datasets/read/raw.ts'
import { readSourceRow } from '../../../../core/datasets/source-row.ts'
import { findCell, segmentCountOf } from '../../../../core/datasets/table.ts'
import { bookFile, build, codes, csvFile, figuresOf, lines, rowsOf, segments, truth } from './synthetic.ts'

const percent = (value: number): RawCell => ({ value: Number(value.toFixed(1)), decimals: 1 })
const labels = [...new Set(lines.map(({ row }) => row))]

/** Title filled over its merged cells, two header rows, section rows, a source note. */
const blockRows = (names = ['Indice', '% Vert', '% Horz']): RawCell[][] => {
  const rows: RawCell[][] = [
    Array.from({ length: 13 }, () => 'Loisirs, tri croisé'),
    ['Base : ensemble'],
    [],
    ['Interview', ...segments.flatMap((segment) => [segment, segment, segment])],
    ['Interview', ...segments.flatMap(() => names)],
  ]
  let section = ''
  for (const label of labels) {
    const cells = lines.filter(({ row }) => row === label)
    if (cells[0]!.section !== section) rows.push([cells[0]!.section])
    section = cells[0]!.section
    rows.push([
      cells[0]!.label,
      ...cells.flatMap((cell) => [Math.round(cell.index), percent(cell.vertical), percent(cell.horizontal)]),
    ])
  }
  return [...rows, [], ['Source : enquête inventée']]
}

test('blocks of columns a segment: merged headers, sections, notes', (t) => {
  const { table, preview, check } = build(bookFile(blockRows()))
  for (const measure of ['index', 'vertical', 'horizontal'] as const)
    t.deepEqual(figuresOf(table, measure), truth(measure))
  t.is(table!.layout, 'crosstab')
  t.is(table!.sourceColumns[1], 'Lecture › % Vert')
  t.is(table!.figures.index!.sourceRows[0], 7)
  t.is(preview.mapping.header_row, 5)
  t.deepEqual(codes(preview.notices), ['rows_skipped_note'])
  t.is(check!.verdict, 'consistent')
})

test('blocks whose headers lie are found out', (t) => {
  const { table, preview } = build(bookFile(blockRows(['Indice', '% Horz', '% Vert'])))
  t.deepEqual(figuresOf(table, 'vertical'), truth('vertical'))
  t.true(codes(preview.notices).includes('headers_contradicted'))
  t.is(preview.columns[2]!.role, 'vertical')
})

test('segment and measure in one header; measures above segments; a csv writes a group once', (t) => {
  const shapes = [
    'Cible|Lecture - Indice|Lecture - % Vert|Cinéma - Indice|Cinéma - % Vert\nHomme|120|60.0|90|45.0\nFemme|80|40.0|110|55.0',
    'Cible|Lecture Indice|Lecture % Vert|Cinéma Indice|Cinéma % Vert\nHomme|120|60.0|90|45.0\nFemme|80|40.0|110|55.0',
    '|Indice||% Vert|\nCible|Lecture|Cinéma|Lecture|Cinéma\nHomme|120|90|60.0|45.0\nFemme|80|110|40.0|55.0',
    'Cible|Lecture||Cinéma|\n|Indice|% Vert|Indice|% Vert\nHomme|120|60.0|90|45.0\nFemme|80|40.0|110|55.0',
  ]
  for (const shape of shapes) {
    const { table } = build(csvFile(rowsOf(shape)))
    t.deepEqual(figuresOf(table, 'index'), {
      'Homme › Lecture': '120',
      'Homme › Cinéma': '90',
      'Femme › Lecture': '80',
      'Femme › Cinéma': '110',
    })
    t.is(table!.figures.vertical!.values[0], 60)
  }
})

const banner = `
  PARMI LES HOMMES | | Hommes | Âge | | Région |
  | | | 18-34 | 35 et + | Nord | Sud
  À quelle fréquence ? | | | | | |
  | Souvent | 40% | 60% | 30% | 45% | 38%
  | Jamais | 60% | 40% | 70% | 55% | 62%
  PARMI LES EMPLOYÉS : Pourquoi ? | | | | | |
  | Argent | 25% | 31% | 22% | 20% | 27%
  | Sans objet | | | | |
  | Autre | 75% | 69% | 78% | 80% | 73%`

test("a pollster's banner: base from the total column, questions before their answers", (t) => {
  const { table, preview } = build(csvFile(rowsOf(banner)))
  t.is(preview.state, 'ready')
  t.deepEqual(table!.segments, ['Âge : 18-34', 'Âge : 35 et +', 'Région : Nord', 'Région : Sud'])
  t.deepEqual(table!.rows, [
    'À quelle fréquence ? : Souvent',
    'À quelle fréquence ? : Jamais',
    'PARMI LES EMPLOYÉS : Pourquoi ? : Argent',
    'PARMI LES EMPLOYÉS : Pourquoi ? : Autre',
  ])
  t.is(table!.figures.index, null)
  t.deepEqual([...table!.baseVertical!.values], [40, 60, 25, 75])
  t.deepEqual([...table!.baseVertical!.sourceRows], [4, 5, 7, 9])
  t.deepEqual([...table!.figures.vertical!.values.slice(0, 4)], [60, 30, 45, 38])
  t.deepEqual(codes(preview.guesses), ['total_by_content', 'measure_by_arithmetic'])
  t.deepEqual(codes(preview.notices), ['rows_without_figures'])
})

const fraction = (value: number): RawCell => ({ value: value * 100, decimals: 0 })

test('bases between the questions are respondents, not rows; a repeated total is no segment', (t) => {
  const rows: RawCell[][] = [
    ['ADULTS', 'ADULTS', 'Total', 'Gender', 'Gender', 'Age', 'Age'],
    [null, null, null, 'Male', 'Female', 'Total', '18-24'],
    ['Do you?', 'Unweighted N', 1000, 480, 520, 1000, 90],
    [
      'Do you?',
      'Yes',
      fraction(0.3333),
      fraction(0.4011),
      fraction(0.2707),
      fraction(0.3333),
      fraction(0.25),
    ],
    ['Do you?', 'No', fraction(0.6667), fraction(0.5989), fraction(0.7293), fraction(0.6667), fraction(0.75)],
    ['Are you:', 'Total', 600, 300, 300, 600, 40],
    ['Are you:', 'Yes', fraction(0.1), fraction(0.2), fraction(0.05), fraction(0.1), fraction(0.4)],
    ['Are you:', 'No', fraction(0.9), fraction(0.8), fraction(0.95), fraction(0.9), fraction(0.6)],
  ]
  const { table, preview } = build(bookFile(rows))
  t.deepEqual(table!.rows, ['Do you? : Yes', 'Do you? : No', 'Are you : Yes', 'Are you : No'])
  t.deepEqual(table!.segments, ['Gender : Male', 'Gender : Female', 'Age : 18-24'])
  t.deepEqual([...table!.segmentCounts!.values], [480, 520, 90])
  t.deepEqual([...table!.totalCount!.values], [1000])
  t.is(table!.figures.vertical!.values[0], 40.11)
  t.deepEqual(
    codes(preview.notices),
    ['bases_by_question', 'repeated_total'].sort((a, b) => (a > b ? -1 : 1)),
  )
  t.is(preview.locale, 'en')
})

test('a question that fewer people were asked is as robust as its own line of bases, and cites it', (t) => {
  const { table, preview } = build(
    csvFile(
      rowsOf(
        'Question|Profil|Total|A|B\nQ1 ?|n|1000|400|300\nQ1 ?|Oui|40%|60%|30%\nQ1 ?|Non|60%|40%|70%\n' +
          'Q2 ?|n|500|200|17\nQ2 ?|Oui|10%|12%|90%\nQ2 ?|Non|90%|88%|10%',
      ),
    ),
  )
  t.deepEqual(table!.rows, ['Q1 ? : Oui', 'Q1 ? : Non', 'Q2 ? : Oui', 'Q2 ? : Non'])
  t.deepEqual(codes(preview.notices), ['bases_by_question'])
  const cell = (row: number, segment: number) => findCell(table!, row, segment)
  t.deepEqual([robustnessOf(table!, cell(0, 1)), robustnessOf(table!, cell(2, 1))], [null, 'not_usable'])
  const count = segmentCountOf(table!, cell(2, 1))!
  t.deepEqual([count.value, count.source.row, count.source.column], [17, 5, 'B'])
  t.is(segmentCountOf(table!, cell(0, 1))!.source.row, 2)
  t.deepEqual(readSourceRow(table!, 5, { interview: 'Profil', segment: 'Segment' }), [
    { name: 'A', value: '200' },
    { name: 'B', value: '17' },
  ])
  const { claims } = executePlan(table!, planSchema.parse({ operation: 'top', list: 'cells', limit: 3 }))
  t.true(claims.some(({ unit }) => unit === 'index'))
  t.false(claims[0]!.label.includes('Q2 ? : Oui'), 'a base of 17 never leads')
})

test('a line of n= bases, a weighted base, a total block with respondents', (t) => {
  const bases = build(
    csvFile(
      rowsOf(
        'Profil|Total|A|B\n|n=1 615|n=400|n=60\nBase pondérée|1600|410|55\nHomme|48%|52%|40%\nFemme|52%|48%|60%',
      ),
    ),
  ).table!
  t.deepEqual([...bases.segmentCounts!.values], [400, 60])
  t.deepEqual(bases.rows, ['Homme', 'Femme'])
  const block = build(
    csvFile(
      rowsOf(
        'Interview|Ensemble||A|\n|% Vert|n|Indice|% Vert\nHomme|48.0|480|120|57.6\nFemme|52.0|520|80|41.6',
      ),
    ),
  ).table!
  t.deepEqual([...block.baseVertical!.values], [48, 52])
  t.deepEqual([...block.rowCounts!.values], [480, 520])
  t.deepEqual(block.segments, ['A'])
})

test('the same answer in two questions of one name is told apart', (t) => {
  const { table, preview } = build(
    csvFile(
      rowsOf(
        '|Total|A|B\nDo you?|||\nYes|40%|50%|30%\nNo|60%|50%|70%\nOther|||\nMaybe|100%|100%|100%\nDo you?|||\nYes|45%|50%|40%\nNo|55%|50%|60%',
      ),
    ),
  )
  t.true(table!.rows.includes('Do you? (2) : Yes'))
  t.true(codes(preview.guesses).includes('labels_numbered'))
})

test('a banner of indices that its title names; one that nothing names must be mapped', (t) => {
  const named = build(
    csvFile(rowsOf('Indices par profil\nProfil|Total|A|B\nHomme|100|120|80\nFemme|100|85|113')),
  )
  t.deepEqual([...named.table!.figures.index!.values], [120, 80, 85, 113])
  const open = build(csvFile(rowsOf('Profil|A|B\nHomme|1200|800\nFemme|950|1040')))
  t.is(open.table, null)
  t.is(open.preview.state, 'needs_mapping')
  const mapped = build(csvFile(rowsOf('Profil|A|B\nHomme|1200|800\nFemme|950|1040')), {
    ...open.preview.mapping,
    measure: 'index',
  })
  t.deepEqual([...mapped.table!.figures.index!.values], [1200, 800, 950, 1040])
})

test('the mapping of a ready preview gives the same dataset', (t) => {
  for (const file of [bookFile(blockRows()), csvFile(rowsOf(banner))]) {
    const first = build(file)
    t.deepEqual(build(file, first.preview.mapping).table, first.table)
  }
})

test('shares of a row are told from shares of a column by their sums', (t) => {
  const across = build(
    csvFile(rowsOf('Profil|Total|A|B\nHomme|100%|60%|40%\nFemme|100%|35%|65%\nJeune|100%|50%|50%')),
  )
  t.deepEqual([...across.table!.figures.horizontal!.values], [60, 40, 35, 65, 50, 50])
  t.is(across.table!.figures.vertical, null)
  // Rows add up to 100 by chance; the last column, of everybody, says that these are shares of a column.
  const down = build(
    csvFile(rowsOf('Profil|Sexe||Ensemble\n|Homme|Femme|\nOui|40%|60%|50%\nNon|60%|40%|50%')),
  )
  t.deepEqual([...down.table!.figures.vertical!.values], [40, 60, 60, 40])
  t.deepEqual([...down.table!.baseVertical!.values], [50, 50])
})
