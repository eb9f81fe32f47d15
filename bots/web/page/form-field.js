import { h, icon, uniqueId } from './dom.js'
import { problemText } from './problems.js'

/**
 * A labelled input whose fault stands below it and is tied to it.
 * @param {{ label: string, hint?: string, input: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement }} options
 */
export const formField = ({ label, hint, input }) => {
  const id = uniqueId('field')
  input.id = id
  const fault = h('p', { class: 'field-error', id: `${id}-fault`, hidden: true })
  input.setAttribute('aria-describedby', [hint && `${id}-hint`, `${id}-fault`].filter(Boolean).join(' '))
  return {
    input,
    element: h(
      'div',
      { class: 'field' },
      h('label', { for: id }, label),
      hint && h('p', { class: 'field-hint', id: `${id}-hint` }, hint),
      input,
      fault,
    ),
    /** @param {string | null} text null = in order */
    setFault(text) {
      fault.hidden = text === null
      fault.textContent = text ?? ''
      input.setAttribute('aria-invalid', String(text !== null))
      if (text !== null) input.focus()
    },
  }
}

/**
 * @param {string} label
 * @param {string} hint
 * @param {boolean} isOn
 */
export const switchField = (label, hint, isOn) => {
  const input = h('input', { type: 'checkbox', checked: isOn })
  return {
    input,
    element: h(
      'label',
      { class: 'switch' },
      input,
      h('span', null, h('strong', null, label), h('span', { class: 'field-hint' }, hint)),
    ),
  }
}

/** @param {import('./api.js').Problem} problem */
export const problemNotice = (problem) =>
  h('p', { class: 'notice is-error', role: 'alert' }, icon('warning'), h('span', null, problemText(problem)))
