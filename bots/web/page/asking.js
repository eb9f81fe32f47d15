import { ApiError, newKey } from './api.js'
import { loadConversations, reloadAssistant, setConversation } from './conversations.js'
import { announce } from './dom.js'
import { postForEvents } from './event-stream.js'
import { remember } from './memory.js'
import { problemText } from './problems.js'
import { changed, currentAssistant, state } from './state.js'
import { locale, t } from './words.js'

/** @typedef {import('./types.d.ts').Turn} Turn */
/** @typedef {{ drawTurn: (turn: Turn) => void, drawComposer: () => void }} ThreadView */

/** The view in the document; a switch of language builds another while an answer is on its way. */
/** @type {ThreadView | null} */
let view = null
/** @param {ThreadView} next */
export const setThreadView = (next) => {
  view = next
}

/**
 * @param {Turn} turn
 * @param {import('./event-stream.js').ServerEvent} event
 */
const take = (turn, { event, data }) => {
  if (event === 'stage') {
    const known = turn.stages.find(({ stage }) => stage === data.stage)
    if (known) known.state = data.state
    else turn.stages.push({ stage: data.stage, state: data.state })
  } else if (event === 'delta') turn.text += data.text
  else if (event === 'answer') {
    turn.answer = data
    turn.text = data.text
    turn.state = 'answered'
  } else if (event === 'error') throw new ApiError(data)
}

/**
 * @param {Turn} turn
 * @param {unknown} error
 */
const fail = (turn, error) => {
  if (error instanceof Error && error.name === 'AbortError') {
    turn.state = 'stopped'
    return
  }
  if (!(error instanceof ApiError)) throw error
  turn.state = 'failed'
  turn.problem = error.problem
  // A definite refusal is final under its key; a lost connection is not: the same key then finds the same answer.
  if (error.problem.code !== 'offline') turn.key = newKey()
  announce(problemText(error.problem))
}

/**
 * Sends a turn and shows what comes back as it comes.
 * @param {Turn} turn
 */
export const sendTurn = async (turn) => {
  const assistant = currentAssistant()
  if (!assistant || state.running) return
  const conversationId = state.conversationId
  const controller = new AbortController()
  state.running = controller
  Object.assign(turn, { state: 'running', stages: [], text: '', answer: null, problem: null })
  turn.key ||= newKey()
  turn.locale ??= locale()
  remember(`pending.${assistant.id}`, {
    question: turn.question,
    key: turn.key,
    locale: turn.locale,
    conversationId,
  })
  view?.drawTurn(turn)
  view?.drawComposer()
  try {
    const events = postForEvents(
      `/v1/assistants/${encodeURIComponent(assistant.id)}/chat`,
      {
        message: turn.question,
        locale: turn.locale,
        ...(conversationId && { conversation_id: conversationId }),
      },
      { signal: controller.signal, headers: { 'Idempotency-Key': turn.key } },
    )
    for await (const event of events) {
      take(turn, event)
      view?.drawTurn(turn)
    }
    if (turn.state === 'running') throw new ApiError({ status: 0, code: 'offline', detail: '' })
    remember(`pending.${assistant.id}`, null)
  } catch (error) {
    fail(turn, error)
  }
  // The person may have gone to another conversation meanwhile: that one is not touched.
  if (state.running !== controller) return
  state.running = null
  view?.drawTurn(turn)
  view?.drawComposer()
  if (turn.answer) await settle(turn.answer)
}

/** @param {import('./types.d.ts').Answer} answer */
const settle = async (answer) => {
  announce(`${t('answer.ready')} ${answer.text.replace(/[*_`#]/g, '')}`)
  setConversation(answer.conversation_id)
  // Lists and counts are a convenience: when they cannot be read, the answer still stands.
  await Promise.all([loadConversations(), state.assistantId && reloadAssistant(state.assistantId)]).catch(
    () => {},
  )
  changed('sidebar')
}
