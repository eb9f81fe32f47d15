import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import type { SlackBlock } from '../../../../bots/slack/blocks/block.ts'
import { checkBlocks } from '../../../../bots/slack/blocks/check.ts'
import { guardText } from '../../../../bots/slack/blocks/escape.ts'
import { readBlocks } from '../../../../bots/slack/blocks/read-blocks.ts'
import { renderCard, type SlackMessage } from '../../../../bots/slack/blocks/render-card.ts'
import { limits } from '../../../../config/limits.ts'
import { type Locale, locales } from '../../../../core/answers/answer.ts'
import type { Card, CardButton, CardChart, CardPart } from '../../../../core/messaging/card.ts'
import { sampleCards } from '../sample-cards.ts'
import { bare, contractNote, faultsOf, wordsOf } from './block-kit.ts'

const render = (card: Card, locale: Locale = 'fr'): SlackMessage[] => renderCard(card, { locale })
const cardOf = (...parts: CardPart[]): Card => ({ tone: 'plain', title: null, parts, footer: null })
const blocksOf = (messages: SlackMessage[]): SlackBlock[] => messages.flatMap(({ blocks }) => blocks)
const typesOf = (messages: SlackMessage[]): string[] => blocksOf(messages).map(({ type }) => type)

const button = (label: string, action = 'answer.suggest', value: Record<string, string> = { id: '1' }): CardButton => ({
  kind: 'button', label, style: 'plain', action, value, confirm: null,
}) // biome-ignore format: one button, read at a glance

/** Every text of a card that people must see. */
const textsOf = (card: Card): string[] => {
  const hasTable = card.parts.some(({ kind }) => kind === 'table')
  const own = card.parts.flatMap((part): (string | null)[] => {
    switch (part.kind) {
      case 'text':
        return part.text.split('\n')
      case 'heading':
        return [part.text]
      case 'fields':
        return part.fields.flatMap(({ name, value }) => [name, value])
      case 'table':
        return [part.caption, ...part.columns.map(({ title }) => title), ...part.rows.flat()]
      case 'chart':
        return hasTable ? [] : [part.chart.alt]
      case 'figures':
        return part.figures.flatMap(({ label, figure }) => [label, figure])
      case 'steps':
        return part.steps.flatMap(({ title, detail }) => [title, detail])
      case 'notes':
        return part.notes
      case 'controls':
        return part.controls.flatMap((control) => (control.kind === 'select' ? [] : [control.label]))
      default:
        return []
    }
  })
  return [card.title, ...own, card.footer].filter((text): text is string => Boolean(text?.trim()))
}

const lostOf = (card: Card, messages: SlackMessage[]): string[] => {
  const blocks = blocksOf(messages)
  const shown = [bare(blocks.map((block) => wordsOf(block)).join('')), bare(readBlocks(blocks))]
  return textsOf(card).filter((text) => !shown.some((all) => all.includes(bare(guardText(text)))))
}

/** Nothing lost, nothing refused, nothing live. */
const assertSound = (t: ExecutionContext, card: Card, locale: Locale): SlackMessage[] => {
  const messages = render(card, locale)
  for (const { blocks, text } of messages) {
    t.deepEqual(faultsOf(blocks, 'message'), [])
    t.true(text.length <= limits.slack.message.textCharacters && text !== '')
    t.notRegex(text, /[<>]/)
  }
  t.deepEqual(lostOf(card, messages), [])
  return messages
}

test('every card of the product, in both languages', async (t) => {
  t.log(contractNote)
  for (const locale of locales)
    for (const [name, card] of Object.entries(await sampleCards(locale))) {
      const messages = assertSound(t, card, locale)
      t.is(messages.length, 1, name)
    }
})

test('an answer is text, chart, table, figures with their sources, questions, details, thumbs, footer', async (t) => {
  const { top } = await sampleCards('fr')
  t.deepEqual(typesOf(render(top!)), [
    'rich_text', 'context', 'data_visualization', 'rich_text', 'table', 'section', 'section', 'section', 'context',
    'section', 'section', 'section', 'actions', 'context_actions', 'context',
  ]) // biome-ignore format: one list, read at a glance
})

