import { ApiError, call, newKey } from './api.js'
import { slotsSummary } from './comparison.js'
import { loadConversations, reloadAssistant, setConversation } from './conversations.js'
import { announce } from './dom.js'
import { postForEvents } from './event-stream.js'
import { remember } from './memory.js'
import { problemText } from './problems.js'
import { loadQuota } from './quota-line.js'
import { changed, currentAssistant, state } from './state.js'
import { isStopped } from './turn.js'
import { locale, t } from './words.js'

/** @typedef {import('./types.d.ts').Turn} Turn */
/**
 * `drawText` only lets the text of a running turn grow: a model sends many small pieces.
 * @typedef {{ drawTurn: (turn: Turn) => void, drawText: (turn: Turn) => void, drawComposer: () => void }} ThreadView
 */

/** The view in the document; a switch of language builds another while an answer is on its way. */
/** @type {ThreadView | null} */
let view = null
/** @param {ThreadView} next */
export const setThreadView = (next) => {
  view = next
}

let isTextDue = false
/**
 * At most once a frame, however fast the pieces come.
 * @param {Turn} turn
 */
const drawTextSoon = (turn) => {
  if (isTextDue) return
  isTextDue = true
  requestAnimationFrame(() => {
    isTextDue = false
    if (turn.state === 'running') view?.drawText(turn)
  })
}

/**
 * A piece of text, or the word that what came so far is void: another model begins anew.
 * @param {Turn} turn
 * @param {{ text?: string, reset?: boolean }} delta
 */
const takeDelta = (turn, { text = '', reset = false }) => {
  turn.text = reset ? text : turn.text + text
  drawTextSoon(turn)
}

/**
 * Of one assistant, or of several models and then with what each of them said.
 * @param {Turn} turn
 * @param {any} data
 */
const takeAnswer = (turn, data) => {
  const answer = turn.comparison ? data.answer : data
  const slots = turn.comparison ? data.ai_responses : null
  Object.assign(turn, { answer, slots, text: answer.text, state: 'answered' })
}

/**
 * @param {Turn} turn
 * @param {import('./event-stream.js').ServerEvent} event
 */
const take = (turn, { event, data }) => {
  if (event === 'delta') return takeDelta(turn, data)
  if (event === 'error') throw new ApiError(data)
  if (event === 'stage') {
    const known = turn.stages.find(({ stage }) => stage === data.stage)
    if (known) known.state = data.state
    else turn.stages.push({ stage: data.stage, state: data.state })
  } else if (event === 'answer') takeAnswer(turn, data)
  view?.drawTurn(turn)
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

/** @typedef {import('./types.d.ts').Running} Running */

/**
 * @typedef {{ assistantId: string, conversationId: string | null, running: Running }} Place
 */

/**
 * A turn while the page waits for its answer. Leaving (`abort`) ends the waiting alone. `stop` ends the question: the
 * server ends what it asked of models, and the answer that says so comes as every answer does. When the server cannot
 * be told, or stop is pressed again, at least the waiting ends.
 * @param {Turn} turn
 * @param {string} assistantId
 * @returns {Running}
 */
const openRunning = (turn, assistantId) => {
  const controller = new AbortController()
  const abort = () => controller.abort()
  const tell = () => {
    const id = encodeURIComponent(/** @type {string} */ (running.questionId))
    const path = `/v1/assistants/${encodeURIComponent(assistantId)}/chat/pending/${id}`
    call('DELETE', path).catch(abort)
  }
  /** @type {Running} */
  const running = {
    turn,
    signal: controller.signal,
    abort,
    isStopping: false,
    questionId: null,
    accept: (id) => {
      running.questionId = id
      if (running.isStopping) tell()
    },
    stop: () => {
      if (running.isStopping) return abort()
      running.isStopping = true
      // A question that is still on its way is stopped as soon as it is there.
      if (running.questionId) tell()
      view?.drawComposer()
    },
  }
  return running
}

/**
 * @param {Turn} turn
 * @param {Place} place
 */
const requestOf = (turn, { conversationId, running }) => ({
  body: {
    message: turn.question,
    locale: turn.locale,
    ...(conversationId && { conversation_id: conversationId }),
  },
  options: { signal: running.signal, headers: { 'Idempotency-Key': turn.key } },
})

/**
 * @param {Turn} turn
 * @param {{ path: string, body: any, options: Parameters<typeof postForEvents>[2], running: Running }} request
 */
const exchange = async (turn, { path, body, options, running }) => {
  for await (const event of postForEvents(path, body, options)) {
    if (event.event === 'accepted') running.accept(event.data.question_id)
    else take(turn, event)
  }
  if (turn.state === 'running') throw new ApiError({ status: 0, code: 'offline', detail: '' })
}

/**
 * One assistant's answer, piece by piece.
 * @param {Turn} turn
 * @param {Place} place
 */
const converse = (turn, place) => {
  const path = `/v1/assistants/${encodeURIComponent(place.assistantId)}/chat`
  return exchange(turn, { path, ...requestOf(turn, place), running: place.running })
}

/**
 * The answers of several models, all at once.
 * @param {Turn} turn
 * @param {Place} place
 */
const compare = async (turn, place) => {
  const { models, temperature, max_tokens } = /** @type {NonNullable<Turn['comparison']>} */ (turn.comparison)
  turn.stages.push({ stage: 'compare', state: 'started' })
  view?.drawTurn(turn)
  const { body, options } = requestOf(turn, place)
  const choice = { assistant_id: place.assistantId, selected_models: models, temperature, max_tokens }
  const request = { path: '/v1/chat/send', body: { ...body, ...choice }, options, running: place.running }
  await exchange(turn, request)
}

/**
 * Sends a turn and shows what comes back as it comes.
 * @param {Turn} turn
 */
export const sendTurn = async (turn) => {
  const assistant = currentAssistant()
  if (!assistant || state.running) return
  const { conversationId } = state
  const running = openRunning(turn, assistant.id)
  state.running = running
  Object.assign(turn, { state: 'running', stages: [], text: '', answer: null, slots: null, problem: null })
  turn.key ||= newKey()
  turn.locale ??= locale()
  const { question, key, comparison } = turn
  remember(`pending.${assistant.id}`, { question, key, locale: turn.locale, comparison, conversationId })
  view?.drawTurn(turn)
  view?.drawComposer()
  const place = { assistantId: assistant.id, conversationId, running }
  try {
    await (comparison ? compare : converse)(turn, place)
    remember(`pending.${assistant.id}`, null)
  } catch (error) {
    fail(turn, error)
  }
  // The person may have gone to another conversation meanwhile: that one is not touched.
  if (state.running !== running) return
  state.running = null
  view?.drawTurn(turn)
  view?.drawComposer()
  if (turn.answer) await settle(turn, turn.answer)
}

/**
 * @param {Turn} turn
 * @param {import('./types.d.ts').Answer} answer
 */
const settle = async ({ slots }, answer) => {
  const said = slots ? slotsSummary(slots) : answer.text.replace(/[*_`#]/g, '')
  announce(isStopped(answer) ? answer.text : `${t('answer.ready')} ${said}`)
  setConversation(answer.conversation_id)
  // Lists and counts are a convenience: when they cannot be read, the answer still stands.
  const refreshed = [
    loadConversations(),
    state.assistantId && reloadAssistant(state.assistantId),
    loadQuota(),
  ]
  await Promise.all(refreshed).catch(() => {})
  changed('sidebar')
}
