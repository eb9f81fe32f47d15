import { ApiError, call, newKey } from './api.js'
import { announce, h, icon } from './dom.js'
import { problemNotice } from './form-field.js'
import { locale, t } from './words.js'

const order = ['file_validation', 'index', 'assistant', 'completed']

/** @param {number} milliseconds */
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/**
 * The creation as the server reports it: a state is ticked when it was reached, never by the clock.
 * @param {import('./new-assistant.js').Wizard} wizard
 */
export const creationStep = (wizard) => {
  const { draft, show, made, close } = wizard
  const { dataset } = draft
  const list = h('ol', { class: 'checklist' })
  const foot = h('div', { class: 'creation-foot' })
  /** @param {string | null} state */
  const draw = (state) => {
    const reached = state === null ? -1 : order.indexOf(state)
    list.replaceChildren(
      ...order.map((step, position) => {
        const isDone = position < reached || state === 'completed'
        const isCurrent = !isDone && position === Math.max(reached, 0)
        return h(
          'li',
          { class: isDone ? 'is-done' : isCurrent ? 'is-current' : null, 'data-state': step },
          isDone ? icon('check') : h('span', { class: isCurrent ? 'spinner' : 'dot' }),
          h('span', null, t(`creation.${step}`)),
          isDone && h('span', { class: 'visually-hidden' }, t('creation.done')),
        )
      }),
    )
  }

  /** @param {import('./api.js').Problem} problem */
  const fail = (problem) => {
    made(null)
    draft.dataset = dataset
    // After a lost connection the same key finds the assistant that was made; a refusal is final under its key.
    if (problem.code !== 'offline') wizard.key = newKey()
    const field = ['name', 'theme'].find((name) =>
      problem.errors?.some(({ pointer }) => pointer === `/${name}`),
    )
    if (field) {
      wizard.fault = field
      return show(1)
    }
    for (const spinner of list.querySelectorAll('.spinner')) spinner.className = 'dot'
    foot.replaceChildren(
      problemNotice(problem),
      h(
        'div',
        { class: 'dialog-actions' },
        h('button', { type: 'button', class: 'button', on: { click: () => show(1) } }, t('action.back')),
        h(
          'button',
          { type: 'button', class: 'button is-primary', on: { click: () => show('creation') } },
          t('turn.retry'),
        ),
      ),
    )
  }

  const follow = async (/** @type {string} */ id) => {
    for (let pause = 150; ; pause = Math.min(pause * 1.5, 2000)) {
      const creation = await call('GET', `/v1/assistants/${encodeURIComponent(id)}/creation`)
      if (creation.state === 'failed')
        throw new ApiError({
          status: 0,
          code: creation.error?.code ?? 'internal',
          detail: creation.error?.detail ?? '',
        })
      draw(creation.state)
      if (creation.state === 'completed') return
      await wait(pause)
    }
  }

  const run = async () => {
    try {
      const assistant = await call(
        'POST',
        '/v1/assistants',
        { name: draft.name, theme: draft.theme, dataset_id: dataset?.id, locale: locale() },
        // Answered at once, so that the states can be followed while they are reached.
        { headers: { 'Idempotency-Key': wizard.key, Prefer: 'respond-async' } },
      )
      // From here on the dataset is the assistant's: closing the dialog must not drop it.
      draft.dataset = null
      made(assistant.id)
      await follow(assistant.id)
      announce(t('creation.completed'))
      const start = h(
        'button',
        { type: 'button', class: 'button is-primary', on: { click: close } },
        t('creation.start'),
      )
      foot.replaceChildren(h('div', { class: 'dialog-actions' }, start))
      start.focus()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      fail(error.problem)
    }
  }
  draw(null)
  run()
  return h(
    'div',
    { class: 'step creation' },
    h('p', { class: 'step-text' }, t('creation.text', { name: draft.name })),
    list,
    foot,
  )
}
