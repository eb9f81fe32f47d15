import test from 'ava'
import { degradeMessage, placeImages, toPlainMessages } from '../../../../bots/slack/blocks/degrade.ts'
import { renderCard, type SlackMessage } from '../../../../bots/slack/blocks/render-card.ts'
import { limits } from '../../../../config/limits.ts'
import type { Card } from '../../../../core/messaging/card.ts'
import { sampleCards } from '../sample-cards.ts'
import { bare, faultsOf } from './block-kit.ts'

const top = async (): Promise<Card> => (await sampleCards('fr')).top!
const typesOf = ({ blocks }: SlackMessage): string[] => blocks.map(({ type }) => type)

test('a message that Slack refuses gets simpler: pictures for charts, then words, then nothing more', async (t) => {
  const [message] = renderCard(await top(), { locale: 'fr' })
  const [pictured, ...none] = degradeMessage(message!)
  t.deepEqual(none, [])
  t.false(typesOf(pictured!).includes('data_visualization'))
  t.is(pictured!.images.length, 1)
  t.deepEqual(faultsOf(pictured!.blocks, 'message'), [])
  t.is(typesOf(pictured!).length, typesOf(message!).length)
  t.is(pictured!.blocks[pictured!.images[0]!.at]!.type, 'context')

  const words = degradeMessage(pictured!)
  t.true(words.length > 0)
  for (const { blocks, text } of words) {
    t.deepEqual(blocks, [])
    t.true(text.length <= limits.slack.message.textCharacters)
    t.notRegex(text, /[<>]/)
  }
  const said = bare(words.map(({ text }) => text).join(''))
  for (const part of [
    'Cinéma d’art et essai',
    'Presse économique en ligne',
    '118 ★',
    '21,9\u202f%',
    'loisirs-2026',
  ])
    t.true(said.includes(bare(part)), part)
  t.deepEqual(degradeMessage(words[0]!), [])
})

test('a picture takes the place of its words; without one the words stay', async (t) => {
  const [message] = renderCard(await top(), { locale: 'fr', charts: 'images' })
  const [image] = message!.images
  t.is(message!.charts, undefined)
  const placed = placeImages(message!, new Map([[image!.fileName, 'F0CHART']]))
  t.deepEqual(placed.images, [])
  t.like(placed.blocks[image!.at], { type: 'image', slack_file: { id: 'F0CHART' } })
  t.true(String(placed.blocks[image!.at]!.alt_text).startsWith('Barres'))
  t.deepEqual(faultsOf(placed.blocks, 'message'), [])
  const without = placeImages(message!, new Map())
  t.deepEqual(without.blocks, message!.blocks)
  t.deepEqual(
    degradeMessage(placed).map(({ blocks }) => blocks),
    [[]],
  )
})

test('a long alternative text stays whole under its picture', (t) => {
  const points = Array.from({ length: 40 }, (_, at) => ({
    label: `Libellé ${at} ${'x'.repeat(40)}`,
    value: at,
    text: `${at}`,
  }))
  const alt = `Barres : ${points.map(({ label, text }) => `${label} ${text}`).join(', ')}.`
  const chart = {
    title: 'Indice',
    unit: 'index' as const,
    baseline: 100,
    alt,
    series: [{ name: 'A', points }],
  }
  const [message] = renderCard(
    { tone: 'plain', title: null, parts: [{ kind: 'chart', chart }], footer: null },
    { locale: 'fr' },
  )
  const placed = placeImages(message!, new Map(message!.images.map(({ fileName }) => [fileName, 'F1'])))
  t.deepEqual(faultsOf(placed.blocks, 'message'), [])
  t.true(bare(JSON.stringify(placed.blocks)).includes(bare('Libellé 39')))
  const text = placed.blocks
    .filter(({ type }) => type === 'context')
    .map((block) => JSON.stringify(block))
    .join('')
  t.true(bare(text).includes(bare('Libellé 0 ')))
})

test('every card can be said in words alone, cut into messages that Slack takes, no entity in two', async (t) => {
  for (const [name, card] of Object.entries(await sampleCards('en'))) {
    const messages = toPlainMessages(card)
    t.true(messages.length > 0, name)
    for (const { blocks, text } of messages) {
      t.deepEqual(blocks, [])
      t.notRegex(text, /[<>]|&(?!amp;|lt;|gt;)/, name)
    }
  }
  const signs: Card = {
    tone: 'plain',
    title: null,
    parts: [{ kind: 'text', text: '&'.repeat(9_000) }],
    footer: null,
  }
  const messages = toPlainMessages(signs)
  t.true(messages.length > 9)
  t.is(
    messages
      .map(({ text }) => text)
      .join('')
      .split('&amp;').length - 1,
    9_000,
  )
  for (const { text } of messages) t.notRegex(text, /&(?!amp;)/)
})
