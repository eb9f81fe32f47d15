import { ApiError, call, newKey } from './api.js'
import { openCardForm } from './card-form.js'
import { loadAssistants, openAssistant } from './conversations.js'
import { announce } from './dom.js'
import { keepChoice } from './memory.js'
import { changed, state } from './state.js'
import { newTurn } from './turn.js'
import { locale, setLocale, t } from './words.js'

/**
 * Commands as on the chat platforms: what is typed with `/`, and the buttons and forms of the cards that come of it.
 * @typedef {import('./types-commands.d.ts').Outcome} Outcome
 * @typedef {import('./types-commands.d.ts').CardItem} CardItem
 * @typedef {import('./types-commands.d.ts').CommandTurn} CommandTurn
 */

/** @param {string} text */
export const isCommand = (text) => text.trimStart().startsWith('/')

/** @param {import('./api.js').Problem} problem @returns {CardItem} */
const failedItem = (problem) => ({ card: null, locale: locale(), problem, creationId: null, file: null })

/** @param {string} text @returns {CommandTurn} */
export const newCommandTurn = (text) => ({
  ...newTurn(text),
  state: 'command',
  items: [],
  isBusy: false,
  draw: () => {},
})

/** What the view in the document does with a question that comes of a command. */
/** @type {(question: string) => void} */
let ask = () => {}
/** @param {(question: string) => void} next */
export const setAsker = (next) => {
  ask = next
}

/** @param {Record<string, any>} body */
const withPlace = (body) => ({ ...body, ...(state.assistantId && { assistant_id: state.assistantId }) })

