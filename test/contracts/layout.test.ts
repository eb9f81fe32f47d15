import { existsSync, readFileSync } from 'node:fs'
import test from 'ava'
import { buildDataset, type Dataset } from '../../core/datasets/layout/build-dataset.ts'
import { readRaw } from '../../core/datasets/read/read-raw.ts'
import { figureAt, findCell, type Measure, type TgiTable } from '../../core/datasets/table.ts'

const folder = new URL('../../../shared/data/', import.meta.url)
const tied = ['index', 'vertical', 'horizontal'] as const

const load = async (path: string): Promise<Dataset> => {
  const fileName = path.split('/').at(-1)!
  return buildDataset(await readRaw(readFileSync(new URL(path, folder)), fileName), { fileName })
}

const at = (table: TgiTable, row: string, segment: string, measure: Measure): number =>
  figureAt(table, findCell(table, table.rows.indexOf(row), table.segments.indexOf(segment)), measure)
    ?.value ?? Number.NaN

const plain = (table: TgiTable) => ({
  rows: table.rows,
  segments: table.segments,
  cellRows: [...table.cellRows],
  cellSegments: [...table.cellSegments],
  figures: Object.fromEntries(
    tied.map((measure) => [
      measure,
      [...table.figures[measure]!.values].map((value, cell) =>
        value.toFixed(table.figures[measure]!.decimals[cell]),
      ),
    ]),
  ),
})

if (existsSync(folder)) {
  for (const set of ['gss-tv-en', 'hobbies-fr']) {
    test(`${set}: five shapes, one dataset`, async (t) => {
      const [first, ...others] = await Promise.all(
        ['csv', 'fr-bom.csv', 'fr-win1252.csv', 'json', 'xlsx'].map((shape) =>
          load(`tgi/${set}.tgi.${shape}`),
        ),
      )
      t.is(first!.check!.found, 0)
      t.is(first!.preview.locale, set.endsWith('fr') ? 'fr' : 'en')
      for (const other of others) {
        t.deepEqual(plain(other.table!), plain(first!.table!))
        t.is(other.check!.verdict, 'consistent')
      }
    })

    test(`${set}: every cell equals the full-precision oracle within its rounding`, async (t) => {
      const { table } = await load(`tgi/${set}.tgi.csv`)
      const oracle = await load(`tgi/${set}.tgi.oracle-full-precision.csv`)
      t.is(oracle.check!.found, 0)
      t.is(oracle.table!.cellRows.length, table!.cellRows.length)
      for (const measure of tied)
        table!.figures[measure]!.values.forEach((value, cell) => {
          const truth = oracle.table!.figures[measure]!.values[cell]!
          const half = 0.5 / 10 ** table!.figures[measure]!.decimals[cell]!
          t.true(
            Math.abs(value - truth) <= half + 1e-9,
            `${measure} of cell ${cell}: ${value}, in truth ${truth}`,
          )
        })
    })
  }

  test('the crosstab with merged headers gives the same figures', async (t) => {
    const crosstab = (await load('tgi/hobbies-fr.crosstab-merged-headers.xlsx')).table!
    const list = (await load('tgi/hobbies-fr.tgi.csv')).table!
    t.is(crosstab.cellRows.length, 23 * 6)
    const rowOf = new Map(list.rows.map((label) => [label.toLowerCase(), label]))
    for (const measure of tied)
      crosstab.cellRows.forEach((row, cell) => {
        const label = rowOf.get(crosstab.rows[row]!.toLowerCase())
        const segment = crosstab.segments[crosstab.cellSegments[cell]!]!
        t.truthy(label, crosstab.rows[row])
        const printed = at(list, label!, segment, measure).toFixed(measure === 'index' ? 0 : 1)
        t.is(crosstab.figures[measure]!.values[cell]!.toFixed(measure === 'index' ? 0 : 1), printed)
      })
  })

  /** [row label, segment, share, share of all]: read in the file by hand. */
  const banners: Record<
    string,
    { rows: number; segments: number; cells: [string, string, number, number][] }
  > = {
    'masculinity-survey.csv': {
      rows: 189,
      segments: 9,
      cells: [
        ['In general, how masculine or "manly" do you feel? : Very masculine', 'Age : 18 - 34', 29, 37],
        ['See a therapist : Often', 'Sexual Orientation : Gay/Bisexual', 12, 5],
        [
          'AMONG EMPLOYED: How much have you heard about the #MeToo movement? : A lot',
          'Age : 65 and up',
          39,
          42,
        ],
        ['age3 : 65 and up', 'Children : No children', 11, 19],
      ],
    },
    'april_2017_responses.xlsx': {
      rows: 146,
      segments: 44,
      cells: [
        [
          'Which one of the following issues matters MOST to you right now? : Terrorism',
          'Trump Voters : Excited Trump Vote',
          19.039261,
          11.177922,
        ],
        ['Trump Approval : Total Approve', 'Gender : Male', 54.678511, 46.965725],
        ['Are you : Male', 'Trump Voters : NOT Excited Trump Vote', 51.646867, 48.326566],
        ['5-Point Party ID : Democrat', 'Trump Voters : Excited Trump Vote', 4.120861, 28.2499],
      ],
    },
  }
  for (const [file, { rows, segments, cells }] of Object.entries(banners))
    test(`${file}: a banner whose base is its total column`, async (t) => {
      const { table, preview } = await load(`crosstabs/${file}`)
      t.is(preview.state, 'ready')
      t.is(table!.rows.length, rows)
      t.is(table!.segments.length, segments)
      t.is(table!.figures.index, null)
      for (const [row, segment, share, base] of cells) {
        t.true(Math.abs(at(table!, row, segment, 'vertical') - share) < 1e-4, `${row} × ${segment}`)
        t.true(Math.abs(table!.baseVertical!.values[table!.rows.indexOf(row)]! - base) < 1e-4, row)
      }
    })

  test('the unweighted N of a banner are its segments’ respondents', async (t) => {
    const { table } = await load('crosstabs/april_2017_responses.xlsx')
    const count = (segment: string) => table!.segmentCounts!.values[table!.segments.indexOf(segment)]
    t.is(count('Trump Voters : NOT Excited Trump Vote'), 252)
    t.is(count('2016 Vote : Gary Johnson'), 186)
    t.is(table!.totalCount!.values[0], 3912)
    t.false(table!.rows.some((label) => label.includes('Unweighted')))
  })

  for (const file of ['gss_cat.csv', 'hobbies.csv', 'masculinity-raw-responses.csv'])
    test(`${file}: respondents are no audience table`, async (t) => {
      await t.throwsAsync(load(`respondents/${file}`), { code: 'file_no_known_column' })
    })
} else
  test('the shared data is absent', (t) => {
    t.log('nothing to hold the layout against')
    t.pass()
  })
