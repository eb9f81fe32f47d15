import { limits } from '../../config/limits.ts'
import { log } from '../../config/log.ts'
import type { Chat, ChatOutcome, Denial } from '../llm/chat.ts'
import type { FailureKind } from '../llm/provider.ts'
import { type Climbed, climbData, climbModel, completeAnswer } from './ladder.ts'
import { canPlanByModel } from './model/plan-by-model.ts'
import { attemptLines, costOfAttempts, usageOf } from './model/spent.ts'
import { canWordByModel, type Wording, wordByModel } from './model/word-by-model.ts'
import type { Question, RungResult, TraceLine } from './rung.ts'
import { warmLabels } from './understand/label-index.ts'

/** One of the models that a question is put to, each with a chat of its own in which nobody stands in for it. */
export interface Rival {
  name: string
  provider: string
  model: string
  /** null = it cannot be opened. */
  chat: Chat | null
}

/** How the rivals are to speak, within what each of them takes. */
export interface Manner {
  temperature: number
  maxTokens: number
}

/**
 * Besides denials and kinds of failure. `none`: it could not be opened; `length`: nothing whole within
 * the tokens; `unclaimed_figure`: its words did not pass the guard; `nothing_to_word`: the answer has no figure that a
 * model may word; `internal`: a fault of ours.
 */
export const slotFaults = ['none', 'length', 'unclaimed_figure', 'nothing_to_word', 'internal'] as const
export type SlotError = Denial | FailureKind | (typeof slotFaults)[number]

/** What one model made of the question: its words, or a code of why there are none. Its figures are the answer's. */
export interface Slot {
  provider: string
  model: string
  text: string | null
  finish: 'stop' | 'length' | null
  usage: { input_tokens: number; output_tokens: number }
  /** null = not known. */
  cost_nano_usd: number | null
  response_time_ms: number
  error: { code: SlotError } | null
}

export interface Compared extends Climbed {
  slots: Record<string, Slot>
}

/** The chat, asked with something changed. */
const askedAs = (chat: Chat, ask: Chat['ask']): Chat => ({
  get isPossible() {
    return chat.isPossible
  },
  get attempts() {
    return chat.attempts
  },
  get settlements() {
    return chat.settlements
  },
  ask,
})

/** The chat as a rival's: asked in this manner, whatever its stages would choose. */
const speakAs = (chat: Chat, { temperature, maxTokens }: Manner) => {
  let last: ChatOutcome | null = null
  const spoken = askedAs(chat, async (request) => {
    last = await chat.ask({ ...request, purpose: 'compare', temperature, maxTokens })
    return last
  })
  return {
    spoken,
    finish: (): Slot['finish'] => (last?.kind === 'completed' ? last.finish : null),
  }
}

/** Why a rival cannot be asked any more, or never could be. */
const reasonOf = (chat: Chat | null): string => chat?.attempts.at(-1)?.outcome ?? 'none'

const errorOf = (
  { text, detail }: Pick<Wording, 'text' | 'detail'>,
  finish: Slot['finish'],
): SlotError | null => {
  if (text !== null) return null
  if (finish === 'length') return 'length'
  return detail === 'empty_answer' ? 'empty' : (detail as SlotError)
}

const nothing = { text: null, promptHash: null, detail: 'nothing_to_word' }

/** Never throws: what goes wrong with one is no fault of the others. */
const wordAs = async (question: Question, found: RungResult, chat: Chat) => {
  if (!chat.isPossible) return { ...nothing, detail: reasonOf(chat) }
  if (!canWordByModel({ ...question, chat }, found)) return nothing
  try {
    // Several texts at once cannot be watched.
    return (await wordByModel({ ...question, chat, watcher: undefined }, found)) ?? nothing
  } catch (error) {
    log.error({ err: error }, 'a model could not be compared')
    return { ...nothing, detail: 'internal' }
  }
}

const tokensOf = (chat: Chat | null): Slot['usage'] => {
  const { input_tokens, output_tokens } = usageOf(chat?.attempts ?? [])
  return { input_tokens, output_tokens }
}

const fillSlot = async (
  question: Question,
  found: RungResult,
  { rival, manner }: { rival: Rival; manner: Manner },
): Promise<{ slot: Slot; line: TraceLine }> => {
  const { chat, provider, model } = rival
  const start = performance.now()
  const speaker = chat && speakAs(chat, manner)
  const worded = speaker
    ? await wordAs(question, found, speaker.spoken)
    : { ...nothing, detail: reasonOf(chat) }
  const tookMs = Math.round(performance.now() - start)
  const finish = speaker?.finish() ?? null
  const error = errorOf(worded, finish)
  const cost = costOfAttempts(chat?.attempts ?? [])
  return {
    slot: {
      provider,
      model,
      text: worded.text,
      finish: error ? null : finish,
      usage: tokensOf(chat),
      cost_nano_usd: cost,
      response_time_ms: tookMs,
      error: error && { code: error },
    },
    line: {
      stage: 'model',
      outcome: error ? 'failed' : 'answered',
      took_ms: tookMs,
      rows: 0,
      model: rival.name,
      cost_nano_usd: cost,
      detail: error ?? 'worded',
      purpose: 'compare',
      prompt_hash: worded.promptHash,
    },
  }
}

/** How long models may be asked for the plan: the time of silent ones is everybody's. */
export interface PlanLimits {
  /** Each. */
  planMs: number
  /** One after the other. */
  plansMs: number
}

/** The plan is one for all: the grammar's, else that of the first model that has one in time. */
const findPlan = async (
  question: Question,
  rivals: readonly Rival[],
  { planMs, plansMs }: PlanLimits,
): Promise<{ found: RungResult; trace: TraceLine[] }> => {
  const trace: TraceLine[] = []
  let found = await climbData({ question, trace })
  const allOver = AbortSignal.timeout(plansMs)
  for (const { chat } of rivals) {
    if (allOver.aborted) break
    if (!chat || !canPlanByModel({ ...question, chat }, found)) continue
    const signal = AbortSignal.any([allOver, AbortSignal.timeout(planMs)])
    const asking = { ...question, chat: askedAs(chat, (request) => chat.ask({ ...request, signal })) }
    found = await climbModel({ question: asking, trace }, found)
    if (found.outcome !== 'failed') break
  }
  return { found, trace }
}

/**
 * One question, its figures computed once, put into words by several models at the same time. The answer itself is the
 * template's: it stands whatever becomes of them.
 */
export const compareAnswers = async (
  question: Question,
  rivals: readonly Rival[],
  manner: Manner,
  planLimits: PlanLimits = limits.compare,
): Promise<Compared> => {
  const start = performance.now()
  await warmLabels(question.table)
  const { found, trace } = await findPlan(question, rivals, planLimits)
  const filled = await Promise.all(rivals.map((rival) => fillSlot(question, found, { rival, manner })))
  const slots = Object.fromEntries(rivals.map(({ name }, at) => [name, filled[at]!.slot]))
  const chats = rivals.flatMap(({ chat }) => chat ?? [])
  const speakers = rivals.filter(({ name }) => slots[name]!.error === null).map(({ name }) => name)
  return {
    answer: completeAnswer(found.worded, Math.round(performance.now() - start), {
      model: null,
      fallback_reason: null,
      usage: usageOf(chats.flatMap(({ attempts }) => attempts)),
    }),
    context: found.context,
    trace: [...trace, ...filled.map(({ line }) => line)],
    attempts: chats.flatMap(attemptLines),
    llmUsed: speakers.join(', ') || null,
    slots,
  }
}
