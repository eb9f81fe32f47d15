import { ApiError, call } from './api.js'
import { h } from './dom.js'
import { formField, problemNotice } from './form-field.js'
import { preferenceButtons } from './preferences.js'
import { signIn } from './session.js'
import { t } from './words.js'

/**
 * A lone card in the middle of the page: what one does before there is a session.
 * @param {string} title
 * @param {string} text
 * @param {...(import('./dom.js').Child)} children
 */
const entrance = (title, text, ...children) =>
  h(
    'main',
    { class: 'entrance' },
    h(
      'div',
      { class: 'entrance-card' },
      h(
        'div',
        { class: 'brand' },
        h('img', { src: '/page/icons/sextant.svg', alt: '', width: 34, height: 34 }),
        h('span', { class: 'brand-name' }, 'Sextant'),
        preferenceButtons(),
      ),
      h('h1', null, title),
      text && h('p', { class: 'muted' }, text),
      ...children,
    ),
  )

/**
 * @param {{ button: string, loginLabel: string, newPassword?: boolean, send: (login: string, password: string) => Promise<void> }} options
 */
const credentialForm = ({ button, loginLabel, newPassword = false, send }) => {
  const login = formField({
    label: loginLabel,
    input: h('input', {
      type: newPassword ? 'email' : 'text',
      autocomplete: 'username',
      required: true,
      'data-first': true,
    }),
  })
  const password = formField({
    label: t('sign_in.password'),
    hint: newPassword ? t('setup.password_hint') : undefined,
    input: h('input', {
      type: 'password',
      minlength: newPassword ? 8 : null,
      autocomplete: newPassword ? 'new-password' : 'current-password',
      required: true,
    }),
  })
  const problems = h('div')
  const submit = h('button', { type: 'submit', class: 'button is-primary is-wide' }, button)
  const run = async (/** @type {Event} */ event) => {
    event.preventDefault()
    submit.disabled = true
    try {
      await send(login.input.value.trim(), password.input.value)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      problems.replaceChildren(problemNotice(error.problem))
      password.input.focus()
    } finally {
      submit.disabled = false
    }
  }
  return h('form', { class: 'step', on: { submit: run } }, login.element, password.element, problems, submit)
}

/** @param {{ setupNeeded: boolean, done: () => void }} options */
export const signInView = ({ setupNeeded, done }) =>
  entrance(
    t('sign_in.title'),
    setupNeeded ? t('sign_in.setup_needed') : t('sign_in.text'),
    credentialForm({
      button: t('session.sign_in'),
      loginLabel: t('sign_in.login'),
      send: async (login, password) => {
        await signIn(login, password)
        done()
      },
    }),
  )

/**
 * An operator is in no tenant until the address names one.
 * @param {{ name: string, client_id: string }[]} tenants
 */
export const tenantView = (tenants) =>
  entrance(
    t('tenant.title'),
    tenants.length > 0 ? t('tenant.text') : t('tenant.none'),
    h(
      'ul',
      { class: 'item-list' },
      tenants.map((tenant) =>
        h(
          'li',
          null,
          h(
            'a',
            { class: 'item', href: `/?tenant=${encodeURIComponent(tenant.client_id)}` },
            h('span', { class: 'item-title' }, tenant.name),
            h('span', { class: 'item-note' }, tenant.client_id),
          ),
        ),
      ),
    ),
  )

/** The first operator, by the one-time link of the start: `/setup#<token>` or `/setup?token=`. */
export const setUpView = (/** @type {{ done: () => void }} */ { done }) => {
  const token = new URLSearchParams(location.search).get('token') ?? location.hash.slice(1)
  return entrance(
    t('setup.title'),
    t('setup.text'),
    credentialForm({
      button: t('setup.create'),
      loginLabel: t('setup.email'),
      newPassword: true,
      send: async (email, password) => {
        await call('POST', '/v1/auth/setup', { token, email, password })
        await signIn(email, password)
        done()
      },
    }),
  )
}
