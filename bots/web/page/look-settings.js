import { h } from './dom.js'
import { formField, switchField } from './form-field.js'
import { t } from './words.js'

/** @typedef {import('./types.d.ts').Assistant} Assistant */

const product = 'Sextant'
const httpsAddress = /^https:\/\/[^\s/]+\.[^\s/]+/i

/**
 * Black or white, whichever is read better on the colour: relative luminance as WCAG has it.
 * @param {string} colour `#rrggbb`
 */
const inkOn = (colour) => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000000' : '#ffffff'
}

/**
 * How the assistant looks beside an answer. The logo is behind a link: this page shows nothing that comes from
 * another server.
 */
const previewView = () => {
  const avatar = h('span', { class: 'look-avatar', 'aria-hidden': true })
  const name = h('strong')
  const logo = h('a', { target: '_blank', rel: 'noopener noreferrer', hidden: true }, t('look.open_logo'))
  const element = h(
    'figure',
    { class: 'look-preview' },
    h('figcaption', { class: 'muted' }, t('look.preview')),
    avatar,
    h('span', { class: 'look-name' }, name, logo),
  )
  return {
    element,
    /** @param {{ name: string, colour: string, logo: string | null, isBranded: boolean }} look */
    show(look) {
      avatar.textContent = ([...look.name][0] ?? product).toLocaleUpperCase()
      avatar.style.backgroundColor = look.colour
      avatar.style.color = inkOn(look.colour)
      name.textContent = look.isBranded ? `${look.name} · ${product}` : look.name
      logo.hidden = look.logo === null
      if (look.logo !== null) logo.href = look.logo
    },
  }
}

/**
 * Colour, logo and whether Sextant is named. Only what was changed is sent: the rest goes on following the brand.
 * @param {Assistant} assistant
 * @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} name where its name is written
 */
export const lookSettings = (assistant, name) => {
  const before = {
    colour: assistant.primary_color.toLowerCase(),
    logo: assistant.logo_url,
    isBranded: assistant.show_branding,
  }
  const colour = formField({
    label: t('look.colour'),
    hint: t('look.colour_hint'),
    input: h('input', { type: 'color', value: before.colour }),
  })
  const logo = formField({
    label: t('look.logo'),
    hint: t('look.logo_hint'),
    input: h('input', {
      type: 'url',
      value: before.logo ?? '',
      autocomplete: 'off',
      maxlength: 500,
    }),
  })
  const branding = switchField(t('look.branding'), t('look.branding_hint'), before.isBranded)
  const preview = previewView()

  const logoFault = () => logo.setFault(t('look.logo_fault'))
  const current = () => ({
    colour: colour.input.value.toLowerCase(),
    logo: logo.input.value.trim() || null,
    isBranded: branding.input.checked,
  })
  const show = () => {
    const { logo: address, ...look } = current()
    const isOpenable = address !== null && httpsAddress.test(address)
    preview.show({ ...look, name: name.value.trim(), logo: isOpenable ? address : null })
  }
  logo.input.addEventListener('input', () => logo.setFault(null))
  for (const input of [colour.input, logo.input, branding.input, name]) input.addEventListener('input', show)
  show()

  return {
    element: h(
      'section',
      { class: 'assistant-look' },
      h('h3', null, t('look.title')),
      colour.element,
      logo.element,
      branding.element,
      preview.element,
    ),
    /** Whether it can be sent; says so at the field otherwise. */
    check() {
      const { logo: address } = current()
      const isFine = address === null || httpsAddress.test(address)
      if (isFine) logo.setFault(null)
      else logoFault()
      return isFine
    },
    logoFault,
    /** @returns {Partial<Assistant>} */
    read() {
      const now = current()
      return {
        ...(now.colour !== before.colour && { primary_color: now.colour }),
        ...(now.logo !== before.logo && { logo_url: now.logo }),
        ...(now.isBranded !== before.isBranded && { show_branding: now.isBranded }),
      }
    },
  }
}
