import { ApiError, call } from './api.js'
import { h, openDialog } from './dom.js'
import { problemNotice } from './form-field.js'
import { costWords, durationWords, reasonWords } from './measures.js'
import { hasWords, t } from './words.js'

/** @typedef {import('./types.d.ts').Trace} Trace */
/** @typedef {import('./types.d.ts').TraceAttempt} TraceAttempt */

/**
 * Opens how an answer was made: what was tried, how long it took, which models were asked and what they cost.
 * @param {string} messageId
 */
export const openTrace = async (messageId) => {
  const { body } = openDialog({
    title: t('trace.title'),
    class: 'trace-dialog',
    closeLabel: t('action.close'),
  })
  body.setAttribute('aria-busy', 'true')
  body.append(h('p', { class: 'muted' }, t('trace.reading')))
  try {
    const trace = await call('GET', `/v1/answers/${encodeURIComponent(messageId)}/trace`)
    body.replaceChildren(...traceView(trace))
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    body.replaceChildren(problemNotice(error.problem))
  } finally {
    body.removeAttribute('aria-busy')
  }
}

/** @param {string} messageId */
export const traceButton = (messageId) =>
  h(
    'button',
    {
      type: 'button',
      class: 'text-button',
      'aria-haspopup': 'dialog',
      title: t('answer.how_label'),
      on: { click: () => openTrace(messageId) },
    },
    t('answer.how'),
  )

/** @param {Trace} trace */
const traceView = (trace) => {
  const attempts = trace.attempts ?? []
  return [
    traceFacts(trace, attempts),
    h(
      'section',
      { class: 'trace-part' },
      h('h3', null, t('trace.stages')),
      h('ol', { class: 'trace-list' }, trace.stages.map(stageItem)),
    ),
    h(
      'section',
      { class: 'trace-part' },
      h('h3', null, t('trace.attempts')),
      attempts.length > 0
        ? h('ol', { class: 'trace-list' }, attempts.map(attemptItem))
        : h('p', { class: 'muted' }, t('trace.no_attempt')),
    ),
  ]
}

/**
 * A total with an unknown part is unknown.
 * @param {TraceAttempt[]} attempts
 */
const totalCost = (attempts) =>
  attempts.some(({ cost_nano_usd: cost }) => cost === null)
    ? null
    : attempts.reduce((sum, { cost_nano_usd: cost }) => sum + (cost ?? 0), 0)

/**
 * @param {Trace} trace
 * @param {TraceAttempt[]} attempts
 */
const traceFacts = ({ llm_used: llm, response_time: time }, attempts) => {
  const facts = [
    [t('trace.answered_by'), llm && llm !== 'none' ? llm : t('trace.no_model')],
    ...(time === null ? [] : [[t('trace.time'), durationWords(time)]]),
    [t('trace.cost'), costWords(totalCost(attempts))],
  ]
  return h(
    'dl',
    { class: 'facts' },
    facts.map(([term, value]) => h('div', null, h('dt', null, term), h('dd', null, value))),
  )
}

/**
 * @param {string} title
 * @param {{ outcome: string, isGood: boolean, details: (string | false | null | undefined)[] }} line
 */
const traceItem = (title, { outcome, isGood, details }) =>
  h(
    'li',
    null,
    h(
      'p',
      { class: 'trace-line' },
      h('strong', null, title),
      h('span', { class: isGood ? 'trace-outcome is-good' : 'trace-outcome' }, outcome),
    ),
    h('p', { class: 'muted' }, details.filter(Boolean).join(' · ')),
  )

/** @param {string} purpose */
const purposeWords = (purpose) => (hasWords(`purpose.${purpose}`) ? t(`purpose.${purpose}`) : purpose)

/** @param {Trace['stages'][number]} stage */
const stageItem = ({ stage, outcome, took_ms: took, rows, model, purpose }) => {
  const key = `trace.stage.${stage}`
  return traceItem(hasWords(key) ? t(key) : t('stage.other', { stage }), {
    outcome: t(`trace.outcome.${outcome}`),
    isGood: outcome === 'answered',
    details: [
      purpose && purposeWords(purpose),
      model,
      durationWords(took),
      rows > 0 && t('trace.rows', { count: rows }),
    ],
  })
}

/** @param {TraceAttempt} attempt */
const attemptItem = ({ llm, purpose, outcome, cost_nano_usd: cost, took_ms: took, ...rest }) => {
  const isGood = outcome === 'completed'
  const { input_tokens: input, output_tokens: output, first_token_ms: firstToken } = rest
  const details = [
    purposeWords(purpose),
    // Who was not even asked took no time and cost nothing.
    took > 0 && durationWords(took),
    firstToken !== null && t('trace.first_token', { time: durationWords(firstToken) }),
    input !== null && output !== null && t('trace.tokens', { input, output }),
    (isGood || cost !== 0) && costWords(cost),
  ]
  return traceItem(llm, {
    outcome: isGood ? t('trace.outcome.completed') : reasonWords(outcome),
    isGood,
    details,
  })
}
