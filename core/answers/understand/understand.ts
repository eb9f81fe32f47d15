import { limits } from '../../../config/limits.ts'
import { planSchema } from '../../datasets/query/plan.ts'
import type { TgiTable } from '../../datasets/table.ts'
import type { Locale } from '../answer.ts'
import { completeQuestion } from './ask-reply.ts'
import { type Draft, refused } from './draft.ts'
import { followUp, isPlanOf, leansOnContext } from './follow-up.ts'
import { decide } from './frames.ts'
import { confidenceOf, isImplied, judgeWords, refuseUnknown } from './judge-words.ts'
import { labelIndexOf } from './label-index.ts'
import { detectLanguage } from './language.ts'
import { hasWords, isOutsideText, withoutMarkup } from './outside-text.ts'
import { readItems, tokensOf } from './read-items.ts'
import { resolveLabels } from './resolve-labels.ts'
import { readSlots, type Slots } from './slots.ts'
import type { FollowUpContext, Understanding } from './understanding.ts'

export interface UnderstandOptions {
  table: TgiTable
  /** Used when the question itself does not tell its language; French otherwise. */
  locale?: Locale
  context?: FollowUpContext | null
}

const finish = (draft: Draft, locale: Locale): Understanding => {
  if (draft.kind !== 'plan') return { ...draft, locale }
  const parsed = planSchema.safeParse(draft.plan)
  if (!parsed.success) return { kind: 'refuse', reason: 'unsupported', nearest: [], locale }
  return { kind: 'plan', plan: parsed.data, locale, confidence: draft.confidence }
}

const draftOf = (slots: Slots, { table, context }: UnderstandOptions): Draft => {
  const judged = judgeWords(slots)
  if (judged) return judged
  const resolved = resolveLabels(slots, table)
  if ('kind' in resolved) return resolved
  const plan = context?.plan ?? null
  if (plan && leansOnContext(resolved) && isPlanOf(plan, table)) {
    const draft = followUp(resolved, plan)
    if (draft) return draft
  }
  const draft = decide(resolved) ?? refused('outside')
  return draft.kind === 'plan' && isImplied(slots, draft.plan) ? (refuseUnknown(slots) ?? draft) : draft
}

/**
 * Understands a question about a table without a model: a grammar of French and English over the table's own labels.
 * Deterministic; never throws; a doubt is asked back and what is not in the file is refused.
 */
export const understand = (question: string, options: UnderstandOptions): Understanding => {
  const { table, context } = options
  const preferred = options.locale ?? 'fr'
  const early = (draft: Draft): Understanding => finish(draft, preferred)
  if (question.length > limits.question.maxCharacters) return early(refused('too_long'))
  if (!question.trim()) return early(refused('empty'))
  const text = withoutMarkup(question)
  if (!hasWords(text)) return early(refused('no_words'))

  const index = labelIndexOf(table)
  const { tokens, isLabelWord } = tokensOf(text, index)
  const { locale, isOther } = detectLanguage(text, tokens, { preferred, isLabelWord })
  if (isOutsideText(question)) return finish(refused('outside'), locale)
  if (!tokens.length) return early(refused('no_words'))
  const completed = context?.ask ? completeQuestion(question, context.ask, { table, locale }) : null
  if (completed && context?.ask) return resume(completed, { ...options, locale })
  if (isOther) return finish(refused('other_language'), locale)

  const slots = readSlots(readItems(text, { tokens, index, locale }))
  const draft = draftOf(slots, options)
  if (draft.kind === 'plan') draft.confidence = Math.min(draft.confidence, confidenceOf(slots))
  return finish(draft, locale)
}

/** The question that waited, with its choice; what it still leaves open is asked of that question, not of the reply. */
const resume = (question: string, options: UnderstandOptions): Understanding => {
  const understood = understand(question, { ...options, context: { plan: options.context?.plan ?? null } })
  return understood.kind === 'ask' ? { ...understood, question: understood.question ?? question } : understood
}
