import { ApiError, call, namedTenant } from './api.js'
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
 * Fields and a button; a refusal of the server stands above the button.
 * @param {{ button: string, fields: { element: HTMLElement, input: HTMLElement }[], send: () => Promise<void> }} options
 */
const entranceForm = ({ button, fields, send }) => {
  const problems = h('div')
  const submit = h('button', { type: 'submit', class: 'button is-primary is-wide' }, button)
  const run = async (/** @type {Event} */ event) => {
    event.preventDefault()
    submit.disabled = true
    try {
      await send()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      problems.replaceChildren(problemNotice(error.problem))
      fields.at(-1)?.input.focus()
    } finally {
      submit.disabled = false
    }
  }
  return h(
    'form',
    { class: 'step', on: { submit: run } },
    fields.map(({ element }) => element),
    problems,
    submit,
  )
}

/** @param {{ label: string, isEmail?: boolean }} options */
const loginField = ({ label, isEmail = false }) =>
  formField({
    label,
    input: h('input', {
      type: isEmail ? 'email' : 'text',
      autocomplete: 'username',
      required: true,
      'data-first': true,
    }),
  })

/** @param {{ isNew?: boolean, isFirst?: boolean }} [options] */
const passwordField = ({ isNew = false, isFirst = false } = {}) =>
  formField({
    label: t(isNew ? 'password.new' : 'sign_in.password'),
    hint: isNew ? t('password.hint') : undefined,
    input: h('input', {
      type: 'password',
      minlength: isNew ? 8 : null,
      autocomplete: isNew ? 'new-password' : 'current-password',
      required: true,
      'data-first': isFirst || null,
    }),
  })

/** @param {{ button: string, loginLabel: string, newPassword?: boolean, send: (login: string, password: string) => Promise<void> }} options */
const credentialForm = ({ button, loginLabel, newPassword = false, send }) => {
  const login = loginField({ label: loginLabel, isEmail: newPassword })
  const password = passwordField({ isNew: newPassword })
  return entranceForm({
    button,
    fields: [login, password],
    send: () => send(login.input.value.trim(), password.input.value),
  })
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
    !setupNeeded && h('p', null, h('a', { href: resetAddress() }, t('sign_in.forgotten'))),
  )

/** Keeps the tenant that the address names: the same login may be known to several. */
const resetAddress = () => (namedTenant ? `/reset?tenant=${encodeURIComponent(namedTenant)}` : '/reset')

const backToSignIn = () => h('p', null, h('a', { href: '/' }, t('reset.back')))

/**
 * Read out where the focus goes, since the form that had it is gone.
 * @param {HTMLElement} form
 * @param {string} text
 */
const replaceBy = (form, text) => {
  const sentence = h('p', { class: 'notice', role: 'status', tabindex: -1 }, text)
  form.replaceWith(sentence)
  sentence.focus()
}

/** Whoever forgot the password asks for a link; the answer says nothing about who exists. */
const askForLinkView = () => {
  const login = loginField({ label: t('sign_in.login') })
  const send = async () => {
    await call('POST', '/v1/auth/reset', {
      login: login.input.value.trim(),
      ...(namedTenant && { client_id: namedTenant }),
    })
    replaceBy(form, t('reset.sent'))
  }
  const form = entranceForm({ button: t('reset.ask'), fields: [login], send })
  return entrance(t('reset.title'), t('reset.text'), form, backToSignIn())
}

/**
 * The link of a mail: a reset, or an invitation.
 * @param {string} token
 */
const choosePasswordView = (token) => {
  const password = passwordField({ isNew: true, isFirst: true })
  const send = async () => {
    await call('POST', '/v1/auth/reset/confirm', { token, password: password.input.value })
    replaceBy(form, t('reset.done'))
  }
  const form = entranceForm({ button: t('reset.save'), fields: [password], send })
  return entrance(t('reset.choose'), t('reset.choose_text'), form, backToSignIn())
}

/** @param {string | null} token of the link; null = somebody who forgot the password */
export const resetView = (token) => (token ? choosePasswordView(token) : askForLinkView())

/** Out of the address at once, so that it is in no history and no picture of the screen. @returns {string | null} */
export const takeLinkToken = () => {
  const query = new URLSearchParams(location.search)
  const token = query.get('token')
  query.delete('token')
  const rest = query.toString()
  history.replaceState(null, '', location.pathname + (rest ? `?${rest}` : ''))
  return token
}

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