/** @param {import('./types-commands.d.ts').Card} card */
const saidBy = ({ title, parts }) => {
  const words = parts.flatMap((part) =>
    part.kind === 'text' ? [part.text] : part.kind === 'notes' ? part.notes : [],
  )
  return [title, ...words]
    .filter(Boolean)
    .join('. ')
    .replace(/[*`_\\]/g, '')
    .slice(0, 300)
}

/** @param {CommandTurn} turn */
const leave = (turn) => {
  state.turns = state.turns.filter((one) => one !== turn)
  changed('chat')
}

/**
 * The language that was chosen by a command is the page's at once.
 * @param {import('./words.js').Locale} next
 */
const takeLanguage = (next) => {
  if (next === locale()) return
  keepChoice('locale', next)
  setLocale(next)
  changed('shell')
}

/**
 * What the page shows besides the card may be another by now: assistants, and their names.
 * @param {CommandTurn} turn
 */
const refresh = async (turn) => {
  const current = () => JSON.stringify(state.assistants.find(({ id }) => id === state.assistantId) ?? null)
  const before = current()
  await loadAssistants()
  changed('sidebar')
  if (current() === 'null' && (before !== 'null' || state.assistants.length > 0)) {
    await openAssistant(state.assistants[0]?.id ?? null)
    // The conversation with the one that went is closed; what was said about it stays.
    state.turns.push(turn)
    changed('chat')
  } else if (current() !== before) changed('chat')
}

const lookEveryMs = 700

/**
 * Shows how far the making of an assistant has come, until it ends or nobody looks any more.
 * @param {CommandTurn} turn
 * @param {CardItem} item
 */
const follow = async (turn, item) => {
  while (item.creationId && state.turns.includes(turn) && turn.items.includes(item)) {
    await new Promise((done) => setTimeout(done, lookEveryMs))
    const id = item.creationId
    const next = await call('POST', '/v1/commands/actions', { action: 'creation.show', value: { id } }).catch(
      (error) => {
        if (!(error instanceof ApiError)) throw error
        return null
      },
    )
    // A line that was lost for a moment: the card's own button asks again.
    if (next?.kind !== 'card') return
    const isSame = JSON.stringify(next.card) === JSON.stringify(item.card)
    Object.assign(item, { card: next.card, creationId: next.creation_id })
    if (!isSame) turn.draw(null)
    if (item.creationId === null) {
      announce(saidBy(next.card))
      await refresh(turn)
    }
  }
}

/**
 * @param {CommandTurn} turn
 * @param {{ outcome: Extract<Outcome, { kind: 'card' }>, pressed: CardItem | null }} options
 */
const showCard = (turn, { outcome, pressed }) => {
  const { card, locale: of, creation_id: creationId, file } = outcome
  const item = { card, locale: of, problem: null, creationId, file }
  const at = pressed && outcome.replaces ? turn.items.indexOf(pressed) : -1
  if (at >= 0) turn.items.splice(at, 1, item)
  else turn.items.push(item)
  turn.draw(pressed ? item : null)
  announce(saidBy(card))
  takeLanguage(of)
  if (creationId) follow(turn, item)
  if (card.tone === 'good') refresh(turn)
}

/**
 * @param {CommandTurn} turn
 * @param {Extract<Outcome, { kind: 'question' }>} outcome
 */
const askQuestion = async (turn, { assistant_id: id, text }) => {
  if (state.running) return tell(turn, t('commands.busy'))
  if (turn.items.length === 0) leave(turn)
  if (id && id !== state.assistantId) await openAssistant(id)
  ask(text)
}

/**
 * Opens a conversation in place of the one before the person, wherever it began.
 * @param {CommandTurn} turn
 * @param {Extract<Outcome, { kind: 'continue' }>} outcome
 */
const continueHere = async (turn, { assistant_id: id, conversation_id: conversationId }) => {
  if (state.running) return tell(turn, t('commands.busy'))
  await openAssistant(id, conversationId)
  announce(t('commands.continued'))
}

/**
 * @param {CommandTurn} turn
 * @param {string} problem
 */
const tell = (turn, problem) => {
  turn.items.push(failedItem({ status: 0, code: 'busy', detail: problem }))
  announce(problem)
  turn.draw(null)
}

/**
 * @param {CommandTurn} turn
 * @param {{ outcome: Outcome, pressed: CardItem | null }} options
 * @returns {void | Promise<void>}
 */
const take = (turn, { outcome, pressed }) => {
  if (outcome.kind === 'card') return showCard(turn, { outcome, pressed })
  if (outcome.kind === 'question') return askQuestion(turn, outcome)
  if (outcome.kind === 'continue') return continueHere(turn, outcome)
  if (outcome.kind === 'form') return openForm(turn, { form: outcome.form, pressed })
  if (outcome.kind === 'remove') {
    turn.items = turn.items.filter((item) => item !== pressed)
    return turn.items.length === 0 ? leave(turn) : turn.draw(null)
  }
}

/**
 * @param {CommandTurn} turn
 * @param {{ form: import('./types-commands.d.ts').Form, pressed: CardItem | null }} options
 */
const openForm = (turn, { form, pressed }) => {
  const { action, value } = form
  const key = newKey()
  openCardForm(form, {
    send: (values) =>
      call('POST', '/v1/commands/forms', withPlace({ action, value, values }), {
        // Of these very values: the same ones sent again after a lost line make one assistant, not two.
        headers: { 'Idempotency-Key': `${key}-${hashOf(JSON.stringify(values))}` },
      }),
    done: async (outcome) => {
      await take(turn, { outcome, pressed })
      await refresh(turn)
    },
    left: () => {
      if (turn.items.length === 0) leave(turn)
    },
  })
}

/** @param {string} text */
const hashOf = (text) => {
  let hash = 0
  for (const char of text) hash = (Math.imul(hash, 31) + (char.codePointAt(0) ?? 0)) | 0
  return (hash >>> 0).toString(16)
}

/**
 * @param {CommandTurn} turn
 * @param {CardItem | null} pressed
 * @param {() => Promise<Outcome>} send
 */
const act = async (turn, pressed, send) => {
  if (turn.isBusy) return
  turn.isBusy = true
  turn.items = turn.items.filter(({ problem }) => !problem)
  turn.draw(null)
  try {
    const outcome = await send()
    turn.isBusy = false
    turn.draw(null)
    await take(turn, { outcome, pressed })
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    turn.items.push(failedItem(error.problem))
  } finally {
    turn.isBusy = false
    if (state.turns.includes(turn)) turn.draw(null)
  }
}

/** @param {CommandTurn} turn */
export const giveCommand = (turn) =>
  act(turn, null, () => call('POST', '/v1/commands', withPlace({ text: turn.question })))

/**
 * @param {CommandTurn} turn
 * @param {CardItem} item the card that is pressed
 * @param {{ action: string, value: Record<string, string> }} control
 */
export const pressControl = (turn, item, { action, value }) =>
  act(turn, item, () => call('POST', '/v1/commands/actions', withPlace({ action, value })))
