import { readFileSync } from 'node:fs'
import test from 'ava'

type Words = { [key: string]: string | Words }

const read = (locale: string): Words =>
  JSON.parse(readFileSync(new URL(`../../../core/locales/${locale}/commands.json`, import.meta.url), 'utf8'))

const flatten = (words: Words, prefix = ''): [string, string][] =>
  Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${prefix}${key}`, value]] : flatten(value, `${prefix}${key}.`),
  )
const texts = { fr: new Map(flatten(read('fr'))), en: new Map(flatten(read('en'))) }

/** English has no `_many`. */
const keysOf = (locale: 'fr' | 'en'): string[] =>
  [...texts[locale].keys()].filter((key) => !key.endsWith('_many')).sort()
const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1]!))].sort()

test('both languages have the same words, with the same details', (t) => {
  t.deepEqual(keysOf('fr'), keysOf('en'))
  t.true(texts.fr.size > 200)
  for (const [key, text] of texts.en) t.deepEqual(placeholders(text), placeholders(texts.fr.get(key)!), key)
})

test('what counts in French counts in millions too', (t) => {
  for (const key of texts.fr.keys())
    if (key.endsWith('_other')) t.true(texts.fr.has(key.replace(/_other$/, '_many')), key)
})

test('titles and buttons of dialogs fit on every platform', (t) => {
  const dialogs = [
    'assistant.new.title',
    'assistant.edit.title',
    'rate.title',
    'map.title',
    'prefs.title',
    'choose.title',
  ]
  const buttons = [
    'assistant.new.submit',
    'form.save',
    'form.cancel',
    'rate.submit',
    'map.submit',
    'unknown.ask',
  ]
  for (const words of Object.values(texts))
    for (const key of [...dialogs, ...buttons])
      t.true(words.get(key)!.length <= 24, `${key}: ${words.get(key)}`)
})
