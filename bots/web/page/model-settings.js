import { h } from './dom.js'
import { formField, switchField } from './form-field.js'
import { loadModels } from './models.js'
import { temperatureField } from './temperature-field.js'
import { t } from './words.js'

/** @typedef {import('./types.d.ts').Assistant} Assistant */
/** @typedef {import('./types.d.ts').Llm} Llm */

/**
 * The models that can be asked, `''` for the space's own choice, and the present one even when it cannot be asked.
 * @param {Llm[]} models
 * @param {string | null} chosen
 */
const modelSelect = (models, chosen) => {
  const isOff = chosen !== null && !models.some(({ name }) => name === chosen)
  return h(
    'select',
    { value: chosen ?? '' },
    h('option', { value: '' }, t('models.by_tenant')),
    models.map(({ name }) => h('option', { value: name }, name)),
    isOff && h('option', { value: chosen }, t('models.unusable', { model: chosen })),
  )
}

/** @param {number | null} temperature */
const ownTemperature = (temperature) => {
  const own = switchField(t('models.own_temperature'), t('models.own_temperature_hint'), temperature !== null)
  const field = temperatureField(temperature ?? 0.7)
  const sync = () => {
    field.element.hidden = !own.input.checked
  }
  own.input.addEventListener('change', sync)
  sync()
  return {
    elements: [own.element, field.element],
    read: () => (own.input.checked ? field.read() : null),
  }
}

/**
 * Which models speak for the assistant and how varied. The list comes after the dialog has opened; until then, and
 * when it cannot be read, nothing of it is sent.
 * @param {Assistant} assistant
 */
export const modelSettings = ({ default_llm: first, fallback_llm: second, temperature }) => {
  const place = h('div', { class: 'step' }, h('p', { class: 'muted' }, '…'))
  /** @type {() => Partial<Assistant>} */
  let read = () => ({})
  const show = async () => {
    const models = await loadModels()
    if (models.length === 0) return place.replaceChildren(h('p', { class: 'muted' }, t('models.none')))
    const main = formField({ label: t('models.default'), input: modelSelect(models, first ?? null) })
    const fallback = formField({
      label: t('models.fallback'),
      hint: t('models.fallback_hint'),
      input: modelSelect(models, second ?? null),
    })
    const own = ownTemperature(temperature ?? null)
    place.replaceChildren(main.element, fallback.element, ...own.elements)
    read = () => ({
      default_llm: main.input.value || null,
      fallback_llm: fallback.input.value || null,
      temperature: own.read(),
    })
  }
  show()
  const element = h('section', { class: 'assistant-models' }, h('h3', null, t('models.title')), place)
  return { element, read: () => read() }
}
