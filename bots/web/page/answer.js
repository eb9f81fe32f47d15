import { answerAsText, answerTable, sourceList } from './answer-table.js'
import { barChart } from './chart.js'
import { anyAnswered, slotsAsText, slotsView } from './comparison.js'
import { announce, h, icon, iconButton } from './dom.js'
import { feedbackButtons } from './feedback.js'
import { renderMarkdown } from './markdown.js'
import { fallbackNote, madeBy } from './model-note.js'
import { traceButton } from './trace-dialog.js'
import { t } from './words.js'

/** @typedef {import('./types.d.ts').Answer} Answer */

/** @param {string} text */
const copyText = async (text) => {
  // The clipboard API needs a secure context; a LAN address over http is none.
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const area = h('textarea', { class: 'visually-hidden', value: text })
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}

/**
 * @param {Answer} answer
 * @param {import('./types.d.ts').Turn} turn
 */
const copyButton = (answer, { slots }) => {
  const button = iconButton('copy', t('answer.copy'), async () => {
    const isCompared = slots && anyAnswered(slots)
    await copyText(answerAsText(isCompared ? { ...answer, text: slotsAsText(slots) } : answer))
    button.replaceChildren(icon('check'))
    announce(t('answer.copied'))
    setTimeout(() => button.replaceChildren(icon('copy')), 1600)
  })
  return button
}

/**
 * One answer with everything it brought.
 * @param {Answer} answer
 * @param {{ datasetId: string | null, ask: (question: string) => void, turn: import('./types.d.ts').Turn }} options
 */
export const answerView = (answer, { datasetId, ask, turn }) => {
  const context = { claims: new Map(answer.claims.map((claim) => [claim.id, claim])), datasetId }
  return h(
    'div',
    { class: 'answer', lang: answer.locale },
    turn.slots && slotsView(turn.slots),
    // Without a word of any model, the answer of the data is what there is.
    !(turn.slots && anyAnswered(turn.slots)) &&
      h('div', { class: 'answer-text' }, renderMarkdown(answer.text)),
    !turn.slots && fallbackNote(answer),
    answer.warnings.length > 0 &&
      h(
        'ul',
        { class: 'warnings' },
        answer.warnings.map((warning) =>
          h('li', { class: 'notice' }, icon('warning'), h('span', null, warning)),
        ),
      ),
    answer.chart && barChart(answer.chart, context.claims),
    answer.table && answer.table.rows.length > 0 && answerTable(answer.table, context),
    sourceList(answer, context),
    h(
      'div',
      { class: 'answer-foot' },
      answer.message_id && feedbackButtons(answer.message_id, turn),
      copyButton(answer, turn),
      answer.message_id && traceButton(answer.message_id),
      madeBy(answer, turn.slots ? null : answer.model),
    ),
    suggestionButtons(answer.suggestions, ask),
  )
}

/**
 * @param {string[]} suggestions
 * @param {(question: string) => void} ask
 */
export const suggestionButtons = (suggestions, ask) =>
  suggestions.length > 0 &&
  h(
    'ul',
    { class: 'suggestions', 'aria-label': t('answer.suggestions') },
    suggestions.map((question) =>
      h(
        'li',
        null,
        h('button', { type: 'button', class: 'suggestion', on: { click: () => ask(question) } }, question),
      ),
    ),
  )
