import { commandList } from './command-list.js'
import { isCommand } from './commands.js'
import { openComparison } from './comparison-dialog.js'
import { h, iconButton, uniqueId } from './dom.js'
import { recall, remember } from './memory.js'
import { currentAssistant, state } from './state.js'
import { formatNumber, t } from './words.js'

/** The server's limit (config/limits.ts); here only to tell before sending. */
const maxCharacters = 2000

/**
 * Pressed, it stays until the server has stopped; pressed again, it lets go.
 * @param {import('./types.d.ts').Running} running
 * @param {() => void} stop
 */
const stopButton = ({ isStopping }, stop) =>
  iconButton('stop', t(isStopping ? 'composer.stopping' : 'composer.stop'), stop, {
    class: 'icon-button send-button is-stop',
    'aria-busy': String(isStopping),
  })

/**
 * Where questions and commands are written. Commands need no assistant. A draft is kept by assistant and survives a reload; what is too long is told, never cut.
 * @param {{
 *   ask: (question: string) => void,
 *   give: (command: string) => void,
 *   compare: (question: string, comparison: import('./types.d.ts').Comparison) => void,
 *   stop: () => void,
 * }} actions
 */
export const composer = ({ ask, give, compare, stop }) => {
  const assistant = currentAssistant()
  const draftKey = `draft.${assistant?.id ?? 'none'}`
  const canAsk = assistant?.active ?? false
  const id = uniqueId('composer')
  const counter = h('span', { class: 'counter', id: `${id}-counter` })
  const actions = h('div', { class: 'composer-actions' })
  const input = h('textarea', {
    id,
    rows: 1,
    placeholder: canAsk ? t('composer.placeholder') : t(assistant ? 'commands.inactive' : 'commands.only'),
    value: recall(draftKey) ?? '',
    'aria-describedby': `${id}-counter ${id}-hint`,
    enterkeyhint: 'send',
    autocomplete: 'off',
  })

  const length = () => [...input.value].length
  const isReady = () => canAsk || isCommand(input.value)
  const canSend = () => input.value.trim() !== '' && length() <= maxCharacters && !state.running && isReady()

  const measure = () => {
    const tooLong = length() > maxCharacters
    counter.textContent = t('composer.counter', {
      used: formatNumber(length()),
      most: formatNumber(maxCharacters),
    })
    counter.classList.toggle('is-over', tooLong)
    input.setAttribute('aria-invalid', String(tooLong))
    input.style.height = 'auto'
    input.style.height = `${Math.min(input.scrollHeight, 220)}px`
    actions.querySelector('.send-button')?.toggleAttribute('disabled', !canSend())
  }

  const clear = () => {
    input.value = ''
    remember(draftKey, null)
    measure()
  }

  const submit = () => {
    if (!canSend()) return
    const question = input.value.trim()
    clear()
    list.close()
    if (isCommand(question)) give(question)
    else ask(question)
  }

  const startComparing = () =>
    openComparison({
      question: input.value.trim(),
      compare: (question, comparison) => {
        clear()
        compare(question, comparison)
      },
    })
  const compareButton = () =>
    assistant?.active &&
    (state.models ?? []).length > 1 &&
    iconButton('compare', t('compare.open'), startComparing, { 'aria-haspopup': 'dialog' })

  const draw = () => {
    const hadFocus = actions.contains(document.activeElement)
    const buttons = state.running
      ? [stopButton(state.running, stop)]
      : [
          compareButton(),
          iconButton('send', t('composer.send'), submit, { class: 'icon-button send-button' }),
        ]
    actions.replaceChildren(...buttons.filter((button) => button instanceof Node))
    if (hadFocus) (state.running?.isStopping ? actions.querySelector('button') : input)?.focus()
    if (!state.running) measure()
  }

  const list = commandList(input, {
    take: (text) => {
      input.value = text
      remember(draftKey, text)
      measure()
    },
  })
  input.addEventListener('input', () => {
    remember(draftKey, input.value)
    measure()
  })
  input.addEventListener('keydown', (event) => {
    if (list.onKey(event)) return
    // During composition (Japanese, accents by dead keys) Enter belongs to the input method.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    submit()
  })
  draw()
  requestAnimationFrame(measure)

  return {
    element: h(
      'form',
      {
        class: 'composer',
        on: {
          submit: (/** @type {Event} */ event) => {
            event.preventDefault()
            submit()
          },
        },
      },
      list.element,
      h(
        'div',
        { class: 'composer-box' },
        h('label', { for: id, class: 'visually-hidden' }, t('composer.label')),
        input,
        actions,
      ),
      h(
        'p',
        { class: 'composer-hint' },
        h('span', { id: `${id}-hint`, class: 'keys' }, t('composer.hint')),
        counter,
      ),
    ),
    draw,
    /** On a touch screen the keyboard would cover the answer: it only opens when asked for. */
    focus: () => {
      if (!matchMedia('(pointer: coarse)').matches) input.focus()
    },
  }
}
