/** @typedef {Node | string | number | null | undefined | false} Child */

const svgSpace = 'http://www.w3.org/2000/svg'

/**
 * @param {Element} element
 * @param {string} name
 * @param {any} value
 */
const setProperty = (element, name, value) => {
  if (value === null || value === undefined || value === false) return
  if (name === 'on') {
    for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener)
  } else if (name === 'value') /** @type {HTMLInputElement} */ (element).value = value
  else element.setAttribute(name, value === true ? '' : String(value))
}

/**
 * Builds an element. Data only ever becomes a text node or an attribute, never markup: this and `svg` are the
 * only makers of elements in the page.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any> | null} [properties] attributes; `on` holds listeners by event
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export const h = (tag, properties = null, ...children) => {
  const element = document.createElement(tag)
  element.append(...presentChildren(children))
  // After the children: the value of a select needs its options.
  for (const [name, value] of Object.entries(properties ?? {})) setProperty(element, name, value)
  return element
}

/**
 * @param {string} tag
 * @param {Record<string, any> | null} [properties]
 * @param {...(Child | Child[])} children
 * @returns {SVGElement}
 */
export const svg = (tag, properties = null, ...children) => {
  const element = /** @type {SVGElement} */ (document.createElementNS(svgSpace, tag))
  for (const [name, value] of Object.entries(properties ?? {})) setProperty(element, name, value)
  element.append(...presentChildren(children))
  return element
}

/**
 * @param {(Child | Child[])[]} children
 * @returns {(Node | string)[]}
 */
const presentChildren = (children) => {
  /** @type {(Node | string)[]} */
  const present = []
  for (const child of children.flat())
    if (child !== null && child !== undefined && child !== false && child !== '')
      present.push(child instanceof Node ? child : String(child))
  return present
}

/** @param {string} name a symbol of icons.svg; decoration only, the words stand beside it or in `aria-label` */
export const icon = (name) =>
  svg(
    'svg',
    { class: 'icon', 'aria-hidden': 'true', focusable: 'false' },
    svg('use', { href: `/page/icons/icons.svg#${name}` }),
  )

/**
 * A button that shows an icon and says its words to those who cannot see it.
 * @param {string} name
 * @param {string} label
 * @param {(event: Event) => void} press
 * @param {Record<string, any>} [properties]
 */
export const iconButton = (name, label, press, properties = {}) =>
  h(
    'button',
    {
      type: 'button',
      class: 'icon-button',
      'aria-label': label,
      title: label,
      on: { click: press },
      ...properties,
    },
    icon(name),
  )

/**
 * Gives the focus to the first match, if there is one.
 * @param {string} selector
 * @param {ParentNode} [root]
 */
export const focusOn = (selector, root = document) => {
  const element = root.querySelector(selector)
  if (element instanceof HTMLElement) element.focus()
}

let ids = 0
/** @param {string} name */
export const uniqueId = (name) => `${name}-${++ids}`

/**
 * Says something once to screen readers, without moving anything.
 * @param {string} text
 */
export const announce = (text) => {
  const region = document.getElementById('announcer')
  if (!region) return
  region.textContent = ''
  // A region that is emptied and filled in the same frame is not read again when the text is the same.
  requestAnimationFrame(() => {
    region.textContent = text
  })
}

/**
 * A modal dialog that leaves the document when it closes; the browser then gives the focus back by itself.
 * @param {{ title: string, class?: string, closeLabel: string, onClose?: () => void }} options
 */
export const openDialog = ({ title, class: className = '', closeLabel, onClose }) => {
  const titleId = uniqueId('dialog')
  const body = h('div', { class: 'dialog-body' })
  const heading = h('h2', { id: titleId, tabindex: '-1' }, title)
  const dialog = h(
    'dialog',
    { class: `dialog ${className}`, 'aria-labelledby': titleId },
    h(
      'header',
      { class: 'dialog-head' },
      heading,
      iconButton('close', closeLabel, () => dialog.close()),
    ),
    body,
  )
  dialog.addEventListener('close', () => {
    dialog.remove()
    onClose?.()
  })
  document.body.append(dialog)
  dialog.showModal()
  heading.focus()
  return { dialog, body, heading }
}
