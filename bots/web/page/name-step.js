import { h } from './dom.js'
import { formField } from './form-field.js'
import { t } from './words.js'

/** @param {import('./new-assistant.js').Wizard} wizard */
export const nameStep = (wizard) => {
  const { draft, keep, show, close } = wizard
  const name = formField({
    label: t('wizard.name'),
    hint: t('wizard.name_hint'),
    input: h('input', {
      type: 'text',
      value: draft.name,
      'data-first': true,
      autocomplete: 'off',
      required: true,
    }),
  })
  const theme = formField({
    label: t('wizard.theme'),
    hint: t('wizard.theme_hint'),
    input: h('input', { type: 'text', value: draft.theme, autocomplete: 'off', maxlength: 100 }),
  })
  const read = () => {
    draft.name = name.input.value.trim()
    draft.theme = theme.input.value.trim()
    keep()
  }
  const next = (/** @type {Event} */ event) => {
    event.preventDefault()
    read()
    const length = [...draft.name].length
    if (length < 3 || length > 100) return name.setFault(t('wizard.name_fault'))
    if (draft.theme === '') return theme.setFault(t('wizard.theme_fault'))
    show(draft.dataset ? 3 : 2)
  }
  if (wizard.fault === 'name') name.setFault(t('wizard.name_fault'))
  if (wizard.fault === 'theme') theme.setFault(t('wizard.theme_fault'))
  wizard.fault = null
  return h(
    'form',
    { class: 'step', novalidate: true, on: { submit: next, input: read } },
    name.element,
    theme.element,
    h(
      'div',
      { class: 'dialog-actions' },
      h('button', { type: 'button', class: 'button', on: { click: close } }, t('action.cancel')),
      h('button', { type: 'submit', class: 'button is-primary' }, t('action.continue')),
    ),
  )
}
