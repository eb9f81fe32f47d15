import { ApiError, callAll } from './api.js'
import { chatView } from './chat.js'
import { loadAssistants, openAssistant, readPlace } from './conversations.js'
import { focusOn, h } from './dom.js'
import { problemNotice } from './form-field.js'
import { readChoice } from './memory.js'
import { closeMenu, openMenu, syncMenu } from './menu.js'
import { loadModels } from './models.js'
import { openNewAssistant, wasMakingAssistant } from './new-assistant.js'
import { loadQuota } from './quota-line.js'
import { loadSession, signOut } from './session.js'
import { sidebarView } from './sidebar.js'
import { resetView, setUpView, signInView, takeLinkToken, tenantView } from './sign-in.js'
import { changed, may, onChange, state } from './state.js'
import { setLocale, t } from './words.js'

const app = /** @type {HTMLElement} */ (document.getElementById('app'))

const newAssistant = () => {
  closeMenu()
  openNewAssistant(async (id) => {
    await loadAssistants()
    await openAssistant(id)
    focusOn('.composer textarea')
  })
}

const leave = async () => {
  await signOut()
  location.assign('/')
}

/** @param {HTMLElement} view */
const showAlone = (view) => {
  app.replaceChildren(view)
  focusOn('[data-first]', view)
}

const showSignIn = () => {
  onChange('shell', showSignIn)
  showAlone(signInView({ setupNeeded: state.session.setup_needed, done: () => location.reload() }))
}

const showSetUp = () => {
  onChange('shell', showSetUp)
  showAlone(setUpView({ done: () => location.assign('/') }))
}

const showReset = () => {
  const token = takeLinkToken()
  const draw = () => showAlone(resetView(token))
  onChange('shell', draw)
  draw()
}

const showTenants = async () => {
  const tenants = await callAll('/v1/tenants')
  const draw = () => showAlone(tenantView(tenants))
  onChange('shell', draw)
  draw()
}

const sidebar = () => sidebarView({ newAssistant, signIn: showSignIn, signOut: leave })
const chat = () => chatView({ openMenu, newAssistant })

const drawShell = () => {
  app.replaceChildren(
    h('a', { class: 'skip-link', href: '#chat' }, t('skip')),
    h(
      'div',
      { class: 'shell' },
      sidebar(),
      h('div', { class: 'menu-shade', on: { click: closeMenu } }),
      chat(),
    ),
  )
  syncMenu()
}

const showShell = async () => {
  onChange('shell', drawShell)
  onChange('sidebar', () => {
    document.getElementById('sidebar')?.replaceWith(sidebar())
    syncMenu()
  })
  onChange('chat', () => {
    document.getElementById('chat')?.replaceWith(chat())
    syncMenu()
  })
  const place = readPlace()
  // Asked before there is anything to press: later it could be the person's own new dialog.
  const goesOn = wasMakingAssistant() && may('assistants:create')
  await loadAssistants()
  const first = state.assistants.find(({ id }) => id === place.assistant) ?? state.assistants[0]
  drawShell()
  // Both come later and only add to what is there.
  loadModels().then(() => changed('composer'))
  loadQuota()
  const conversation = first?.id === place.assistant ? place.conversation : null
  await openAssistant(first?.id ?? null, conversation).catch((error) => {
    // A conversation that is gone or another person's: a new one is a better place than a fault.
    if (!(error instanceof ApiError) || error.problem.status !== 404) throw error
    return openAssistant(first?.id ?? null)
  })
  if (goesOn && !document.querySelector('dialog[open]')) newAssistant()
}

/** @param {import('./api.js').Problem} problem */
const showFault = (problem) => {
  const again = h(
    'button',
    { type: 'button', class: 'button is-primary', on: { click: start } },
    t('turn.retry'),
  )
  showAlone(
    h(
      'main',
      { class: 'entrance' },
      h('div', { class: 'entrance-card' }, h('h1', null, 'Sextant'), problemNotice(problem), again),
    ),
  )
}

const start = async () => {
  try {
    const session = await loadSession(showSignIn)
    const chosen = readChoice('locale') ?? session.locale
    setLocale(chosen === 'en' ? 'en' : 'fr')
    if (location.pathname === '/setup') return showSetUp()
    if (location.pathname === '/reset') return showReset()
    if (session.mode === 'anonymous' && !session.tenant) return showSignIn()
    if (!session.tenant) return await showTenants()
    await showShell()
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    showFault(error.problem)
  }
}

window.addEventListener('hashchange', () => {
  const { assistant, conversation } = readPlace()
  if (assistant && (assistant !== state.assistantId || conversation !== state.conversationId))
    openAssistant(assistant, conversation)
})

// A refusal that no view took (an item that vanished meanwhile) is said, not swallowed.
window.addEventListener('unhandledrejection', (event) => {
  if (!(event.reason instanceof ApiError)) return
  event.preventDefault()
  const notice = h('div', { class: 'toast' }, problemNotice(event.reason.problem))
  document.body.append(notice)
  setTimeout(() => notice.remove(), 8000)
})

start()
