import { h, openDialog, uniqueId } from './dom.js'
import { t } from './words.js'

/**
 * @typedef {import('./types-commands.d.ts').Button} Button
 * @typedef {import('./types-commands.d.ts').Control} Control
 * @typedef {(control: { action: string, value: Record<string, string> }) => void} Press
 */

/**
 * Asks before it is done. The button that does nothing comes first and has the focus.
 * @param {NonNullable<Button['confirm']>} confirm
 * @param {() => void} go
 */
const openConfirm = ({ title, text, yes, no }, go) => {
  const { dialog, body } = openDialog({ title, closeLabel: t('action.close') })
  const keep = h('button', { type: 'button', class: 'button', on: { click: () => dialog.close() } }, no)
  const proceed = () => {
    dialog.close()
    go()
  }
  body.append(
    h('p', null, text),
    h(
      'div',
      { class: 'dialog-actions' },
      keep,
      h('button', { type: 'button', class: 'button is-danger', on: { click: proceed } }, yes),
    ),
  )
  keep.focus()
}

const looks = { plain: '', primary: ' is-primary', danger: ' is-danger' }

/**
 * @param {Button} button
 * @param {Press} press
 */
const buttonView = (button, press) => {
  const { label, style, action, value, confirm } = button
  const go = () => press({ action, value })
  return h(
    'button',
    {
      type: 'button',
      class: `button is-small${looks[style] ?? ''}`,
      'aria-haspopup': confirm && 'dialog',
      'data-action': action,
      on: { click: () => (confirm ? openConfirm(confirm, go) : go()) },
    },
    label,
  )
}

/**
 * Chosen first and sent then: by keyboard one passes over the others on the way to the one that is meant.
 * @param {Extract<Control, { kind: 'select' }>} control
 * @param {Press} press
 */
const selectView = ({ label, action, value, options, selected }, press) => {
  const id = uniqueId('select')
  const input = h(
    'select',
    { id, value: selected ?? options[0]?.value ?? '' },
    options.map(({ label: name, value: of, description }) =>
      h('option', { value: of }, description ? `${name} — ${description}` : name),
    ),
  )
  const choose = () => press({ action, value: { ...value, selected: input.value } })
  return h(
    'div',
    { class: 'card-select', 'data-action': action },
    h('label', { for: id }, label),
    input,
    h('button', { type: 'button', class: 'button is-small', on: { click: choose } }, t('card.choose')),
  )
}

/** Only to this very server: a card has no other link. @param {string} url */
const isAllowed = (url) => {
  if (!URL.canParse(url, location.href)) return false
  const { protocol, host } = new URL(url, location.href)
  return ['http:', 'https:'].includes(protocol) && host === location.host
}

/**
 * @param {Control} control
 * @param {Press} press
 */
export const controlView = (control, press) => {
  if (control.kind === 'button') return buttonView(control, press)
  if (control.kind === 'select') return selectView(control, press)
  const { label, url } = control
  return isAllowed(url)
    ? h('a', { class: 'button is-small', href: url, rel: 'noreferrer' }, label)
    : h('span', { class: 'muted' }, `${label} (${url})`)
}
