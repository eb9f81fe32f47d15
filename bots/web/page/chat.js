import { answerView, suggestionButtons } from './answer.js'
import { call } from './api.js'
import { sendTurn, setThreadView } from './asking.js'
import { openAssistantDialog } from './assistant-dialog.js'
import { commandTurnView } from './command-turn.js'
import { giveCommand, newCommandTurn, setAsker } from './commands.js'
import { composer } from './composer.js'
import { openConversation } from './conversations.js'
import { h, icon, iconButton } from './dom.js'
import { renderMarkdown } from './markdown.js'
import { problemText } from './problems.js'
import { quotaLine } from './quota-line.js'
import { currentAssistant, may, onChange, state } from './state.js'
import { isStopped, newTurn } from './turn.js'
import { hasWords, t } from './words.js'

/** @typedef {import('./types.d.ts').Turn} Turn */
/** @typedef {(question: string, comparison?: import('./types.d.ts').Comparison | null) => void} Ask */

/**
 * The conversation of the chosen assistant: head, turns, composer.
 * @param {{ openMenu: () => void, newAssistant: () => void }} actions
 */
export const chatView = ({ openMenu, newAssistant }) => {
  /** @type {Map<Turn, HTMLElement>} */
  const elements = new Map()
  const thread = h('div', { class: 'thread', tabindex: '-1' })
  const assistant = currentAssistant()

  /** @param {Turn} turn */
  const addTurn = (turn) => {
    const element = turnView(turn, { ask, retry: () => sendTurn(turn) })
    elements.set(turn, element)
    column.append(element)
  }

  /** @param {Turn} turn */
  const drawTurn = (turn) => {
    const old = elements.get(turn)
    if (!old) return
    const next = turnView(turn, { ask, retry: () => sendTurn(turn) })
    elements.set(turn, next)
    // What is pressed (retry) goes away with the old element: the focus stays in the conversation.
    const hadFocus = old.contains(document.activeElement)
    old.replaceWith(next)
    if (hadFocus) next.focus({ preventScroll: true })
    if (turn.state !== 'running' || turn.stages.length === 0) next.scrollIntoView({ block: 'start' })
  }

  /** @param {Turn} turn */
  const drawText = (turn) => {
    elements.get(turn)?.querySelector('.is-running .answer-text')?.replaceChildren(renderMarkdown(turn.text))
  }

  /**
   * @param {string} question
   * @param {import('./types.d.ts').Comparison | null} [comparison]
   */
  const ask = (question, comparison = null) => {
    if (state.running) return
    const turn = { ...newTurn(question), comparison }
    state.turns.push(turn)
    addTurn(turn)
    box.focus()
    sendTurn(turn)
  }

  /** @param {string} text */
  const give = (text) => {
    const turn = newCommandTurn(text)
    state.turns.push(turn)
    addTurn(turn)
    box.focus()
    elements.get(turn)?.scrollIntoView({ block: 'nearest' })
    giveCommand(turn)
  }
  setAsker(ask)

  const box = composer({ ask, give, compare: ask, stop: () => state.running?.stop() })
  onChange('composer', box.draw)
  const column = h('div', { class: 'column' })
  if (!assistant) column.append(noAssistant(newAssistant))
  else column.append(welcome(assistant, ask))
  for (const turn of state.turns) addTurn(turn)
  thread.append(column)
  setThreadView({ drawTurn, drawText, drawComposer: box.draw })
  // Once it is in the document: an old conversation opens at its end.
  requestAnimationFrame(() => {
    if (state.turns.length > 0) thread.scrollTop = thread.scrollHeight
  })
  return h(
    'main',
    { class: 'chat', id: 'chat' },
    chatHead(assistant, openMenu),
    thread,
    assistant && quotaLine(),
    box.element,
  )
}

/**
 * @param {import('./types.d.ts').Assistant | null} assistant
 * @param {() => void} openMenu
 */
const chatHead = (assistant, openMenu) =>
  h(
    'header',
    { class: 'chat-head' },
    iconButton('menu', t('sidebar.open'), openMenu, { class: 'icon-button menu-button' }),
    h(
      'div',
      { class: 'chat-title' },
      h('h1', null, assistant?.name ?? 'Sextant'),
      assistant &&
        h('p', { class: 'muted' }, [assistant.theme, assistant.file_name].filter(Boolean).join(' · ')),
    ),
    assistant &&
      (may('assistants:edit') || may('assistants:delete')) &&
      iconButton('settings', t('assistant.settings'), () => openAssistantDialog(assistant)),
    assistant && iconButton('plus', t('conversation.new'), () => openConversation(null)),
  )

/** @param {() => void} newAssistant */
const noAssistant = (newAssistant) =>
  h(
    'section',
    { class: 'empty' },
    h('img', { src: '/page/icons/sextant.svg', alt: '', width: 56, height: 56 }),
    h('h2', null, t('empty.title')),
    h('p', null, may('assistants:create') ? t('empty.text') : t('empty.none')),
    may('assistants:create') &&
      h(
        'button',
        { type: 'button', class: 'button is-primary', on: { click: newAssistant } },
        icon('plus'),
        t('assistant.new'),
      ),
  )

