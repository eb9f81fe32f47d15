import { h, icon } from './dom.js'
import { durationWords, reasonWords } from './measures.js'
import { t } from './words.js'

/**
 * Who worded the answer, if it was a model, and how long it took.
 * @param {import('./types.d.ts').Answer} answer
 * @param {string | null} model
 */
export const madeBy = ({ response_time_ms: time }, model) =>
  h(
    'span',
    { class: 'muted answer-time' },
    model && h('span', { class: 'answer-model' }, t('answer.model', { model })),
    model && time > 0 && ' · ',
    time > 0 && durationWords(time),
  )

/**
 * Why another model, or none, answered: said calmly, because the figures are the same.
 * @param {import('./types.d.ts').Answer} answer
 */
export const fallbackNote = ({ model, fallback_reason: reason }) =>
  reason &&
  h(
    'p',
    { class: 'model-note' },
    icon('info'),
    h('span', null, t(model ? 'fallback.model' : 'fallback.none', { reason: reasonWords(reason) })),
  )
