import { h } from './dom.js'
import { formField } from './form-field.js'
import { formatNumber, t } from './words.js'

/**
 * How varied the wording may be, 0 to 2, with its value beside it.
 * @param {number} value
 */
export const temperatureField = (value) => {
  const input = h('input', { type: 'range', min: 0, max: 2, step: 0.1, value })
  const field = formField({ label: t('models.temperature'), hint: t('models.temperature_hint'), input })
  const shown = h('output', { for: input.id, class: 'range-value' })
  const show = () => {
    const text = formatNumber(Number(input.value), { minimumFractionDigits: 1 })
    shown.textContent = text
    input.setAttribute('aria-valuetext', text)
  }
  input.addEventListener('input', show)
  show()
  const line = h('div', { class: 'range-line' })
  input.replaceWith(line)
  line.append(input, shown)
  return { element: field.element, input, read: () => Number(input.value) }
}