test('thumbs and the bin are Slack’s own, each with the answer’s id', async (t) => {
  const { top } = await sampleCards('en')
  const feedback = blocksOf(render(top!)).find(({ type }) => type === 'context_actions')!
  const [thumbs, bin] = feedback.elements as Record<string, { value: string }>[]
  t.deepEqual(JSON.parse(thumbs!.positive_button!.value).rating, 'up')
  t.deepEqual(JSON.parse(thumbs!.negative_button!.value).rating, 'down')
  t.like(bin, { type: 'icon_button', icon: 'trash' })
  t.truthy(bin!.confirm)
})

test('a label that a button has no room for stands whole beside it, its neighbours with it', (t) => {
  const long =
    'Quelle est la question vraiment très longue que personne ne pourrait lire sur un bouton de Slack ?'
  const messages = assertSound(
    t,
    cardOf({ kind: 'controls', controls: [button('Court'), button(long)] }),
    'fr',
  )
  t.deepEqual(typesOf(messages), ['section', 'section'])
  const short = render(cardOf({ kind: 'controls', controls: [button('Un'), button('Deux')] }))
  t.deepEqual(typesOf(short), ['actions'])
})

test('a link leads to our own server or nowhere', (t) => {
  const link = (url: string) =>
    cardOf({ kind: 'controls', controls: [{ kind: 'link', label: 'Ouvrir', url }] })
  const shown = (url: string, publicUrl: string | null = 'https://sextant.example') =>
    JSON.stringify(renderCard(link(url), { locale: 'fr', publicUrl }).map(({ blocks }) => blocks))
  t.true(shown('https://sextant.example/admin').includes('"url":"https://sextant.example/admin"'))
  for (const [url, own] of [
    ['https://evil.example/', 'https://sextant.example'],
    ['https://sextant.example.evil.example/', 'https://sextant.example'],
    ['https://sextant.example@evil.example/', 'https://sextant.example'],
    ['http://sextant.example/', 'https://sextant.example'],
    ['javascript:alert(1)', 'https://sextant.example'],
    ['slack://user?id=U1', 'https://sextant.example'],
    ['https://sextant.example/', null],
    ['nonsense', 'https://sextant.example'],
  ] as const) {
    const text = shown(url, own)
    t.false(text.includes('"url"'), url)
    t.notRegex(text, /:\/\//, url)
    t.true(text.includes('Ouvrir'))
  }
})

const manyRows = (
  rows: number,
  columns: number,
  cell: (row: number, column: number) => string,
): CardPart => ({
  kind: 'table',
  caption: 'Chiffres',
  columns: Array.from({ length: columns }, (_, at) => ({ title: `C${at}`, isNumeric: at > 0 })),
  rows: Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => cell(row, column)),
  ),
})

test('a long table goes on in the next message under the same header, a wide one becomes a list', (t) => {
  const long = assertSound(t, cardOf(manyRows(250, 4, (row, column) => `r${row}c${column}`)), 'fr')
  const tables = blocksOf(long).filter(({ type }) => type === 'table') as (SlackBlock & {
    rows: { text: string }[][]
  })[]
  t.true(tables.length >= 3 && long.length >= 3)
  for (const { rows } of tables) t.is(rows[0]![0]!.text, 'C0')
  t.is(
    tables.reduce((sum, { rows }) => sum + rows.length - 1, 0),
    250,
  )
  const heavy = assertSound(
    t,
    cardOf(manyRows(40, 3, (row, column) => `${row}-${column} ${'x'.repeat(200)}`)),
    'fr',
  )
  t.true(heavy.length >= 3)
  const wide = assertSound(t, cardOf(manyRows(12, 21, (row, column) => `r${row}c${column}`)), 'fr')
  t.false(typesOf(wide).includes('table'))
  const huge = assertSound(t, cardOf(manyRows(2, 2, () => 'mot '.repeat(3_000))), 'fr')
  t.false(typesOf(huge).includes('table'))
  const empty = blocksOf(assertSound(t, cardOf(manyRows(1, 2, () => ' ')), 'fr')).find(
    ({ type }) => type === 'table',
  )
  t.deepEqual(
    (empty as unknown as (typeof tables)[0]).rows[1]!.map(({ text }) => text),
    ['–', '–'],
  )
})

test('two tables stand in two messages', (t) => {
  const table = manyRows(3, 2, (row) => String(row))
  t.is(assertSound(t, cardOf(table, table), 'en').length, 2)
})

