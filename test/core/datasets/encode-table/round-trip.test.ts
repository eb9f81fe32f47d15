import test from 'ava'
import fc from 'fast-check'
import { decodeTable, encodeTable } from '../../../../core/datasets/encode-table.ts'
import type { FigureColumn, Measure, TgiTable } from '../../../../core/datasets/table.ts'
import { isAppError } from '../../../../core/errors.ts'
import { build, csvFile, listRows, rowsOf } from '../layout/synthetic.ts'

const label = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })

const columnOf = (length: number): fc.Arbitrary<FigureColumn> =>
  fc.record({
    values: fc
      .array(fc.oneof(fc.double(), fc.constant(Number.NaN)), { minLength: length, maxLength: length })
      .map((list) => Float64Array.from(list)),
    decimals: fc.uint8Array({ minLength: length, maxLength: length, max: 15 }),
    sourceRows: fc.uint32Array({ minLength: length, maxLength: length }),
    sourceColumns: fc.uint16Array({ minLength: length, maxLength: length }),
  })

const marks = fc.array(
  fc.tuple(
    fc.nat(500),
    fc.record<Partial<Record<Measure, string>>>(
      { index: fc.string(), vertical: fc.string() },
      { requiredKeys: [] },
    ),
  ),
)

const tables: fc.Arbitrary<TgiTable> = fc.nat(40).chain((cells) => {
  const figures = fc.option(columnOf(cells))
  return fc.record(
    {
      file: fc.string(),
      sheet: fc.option(fc.string()),
      layout: fc.constantFrom('list' as const, 'crosstab' as const),
      rows: fc.array(label),
      segments: fc.array(label),
      sourceColumns: fc.array(label),
      cellRows: fc.uint32Array({ minLength: cells, maxLength: cells }),
      cellSegments: fc.uint32Array({ minLength: cells, maxLength: cells }),
      figures: fc.record({ index: figures, vertical: figures, horizontal: figures, count: figures }),
      baseVertical: fc.option(columnOf(3)),
      rowCounts: fc.option(columnOf(3)),
      segmentCounts: fc.option(columnOf(5)),
      totalCount: fc.option(columnOf(1)),
      questionCounts: fc.option(columnOf(cells)),
      marks: marks.map((list) => new Map(list)),
    },
    { noNullPrototype: true },
  )
})

test('a table comes back as it was', (t) => {
  fc.assert(
    fc.property(tables, (table) => {
      t.deepEqual(decodeTable(encodeTable(table)), table)
    }),
    { numRuns: 100 },
  )
})

test('built tables come back, and equal row numbers are stored once', (t) => {
  const list = build(csvFile(listRows())).table!
  t.deepEqual(decodeTable(encodeTable(list)), list)
  const banner = build(
    csvFile(rowsOf('Profil|Total|A|B\nBase|1615|400|60\nHomme|48%|52%|40%\nFemme|52%|48%|60%')),
  ).table!
  t.deepEqual(decodeTable(encodeTable(banner)), banner)
  t.true(encodeTable(list).length < 1200, String(encodeTable(list).length))
})

test('damaged or foreign bytes are refused, wherever the damage is', (t) => {
  const bytes = encodeTable(build(csvFile(listRows())).table!)
  const isRefused = (damaged: Uint8Array): boolean => {
    const error = t.throws(() => decodeTable(damaged))
    return isAppError(error, 'internal')
  }
  for (let at = 0; at < bytes.length; at += 7) {
    const damaged = Uint8Array.from(bytes)
    damaged[at]! ^= 0x10
    t.true(isRefused(damaged), `byte ${at}`)
  }
  t.true(isRefused(bytes.subarray(0, bytes.length - 1)))
  t.true(isRefused(new Uint8Array(0)))
  t.true(isRefused(new TextEncoder().encode('PK\u0003\u0004 something else altogether')))
})
