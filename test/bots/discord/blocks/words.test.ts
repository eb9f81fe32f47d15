import { readFileSync } from 'node:fs'
import test from 'ava'
import { locales } from './cards.ts'

type Words = { [key: string]: string | Words }

const flatten = (words: Words, prefix = ''): [string, string][] =>
  Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${prefix}${key}`, value]] : flatten(value, `${prefix}${key}.`),
  )
const read = (locale: string): Map<string, string> => {
  const file = new URL(`../../../../core/locales/${locale}/discord.json`, import.meta.url)
  return new Map(flatten(JSON.parse(readFileSync(file, 'utf8'))))
}
const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1]!))].sort()

test('both languages have the same words, with the same details', (t) => {
  const [fr, en] = locales.map(read) as [Map<string, string>, Map<string, string>]
  const keysOf = (texts: Map<string, string>) =>
    [...texts.keys()].filter((key) => !key.endsWith('_many')).sort()
  t.deepEqual(keysOf(fr), keysOf(en))
  t.true(fr.size > 30)
  for (const [key, text] of en) t.deepEqual(placeholders(text), placeholders(fr.get(key)!), key)
})
