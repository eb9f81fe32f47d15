import test from 'ava'
import { inlineLeaves, type RichElement, richTextOf } from '../../../../bots/slack/blocks/text/rich-text.ts'

/** An element as one line: its kind, and its leaves with their styles. */
const told = (element: RichElement): string => {
  const kind = element.type.replace('rich_text_', '')
  if (element.type === 'rich_text_list') {
    const { style, indent = 0, offset = 0, elements } = element
    return `${style}${indent || ''}${offset ? `+${offset}` : ''}(${elements.map(told).join('|')})`
  }
  const leaves = element.elements.map(({ text, style }) => {
    const marks = Object.keys(style ?? {}).map((mark) => mark[0])
    return marks.length > 0 ? `${marks.join('')}<${text}>` : text
  })
  return `${kind}[${leaves.join('')}]`
}
const tell = (markdown: string): string[] => richTextOf(markdown).map(told)

test('bold, italics and code become style, their signs go', (t) => {
  t.deepEqual(tell('un **gras** et *penché* ou _penché_ avec `x = 1`.'), [
    'section[un b<gras> et i<penché> ou i<penché> avec c<x = 1>.]',
  ])
  t.deepEqual(tell('**146 ★** : _**tout** doux_'), ['section[b<146 ★> : ib<tout>i< doux>]'])
  t.deepEqual(tell('`**rien**` \\*rien\\*'), ['section[c<**rien**> *rien*]'])
})

test('signs that are none stay: names of files, products, unfinished marks', (t) => {
  for (const text of [
    'mon_fichier_v2.csv'.replace('.', '-'),
    '2 * 3 * 4',
    '**pas fini',
    'a*b',
    '5 ** 2',
    '_ _',
  ])
    t.deepEqual(tell(text), [`section[${text}]`])
})

test('paragraphs, line breaks, headings, lists and code blocks', (t) => {
  t.deepEqual(tell('un\ndeux\n\ntrois'), ['section[un\ndeux]', 'section[trois]'])
  t.deepEqual(tell('## Titre **fort**\nsuite'), ['section[b<Titre **fort**>]', 'section[suite]'])
  t.deepEqual(tell('Liste :\n- a\n* **b**\n  - c\n• d'), [
    'section[Liste :]', 'bullet(section[a]|section[b<b>])', 'bullet1(section[c])', 'bullet(section[d])',
  ]) // biome-ignore format: one list, read at a glance
  t.deepEqual(tell('3. a\n4. b\n7. c'), ['ordered+2(section[a]|section[b])', 'ordered+6(section[c])'])
  t.deepEqual(tell('```js\nconst a = **1**\n\n- b\n```\nfin'), [
    'preformatted[const a = **1**\n\n- b]',
    'section[fin]',
  ])
  t.deepEqual(tell('```\nouvert'), ['preformatted[ouvert]'])
  t.deepEqual(tell('\r\n\r\n'), [])
})

test('links, images and HTML stay text that leads nowhere', (t) => {
  const [section] = richTextOf('[clic](https://evil.example) ![i](//x) <b>non</b> <!channel>')
  const text = JSON.stringify(section)
  t.notRegex(text, /"link"|\]\(|:\/\/|<!|<b/)
  t.true(text.includes('evil'))
  for (const { type } of inlineLeaves('<@U1> **<!here>**')) t.is(type, 'text')
})
