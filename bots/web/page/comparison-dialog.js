import { h, openDialog, uniqueId } from './dom.js'
import { formField } from './form-field.js'
import { recall, remember } from './memory.js'
import { state } from './state.js'
import { temperatureField } from './temperature-field.js'
import { formatNumber, t } from './words.js'

/** The server's limits; here only to tell before sending. */
const maxSlots = 6
const maxCharacters = 2000
const usual = { temperature: 0.7, maxTokens: 2000 }

/** @typedef {import('./types.d.ts').Comparison} Comparison */

/** Which models: the last choice, else the first two. */
const modelChoice = () => {
  const models = state.models ?? []
  const known = /** @type {string[]} */ (recall('compare.models') ?? []).filter((name) =>
    models.some((model) => model.name === name),
  )
  const chosen = new Set(known.length >= 2 ? known : models.slice(0, 2).map(({ name }) => name))
  const id = uniqueId('models')
  const fault = h('p', { class: 'field-error', id: `${id}-fault`, hidden: true })
  const inputs = models.map(({ name }) =>
    h('input', { type: 'checkbox', value: name, checked: chosen.has(name) }),
  )
  const most = Math.min(maxSlots, models.length)
  const hideFault = () => {
    fault.hidden = true
  }
  const element = h(
    'fieldset',
    { class: 'choices', 'aria-describedby': `${id}-fault`, on: { change: hideFault } },
    h('legend', null, t('compare.models', { most })),
    inputs.map((input, at) => h('label', { class: 'choice' }, input, h('span', null, models[at]?.name))),
    fault,
  )
  /** @returns {string[] | null} null when they are too few or too many, which is said */
  const read = () => {
    const names = inputs.filter(({ checked }) => checked).map(({ value }) => value)
    const isFine = names.length >= 2 && names.length <= maxSlots
    fault.hidden = isFine
    fault.textContent = isFine ? '' : t('compare.models_fault', { most })
    if (!isFine) inputs[0]?.focus()
    return isFine ? names : null
  }
  return { element, read }
}

const tokensField = () => {
  const most = Math.max(...(state.models ?? []).map((model) => model.max_tokens))
  const field = formField({
    label: t('compare.max_tokens'),
    input: h('input', {
      type: 'text',
      inputmode: 'numeric',
      value: String(Math.min(usual.maxTokens, most)),
    }),
  })
  /** @returns {number | null} */
  const read = () => {
    const value = Number(field.input.value.trim())
    const isFine = Number.isInteger(value) && value >= 1 && value <= most
    // A fault in a closed part would be nowhere to be seen.
    if (!isFine) field.element.closest('details')?.setAttribute('open', '')
    field.setFault(isFine ? null : t('compare.max_tokens_fault', { most: formatNumber(most) }))
    return isFine ? value : null
  }
  return { element: field.element, read }
}

/** @param {string} question what is in the composer already */
const questionField = (question) => {
  const field = formField({
    label: t('composer.label'),
    input: h('textarea', { rows: 3, value: question }),
  })
  /** @returns {string | null} */
  const read = () => {
    const text = field.input.value.trim()
    const isFine = text !== '' && [...text].length <= maxCharacters
    field.setFault(isFine ? null : t('compare.question_fault', { most: formatNumber(maxCharacters) }))
    return isFine ? text : null
  }
  return { element: field.element, input: field.input, read }
}

/**
 * Asks which models are to answer a question beside each other.
 * @param {{ question: string, compare: (question: string, comparison: Comparison) => void }} options
 */
export const openComparison = ({ question, compare }) => {
  const { dialog, body } = openDialog({ title: t('compare.title'), closeLabel: t('action.close') })
  const words = questionField(question)
  const models = modelChoice()
  const tokens = tokensField()
  const temperature = temperatureField(usual.temperature)
  const options = h('details', { class: 'options' }, h('summary', null, t('compare.options')))
  options.append(temperature.element, tokens.element)

  const submit = () => {
    // From the bottom up: each fault takes the focus, and the first one keeps it.
    const maxTokens = tokens.read()
    const names = models.read()
    const text = words.read()
    if (text === null || names === null || maxTokens === null) return
    remember('compare.models', names)
    dialog.close()
    compare(text, { models: names, temperature: temperature.read(), max_tokens: maxTokens })
  }
  const onSubmit = (/** @type {Event} */ event) => {
    event.preventDefault()
    submit()
  }
  body.append(
    h(
      'form',
      { class: 'step', novalidate: true, on: { submit: onSubmit } },
      h('p', { class: 'muted' }, t('compare.text')),
      words.element,
      models.element,
      options,
      h(
        'div',
        { class: 'dialog-actions' },
        h('button', { type: 'submit', class: 'button is-primary' }, t('compare.send')),
      ),
    ),
  )
  words.input.focus()
}
