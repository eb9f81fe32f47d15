import { writeFile } from 'node:fs/promises'
import { placeImages } from '../../../bots/slack/blocks/degrade.ts'
import { renderCard, type SlackMessage } from '../../../bots/slack/blocks/render-card.ts'
import { renderForm } from '../../../bots/slack/blocks/render-form.ts'
import { renderHome } from '../../../bots/slack/blocks/render-home.ts'
import { openCharts } from '../../../core/analytics/charts/open-charts.ts'
import { type Locale, locales } from '../../../core/answers/answer.ts'
import type { Card } from '../../../core/messaging/card.ts'
import { mappingForm, sampleCards, sampleHome } from './sample-cards.ts'

/**
 * Draws our cards roughly as Slack does, so that they can be looked at without it:
 *   node test/bots/slack/preview.ts FOLDER   writes one page a surface and language
 */

// biome-ignore lint/suspicious/noExplicitAny: blocks of every shape, in a script
type Part = Record<string, any>

const html = (text: unknown): string =>
  String(text ?? '').replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
const lines = (text: unknown): string =>
  html(text).replace(/\n\n/g, '<span class="gap"></span>').replace(/\n/g, '<br>')

const richLeaf = ({ text, style = {} }: Part): string => {
  const tags = [style.bold && 'b', style.italic && 'i', style.code && 'code'].filter(Boolean)
  return (
    tags.map((tag) => `<${tag}>`).join('') +
    lines(text) +
    tags
      .reverse()
      .map((tag) => `</${tag}>`)
      .join('')
  )
}
const rich = ({ type, elements, style, offset = 0, indent = 0 }: Part): string => {
  if (type === 'rich_text_list') {
    const tag = style === 'ordered' ? 'ol' : 'ul'
    return `<${tag} start="${offset + 1}" style="margin-left:${indent * 20}px">${elements.map((item: Part) => `<li>${rich(item)}</li>`).join('')}</${tag}>`
  }
  const body = elements.map(richLeaf).join('')
  return type === 'rich_text_preformatted' ? `<pre>${body}</pre>` : `<div>${body}</div>`
}

const element = (part: Part): string => {
  switch (part.type) {
    case 'button':
      return `<button class="${part.style ?? ''}">${html(part.text.text)}</button>`
    case 'static_select':
    case 'external_select':
      return `<span class="select">${html(part.initial_option?.text.text ?? part.placeholder?.text)} ⌄</span>`
    case 'plain_text_input':
      return `<span class="input ${part.multiline ? 'long' : ''}">${lines(part.initial_value ?? '')}</span>`
    case 'file_input':
      return '<span class="input file">⬆ Upload a file</span>'
    case 'feedback_buttons':
      return `<span class="icon" title="${html(part.positive_button.text.text)}">↑</span><span class="icon" title="${html(part.negative_button.text.text)}">↓</span>`
    default:
      return `<span class="icon" title="${html(part.text?.text)}">⌫</span>`
  }
}

const bars = ({ title, chart }: Part): string => {
  const all = chart.series.flatMap(({ data }: Part) => data.map(({ value }: Part) => value))
  const most = Math.max(...all)
  const colours = ['#4a9fd8', '#e0a13c', '#6bb38a', '#b86fb4']
  const columns = chart.axis_config.categories.map((category: string, at: number) => {
    const own = chart.series.map(
      ({ data }: Part, series: number) =>
        `<i style="height:${(150 * data[at].value) / most}px;background:${colours[series % 4]}"></i>`,
    )
    return `<div class="column"><div class="bars">${own.join('')}</div><small>${html(category)}</small></div>`
  })
  const names = chart.series.map(
    ({ name }: Part, at: number) => `<small style="color:${colours[at % 4]}">■ ${html(name)}</small>`,
  )
  return `<div class="chart"><b>${html(title)}</b><div class="columns"><small class="axis">${html(chart.axis_config.y_label)}</small>${columns.join('')}</div>${names.join(' ')}</div>`
}

const block = (part: Part, pictures: ReadonlyMap<string, Buffer>): string => {
  switch (part.type) {
    case 'header':
      return `<h3>${html(part.text.text)}</h3>`
    case 'divider':
      return '<hr>'
    case 'section':
      return `<div class="section"><span>${lines(part.text.text)}</span>${part.accessory ? element(part.accessory) : ''}</div>`
    case 'context':
      return `<div class="context">${part.elements.map(({ text }: Part) => lines(text)).join(' ')}</div>`
    case 'rich_text':
      return `<div class="rich">${part.elements.map(rich).join('')}</div>`
    case 'actions':
    case 'context_actions':
      return `<div class="actions">${part.elements.map(element).join('')}</div>`
    case 'table':
      return `<table>${part.rows
        .map(
          (row: Part[]) =>
            `<tr>${row.map(({ text }, at) => `<td class="${part.column_settings[at].align}">${html(text)}</td>`).join('')}</tr>`,
        )
        .join('')}</table>`
    case 'data_visualization':
      return bars(part)
    case 'image':
      return `<div class="image"><small>${html(part.title?.text)}</small><img alt="${html(part.alt_text)}" src="data:image/png;base64,${pictures.get(part.slack_file.id)?.toString('base64')}"></div>`
    case 'input':
      return `<div class="field"><label>${html(part.label.text)}${part.optional ? ' <small>(optional)</small>' : ''}</label>${element(part.element)}${part.hint ? `<small>${html(part.hint.text)}</small>` : ''}</div>`
    default:
      return `<p class="unknown">${html(JSON.stringify(part))}</p>`
  }
}