const chartOf = (labels: number, series = 1, name = (at: number): string => `Libellé ${at}`): CardChart => ({
  title: 'Indice (base 100)',
  unit: 'index',
  baseline: 100,
  alt: `Barres : ${Array.from({ length: labels }, (_, at) => name(at)).join(', ')}.`,
  series: Array.from({ length: series }, (_, one) => ({
    name: `Série ${one}`,
    points: Array.from({ length: labels }, (_, at) => ({
      label: name(at),
      value: 100 + at,
      text: `${100 + at}`,
    })),
  })),
})

test('a chart that Slack can draw is its own; its words stand under it unless a table has them', (t) => {
  const part: CardPart = { kind: 'chart', chart: chartOf(20, 6) }
  const alone = assertSound(t, cardOf(part), 'fr')
  t.deepEqual(typesOf(alone), ['data_visualization', 'context'])
  t.is(alone[0]!.charts!.length, 1)
  t.deepEqual(alone[0]!.images, [])
  t.true(alone[0]!.text.includes('Libellé 19'), 'for those who cannot see it')
  const beside = assertSound(t, cardOf(part, manyRows(2, 2, String)), 'fr')
  t.deepEqual(typesOf(beside), ['data_visualization', 'rich_text', 'table'])
  t.true(beside[0]!.text.includes('Libellé 19'))
})

test('long labels of a chart stay different and stand whole under it', (t) => {
  const chart = chartOf(12, 2, (at) => `Profession et catégorie socioprofessionnelle : groupe ${at}`)
  const [message] = assertSound(t, cardOf({ kind: 'chart', chart }), 'fr')
  const { chart: native } = message!.blocks[0] as unknown as {
    chart: { axis_config: { categories: string[] } }
  }
  const { categories } = native.axis_config
  t.is(new Set(categories).size, 12)
  t.true(categories.every((label) => label.length <= 20))
})

test('a chart that Slack cannot draw is a picture: too many bars, too many series, gaps, the same label twice', (t) => {
  const gap = chartOf(3, 2)
  gap.series[1]!.points.pop()
  const twice = chartOf(2)
  twice.series[0]!.points[1]!.label = twice.series[0]!.points[0]!.label
  const nothing = chartOf(2)
  nothing.series[0]!.points[0]!.value = Number.NaN
  for (const chart of [chartOf(21), chartOf(2, 7), gap, twice, nothing]) {
    const [message] = assertSound(t, cardOf({ kind: 'text', text: 'Avant' }, { kind: 'chart', chart }), 'fr')
    t.is(message!.images.length, 1)
    const { at, alt } = message!.images[0]!
    t.is(message!.blocks[at]!.type, 'context', 'its words stand there until it is drawn')
    t.is(alt, chart.alt)
  }
  const three = { kind: 'chart', chart: chartOf(3) } as const
  for (const { blocks } of assertSound(t, cardOf(three, three, three), 'fr'))
    t.true(blocks.filter(({ type }) => type === 'data_visualization').length <= 2)
})

test('a long answer is cut into messages, and no letter of it is lost', (t) => {
  const sentence = (at: number): string =>
    `Phrase numéro ${at} avec **gras** et «\u202flibellé ${at}\u202f» & plus. `
  const text = Array.from({ length: 60 }, (_, at) => sentence(at).repeat(8)).join('\n\n')
  const messages = assertSound(t, cardOf({ kind: 'text', text }), 'fr')
  t.true(messages.length > 2)
  const list = Array.from({ length: 900 }, (_, at) => `- élément **${at}** de la liste`).join('\n')
  t.true(assertSound(t, cardOf({ kind: 'text', text: list }), 'fr').length > 2)
  const code = `\`\`\`\n${Array.from({ length: 900 }, (_, at) => `ligne ${at} < > &`).join('\n')}\n\`\`\``
  const coded = assertSound(t, cardOf({ kind: 'text', text: code }), 'fr')
  t.true(JSON.stringify(blocksOf(coded)).includes('rich_text_preformatted'))
  const one = 'é'.repeat(30_000)
  t.true(assertSound(t, cardOf({ kind: 'text', text: one }), 'fr').length > 2)
})

