import test from 'ava'
import fc from 'fast-check'
import { parseJson } from '../../api/json.ts'
import { AppError } from '../../core/errors.ts'

const faultOf = (text: string): AppError => {
  try {
    parseJson(text)
  } catch (error) {
    if (error instanceof AppError) return error
  }
  throw new Error(`no refusal for ${text}`)
}

test('malformed JSON names the place of its first fault', (t) => {
  const cases: [string, number, number][] = [
    ['', 1, 1],
    ['abc', 1, 1],
    ['{"a": }', 1, 7],
    ['{"a": 1,}', 1, 9],
    ['{\n  "a": 1\n  "b": 2}', 3, 3],
    ['[1, 2', 1, 6],
    ['{"a": "x', 1, 7],
    ['{"a": 01}', 1, 7],
    ['[1] x', 1, 5],
    ['{"a" 1}', 1, 6],
    ['[1}', 1, 3],
    ["{'a': 1}", 1, 2],
  ]
  for (const [text, line, column] of cases) {
    const { code, details } = faultOf(text)
    t.deepEqual([code, details.line, details.column], ['invalid_json', line, column], text)
  }
})

test('the own scanner and JSON.parse agree on what is JSON', (t) => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.string({ maxLength: 2 }), (json, at, noise) => {
      const cut = at % (json.length + 1)
      const text = json.slice(0, cut) + noise + json.slice(cut)
      try {
        parseJson(text)
      } catch (error) {
        t.true(error instanceof AppError)
      }
    }),
    { numRuns: 2_000 },
  )
  t.pass()
})

test('depth is limited to 64 levels, however the body is nested', (t) => {
  t.notThrows(() => parseJson('['.repeat(64) + ']'.repeat(64)))
  t.is(faultOf('['.repeat(66) + ']'.repeat(66)).code, 'invalid_value')
  t.is(faultOf(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`).code, 'invalid_value')
})

test('text that PostgreSQL cannot keep is refused with its pointer', (t) => {
  t.deepEqual(faultOf('{"a":[{"b":"x\\u0000"}]}').details.errors, [
    { in: 'body', pointer: '/a/0/b', reason: 'a NUL or a broken surrogate' },
  ])
  t.is(faultOf('["\\ud800"]').code, 'invalid_value')
  t.is(faultOf('{"\\u0000":1}').code, 'invalid_value')
})
