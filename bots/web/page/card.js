import { controlView } from './card-controls.js'
import { barChart } from './chart.js'
import { h, icon } from './dom.js'
import { renderMarkdown } from './markdown.js'
import { t } from './words.js'

/**
 * @typedef {import('./types-commands.d.ts').Card} Card
 * @typedef {import('./types-commands.d.ts').Part} Part
 * @typedef {import('./card-controls.js').Press} Press
 */

/** @param {Extract<Part, { kind: 'table' }>} part */
const tableView = ({ caption, columns, rows }) =>
  h(
    'div',
    { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    h(
      'table',
      { class: 'answer-table' },
      h('caption', null, caption),
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          columns.map(({ title, is_numeric }) =>
            h('th', { scope: 'col', class: is_numeric && 'is-number' }, title),
          ),
        ),
      ),
      h(
        'tbody',
        null,
        rows.map((row) =>
          h(
            'tr',
            null,
            row.map((cell, at) => h('td', { class: columns[at]?.is_numeric && 'is-number' }, cell)),
          ),
        ),
      ),
    ),
  )

/** The chart of an answer refers to its figures; this one brings them. @param {Extract<Part, { kind: 'chart' }>} part */
const chartView = ({ chart }) => {
  const { unit } = chart
  const claims = new Map()
  const series = chart.series.map(({ name, points }, at) => ({
    name,
    points: points.map(({ label, value }, position) => {
      const claim = `${at}.${position}`
      claims.set(claim, { id: claim, value, unit, label, source: null, formula: null, flags: [] })
      return { label, claim }
    }),
  }))
  return barChart({ ...chart, kind: 'bar', series }, claims)
}

/** @param {Extract<Part, { kind: 'steps' }>} part */
const stepsView = ({ steps }) =>
  h(
    'ol',
    { class: 'card-steps' },
    steps.map(({ title, state, detail }) =>
      h(
        'li',
        { class: `is-${state}`, 'aria-current': state === 'running' && 'step' },
        h('span', { class: 'card-step-mark', 'aria-hidden': 'true' }),
        h('span', null, title, h('span', { class: 'visually-hidden' }, ` (${t(`card.step.${state}`)})`)),
        detail && h('span', { class: 'muted' }, detail),
      ),
    ),
  )

/** @param {Extract<Part, { kind: 'notes' }>} part */
const notesView = ({ tone, notes }) =>
  h(
    'ul',
    { class: `card-notes is-${tone}` },
    notes.map((note) =>
      h(
        'li',
        tone === 'plain' ? null : { class: `notice is-${tone === 'bad' ? 'error' : tone}` },
        tone !== 'plain' && icon(tone === 'good' ? 'check' : 'warning'),
        h('span', null, renderMarkdown(note)),
      ),
    ),
  )

/**
 * @param {Part} part
 * @param {Press} press
 * @returns {Node | null}
 */
const partView = (part, press) => {
  switch (part.kind) {
    case 'text':
      return h('div', { class: 'card-text' }, renderMarkdown(part.text))
    case 'heading':
      return h('h3', null, part.text)
    case 'fields':
      return h(
        'dl',
        { class: 'card-fields' },
        part.fields.map(({ name, value }) => h('div', null, h('dt', null, name), h('dd', null, value))),
      )
    case 'table':
      return tableView(part)
    case 'chart':
      return chartView(part)
    case 'figures':
      return h(
        'ul',
        { class: 'card-figures' },
        part.figures.map(({ label, figure, source }) =>
          h(
            'li',
            null,
            h('span', null, label),
            h('strong', null, figure),
            source && controlView(source, press),
          ),
        ),
      )
    case 'steps':
      return stepsView(part)
    case 'notes':
      return notesView(part)
    case 'controls':
      return h(
        'div',
        { class: 'card-controls' },
        part.controls.map((control) => controlView(control, press)),
      )
    case 'rule':
      return h('hr')
  }
}

/** @param {import('./types-commands.d.ts').CardFile} file */
const saveButton = ({ file_name: name, media_type: type, text, base64 }) => {
  const save = () => {
    const content = text ?? Uint8Array.from(atob(base64 ?? ''), (sign) => sign.charCodeAt(0))
    const href = URL.createObjectURL(new Blob([content], { type }))
    h('a', { href, download: name }).click()
    // A browser that is busy takes it late.
    setTimeout(() => URL.revokeObjectURL(href), 60_000)
  }
  return h(
    'button',
    { type: 'button', class: 'button is-small card-save', on: { click: save } },
    icon('download'),
    t('card.save', { file: name }),
  )
}

/**
 * A card as its platforms show it. Every string of it is foreign: it becomes text, or the little Markdown that answers
 * use, and never markup.
 * @param {Card} card
 * @param {{ press: Press, lang: string, file: import('./types-commands.d.ts').CardFile | null }} options
 */
export const cardView = ({ tone, title, parts, footer }, { press, lang, file }) =>
  h(
    'section',
    { class: `card is-${tone}`, lang, tabindex: '-1', 'aria-label': title ?? t('card.label') },
    title && h('h2', { class: 'card-title' }, title),
    parts.flatMap((part) => partView(part, press)),
    file && saveButton(file),
    footer && h('p', { class: 'card-footer muted' }, footer),
  )
