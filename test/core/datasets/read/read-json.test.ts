import test from 'ava'
import fc from 'fast-check'
import { readRaw } from '../../../../core/datasets/read/read-raw.ts'
import { findJsonFault } from '../../../../core/datasets/read/text/json-fault.ts'

const read = async (value: unknown, name = 'a.json') =>
  (await readRaw(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)), name)).sheets[0]!
const faultOf = async (text: string) =>
  (await readRaw(Buffer.from(text), 'a.json').catch((error: unknown) => error)) as {
    code?: string
    details?: Record<string, unknown>
  }

const expected = {
  name: null,
  firstRowNumber: 0,
  rows: [
    ['Interview', 'Indice'],
    ['Femmes', 120.5],
    ['Hommes', null],
  ],
}
const items = [
  { Interview: 'Femmes', Indice: 120.5 },
  { Interview: 'Hommes', Indice: null },
]

const shapes: [string, unknown][] = [
  ['a list of objects', items],
  ['the one list of an object', { total: 2, data: items }],
  ['columns', { Interview: ['Femmes', 'Hommes'], Indice: [120.5, null] }],
  ['columns of named rows', { Interview: { 0: 'Femmes', 1: 'Hommes' }, Indice: { 0: 120.5, 1: null } }],
]
for (const [name, value] of shapes)
  test(`read: ${name}`, async (t) => {
    t.deepEqual(await read(value), expected)
  })

test('a list of lists counts its header as the first position', async (t) => {
  t.deepEqual(
    await read([
      ['a', 'b'],
      ['x', 1],
    ]),
    {
      name: null,
      firstRowNumber: 1,
      rows: [
        ['a', 'b'],
        ['x', 1],
      ],
    },
  )
})

test('keys that come late or lack keep their columns', async (t) => {
  t.deepEqual((await read([{ a: 1 }, { b: '<é"\'>', a: true }])).rows, [['a', 'b'], [1], ['true', '<é"\'>']])
})

test('a key called __proto__ is a column like any other', async (t) => {
  const { rows } = await read('[{"__proto__": "x", "a": 1}]')
  t.deepEqual(rows, [
    ['__proto__', 'a'],
    ['x', 1],
  ])
})

test('UTF-8 with its mark, and UTF-16', async (t) => {
  const text = JSON.stringify([{ été: 'à' }])
  for (const bytes of [Buffer.from(`\ufeff${text}`), Buffer.from(`\ufeff${text}`, 'utf16le')])
    t.deepEqual((await readRaw(bytes, 'a.json')).sheets[0]!.rows, [['été'], ['à']])
})

const faults: [string, number, number, number][] = [
  ['[{"a": 1},\n {"a": }]', 18, 2, 8],
  ['[{"a": 1}', 9, 1, 10],
  ['[{"a": 1},]', 10, 1, 11],
  ["[{'a': 1}]", 2, 1, 3],
  ['[{"a": NaN}]', 7, 1, 8],
  ['[{"a": "x\ny"}]', 7, 1, 8],
  ['[{"a": 1}] x', 11, 1, 12],
  ['Interview', 0, 1, 1],
]
for (const [text, position, line, column] of faults)
  test(`the fault of ${JSON.stringify(text)} is at ${position}`, async (t) => {
    const error = await faultOf(text)
    t.is(error.code, 'file_json_invalid')
    t.deepEqual(error.details, { position, line, column })
  })

test('whatever is cut from a JSON text, the fault is found at its end, and what is valid has none', (t) => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.nat(), (value, cut) => {
      const text = JSON.stringify([value])
      t.is(findJsonFault(text).position, text.length)
      const at = cut % text.length
      t.true(findJsonFault(text.slice(0, at)).position <= at)
    }),
    { numRuns: 300 },
  )
})

test('a million brackets neither overflow nor hang', async (t) => {
  t.is((await faultOf('['.repeat(1_000_000))).code, 'file_json_invalid')
})

test('nested values and other shapes are refused by name', async (t) => {
  t.deepEqual((await faultOf('[{"a": 1}, {"a": [1, 2]}]')).details, { context: 'nested', row: 2, key: 'a' })
  for (const text of ['[1, 2]', '"x"', '12', '{"a": 1}', '{"a": {"b": {"c": 1}}}'])
    t.like((await faultOf(text)).details, { context: 'shape' }, text)
})

test('no data: an empty list, or objects without values', async (t) => {
  for (const text of ['[]', '{"data": []}', '[{}, {}]', '[{"a": null}]', '{"a": []}'])
    t.is((await faultOf(text)).code, 'file_no_data', text)
})

test('limits name themselves', async (t) => {
  const wide = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`c${at}`, 1]))
  t.is((await faultOf(JSON.stringify([wide]))).code, 'file_too_many_columns')
  t.is(
    (await faultOf(JSON.stringify(Array.from({ length: 300_000 }, () => ({ a: 1 }))))).code,
    'file_too_many_rows',
  )
})

test('a .csv that holds JSON is a wrong name; a .txt is not', async (t) => {
  t.is((await read(items, 'a.txt')).rows.length, 3)
  const error = (await readRaw(Buffer.from(JSON.stringify(items)), 'a.csv').catch((e: unknown) => e)) as {
    details: object
  }
  t.like(error.details, { extension: 'csv', found: 'json' })
})
