import { readdirSync, readFileSync } from 'node:fs'
import test from 'ava'

const folder = new URL('../../../../core/datasets/layout/', import.meta.url)
const read = (locale: string): Record<string, string> =>
  JSON.parse(
    readFileSync(new URL(`../../../../core/locales/${locale}/preview.json`, import.meta.url), 'utf8'),
  )

test('every code of a guess or notice has its words in both languages', (t) => {
  const source = readdirSync(folder)
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n')
  const codes = [...source.matchAll(/note\(\s*(?:[^'`()]*\? )?'([a-z_0-9]+)'(?: : '([a-z_]+)')?/g)].flatMap(
    (match) => match.slice(1).filter((code) => code !== undefined),
  )
  t.true(codes.length > 25, String(codes.length))
  for (const locale of ['fr', 'en']) {
    const words = Object.keys(read(locale))
    for (const code of codes)
      t.true(words.includes(code) || words.includes(`${code}_other`), `${locale}: ${code}`)
  }
  t.deepEqual(Object.keys(read('fr')).sort(), Object.keys(read('en')).sort())
})
