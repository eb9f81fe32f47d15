import type { Chat } from '../../llm/chat.ts'
import type { ChatMessage } from '../../llm/provider.ts'
import { translate } from '../../locales/translate.ts'
import { answerPlan } from '../data-stage.ts'
import type { Question, RungResult } from '../rung.ts'
import { isOutsideText } from '../understand/outside-text.ts'
import type { RefuseReason } from '../understand/understanding.ts'
import { quoteLabel } from '../word/quote.ts'
import { labelsOfPlan } from './plan-labels.ts'
import { planMessages } from './plan-prompt.ts'
import { type PlanReply, readPlanReply } from './plan-reply.ts'
import { planReplySchema } from './plan-schema.ts'
import { hashPrompt, repairMessages } from './prompt.ts'

const maxRepairs = 2
const maxTokens = 800

/** There is nothing in such a question that a model could understand better. */
const hopeless: readonly RefuseReason[] = ['empty', 'too_long', 'no_words']

/** Whether a model may settle what the grammar could not. Orders, code and markup are not even shown to one. */
export const canPlanByModel = ({ chat, text }: Question, { doubt }: RungResult): boolean =>
  Boolean(chat?.isPossible) &&
  doubt !== null &&
  !(doubt.kind === 'refuse' && hopeless.includes(doubt.reason)) &&
  !isOutsideText(text)

interface Planned {
  llm: string | null
  fallbackReason: string | null
  /** null = nobody answered, for that reason. */
  reply: PlanReply | null
}

const planless = (fallbackReason: string): Planned => ({ llm: null, fallbackReason, reply: null })

const askForPlan = async (chat: Chat, question: Question, first: ChatMessage[]): Promise<Planned> => {
  let messages = first
  for (let repairs = 0; ; repairs++) {
    const outcome = await chat.ask({
      purpose: 'plan',
      messages,
      maxTokens,
      temperature: 0,
      schema: planReplySchema,
    })
    if (outcome.kind === 'failed') return planless(outcome.reason)
    if (!outcome.text.trim()) return planless('empty')
    const reply = readPlanReply(outcome.text, question)
    const { llm, fallbackReason } = outcome
    if (reply.kind !== 'faulty' || repairs === maxRepairs) return { llm, fallbackReason, reply }
    messages = repairMessages(first, outcome.text, reply.faults)
  }
}

/** Which labels the model took the question to be about, for the person to see. */
const warn = (result: RungResult): RungResult => {
  const { locale, plan, warnings } = result.worded
  const labels = plan ? labelsOfPlan(plan).map((label) => quoteLabel(label, locale)) : []
  const said =
    labels.length > 0
      ? translate(locale, 'model:understood_labels', { labels: labels.join(', ') })
      : translate(locale, 'model:understood')
  return { ...result, worded: { ...result.worded, stage: 'model', warnings: [...warnings, said] } }
}

/**
 * A question that the grammar is not sure of, planned by a model in the same closed language and executed by the same
 * code. Without a plan that holds, the grammar's own question or refusal (`before`) stands.
 */
export const answerByModel = async (question: Question, before: RungResult): Promise<RungResult> => {
  const { chat } = question
  const { doubt } = before
  if (!chat || !doubt) return before
  const messages = planMessages(question, doubt)
  const promptHash = hashPrompt(messages)
  const { reply, llm, fallbackReason } = await askForPlan(chat, question, messages)
  const byModel = { llm, fallbackReason, promptHash }
  if (!reply) {
    const detail = fallbackReason === 'empty' ? 'empty_answer' : fallbackReason
    return { ...before, outcome: 'failed', detail, byModel }
  }
  if (reply.kind === 'faulty') return { ...before, outcome: 'failed', detail: 'faulty_plan', byModel }
  if (reply.kind === 'declined') {
    const outcome = reply.as === 'ask' ? 'asked' : 'refused'
    return { ...before, outcome, detail: `model_${reply.as}`, byModel }
  }
  return { ...warn(answerPlan(question, { plan: reply.plan, locale: doubt.locale })), byModel }
}
