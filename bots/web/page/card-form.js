import { ApiError, call } from './api.js'
import { announce, h, openDialog } from './dom.js'
import { formField, problemNotice } from './form-field.js'
import { problemText } from './problems.js'
import { t } from './words.js'

/**
 * @typedef {import('./types-commands.d.ts').Field} Field
 * @typedef {import('./types-commands.d.ts').Outcome} Outcome
 * @typedef {ReturnType<typeof fieldView>} FieldView
 */

/** @param {Field} field */
const inputOf = (field) => {
  const required = field.is_required && { 'aria-required': 'true' }
  if (field.kind === 'file')
    return h('input', { type: 'file', accept: '.xlsx,.xls,.ods,.csv,.tsv,.txt,.json', ...required })
  if (field.kind === 'select')
    return h(
      'select',
      { value: field.value ?? (field.is_required ? field.options[0]?.value : ''), ...required },
      !field.is_required && h('option', { value: '' }, '—'),
      field.options.map(({ label, value, description }) =>
        h('option', { value }, description ? `${label} — ${description}` : label),
      ),
    )
  // Too long is told by the server and never cut.
  return field.is_long
    ? h('textarea', { rows: 4, value: field.value ?? '', ...required })
    : h('input', { type: 'text', value: field.value ?? '', autocomplete: 'off', ...required })
}

/** @param {Field} field */
const fieldView = (field) => {
  const { label, hint, name, is_required: isRequired } = field
  const input = inputOf(field)
  const view = formField({
    label: isRequired ? label : `${label} ${t('form.optional')}`,
    ...(hint && { hint }),
    input,
  })
  /** The file that was sent, and the dataset that it became: sent once, however often the form is. */
  const sent = { file: /** @type {File | null} */ (null), id: '' }
  return {
    ...view,
    name,
    /** @returns {Promise<string>} */
    read: async () => {
      if (!(input instanceof HTMLInputElement) || field.kind !== 'file') return input.value
      const file = input.files?.[0]
      if (!file) return ''
      if (sent.file === file) return sent.id
      announce(t('file.reading', { file: file.name }))
      const form = new FormData()
      form.append('file', file)
      const { id } = await call('POST', '/v1/datasets', form)
      Object.assign(sent, { file, id })
      return id
    },
  }
}

/**
 * Reads every field; a file that is refused says so at its own field.
 * @param {FieldView[]} fields
 * @returns {Promise<Record<string, string> | null>}
 */
const readAll = async (fields) => {
  /** @type {Record<string, string>} */
  const values = {}
  for (const field of fields)
    try {
      const value = await field.read()
      if (value !== '' || field.input.type !== 'file') values[field.name] = value
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      field.setFault(problemText(error.problem))
      return null
    }
  return values
}

/**
 * A form of a card as a dialog: it stays open, with its faults at their fields, until what was sent is in order.
 * @param {import('./types-commands.d.ts').Form} form
 * @param {{
 *   send: (values: Record<string, string>) => Promise<Outcome>,
 *   done: (outcome: Outcome) => void,
 *   left: () => void,
 * }} actions
 */
export const openCardForm = ({ title, submit, cancel, intro, fields: wanted }, { send, done, left }) => {
  let isDone = false
  const { dialog, body } = openDialog({
    title,
    closeLabel: t('action.close'),
    onClose: () => {
      if (!isDone) left()
    },
  })
  const fields = wanted.map(fieldView)
  const problems = h('div')
  const button = h('button', { type: 'submit', class: 'button is-primary' }, submit)

  /** @param {Record<string, string>} errors */
  const showFaults = (errors) => {
    // The first one gets the focus: it is told last.
    for (const field of fields.toReversed()) field.setFault(errors[field.name] ?? null)
    const others = Object.entries(errors).filter(([name]) => !fields.some((field) => field.name === name))
    problems.replaceChildren(
      ...others.map(([, detail]) => problemNotice({ status: 422, code: 'invalid_value', detail })),
    )
  }

  const trySending = async () => {
    showFaults({})
    const values = await readAll(fields)
    if (!values) return
    const outcome = await send(values)
    if (outcome.kind === 'errors') return showFaults(outcome.errors)
    isDone = true
    dialog.close()
    done(outcome)
  }

  const onSubmit = async (/** @type {Event} */ event) => {
    event.preventDefault()
    if (button.disabled) return
    button.disabled = true
    body.setAttribute('aria-busy', 'true')
    try {
      await trySending()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      problems.replaceChildren(problemNotice(error.problem))
    } finally {
      button.disabled = false
      body.removeAttribute('aria-busy')
    }
  }

  body.append(
    h(
      'form',
      { class: 'step card-form', novalidate: true, on: { submit: onSubmit } },
      intro && h('p', { class: 'step-text' }, intro),
      fields.map(({ element }) => element),
      problems,
      h(
        'div',
        { class: 'dialog-actions' },
        h('button', { type: 'button', class: 'button', on: { click: () => dialog.close() } }, cancel),
        button,
      ),
    ),
  )
  fields[0]?.input.focus()
}
