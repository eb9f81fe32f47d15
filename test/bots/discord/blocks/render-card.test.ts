import test from 'ava'
import { classicOf } from '../../../../bots/discord/blocks/classic.ts'
import { withInner } from '../../../../bots/discord/blocks/piece.ts'
import { type DiscordMessage, renderCard } from '../../../../bots/discord/blocks/render-card.ts'
import type { Card, CardPart } from '../../../../core/messaging/card.ts'
import { contractNote } from '../../../helpers/discord-blocks/contract.ts'
import { sampleCards, sampleHome } from '../../slack/sample-cards.ts'
import { assertSound, button, cardWith, locales, publicUrl } from './cards.ts'

// biome-ignore lint/suspicious/noExplicitAny: components of every shape
type Loose = Record<string, any>

const partsOf = (messages: readonly DiscordMessage[]): Loose[] =>
  messages.flatMap(({ components }) => (components as Loose[]).flatMap((one) => one.components))
const typesOf = (messages: readonly DiscordMessage[]): number[] => partsOf(messages).map(({ type }) => type)
const count = (length: number): number[] => Array.from({ length }, (_, at) => at)

test('every sample card of the product is one message, in both languages', async (t) => {
  t.log(contractNote)
  for (const locale of locales) {
    for (const card of Object.values(await sampleCards(locale)))
      assertSound(t, card, { locale, isSplit: false })
    for (const card of sampleHome(locale)) assertSound(t, card, { locale, isSplit: false })
  }
})

test('an answer is text, chart, table, figures beside their sources, questions, and what can be done', async (t) => {
  const { top } = await sampleCards('fr')
  const [message] = assertSound(t, top!, { accent: '#F0C527', isSplit: false })
  const types = typesOf([message!])
  t.is(types.filter((type) => type === 9).length >= 3, true, 'figures are sections')
  t.is(types.indexOf(12) > 0 && types.indexOf(12) < types.indexOf(9), true, 'the chart is before the figures')
  t.is(types.at(-1), 10, 'the footer is last')
  const [container] = message!.components as Loose[]
  t.is(container!.accent_color, 0xf0c527)
  t.is(message!.files[0]!.name, 'sextant-1.png')
  t.truthy(message!.files[0]!.description)
  const row = partsOf([message!]).find(({ type }) => type === 1)!
  t.deepEqual(
    row.components.slice(0, 2).map(({ emoji }: Loose) => emoji.name),
    ['👍', '👎'],
  )
  t.regex(row.components.at(-1).custom_id, /^!answer\.hide/)
  t.regex(message!.text, /```\n/)
})

test('good and bad news have a colour and a sign; the assistant’s own colour is for the others', (t) => {
  const shown = (tone: Card['tone'], title: string | null = null) => {
    const [message] = renderCard(
      { ...cardWith({ kind: 'text', text: 'Fait.' }), tone, title },
      { locale: 'fr', accent: '#112233' },
    )
    return [(message!.components[0] as Loose).accent_color, message!.text]
  }
  t.deepEqual(shown('plain'), [0x112233, 'Fait.'])
  t.deepEqual(shown('good'), [0x2e9e5b, '✓ Fait.'])
  t.deepEqual(shown('bad', 'Échec'), [0xd64545, '### ✗ Échec\nFait.'])
  const [plain] = renderCard(cardWith({ kind: 'text', text: 'x' }), { locale: 'fr', accent: 'red' })
  t.false('accent_color' in plain!.components[0]!)
})

test('Markdown of ours looks as meant, and foreign signs stay signs', (t) => {
  const shown = (text: string) => renderCard(cardWith({ kind: 'text', text }), { locale: 'fr' })[0]!.text
  t.is(shown('**gras** et *italique*, `code_x`'), '**gras** et *italique*, `code_x`')
  t.is(shown('**Études*** 2026'), '**Études**\\* 2026')
  t.is(shown('- un\n- deux\n  - trois\n\n1. a\n2. b'), '- un\n- deux\n  - trois\n\n1. a\n2. b')
  t.is(shown('# Titre\nTexte'), '**Titre**\nTexte')
  t.is(shown('a_b_c et snake_case'), 'a\\_b\\_c et snake\\_case')
  t.is(shown('\\*pas italique\\*'), '\\*pas italique\\*')
  t.is(shown('```\nx = `1` * 2\n```'), '```\nx = `1` * 2\n```')
  t.is(shown('**a**_b_'), '**a**\u200b*b*')
  t.is(shown('> pas une citation'), '\\> pas une citation')
  t.is(shown('||rien|| de caché'), '\\|\\|rien\\|\\| de caché')
})

test('a link leads to our own server or nowhere', (t) => {
  const shown = (url: string, own: string | null = publicUrl) =>
    JSON.stringify(
      renderCard(cardWith({ kind: 'controls', controls: [{ kind: 'link', label: 'Ouvrir', url }] }), {
        locale: 'fr',
        publicUrl: own,
      })[0]!.components,
    )
  t.true(shown('https://sextant.example/admin').includes('"url":"https://sextant.example/admin"'))
  for (const [url, own] of [
    ['https://evil.example/', publicUrl],
    ['https://sextant.example.evil.example/', publicUrl],
    ['https://sextant.example@evil.example/', publicUrl],
    ['http://sextant.example/', publicUrl],
    ['javascript:alert(1)', publicUrl],
    ['discord://-/channels/1', publicUrl],
    ['nonsense', publicUrl],
    ['https://sextant.example/', null],
    [`https://sextant.example/${'x'.repeat(600)}`, publicUrl],
  ] as const) {
    const text = shown(url, own)
    t.false(text.includes('"url"'), url)
    t.true(text.includes('Ouvrir'))
  }
})

