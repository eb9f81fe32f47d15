import test from 'ava'
import fc from 'fast-check'
import { decodeTable, encodeTable } from '../../../../core/datasets/encode-table.ts'
import { buildDataset } from '../../../../core/datasets/layout/build-dataset.ts'
import { checkReportSchema, previewSchema } from '../../../../core/datasets/preview.ts'
import type { RawCell } from '../../../../core/datasets/read/raw.ts'
import { isAppError } from '../../../../core/errors.ts'
import { csvFile, sayAll } from './synthetic.ts'

const cell: fc.Arbitrary<RawCell> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom<RawCell>(
      'Interview',
      'Segment',
      'Indice',
      '% Vert',
      '% Horz',
      'n',
      'Total',
      'Unweighted N',
      'Homme',
      'Femme',
      'Âge',
      'a',
      'b',
      'n=120',
      'Source : x',
      null,
      '',
    ),
  },
  {
    weight: 6,
    arbitrary: fc.constantFrom<RawCell>(
      '120',
      '40,6 %',
      '1 234',
      '1,234',
      'n.d.',
      '*',
      '<1',
      '-5',
      '0.0',
      '100',
      '37%',
      '(45)',
      '123*',
      'Infinity',
      '1e400',
      '__proto__',
    ),
  },
  { weight: 3, arbitrary: fc.oneof(fc.integer(), fc.double(), fc.double({ min: 0, max: 200, noNaN: true })) },
  {
    weight: 2,
    arbitrary: fc.record({ value: fc.double({ min: 0, max: 100, noNaN: true }), decimals: fc.nat(3) }),
  },
  { weight: 1, arbitrary: fc.string() },
)
const rows = fc.array(fc.array(cell, { maxLength: 7 }), { maxLength: 14 })

/** A title, a header of real names and rows of anything: gets further into the builders than pure chance does. */
const likely = fc
  .tuple(
    fc.constantFrom<RawCell[][]>(
      [['Interview', 'Segment', 'Indice', '% Vert', '% Horz']],
      [
        ['Cible', 'Lecture', 'Lecture', 'Cinéma', 'Cinéma'],
        [null, 'Indice', '% Vert', 'Indice', '% Vert'],
      ],
      [
        ['X', null, 'Total', 'Âge', null],
        [null, null, null, '18-34', '35+'],
      ],
    ),
    rows,
  )
  .map(([header, body]) => [...header, ...body])

test('any grid of cells becomes a dataset, a proposal or a named refusal', (t) => {
  let built = 0
  fc.assert(
    fc.property(fc.oneof(rows, likely), (grid) => {
      try {
        const { preview, check, table } = buildDataset(csvFile(grid), { fileName: 'x.csv' })
        previewSchema.parse(preview)
        sayAll(preview)
        if (!table) return preview.state === 'needs_mapping' && check === null
        built++
        checkReportSchema.parse(check)
        t.deepEqual(decodeTable(encodeTable(table)), table)
        const { figures, cellRows } = table
        return Object.values(figures).every((column) => !column || column.values.length === cellRows.length)
      } catch (error) {
        if (isAppError(error) && error.code.startsWith('file_no_')) return true
        throw error
      }
    }),
    { numRuns: 1500 },
  )
  t.true(built > 50, `${built} tables`)
})
