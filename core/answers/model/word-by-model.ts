import type { Outcome } from '../../datasets/query/outcome.ts'
import type { Operation } from '../../datasets/query/plan.ts'
import type { Chat, ChatOutcome } from '../../llm/chat.ts'
import type { ChatMessage } from '../../llm/provider.ts'
import type { Question, RungResult } from '../rung.ts'
import { itemsOf } from '../word/items-of.ts'
import { draftAnswer } from '../word/word-answer.ts'
import { openGround } from './guard/ground.ts'
import { openStreamGuard, type StreamGuard, type Verdict } from './guard/stream-guard.ts'
import { hashPrompt, repairMessages } from './prompt.ts'
import { describeFault, wordMessages } from './word-prompt.ts'

const maxTokens = 1_500

/** Definitions, readings of one figure and the arithmetic check are exact to the letter: no model words them. */
const exact: readonly Operation[] = ['define', 'explain', 'check']

/** What became of the try to have an answer worded: without a text the template's stands. */
export interface Wording {
  text: string | null
  llm: string | null
  /** Why not the first of the chain or, without a text, why nobody. */
  fallbackReason: string | null
  detail: string
  promptHash: string
}

const quiet = { onText: () => undefined, onRestart: () => undefined }

/** An executed plan with figures that a model may put into words. */
const findWordable = ({ executed, worded }: RungResult): Outcome | null => {
  if (!executed || exact.includes(executed.operation)) return null
  if (!itemsOf(executed).some(({ claims }) => Object.keys(claims).length > 0)) return null
  // A label that looks like a placeholder would become a figure.
  return /\{\s?c\d/u.test(worded.text) ? null : executed
}

/** Whether there is a model, and something for it to word. */
export const canWordByModel = ({ chat }: Question, result: RungResult): boolean =>
  Boolean(chat?.isPossible) && findWordable(result) !== null

type Completed = Extract<ChatOutcome, { kind: 'completed' }>
type Tried = { completed: Completed; verdict: Verdict } | { failure: string }

const isBlank = ({ text }: Completed): boolean => text.trim() === ''

/** One try: what the guard passes goes out while the model still writes. */
const tryOnce = async (chat: Chat, guard: StreamGuard, messages: ChatMessage[]): Promise<Tried> => {
  let heard = ''
  const restart = (): void => {
    heard = ''
    guard.restart()
  }
  restart()
  const outcome = await chat.ask({
    purpose: 'word',
    messages,
    maxTokens,
    onText: (piece) => {
      heard += piece
      guard.feed(piece)
    },
    onRestart: restart,
  })
  if (outcome.kind === 'failed') return { failure: outcome.reason }
  // The completion is what counts, whatever was or was not streamed of it.
  if (heard !== outcome.text) {
    restart()
    guard.feed(outcome.text)
  }
  if (isBlank(outcome)) return { failure: 'empty' }
  const verdict = guard.end()
  // Stopped at its limit: whatever its last line says, it would have gone on.
  const isCut = verdict.ok && outcome.finish === 'length'
  return {
    completed: outcome,
    verdict: isCut ? { ok: false, faults: [{ code: 'too_long', sentence: '' }] } : verdict,
  }
}

/**
 * Lets a model word an executed plan. One repair, then the template: what people get is either a text of which every
 * sentence passed the guard, or our own.
 */
export const wordByModel = async (question: Question, result: RungResult): Promise<Wording | null> => {
  const { chat, table, theme = null } = question
  const outcome = findWordable(result)
  if (!outcome || !chat?.isPossible) return null
  const { locale } = result.worded
  const draft = draftAnswer(table, outcome, locale, { theme })
  const ground = openGround({ table, outcome, locale, draft })
  const messages = wordMessages(question, ground, draft)
  const guard = openStreamGuard(ground, question.watcher ?? quiet)
  const wording = { text: null, llm: null, fallbackReason: null, promptHash: hashPrompt(messages) }
  if (ground.figures.size === 0) return { ...wording, detail: 'nothing_to_word' }

  let tried = await tryOnce(chat, guard, messages)
  if ('completed' in tried && !tried.verdict.ok)
    tried = await tryOnce(
      chat,
      guard,
      repairMessages(messages, tried.completed.text, tried.verdict.faults.map(describeFault)),
    )
  if ('completed' in tried && tried.verdict.ok) {
    const { llm, fallbackReason } = tried.completed
    return { ...wording, text: tried.verdict.text, llm, fallbackReason, detail: 'worded' }
  }
  guard.restart()
  if ('failure' in tried) {
    const { failure } = tried
    return { ...wording, fallbackReason: failure, detail: failure === 'empty' ? 'empty_answer' : failure }
  }
  return { ...wording, detail: 'unclaimed_figure' }
}
