import { readdirSync, readFileSync } from 'node:fs'
import test from 'ava'
import { slotFaults } from '../../../core/answers/compare.ts'
import { denials } from '../../../core/llm/chat.ts'
import { failureKinds } from '../../../core/llm/provider.ts'

const folder = new URL('../../../bots/web/page/', import.meta.url)
/** The page's modules are JavaScript, outside the program's types. */
const wordsOf = async (locale: string): Promise<Record<string, string>> =>
  (await import(new URL(`words-${locale}.js`, folder).href))[locale]
const fr = await wordsOf('fr')
const en = await wordsOf('en')
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8')
const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'))

/** WCAG 2.2 relative luminance and contrast. */
const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const tokensOf = (block: string): Record<string, string> =>
  Object.fromEntries([...block.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map((match) => [match[1], match[2]]))
const blockAfter = (css: string, selector: string): string => css.split(selector)[1]?.split('}')[0] ?? ''

const css = read('base.css')
const light = tokensOf(blockAfter(css, ':root {'))
const chosen = tokensOf(blockAfter(css, ':root[data-theme="dark"] {'))
const dark = { ...light, ...chosen }

/** Text: 4.5; what only has to be seen (bars, borders of controls, focus): 3. */
const pairs: [string, string, number][] = [
  ...['paper', 'surface', 'sunken'].flatMap((on): [string, string, number][] => [
    ['ink', on, 7],
    ['muted', on, 4.5],
    ['link', on, 4.5],
    ['focus', on, 3],
  ]),
  ['on-accent', 'accent', 7],
  ['on-question', 'question', 7],
  ['warn', 'warn-paper', 4.5],
  ['warn', 'surface', 4.5],
  ['danger', 'danger-paper', 4.5],
  ['danger', 'surface', 4.5],
  ['good', 'good-paper', 4.5],
  ['line-strong', 'surface', 3],
  ...['series-1-edge', 'series-2', 'series-3', 'series-4', 'series-5'].map(
    (bar): [string, string, number] => [bar, 'surface', 3],
  ),
]

for (const [theme, tokens] of Object.entries({ light, dark }))
  test(`${theme}: every pair of colours has the contrast it needs`, (t) => {
    for (const [text, paper, least] of pairs) {
      const got = contrast(tokens[text] ?? '', tokens[paper] ?? '')
      t.true(got >= least, `${text} on ${paper}: ${got.toFixed(2)} of ${least}`)
    }
  })

test('dark by choice and dark by preference are the same dark', (t) => {
  t.deepEqual(tokensOf(blockAfter(css, ':root:not([data-theme="light"]) {')), chosen)
})

test('the brand colour is the accent of both themes', (t) => {
  t.is(light.accent, '#f0c527')
  t.is(dark.accent, '#f0c527')
})

test('both languages have the same words, with the same places', (t) => {
  const places = (text: string): string[] => [...text.matchAll(/\{\{\w+\}\}/g)].map(([place]) => place).sort()
  t.deepEqual(Object.keys(en).sort(), Object.keys(fr).sort())
  for (const [key, text] of Object.entries(fr)) t.deepEqual(places(en[key] ?? ''), places(text), key)
})

test('every reason why a model gave no answer has its words', (t) => {
  for (const words of [fr, en])
    for (const reason of [...denials, ...failureKinds, ...slotFaults])
      t.truthy(words[`reason.${reason}`], reason)
})

test('French is set with its narrow spaces', (t) => {
  for (const [key, text] of Object.entries(fr))
    t.notRegex(text.replaceAll(/\{\{\w+\}\}/g, 'x'), /[^\s\u202f][?!;»]|\S[ ][?!;:%»]|«[ ]/u, key)
})

test('data never becomes markup, a style or code in the page', (t) => {
  for (const name of scripts)
    t.notRegex(
      read(name),
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc|setHTMLUnsafe|https?:\/\/(?!www\.w3\.org)/,
      name,
    )
})
