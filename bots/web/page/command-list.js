import { call } from './api.js'
import { announce, h, uniqueId } from './dom.js'
import { state } from './state.js'
import { locale, t } from './words.js'

/** @typedef {import('./types-commands.d.ts').CommandSummary} CommandSummary */

/** @type {{ of: string, commands: Promise<CommandSummary[]> } | null} */
let known = null
/** Commands are those of a person's rights, in the page's language. */
const loadCommands = () => {
  const of = JSON.stringify([locale(), state.session.permissions])
  if (known?.of !== of)
    known = {
      of,
      commands: call('GET', '/v1/commands').then(
        ({ items }) => items,
        () => {
          // A help that cannot be had is none; typed commands still work.
          known = null
          return []
        },
      ),
    }
  return known.commands
}

/** @param {string} text */
const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/**
 * Whether what was typed is on its way to this command; its arguments are nobody's business here.
 * @param {CommandSummary} command
 * @param {string} typed without the slash
 */
const fits = ({ path, summary }, typed) => {
  const name = path.join(' ')
  const wanted = fold(typed).trimStart()
  if (name.startsWith(wanted)) return true
  return wanted.length > 2 && !wanted.includes(' ') && fold(summary).includes(wanted)
}

/** @param {string} text */
const typedOf = (text) => {
  const found = /^\s*\/\s*(?:sextant(?:\s+|$))?(.*)$/is.exec(text)
  return found && !found[1]?.includes('\n') ? (found[1] ?? '') : null
}

/**
 * The commands that fit what is being typed, above the box. Arrows choose, Tab or Enter takes the chosen one, Escape
 * closes; whoever chooses nothing sends what is written.
 * @param {HTMLTextAreaElement} input
 * @param {{ take: (text: string) => void }} actions
 */
export const commandList = (input, { take }) => {
  const id = uniqueId('commands')
  const list = h('ul', {
    id,
    class: 'command-list',
    role: 'listbox',
    'aria-label': t('commands.label'),
    hidden: true,
  })
  input.setAttribute('aria-autocomplete', 'list')
  input.setAttribute('aria-controls', id)
  /** @type {CommandSummary[]} */
  let offered = []
  let active = -1

  const close = () => {
    list.hidden = true
    active = -1
    input.removeAttribute('aria-activedescendant')
  }

  /** @param {CommandSummary} command */
  const choose = ({ path, takes_more }) => {
    take(`/${path.join(' ')}${takes_more ? ' ' : ''}`)
    close()
    input.focus()
  }

  /** @param {number} next */
  const mark = (next) => {
    active = (next + offered.length) % offered.length
    for (const [at, option] of [...list.children].entries())
      option.setAttribute('aria-selected', String(at === active))
    input.setAttribute('aria-activedescendant', `${id}-${active}`)
    list.children[active]?.scrollIntoView({ block: 'nearest' })
  }

  /** @param {CommandSummary} command @param {number} at */
  const optionView = (command, at) =>
    h(
      'li',
      {
        id: `${id}-${at}`,
        role: 'option',
        'aria-selected': 'false',
        on: {
          // Before the box loses the focus.
          mousedown: (/** @type {Event} */ event) => {
            event.preventDefault()
            choose(command)
          },
        },
      },
      h('code', null, command.usage.replace(/^\/sextant /, '/')),
      h('span', null, command.summary),
    )

  const draw = async () => {
    const typed = typedOf(input.value)
    if (typed === null) return close()
    const commands = await loadCommands()
    // What was typed meanwhile has its own drawing.
    if (typedOf(input.value) !== typed) return
    const before = offered
    offered = commands.filter((command) => fits(command, typed))
    if (offered.length === 0) return close()
    active = -1
    input.removeAttribute('aria-activedescendant')
    list.replaceChildren(...offered.map(optionView))
    if (list.hidden || before.length !== offered.length)
      announce(t('commands.offered', { count: offered.length }))
    list.hidden = false
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the list took the key */
  const onKey = (event) => {
    if (list.hidden || event.isComposing) return false
    const chosen = offered[active]
    if (event.key === 'ArrowDown') mark(active + 1)
    else if (event.key === 'ArrowUp') mark(active < 0 ? offered.length - 1 : active - 1)
    else if (event.key === 'Escape') close()
    else if (event.key === 'Tab' && !event.shiftKey)
      choose(/** @type {CommandSummary} */ (chosen ?? offered[0]))
    else if (event.key === 'Enter' && chosen) choose(chosen)
    else return false
    event.preventDefault()
    return true
  }

  input.addEventListener('input', draw)
  input.addEventListener('blur', close)
  return { element: list, onKey, close }
}
