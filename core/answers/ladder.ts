import type { Answer, Stage } from './answer.ts'
import { answerFromData } from './data-stage.ts'
import type { Question, Rung, RungResult, TraceLine, Worded } from './rung.ts'
import { warmLabels } from './understand/label-index.ts'
import type { FollowUpContext } from './understand/understanding.ts'

export interface Climbed {
  answer: Answer
  /** What the next question of the conversation may lean on. */
  context: FollowUpContext | null
  trace: TraceLine[]
}

/**
 * From the cheapest and surest upwards. Today the data stage answers alone; the stages that need projects, SQL or a
 * model take their place after it, and only see what it did not answer.
 */
const rungs: { stage: Stage; climb: Rung }[] = [{ stage: 'data', climb: answerFromData }]

const since = (start: number): number => Math.round((performance.now() - start) * 1000) / 1000

/** Climbs until a rung answers; the last refusal stands when none does. Never throws for what a person wrote. */
export const answerQuestion = async (question: Question): Promise<Climbed> => {
  const start = performance.now()
  await warmLabels(question.table)
  const trace: TraceLine[] = []
  let last: RungResult | null = null
  for (const { stage, climb } of rungs) {
    const rungStart = performance.now()
    last = await climb(question)
    const rows = new Set(
      last.worded.claims.map((claim) => claim.source?.row).filter((row) => row !== undefined),
    ).size
    const { outcome, detail } = last
    trace.push({ stage, outcome, took_ms: since(rungStart), rows, model: null, cost_nano_usd: 0, detail })
    if (outcome === 'answered') break
  }
  if (!last) throw new Error('the ladder has no rung')
  return { answer: completeAnswer(last.worded, since(start)), context: last.context, trace }
}

/** An answer that belongs to no conversation yet and that no model worded. */
export const completeAnswer = (worded: Worded, responseTimeMs: number): Answer => ({
  conversation_id: null,
  message_id: null,
  ...worded,
  model: null,
  fallback_reason: null,
  usage: { input_tokens: 0, output_tokens: 0, cost_nano_usd: 0 },
  response_time_ms: responseTimeMs,
})