test('many controls, steps, notes and fields are spread over as many blocks and messages as they need', (t) => {
  const count = (length: number): number[] => Array.from({ length }, (_, at) => at)
  assertSound(t, cardOf({ kind: 'controls', controls: count(130).map((at) => button(`Choix ${at}`)) }), 'fr')
  const heavy = count(40).map((at) => button(`Choix ${at}`, 'a.b', { text: 'x'.repeat(1_900) }))
  assertSound(t, cardOf({ kind: 'controls', controls: heavy }), 'fr')
  const steps = count(300).map((at) => ({
    title: `Étape ${at}`,
    state: 'done' as const,
    detail: 'x'.repeat(60),
  }))
  t.true(assertSound(t, cardOf({ kind: 'steps', steps }), 'fr').length > 1)
  assertSound(
    t,
    cardOf({
      kind: 'notes',
      tone: 'caution',
      notes: count(200).map((at) => `Remarque ${at} ${'x'.repeat(80)}`),
    }),
    'fr',
  )
  assertSound(
    t,
    cardOf({
      kind: 'fields',
      fields: count(200).map((at) => ({ name: `Champ ${at}`, value: 'v'.repeat(90) })),
    }),
    'fr',
  )
  const figures = count(120).map((at) => ({
    label: `Libellé ${at}`,
    figure: `${at}`,
    source: button('Voir', 'answer.source'),
  }))
  t.true(assertSound(t, cardOf({ kind: 'figures', figures }), 'fr').length > 2)
  assertSound(t, { ...cardOf({ kind: 'rule' }), title: 'T'.repeat(400), footer: 'f'.repeat(5_000) }, 'fr')
})

test('a select keeps what travels along; with too many options Slack asks for them', (t) => {
  const select = (options: number): CardPart => ({
    kind: 'controls',
    controls: [
      {
        kind: 'select', label: 'Choisir un assistant', action: 'assistant.use', value: { from: 'home' },
        options: Array.from({ length: options }, (_, at) => ({ label: `Assistant ${at}`, value: `id-${at}`, description: null })),
        selected: 'id-3',
      },
    ],
  }) // biome-ignore format: one select, read at a glance
  const [few] = assertSound(t, cardOf(select(20)), 'fr')
  const [actions] = few!.blocks as (SlackBlock & { elements: Record<string, unknown>[] })[]
  t.is(actions!.block_id, '1:{"from":"home"}')
  t.like(actions!.elements[0], {
    type: 'static_select',
    action_id: 'assistant.use:1',
    initial_option: { value: 'id-3' },
  })
  const [many] = assertSound(t, cardOf(select(101)), 'fr')
  t.is((many!.blocks[0] as typeof actions)!.elements[0]!.type, 'external_select')
  t.deepEqual(assertSound(t, cardOf({ kind: 'text', text: 'x' }, select(0)), 'fr')[0]!.blocks.length, 1)
})

test('an item longer than a list may be goes on below itself, and the next one keeps its number', (t) => {
  const long = 'mot '.repeat(1_000).trim()
  const [message] = assertSound(t, cardOf({ kind: 'text', text: `1. un\n2. ${long}\n3. trois` }), 'fr')
  const read = readBlocks(message!.blocks)
  t.deepEqual(read.match(/\d+\. \w+/g), ['1. un', '2. mot', '3. trois'])
})

test('news good or bad is told by a sign', (t) => {
  const text = (tone: Card['tone'], title: string | null) =>
    readBlocks(render({ ...cardOf({ kind: 'text', text: 'Fait.' }), tone, title })[0]!.blocks)
  t.is(text('good', null), '✓ Fait.')
  t.is(text('bad', 'Échec'), '✗ Échec\n\nFait.')
  t.is(text('plain', null), 'Fait.')
})