const style = `
body { font: 15px/1.46 Lato, "Noto Sans", "DejaVu Sans", sans-serif; color: #1d1c1d; background: #fff; margin: 20px; }
.message { width: 640px; margin: 0 0 10px; padding: 8px 12px 8px 56px; position: relative; }
.message::before { content: "S"; position: absolute; left: 10px; top: 10px; width: 34px; height: 34px; border-radius: 6px; background: #f0c527; text-align: center; line-height: 34px; font-weight: 700; }
.name { font-weight: 700; } .name small { font-weight: 400; }
h2 { font-size: 13px; color: #888; font-weight: 400; margin: 18px 0 4px; } h3 { font-size: 18px; margin: 8px 0; }
small, .context { color: #616061; font-size: 12px; } .context { margin: 6px 0; } hr { border: 0; border-top: 1px solid #ddd; }
.section { display: flex; justify-content: space-between; gap: 12px; margin: 6px 0; } .rich { margin: 6px 0; }
.gap { display: block; height: 9px; } ul, ol { margin: 2px 0; padding-left: 26px; } pre { background: #f8f8f8; border: 1px solid #ddd; padding: 6px; white-space: pre-wrap; }
button, .select { font: 600 13px sans-serif; background: #fff; border: 1px solid #bbb; border-radius: 4px; padding: 5px 11px; color: #1d1c1d; white-space: nowrap; align-self: start; }
button.primary { background: #007a5a; color: #fff; border-color: #007a5a; } button.danger { color: #e01e5a; border-color: #e01e5a; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0; } .icon { border: 1px solid #ddd; border-radius: 12px; padding: 1px 9px; }
table { border-collapse: collapse; margin: 6px 0; } td { border: 1px solid #ddd; padding: 5px 9px; } tr:first-child td { font-weight: 600; background: #f8f8f8; } .right { text-align: right; }
.chart { border: 1px solid #ddd; border-radius: 8px; padding: 10px; margin: 6px 0; } .columns { display: flex; gap: 10px; align-items: end; margin: 8px 0; }
.column { flex: 1; text-align: center; } .bars { display: flex; justify-content: center; align-items: end; gap: 2px; } .bars i { width: 22px; display: block; border-radius: 3px 3px 0 0; } .axis { writing-mode: vertical-rl; transform: rotate(180deg); align-self: center; }
.image img { width: 100%; border: 1px solid #ddd; border-radius: 8px; } .view { width: 520px; border: 1px solid #ddd; border-radius: 10px; box-shadow: 0 6px 24px #0002; padding: 16px 22px; } .home { width: 720px; }
.field { margin: 14px 0; } .field label { font-weight: 700; display: block; margin-bottom: 4px; } .input { display: block; border: 1px solid #bbb; border-radius: 4px; padding: 7px 10px; min-height: 22px; } .input.long { min-height: 66px; } .input.file { width: max-content; } .field .select { display: block; }
.bar { display: flex; justify-content: space-between; border-bottom: 1px solid #ddd; padding-bottom: 8px; font-weight: 800; } .foot { display: flex; justify-content: end; gap: 8px; border-top: 1px solid #ddd; padding-top: 12px; }
`

const page = (body: string): string =>
  `<!doctype html><meta charset="utf-8"><title>Sextant</title><style>${style}</style>${body}`

const charts = openCharts()

const withPictures = async (message: SlackMessage, locale: Locale, pictures: Map<string, Buffer>) => {
  const files = new Map<string, string>()
  for (const { chart, fileName } of message.images) {
    const png = await charts.draw(chart, { locale })
    if (png) pictures.set(fileName, png)
    if (png) files.set(fileName, fileName)
  }
  return placeImages(message, files)
}

const messages = async (
  name: string,
  card: Card,
  locale: Locale,
  kind: 'native' | 'images' = 'native',
): Promise<string> => {
  const pictures = new Map<string, Buffer>()
  const shown: string[] = []
  for (const message of renderCard(card, { locale, publicUrl: 'https://sextant.example', charts: kind })) {
    const { blocks } = await withPictures(message, locale, pictures)
    shown.push(
      `<div class="message"><div class="name">Sextant <small>APP 14:32</small></div>${blocks.map((one) => block(one, pictures)).join('')}</div>`,
    )
  }
  return `<h2>${html(name)}</h2>${shown.join('')}`
}

const form = (locale: Locale): string => {
  const view = renderForm(mappingForm(locale), { locale }) as Part
  return `<div class="view"><div class="bar">${html(view.title.text)}<span>✕</span></div>${view.blocks.map((one: Part) => block(one, new Map())).join('')}<div class="foot"><button>${html(view.close.text)}</button><button class="primary">${html(view.submit.text)}</button></div></div>`
}

const home = (locale: Locale): string =>
  `<div class="home">${renderHome(sampleHome(locale), { locale })
    .blocks.map((one) => block(one, new Map()))
    .join('')}</div>`

const folder = process.argv[2] ?? '.'
for (const locale of locales) {
  const cards = await sampleCards(locale)
  for (const [name, card] of Object.entries(cards))
    await writeFile(`${folder}/${name}-${locale}.html`, page(await messages(name, card, locale)))
  await writeFile(
    `${folder}/pictures-${locale}.html`,
    page(await messages('images', cards.top!, locale, 'images')),
  )
  await writeFile(`${folder}/form-${locale}.html`, page(form(locale)))
  await writeFile(`${folder}/home-${locale}.html`, page(home(locale)))
}
await charts.close()
