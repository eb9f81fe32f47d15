import { h, icon, uniqueId } from './dom.js'
import { renderMarkdown } from './markdown.js'
import { costWords, durationWords, reasonWords } from './measures.js'
import { hasWords, t } from './words.js'

/** @typedef {import('./types.d.ts').Slot} Slot */

/** @param {Slot['error'] & {}} error */
const failureWords = ({ code, detail }) =>
  hasWords(`reason.${code}`) || !detail ? t('compare.failed', { reason: reasonWords(code) }) : detail

/** @param {Slot} slot */
const slotText = ({ text, finish, error }) =>
  error
    ? h('p', { class: 'notice' }, icon('warning'), h('span', null, failureWords(error)))
    : h(
        'div',
        { class: 'answer-text' },
        renderMarkdown(text ?? ''),
        finish === 'length' && h('p', { class: 'muted' }, t('compare.cut')),
      )

/**
 * @param {string} name
 * @param {Slot} slot
 */
const slotView = (name, slot) => {
  const id = uniqueId('slot')
  // A failure may have cost something too; one that cost nothing need not say so.
  const isPriced = !slot.error || slot.cost_nano_usd !== 0
  const details = [
    slot.response_time_ms > 0 && durationWords(slot.response_time_ms),
    isPriced && costWords(slot.cost_nano_usd),
  ]
  return h(
    'section',
    { class: 'slot', 'aria-labelledby': id },
    h('h3', { id }, name),
    slotText(slot),
    h('p', { class: 'muted slot-foot' }, details.filter(Boolean).join(' · ')),
  )
}

/**
 * The answers of several models, beside each other where there is room, one below the other on a phone.
 * @param {Record<string, Slot>} slots
 */
export const slotsView = (slots) =>
  h(
    'div',
    { class: 'slots', role: 'group', 'aria-label': t('compare.results') },
    Object.entries(slots).map(([name, slot]) => slotView(name, slot)),
  )

/** @param {Record<string, Slot>} slots */
export const anyAnswered = (slots) => Object.values(slots).some(({ error }) => !error)

/** @param {Record<string, Slot>} slots */
export const slotsAsText = (slots) =>
  Object.entries(slots)
    .map(([name, { text, error }]) => `${name}\n${error ? failureWords(error) : text}`)
    .join('\n\n')

/** What was said once all are there. @param {Record<string, Slot>} slots */
export const slotsSummary = (slots) => {
  const all = Object.values(slots)
  return t('compare.ready', { count: all.filter(({ error }) => !error).length, all: all.length })
}