test('what is wrong in a block is shown as text instead, and said in the check', (t) => {
  const faults = checkBlocks([{ type: 'section', text: { type: 'mrkdwn', text: 'x' } }], 'message')
  t.true(faults.length > 0)
  for (const [blocks, surface, fault] of [
    [[], 'message', 'no block'],
    [Array(51).fill({ type: 'divider' }), 'message', 'too many blocks'],
    [Array(101).fill({ type: 'divider' }), 'home', 'too many blocks'],
    [[{ type: 'invented' }], 'message', '0.type'],
    [
      [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151), emoji: false } }],
      'message',
      '151',
    ],
    [[{ type: 'table', column_settings: [], rows: [[{ type: 'raw_text', text: ' ' }]] }], 'message', 'rows'],
    [
      [{ type: 'table', column_settings: [], rows: [[{ type: 'raw_text', text: 'x' }]] }],
      'home',
      'no table in a home',
    ],
  ] as [SlackBlock[], 'message' | 'home', string][])
    t.true(
      checkBlocks(blocks, surface).some((found) => found.includes(fault) || fault === '151'),
      fault,
    )
  // A text field that no check can mend: the words are kept.
  const rendered = render(
    cardOf({ kind: 'figures', figures: [{ label: '\u0000', figure: '\u0000', source: null }] }),
  )
  t.true(rendered.length <= 1)
})

const word = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    '<!channel>', '<@U1|moi>', '[x](https://evil.example)', 'https://evil.example', '&amp;', '**', '__', '`', ':smile:',
    '\u202e', 'a'.repeat(4_000), ' ', '|', '\n\n', '- ', '1. ', '# ',
  ), // biome-ignore format: one list, read at a glance
)
const text = fc
  .array(word, { maxLength: 6 })
  .map((words) => words.join(' ').replace(/^\s*(?:`{3,}|~{3,}).*$/gm, ''))
const label = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '))
const control = fc.oneof(
  fc.record({
    kind: fc.constant('button' as const), label, style: fc.constantFrom('plain', 'primary', 'danger'),
    action: fc.constantFrom('answer.suggest', 'answer.hide', 'a.b'), value: fc.dictionary(fc.constantFrom('id', 'x'), fc.string({ maxLength: 60 })),
    confirm: fc.option(fc.record({ title: label, text: label, yes: label, no: label })),
  }),
  fc.record({ kind: fc.constant('link' as const), label, url: label }),
) // biome-ignore format: one record, read at a glance
const part: fc.Arbitrary<CardPart> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text }),
  fc.record({ kind: fc.constant('heading' as const), text: label }),
  fc.record({ kind: fc.constant('fields' as const), fields: fc.array(fc.record({ name: label, value: text }), { maxLength: 5 }) }),
  fc.record({
    kind: fc.constant('table' as const), caption: label,
    columns: fc.constant([{ title: 'A', isNumeric: false }, { title: 'B', isNumeric: true }]),
    rows: fc.array(fc.tuple(label, label), { maxLength: 6 }),
  }),
  fc.record({ kind: fc.constant('figures' as const), figures: fc.array(fc.record({ label, figure: label, source: fc.constant(null) }), { maxLength: 4 }) }),
  fc.record({ kind: fc.constant('notes' as const), tone: fc.constantFrom('plain', 'caution'), notes: fc.array(text, { maxLength: 4 }) }),
  fc.record({
    kind: fc.constant('chart' as const),
    chart: fc.record({
      title: label, unit: fc.constant('index' as const), baseline: fc.constant(100), alt: label,
      series: fc.array(fc.record({ name: label, points: fc.array(fc.record({ label, value: fc.integer(), text: label }), { maxLength: 4 }) }), { maxLength: 3 }),
    }),
  }),
  fc.record({ kind: fc.constant('controls' as const), controls: fc.array(control, { maxLength: 5 }) }),
  fc.constant({ kind: 'rule' as const }),
) as fc.Arbitrary<CardPart> // biome-ignore format: one kind a line

test('any card at all is within every limit, and nothing in it is live', (t) => {
  const card = fc.record({
    tone: fc.constantFrom('plain', 'good', 'caution', 'bad'),
    title: fc.option(label),
    parts: fc.array(part, { maxLength: 6 }),
    footer: fc.option(label),
  }) as fc.Arbitrary<Card>
  fc.assert(
    fc.property(card, fc.constantFrom(...locales), (given, locale) => {
      const messages = render(given, locale)
      t.deepEqual(lostOf(given, messages), [])
      for (const { blocks, text } of messages) {
        t.deepEqual(faultsOf(blocks, 'message'), [])
        t.notRegex(text, /[<>]/)
        const shown = wordsOf(blocks)
        t.notRegex(shown, /<[@#!]|[a-z]:\/\/|\]\(|mailto:[a-z]/i)
      }
    }),
    { numRuns: 250 },
  )
})
