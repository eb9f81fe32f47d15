import test from 'ava'
import { type DiscordMessage, withoutPictures } from '../../../../bots/discord/blocks/render-card.ts'
import type { CardChart, CardPart } from '../../../../core/messaging/card.ts'
import { messageFaults } from '../../../helpers/discord-blocks/rules.ts'
import { assertSound, cardWith } from './cards.ts'

// biome-ignore lint/suspicious/noExplicitAny: components of every shape
type Loose = Record<string, any>

const partsOf = (messages: readonly DiscordMessage[]): Loose[] =>
  messages.flatMap(({ components }) => (components as Loose[]).flatMap((one) => one.components))
const typesOf = (messages: readonly DiscordMessage[]): number[] => partsOf(messages).map(({ type }) => type)
const count = (length: number): number[] => Array.from({ length }, (_, at) => at)

const tableOf = (rows: number, columns: number, cell: (row: number, column: number) => string): CardPart => ({
  kind: 'table',
  caption: 'Chiffres',
  columns: count(columns).map((at) => ({ title: at === 0 ? 'Libellé' : `Colonne ${at}`, isNumeric: at > 0 })),
  rows: count(rows).map((row) => count(columns).map((column) => cell(row, column))),
})

const codeOf = (messages: readonly DiscordMessage[]): string[] =>
  messages.flatMap(({ text }) => [...text.matchAll(/```\n([\s\S]*?)\n```/g)].map((found) => found[1]!))

test('a table is fixed-width text that a phone shows whole: words are wrapped, figures are not', (t) => {
  const cell = (row: number, column: number) =>
    column === 0 ? `Profession : cadre supérieur × Presse quotidienne ${row}` : `${row}${column},5 %`
  const messages = assertSound(t, cardWith(tableOf(6, 3, cell)), { isSplit: false })
  const [code] = codeOf(messages)
  const lines = code!.split('\n')
  t.true(
    lines.every((line) => line.length <= 42),
    code,
  )
  t.true(lines.some((line) => line.includes('01,5 %') && line.includes('02,5 %')))
  const short = codeOf(
    assertSound(
      t,
      cardWith(tableOf(2, 3, (row, column) => (column === 0 ? `L${row}` : String(row * 100 + column)))),
    ),
  )[0]!
  t.is(
    short.split('\n').slice(-3).join('\n'),
    '───────  ───────  ───────\nL0             1        2\nL1           101      102',
  )
})

test('a long table goes on under the same header, a wide one becomes lines', (t) => {
  const long = assertSound(t, cardWith(tableOf(200, 3, (row, column) => `r${row}c${column}`)))
  t.true(long.length >= 2)
  for (const code of codeOf(long)) t.regex(code, /Libellé/)
  for (const wide of [
    tableOf(12, 9, (row, column) => `r${row}c${column}`),
    tableOf(2, 2, () => 'mot '.repeat(2_000)),
  ])
    t.deepEqual(codeOf(assertSound(t, cardWith(wide))), [])
  assertSound(t, cardWith(tableOf(0, 3, String)))
  assertSound(t, cardWith(tableOf(2, 0, String)))
  const [code] = codeOf(assertSound(t, cardWith(tableOf(1, 2, () => ' '))))
  t.regex(code!, /–\s+–$/)
  const hostile = assertSound(
    t,
    cardWith(tableOf(2, 2, (row) => (row === 0 ? '```@everyone' : '``` **x**'))),
    { isSplit: false },
  )
  t.is((hostile[0]!.text.match(/```/g) ?? []).length % 2, 0)
})

const chartOf = (labels: number, alt = 'Barres : Femmes 146.'): CardChart => ({
  title: 'Indice (base 100)', unit: 'index', baseline: 100, alt,
  series: [{ name: 'Femmes', points: count(labels).map((at) => ({ label: `L${at}`, value: at, text: `${at}` })) }],
}) // biome-ignore format: one chart, read at a glance

test('a chart is a picture with its words; what cannot be drawn leaves them in its place', (t) => {
  const card = cardWith(
    { kind: 'text', text: 'Avant' },
    { kind: 'chart', chart: chartOf(3) },
    { kind: 'chart', chart: chartOf(2) },
  )
  const [message] = assertSound(t, card, { isSplit: false })
  t.deepEqual(typesOf([message!]), [10, 12, 12])
  t.deepEqual(
    message!.files.map(({ name }) => name),
    ['sextant-1.png', 'sextant-2.png'],
  )
  t.is(withoutPictures(message!, new Set(['sextant-1.png', 'sextant-2.png'])), message!)
  const none = withoutPictures(message!, new Set())
  t.deepEqual(typesOf([none]), [10, 10, 10])
  t.regex(none.text, /-# Barres : Femmes 146/)
  t.deepEqual(messageFaults(none), [])
  const one = withoutPictures(message!, new Set(['sextant-2.png']))
  t.deepEqual(typesOf([one]), [10, 10, 12])
  t.deepEqual(messageFaults(one), [])
  const long = assertSound(
    t,
    cardWith({ kind: 'chart', chart: chartOf(2, 'Libellé très long *_. '.repeat(120)) }),
  )
  for (const each of long) t.deepEqual(messageFaults(withoutPictures(each, new Set())), [])
  const full = cardWith(
    { kind: 'text', text: 'mot '.repeat(900) },
    { kind: 'chart', chart: chartOf(2, '*'.repeat(1_000)) },
  )
  for (const each of assertSound(t, full)) t.deepEqual(messageFaults(withoutPictures(each, new Set())), [])
  assertSound(t, cardWith(...count(25).map(() => ({ kind: 'chart' as const, chart: chartOf(2) }))))
})
