import { readFileSync } from 'node:fs'
import test from 'ava'
import { translate } from '../../../core/locales/translate.ts'

const source = readFileSync(new URL('../../../core/errors.ts', import.meta.url), 'utf8')
const codes = [...source.matchAll(/^ {2}\| '([a-z_]+)'/gm)].map((match) => match[1]!)
const read = (locale: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../../../core/locales/${locale}/errors.json`, import.meta.url), 'utf8'))
const sentences = { fr: read('fr'), en: read('en') }
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1]!).sort()

test('every code has a sentence in both languages, and nothing else has', (t) => {
  t.true(codes.length > 50)
  for (const code of codes) {
    t.truthy(sentences.fr[code], code)
    t.truthy(sentences.en[code], code)
  }
  t.deepEqual(Object.keys(sentences.fr).sort(), Object.keys(sentences.en).sort())
  for (const key of Object.keys(sentences.fr))
    t.true(
      codes.some((code) => key === code || key.startsWith(`${code}_`)),
      key,
    )
})

test('both languages tell the same details, and each sentence ends', (t) => {
  for (const [key, text] of Object.entries(sentences.fr)) {
    t.deepEqual(placeholders(text), placeholders(sentences.en[key]!), key)
    t.regex(text, /\.$|»\.$/, key)
    t.notRegex(text, / [;:!?»]|« |'/, `${key}: French spacing`)
  }
})

test('details fill the sentence, a context picks a closer one', (t) => {
  const rows = translate('fr', 'errors:file_too_many_rows', { found: 200_002, limit: 200_000 })
  t.true(rows.includes('200\u202f000 lignes'), rows)
  t.true(
    translate('en', 'errors:file_too_many_rows', { found: 200_002, limit: 200_000 }).includes('200,000 rows'),
  )
  const place = translate('fr', 'errors:file_json_invalid', { line: 2, column: 8, position: 18 })
  t.true(place.startsWith('Format JSON invalide à la ligne 2, colonne 8 (position 18)'), place)
  t.true(
    translate('fr', 'errors:file_json_invalid', { context: 'nested', row: 2, key: 'a' }).includes(
      '«\u202fa\u202f»',
    ),
  )
})
