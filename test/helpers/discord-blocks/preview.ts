import { writeFile } from 'node:fs/promises'
import { renderCard } from '../../../bots/discord/blocks/render-card.ts'
import { renderForm } from '../../../bots/discord/blocks/render-form.ts'
import { openCharts } from '../../../core/analytics/charts/open-charts.ts'
import { locales } from '../../../core/answers/answer.ts'
import { translate } from '../../../core/locales/translate.ts'
import type { Card, Form } from '../../../core/messaging/card.ts'
import { mappingForm, sampleCards } from '../../bots/slack/sample-cards.ts'
import { messageHtml, modalHtml, pageHtml } from './as-discord.ts'

/**
 * Pages to look at, one a language:
 *   node test/helpers/discord-blocks/preview.ts FOLDER
 */

const publicUrl = 'https://sextant.example'
const charts = openCharts()
const folder = process.argv[2] ?? '.'

for (const locale of locales) {
  const shown = async (card: Card): Promise<string> => {
    const pages: string[] = []
    for (const { components, files } of renderCard(card, { locale, publicUrl, accent: '#F0C527' })) {
      const pictures = new Map<string, Buffer>()
      for (const { name, chart } of files) {
        const png = await charts.draw(chart, { locale })
        if (png) pictures.set(name, png)
      }
      pages.push(messageHtml(components, pictures))
    }
    return pages.join('')
  }
  const say = (key: string): string => translate(locale, `commands:${key}`)
  // Discord's own words, whatever the form calls them.
  const words = { cancel: say('form.cancel'), submit: locale === 'fr' ? 'Envoyer' : 'Submit' }
  const form: Form = { ...mappingForm(locale), title: say('map.title') }
  const cards = await sampleCards(locale)
  const others = Object.entries(cards).filter(([name]) => name !== 'top')
  const left = await shown(cards.top!)
  const [first, second] = [1, 2].map((page) => modalHtml(renderForm(form, { locale, page }), words))
  const right = [first, await shown(cards.source!), await shown(cards.notice!)].join('')
  await writeFile(`${folder}/discord-${locale}.html`, pageHtml([left, right]))
  const rest: string[] = [second!]
  for (const [, card] of others) rest.push(await shown(card))
  await writeFile(
    `${folder}/discord-others-${locale}.html`,
    pageHtml([rest.slice(0, 5).join(''), rest.slice(5).join('')]),
  )
}
await charts.close()