test('a long answer is cut into messages, no letter of it is lost, and what can be pressed is in the last', (t) => {
  const sentence = (at: number): string =>
    `Phrase numéro ${at} avec **gras** et «\u202flibellé ${at}\u202f» & plus. `
  const text = count(60)
    .map((at) => sentence(at).repeat(4))
    .join('\n\n')
  const controls: CardPart = { kind: 'controls', controls: [button('Détails', 'answer.details')] }
  const messages = assertSound(
    t,
    cardWith({ kind: 'text', text }, controls, { kind: 'text', text: 'Suite. '.repeat(400) }),
  )
  t.true(messages.length > 3)
  for (const message of messages.slice(0, -1)) t.false(typesOf([message]).includes(1))
  t.true(typesOf(messages.slice(-1)).includes(1))
  assertSound(
    t,
    cardWith({
      kind: 'text',
      text: count(900)
        .map((at) => `- élément **${at}** de la liste`)
        .join('\n'),
    }),
  )
  const code = `\`\`\`\n${count(900)
    .map((at) => `ligne ${at} < > &`)
    .join('\n')}\n\`\`\``
  for (const { text: shown } of assertSound(t, cardWith({ kind: 'text', text: code })))
    t.is((shown.match(/```/g) ?? []).length % 2, 0)
  t.true(assertSound(t, cardWith({ kind: 'text', text: 'é'.repeat(30_000) })).length > 7)
  assertSound(t, cardWith({ kind: 'text', text: `**${'gras '.repeat(3_000)}**` }))
})

test('many controls, steps, notes, fields and figures are spread over as many messages as they need', (t) => {
  assertSound(t, cardWith({ kind: 'controls', controls: count(130).map((at) => button(`Choix ${at}`)) }))
  assertSound(
    t,
    cardWith({
      kind: 'steps',
      steps: count(300).map((at) => ({
        title: `Étape ${at}`,
        state: 'done' as const,
        detail: 'x'.repeat(60),
      })),
    }),
  )
  assertSound(
    t,
    cardWith({
      kind: 'notes',
      tone: 'caution',
      notes: count(200).map((at) => `Remarque ${at} ${'x'.repeat(80)}`),
    }),
  )
  assertSound(
    t,
    cardWith({
      kind: 'fields',
      fields: count(200).map((at) => ({ name: `Champ ${at}`, value: 'v'.repeat(90) })),
    }),
  )
  const figures = count(60).map((at) => ({
    label: `Libellé ${at}`,
    figure: `${at}`,
    source: button('Voir', 'answer.source'),
  }))
  const shown = assertSound(t, cardWith({ kind: 'figures', figures }))
  t.true(shown.length > 4)
  t.is(
    shown
      .flatMap(classicOf)
      .flatMap(({ components }) => components.flatMap(withInner))
      .filter(({ type }) => type === 2).length,
    60,
  )
  assertSound(t, { ...cardWith({ kind: 'rule' }), title: 'T'.repeat(400), footer: 'f'.repeat(9_000) })
  assertSound(t, cardWith())
})

test('a label that a phone would cut short stands whole beside its button, its neighbours with it', (t) => {
  const long = 'Quelle est la question vraiment très longue que personne ne pourrait lire sur un bouton ?'
  t.deepEqual(
    typesOf(assertSound(t, cardWith({ kind: 'controls', controls: [button('Court'), button(long)] }))),
    [9, 9],
  )
  t.deepEqual(
    typesOf(assertSound(t, cardWith({ kind: 'controls', controls: [button('Un'), button('Deux')] }))),
    [1],
  )
  assertSound(t, cardWith({ kind: 'controls', controls: [button(long.repeat(30))] }))
})

test('a select with more than one list has several, each says of which it is', (t) => {
  const options = count(60).map((at) => ({
    label: `Assistant ${at}`,
    value: `id-${at}`,
    description: 'x'.repeat(300),
  }))
  const card = cardWith({
    kind: 'controls',
    controls: [
      { kind: 'select', label: 'Choisir', action: 'a.b', value: { mode: 'off' }, options, selected: 'id-30' },
    ],
  })
  const menus = partsOf(assertSound(t, card, { isSplit: false })).map(({ components }) => components[0])
  t.deepEqual(
    menus.map(({ placeholder }) => placeholder),
    ['Choisir (1–25)', 'Choisir (26–50)', 'Choisir (51–60)'],
  )
  t.true(menus[1].options[5].default)
  const none = cardWith({
    kind: 'controls',
    controls: [{ kind: 'select', label: 'Rien', action: 'a.b', value: {}, options: [], selected: null }],
  })
  t.deepEqual(typesOf(assertSound(t, none)), [10])
})
