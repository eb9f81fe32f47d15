import { call, callAll } from './api.js'
import { recall, remember } from './memory.js'
import { changed, state } from './state.js'
import { newTurn } from './turn.js'

/** @typedef {import('./types.d.ts').Turn} Turn */
/** @typedef {{ id: string, role: string, content: string, answer: import('./types.d.ts').Answer | null, rating?: 'up' | 'down' | null, metadata?: { ai_responses?: Turn['slots'] } }} Message */

/** The address keeps the place, so that a reload or a bookmark comes back to it. */
const keepPlace = () => {
  const place = new URLSearchParams()
  if (state.assistantId) place.set('assistant', state.assistantId)
  if (state.conversationId) place.set('conversation', state.conversationId)
  history.replaceState(null, '', `${location.pathname}${location.search}#${place}`)
}

export const readPlace = () => {
  const place = new URLSearchParams(location.hash.slice(1))
  return { assistant: place.get('assistant'), conversation: place.get('conversation') }
}

/** @param {string | null} id */
export const setConversation = (id) => {
  state.conversationId = id
  keepPlace()
}

export const loadAssistants = async () => {
  state.assistants = await callAll('/v1/assistants')
}

/** @param {string} id */
export const reloadAssistant = async (id) => {
  const fresh = await call('GET', `/v1/assistants/${encodeURIComponent(id)}`)
  state.assistants = state.assistants.map((assistant) => (assistant.id === id ? fresh : assistant))
}

export const loadConversations = async () => {
  const id = state.assistantId
  if (!id) return
  const page = await call('GET', `/v1/conversations?assistant_id=${encodeURIComponent(id)}&limit=50`)
  if (state.assistantId === id) state.conversations = page.items
}

/**
 * Questions with their answers, from the stored messages in order.
 * @param {Message[]} messages
 * @returns {Turn[]}
 */
const turnsOf = (messages) => {
  /** @type {Turn[]} */
  const turns = []
  for (const { id, role, content, answer, rating, metadata } of messages) {
    const last = turns.at(-1)
    if (role === 'user') turns.push({ ...newTurn(content), state: 'stopped' })
    else if (last && !last.answer) {
      last.state = 'answered'
      last.answer = answer && { ...answer, message_id: answer.message_id ?? id }
      last.text = content
      last.rating = rating ?? null
      last.slots = metadata?.ai_responses ?? null
    }
  }
  return turns
}

/**
 * A question that was on its way when the page was left stands at the end, to be sent again under its own key:
 * the server then gives the answer that it may already have.
 * @param {Turn[]} turns
 */
const withPending = (turns) => {
  const pending = recall(`pending.${state.assistantId}`)
  if (!pending || pending.conversationId !== state.conversationId) return turns
  const { key, locale, comparison } = pending
  const last = turns.at(-1)
  if (last && last.question === pending.question) {
    if (last.state === 'answered') remember(`pending.${state.assistantId}`, null)
    else Object.assign(last, { key, locale, comparison })
    return turns
  }
  const turn = { ...newTurn(pending.question), state: /** @type {const} */ ('stopped') }
  return [...turns, { ...turn, key, locale, comparison }]
}

/** @param {string | null} id null = a new one */
export const openConversation = async (id) => {
  state.running?.abort()
  state.running = null
  state.turns = []
  setConversation(id)
  changed('chat', 'sidebar')
  let turns = /** @type {Turn[]} */ ([])
  if (id) {
    const conversation = await call('GET', `/v1/conversations/${encodeURIComponent(id)}`)
    turns = turnsOf(conversation.messages)
  }
  if (state.conversationId !== id) return
  // What was asked while the old turns were on their way comes after them.
  state.turns = state.turns.length > 0 ? [...turns, ...state.turns] : withPending(turns)
  changed('chat')
}

/**
 * @param {string | null} id
 * @param {string | null} [conversationId]
 */
export const openAssistant = async (id, conversationId = null) => {
  state.assistantId = id
  state.conversations = []
  await Promise.all([openConversation(conversationId), loadConversations()])
  changed('sidebar')
}
