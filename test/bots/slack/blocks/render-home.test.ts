import test from 'ava'
import { renderHome } from '../../../../bots/slack/blocks/render-home.ts'
import { locales } from '../../../../core/answers/answer.ts'
import type { Card } from '../../../../core/messaging/card.ts'
import { sampleCards, sampleHome } from '../sample-cards.ts'
import { bare, viewFaults, wordsOf } from './block-kit.ts'

test('the home page is cards below each other, in both languages', (t) => {
  for (const locale of locales) {
    const cards = sampleHome(locale)
    const view = renderHome(cards, { locale })
    t.deepEqual(viewFaults(view), [])
    t.is(view.blocks.filter(({ type }) => type === 'divider').length, 2)
    const seen = bare(wordsOf(view.blocks))
    for (const text of ['Loisirs 2026', 'Étude bio 2026', cards[0]!.title!, cards[2]!.footer!])
      t.true(seen.includes(bare(text)), text)
  }
})

test('what only messages have becomes words: tables, charts, thumbs', async (t) => {
  const cards = await sampleCards('fr')
  const view = renderHome(Object.values(cards).slice(0, 2), { locale: 'fr' })
  t.deepEqual(viewFaults(view), [])
  const seen = bare(wordsOf(view.blocks))
  for (const text of ['21,9\u202f%', 'Trottinette électrique', 'Réponse utile', 'Masquer', 'Barres'])
    t.true(seen.includes(bare(text)), text)
})

test('more than a hundred blocks are counted, and the first stay', (t) => {
  const figures = Array.from({ length: 130 }, (_, at) => ({
    label: `Assistant ${at}`,
    figure: `${at}`,
    source: null,
  }))
  const card: Card = {
    tone: 'plain',
    title: 'Tableau de bord',
    parts: [{ kind: 'figures', figures }],
    footer: null,
  }
  const view = renderHome([card], { locale: 'fr' })
  t.deepEqual(viewFaults(view), [])
  t.is(view.blocks.length, 100)
  t.regex(wordsOf(view.blocks), /32 éléments de plus/)
  t.deepEqual(viewFaults(renderHome([], { locale: 'en' })), [])
})
