import { cardView } from './card.js'
import { pressControl } from './commands.js'
import { h } from './dom.js'
import { problemNotice } from './form-field.js'
import { t } from './words.js'

/**
 * A command with its cards. What changes is drawn again by the turn's own `draw`, which is that of the newest view.
 * @param {import('./types-commands.d.ts').CommandTurn} turn
 */
export const commandTurnView = (turn) => {
  const cards = h('div', { class: 'cards' })
  /** @type {Map<import('./types-commands.d.ts').CardItem, { of: unknown, element: HTMLElement }>} */
  let shown = new Map()

  /** @param {import('./types-commands.d.ts').CardItem} item */
  const elementOf = (item) => {
    const known = shown.get(item)
    if (known && known.of === item.card) return known.element
    if (item.card)
      return cardView(item.card, {
        press: (control) => pressControl(turn, item, control),
        lang: item.locale,
        file: item.file,
      })
    return h('div', null, item.problem && problemNotice(item.problem))
  }

  turn.draw = (focused) => {
    const hadFocus = cards.contains(document.activeElement)
    const next = new Map(turn.items.map((item) => [item, { of: item.card, element: elementOf(item) }]))
    const elements = [...next.values()].map(({ element }) => element)
    // What stays is not taken out of the document, which would lose the focus in it.
    for (const { element } of shown.values()) if (!elements.includes(element)) element.remove()
    for (const [at, element] of elements.entries())
      if (cards.children[at] !== element) cards.insertBefore(element, cards.children[at] ?? null)
    shown = next
    article.setAttribute('aria-busy', String(turn.isBusy))
    busy.hidden = !turn.isBusy
    /** @type {HTMLElement} */ for (const button of cards.querySelectorAll('button, select'))
      button.setAttribute('aria-disabled', String(turn.isBusy))
    const target = focused && next.get(focused)?.element
    if (target) target.focus({ preventScroll: true })
    else if (hadFocus && !cards.contains(document.activeElement)) article.focus({ preventScroll: true })
    const last = target ?? elements.at(-1)
    if (last && (target || shown.size === 1)) last.scrollIntoView({ block: 'nearest' })
  }

  const busy = h(
    'p',
    { class: 'progress-line', hidden: true },
    h('span', { class: 'spinner' }),
    t('commands.working'),
  )
  const article = h(
    'article',
    { class: 'turn is-command', tabindex: '-1' },
    h(
      'div',
      { class: 'question' },
      h('span', { class: 'visually-hidden' }, t('turn.you')),
      h('code', null, turn.question),
    ),
    cards,
    busy,
  )
  turn.draw(null)
  return article
}
