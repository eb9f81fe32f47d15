import test from 'ava'
import fc from 'fast-check'
import {
  countDecimals,
  type DecimalMark,
  newReading,
  readFigure,
} from '../../../../core/datasets/layout/parse-figure.ts'

const read = (cell: Parameters<typeof readFigure>[0], mark: DecimalMark = null) => {
  const reading = newReading()
  readFigure(cell, mark, reading)
  return reading
}

const figures: [string, number, number][] = [
  ['40.6', 40.6, 1],
  ['120', 120, 0],
  ['120,5', 120.5, 1],
  ['40,6 %', 40.6, 1],
  ['37%', 37, 0],
  ['28,0\u00a0%', 28, 1],
  ['1 234', 1234, 0],
  ['1\u00a0234', 1234, 0],
  ['1\u202f234,5', 1234.5, 1],
  ['1.234,5', 1234.5, 1],
  ['1,234.5', 1234.5, 1],
  ['1,234,567', 1_234_567, 0],
  ["1'234", 1234, 0],
  ['0,406', 0.406, 3],
  ['1,234 %', 1.234, 3],
  ['-3', -3, 0],
  ['−3,5', -3.5, 1],
  ['123*', 123, 0],
  ['123**', 123, 0],
  ['(45)', 45, 0],
  [' 12 ', 12, 0],
]
for (const [text, value, decimals] of figures)
  test(`reads ${JSON.stringify(text).replace(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16)}`)}`, (t) =>
    t.like(read(text), { kind: 'figure', value, decimals }))

for (const text of ['n.d.', 'nd', 'N/A', '-', '–', '—', '*', '**', '<1', '< 0,5 %', '…', 'ns', '#DIV/0!'])
  test(`${text} is a mark, not a figure`, (t) => t.is(read(text).kind, 'mark'))

for (const text of ['Homme', '18-24', '1 23', '1.2.3', '12 ans', '12,34,5', '(45', '<script>', '=1+1'])
  test(`${text} is no figure`, (t) => t.is(read(text).kind, 'text'))

test('a doubtful number needs the mark of its column', (t) => {
  t.is(read('1,234').kind, 'ambiguous')
  t.is(read('1.234').kind, 'ambiguous')
  t.is(read('1,234', ',').value, 1.234)
  t.is(read('1,234', '.').value, 1234)
  t.is(read('1.234', '.').value, 1.234)
  t.is(read('1.234', ',').value, 1234)
})

test('blank, numeric and percent cells', (t) => {
  t.is(read(null).kind, 'blank')
  t.is(read('  ').kind, 'blank')
  t.like(read(40.59511158342189), { kind: 'figure', decimals: 15, isNumeric: true })
  t.like(read({ value: 40.6, decimals: 1 }), { value: 40.6, decimals: 1, isPercent: true })
  t.is(read({ value: 7.42011942797356, decimals: 0 }).decimals, 15)
})

test('binary noise is no digit', (t) => {
  t.is(countDecimals(0.1 + 0.2), 1)
  t.is(countDecimals(0.57 * 100), 0)
  t.is(countDecimals(1 / 3), 15)
})

test('every printed number is read back, in each way of writing it', (t) => {
  const number = fc.record({
    whole: fc.integer({ min: 0, max: 9_999_999 }),
    decimals: fc.integer({ min: 0, max: 2 }),
  })
  fc.assert(
    fc.property(number, ({ whole, decimals }) => {
      const value = whole / 10 ** decimals
      for (const [locale, mark] of [
        ['fr', ','],
        ['en', '.'],
        ['de', ','],
      ] as const) {
        const text = value.toLocaleString(locale, {
          minimumFractionDigits: decimals,
          maximumFractionDigits: decimals,
        })
        const reading = read(text, mark)
        t.is(reading.kind, 'figure', text)
        t.is(reading.value, value, text)
        t.is(reading.decimals, decimals, text)
      }
    }),
    { numRuns: 200 },
  )
})
