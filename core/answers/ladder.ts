import { log } from '../../config/log.ts'
import type { Answer, Stage } from './answer.ts'
import { answerFromData } from './data-stage.ts'
import { answerByModel, canPlanByModel } from './model/plan-by-model.ts'
import { type AttemptLine, attemptLines, costOfAttempts, usageOf } from './model/spent.ts'
import { canWordByModel, type Wording, wordByModel } from './model/word-by-model.ts'
import type { Question, RungResult, TraceLine, Worded } from './rung.ts'
import { warmLabels } from './understand/label-index.ts'
import type { FollowUpContext } from './understand/understanding.ts'

export interface Climbed {
  answer: Answer
  /** What the next question of the conversation may lean on. */
  context: FollowUpContext | null
  trace: TraceLine[]
  /** Every try of a model, in order. */
  attempts: AttemptLine[]
  /** The model that worded the answer or, where a template did, the one that planned it. */
  llmUsed: string | null
}

const since = (start: number): number => Math.round((performance.now() - start) * 1000) / 1000

const rowsOf = ({ claims }: Worded): number =>
  new Set(claims.map((claim) => claim.source?.row).filter((row) => row !== undefined)).size

export interface Climb {
  question: Question
  trace: TraceLine[]
}

type Line = Pick<TraceLine, 'outcome' | 'detail'> & Partial<TraceLine>

/** Does one step, tells who waits, and writes its line of the trace with what models cost in it. */
const step = async <Result>(
  { question, trace }: Climb,
  stage: Stage,
  work: () => Promise<{ result: Result; worded: Worded; line: Line }>,
): Promise<Result> => {
  const start = performance.now()
  const attempts = question.chat?.attempts.length ?? 0
  question.watcher?.onStage(stage, 'started')
  const { result, worded, line } = await work()
  question.watcher?.onStage(stage, 'finished')
  const cost = costOfAttempts(question.chat?.attempts.slice(attempts) ?? [])
  trace.push({
    stage,
    took_ms: since(start),
    rows: rowsOf(worded),
    model: null,
    cost_nano_usd: cost,
    ...line,
  })
  return result
}

export const climbData = (climb: Climb): Promise<RungResult> =>
  step(climb, 'data', async () => {
    const result = await answerFromData(climb.question)
    const { outcome, detail, worded } = result
    return { result, worded, line: { outcome, detail } }
  })

/** A model, and what becomes of its words, never takes from people what the data stage has for them. */
const orElse = async <Result>(work: () => Promise<Result>, otherwise: Result): Promise<Result> => {
  try {
    return await work()
  } catch (error) {
    log.error({ err: error }, 'a model’s stage failed')
    return otherwise
  }
}

export const climbModel = (climb: Climb, before: RungResult): Promise<RungResult> =>
  step(climb, 'model', async () => {
    const failed: RungResult = { ...before, outcome: 'failed', detail: 'internal' }
    const result = await orElse(() => answerByModel(climb.question, before), failed)
    const { outcome, detail, worded, byModel } = result
    const { llm: model = null, promptHash: prompt_hash = null } = byModel ?? {}
    return { result, worded, line: { outcome, detail, model, purpose: 'plan', prompt_hash } }
  })

const climbWords = (climb: Climb, { worded, ...before }: RungResult): Promise<Wording | null> =>
  step(climb, 'model', async () => {
    const result = await orElse(() => wordByModel(climb.question, { worded, ...before }), null)
    const outcome = result?.text ? 'answered' : 'failed'
    const { llm: model = null, promptHash: prompt_hash = null, detail = 'internal' } = result ?? {}
    return { result, worded, line: { outcome, detail, model, purpose: 'word', prompt_hash } }
  })

/** Of the words where a model gave them; where none did, of whatever a model was wanted for. */
const fallbackReasonOf = (wording: Wording | null, { byModel }: RungResult): string | null => {
  if (wording?.text) return wording.fallbackReason
  return wording?.fallbackReason ?? byModel?.fallbackReason ?? null
}

/**
 * From the cheapest and surest upwards: the grammar, then, for what it is not sure of, a model that plans in the same
 * language; the last refusal stands when neither answers. A model words the answer where there is one, and a template
 * where there is none or its words do not pass. Never throws for what a person wrote.
 */
export const answerQuestion = async (question: Question): Promise<Climbed> => {
  const start = performance.now()
  await warmLabels(question.table)
  const climb: Climb = { question, trace: [] }
  let found = await climbData(climb)
  if (canPlanByModel(question, found)) found = await climbModel(climb, found)
  const wording = canWordByModel(question, found) ? await climbWords(climb, found) : null
  return {
    answer: completeAnswer({ ...found.worded, ...(wording?.text && { text: wording.text }) }, since(start), {
      model: wording?.llm ?? null,
      fallback_reason: fallbackReasonOf(wording, found),
      usage: usageOf(question.chat?.attempts ?? []),
    }),
    context: found.context,
    trace: climb.trace,
    attempts: question.chat ? attemptLines(question.chat) : [],
    llmUsed: wording?.llm ?? (found.worded.stage === 'model' ? (found.byModel?.llm ?? null) : null),
  }
}

type ByModel = Pick<Answer, 'model' | 'fallback_reason' | 'usage'>
const byNoModel: ByModel = {
  model: null,
  fallback_reason: null,
  usage: { input_tokens: 0, output_tokens: 0, cost_nano_usd: 0 },
}

/** An answer that belongs to no conversation yet. */
export const completeAnswer = (
  worded: Worded,
  responseTimeMs: number,
  byModel: ByModel = byNoModel,
): Answer => ({
  conversation_id: null,
  message_id: null,
  ...worded,
  ...byModel,
  response_time_ms: responseTimeMs,
})
