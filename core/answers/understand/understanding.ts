import type { Plan } from '../../datasets/query/plan.ts'
import type { Locale } from '../answer.ts'

/**
 * What a question was understood to be: a plan that can be executed, something to ask back, or a refusal that says
 * why. There is no fourth outcome: a question is never answered on a guess.
 */
export type Understanding = Understood | Asked | Refused

export interface Understood {
  kind: 'plan'
  plan: Plan
  locale: Locale
  /** 1 = every word accounted for and spelt as in the file; below, something was corrected or filled from the context. */
  confidence: number
}

export const askReasons = [
  /** Several labels of the file match the mention alike; `candidates` are those labels. */ 'ambiguous_label',
  /** One label, or group, stands both among the row labels and the segments; `candidates` are `row`, `segment`. */ 'which_axis',
  /** The operation needs one label more; `candidates` are some labels that would do. */ 'missing_label',
  /** "Percentage" of what within what? `candidates` are names of measures. */ 'ambiguous_measure',
] as const // biome-ignore format: one list, read at a glance
export type AskReason = (typeof askReasons)[number]

export interface Asked {
  kind: 'ask'
  reason: AskReason
  /** The words of the question that are in doubt, as they were typed. */
  mention?: string
  candidates: string[]
  /** The question that a choice completes, when it is not the one just typed (a reply that left another doubt). */
  question?: string
  locale: Locale
}

export const refuseReasons = [
  /** Nothing, or only blanks. */ 'empty',
  /** Longer than `limits.question.maxCharacters`. */ 'too_long',
  /** Only emoji, punctuation or markup. */ 'no_words',
  /** Not a question about the file: weather, code, turnover, trends. */ 'outside',
  /** A label that the file has not; `nearest` are the labels closest to it, best first. */ 'unknown_label',
  /** Neither French nor English. */ 'other_language',
  /** About the file, but no operation computes it (correlations, sums over labels). */ 'unsupported',
] as const // biome-ignore format: one list, read at a glance
export type RefuseReason = (typeof refuseReasons)[number]

export interface Refused {
  kind: 'refuse'
  reason: RefuseReason
  mention?: string
  nearest: string[]
  locale: Locale
}

/** What a conversation remembers for the next question. Plain JSON: it is stored with the conversation. */
export interface FollowUpContext {
  /** The last plan that was executed. */
  plan: Plan | null
  /** The question that still waits for a choice, so that "la première" or the label alone resolves it. */
  ask?: { question: string; reason: AskReason; mention?: string; candidates: string[] } | null
}

/** The context after a question: a plan replaces the last one, an ask waits for its reply, a refusal changes nothing. */
export const contextAfter = (
  previous: FollowUpContext | null | undefined,
  question: string,
  understanding: Understanding,
): FollowUpContext => {
  const plan = previous?.plan ?? null
  if (understanding.kind === 'plan') return { plan: understanding.plan, ask: null }
  if (understanding.kind === 'refuse') return { plan, ask: previous?.ask ?? null }
  const { reason, mention, candidates } = understanding
  return {
    plan,
    ask: {
      question: understanding.question ?? question,
      reason,
      ...(mention === undefined ? {} : { mention }),
      candidates,
    },
  }
}