/**
 * Whoever stands on the n-th button by keyboard stands on the n-th button afterwards.
 * @param {HTMLElement} place
 * @param {HTMLElement} made
 */
const replaceKeepingFocus = (place, made) => {
  /** @type {(Element | null)[]} */
  const before = [...place.querySelectorAll('button')]
  const at = before.indexOf(document.activeElement)
  place.replaceChildren(made)
  const buttons = made.querySelectorAll('button')
  if (at >= 0) buttons[Math.min(at, buttons.length - 1)]?.focus()
}

/**
 * @param {import('./types.d.ts').Assistant} assistant
 * @param {(question: string) => void} ask
 */
const welcome = (assistant, ask) => {
  // Questions that fit any file, until those made of this file's own labels are there.
  const general = [1, 2, 3].map((n) => t(`welcome.suggestion_${n}`))
  const suggestions = h('div', null, suggestionButtons(general, ask))
  if (assistant.active)
    call('GET', `/v1/assistants/${assistant.id}/suggestions`).then(
      ({ questions }) => {
        const made = suggestionButtons(questions, ask)
        if (made) replaceKeepingFocus(suggestions, made)
      },
      () => undefined,
    )
  return h(
    'section',
    { class: 'welcome', 'aria-label': t('welcome.label') },
    h('img', { src: '/page/icons/sextant.svg', alt: '', width: 44, height: 44 }),
    h(
      'div',
      { class: 'welcome-text' },
      renderMarkdown(assistant.welcome_message || t('welcome.text', { name: assistant.name })),
    ),
    assistant.active
      ? suggestions
      : h('p', { class: 'notice' }, icon('warning'), h('span', null, t('assistant.inactive'))),
  )
}

/**
 * @param {Turn} turn
 * @param {{ ask: Ask, retry: () => void }} actions
 */
const turnView = (turn, { ask, retry }) => {
  if (turn.state === 'command')
    return commandTurnView(/** @type {import('./types-commands.d.ts').CommandTurn} */ (turn))
  return h(
    'article',
    { class: `turn is-${turn.state}`, tabindex: '-1', 'aria-busy': String(turn.state === 'running') },
    h('div', { class: 'question' }, h('span', { class: 'visually-hidden' }, t('turn.you')), turn.question),
    turn.state === 'running' && runningView(turn),
    turn.state === 'answered' && answeredView(turn, ask),
    (turn.state === 'failed' || turn.state === 'stopped') && unansweredView(turn, retry),
  )
}

/** Its text grows in its place; see `drawText`. @param {Turn} turn */
const runningView = ({ stages, text }) =>
  h(
    'div',
    { class: 'answer is-running' },
    h(
      'ol',
      { class: 'stages', 'aria-label': t('stage.label') },
      h('li', { class: stages.length === 0 ? 'is-current' : 'is-done' }, t('stage.sent')),
      stages.map(({ stage, state: reached }, position) => {
        const isLast = position === stages.length - 1
        const key = hasWords(`stage.${stage}`) ? `stage.${stage}` : 'stage.other'
        const isOver = !isLast || !['running', 'started', 'start'].includes(reached)
        return h('li', { class: isOver ? 'is-done' : 'is-current' }, t(key, { stage }))
      }),
    ),
    h('div', { class: 'answer-text' }, renderMarkdown(text)),
  )

/**
 * @param {Turn} turn
 * @param {Ask} ask
 */
const answeredView = (turn, ask) => {
  const { answer, text } = turn
  if (!answer) return h('div', { class: 'answer' }, h('div', { class: 'answer-text' }, renderMarkdown(text)))
  if (isStopped(answer)) return stoppedView(turn, ask)
  return answerView(answer, { datasetId: currentAssistant()?.dataset_id ?? null, ask, turn })
}

/**
 * Stopped for good: to have it after all is to ask it again.
 * @param {Turn} turn
 * @param {Ask} ask
 */
const stoppedView = ({ question, text, comparison }, ask) =>
  h(
    'div',
    { class: 'answer is-unanswered is-stopped' },
    h('p', { class: 'notice' }, icon('stop'), h('span', null, text)),
    h(
      'button',
      { type: 'button', class: 'button is-small', on: { click: () => ask(question, comparison) } },
      icon('retry'),
      t('turn.ask_again'),
    ),
  )

/**
 * @param {Turn} turn
 * @param {() => void} retry
 */
const unansweredView = (turn, retry) =>
  h(
    'div',
    { class: 'answer is-unanswered' },
    h(
      'p',
      { class: turn.problem ? 'notice is-error' : 'notice' },
      icon('warning'),
      h('span', null, turn.problem ? problemText(turn.problem) : t('turn.stopped')),
    ),
    h(
      'button',
      { type: 'button', class: 'button is-small', on: { click: retry } },
      icon('retry'),
      t('turn.retry'),
    ),
  )
