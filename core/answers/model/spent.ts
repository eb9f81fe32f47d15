import { type Attempt, type Chat, type Denial, denials } from '../../llm/chat.ts'
import type { Answer } from '../answer.ts'

const isDenial = (outcome: Attempt['outcome']): outcome is Denial =>
  (denials as readonly string[]).includes(outcome)

const wasAsked = ({ outcome }: Attempt): boolean => !isDenial(outcome)

/** What attempts cost together; null as soon as one has a price that is not known. */
export const costOfAttempts = (attempts: readonly Attempt[]): number | null => {
  const asked = attempts.filter(wasAsked)
  if (asked.some(({ costNanoUsd }) => costNanoUsd === null)) return null
  return asked.reduce((sum, { costNanoUsd }) => sum + (costNanoUsd ?? 0), 0)
}

/** Everything that an answer took, whoever's words it shows in the end. */
export const usageOf = (attempts: readonly Attempt[]): Answer['usage'] => ({
  input_tokens: attempts.reduce((sum, { usage }) => sum + (usage?.inputTokens ?? 0), 0),
  output_tokens: attempts.reduce((sum, { usage }) => sum + (usage?.outputTokens ?? 0), 0),
  cost_nano_usd: costOfAttempts(attempts),
})

/** A try of a model as a trace tells it: what it took, never what was said. */
export interface AttemptLine {
  llm: string
  provider: string
  purpose: Attempt['purpose']
  outcome: Attempt['outcome']
  input_tokens: number | null
  output_tokens: number | null
  /** null = not known. */
  cost_nano_usd: number | null
  first_token_ms: number | null
  took_ms: number
}

/** Whoever was not even asked, and why. */
export const deniedTargets = (
  attempts: readonly Pick<AttemptLine, 'llm' | 'outcome'>[],
): { llm: string; reason: Denial }[] =>
  attempts.flatMap(({ llm, outcome }) => (isDenial(outcome) ? [{ llm, reason: outcome }] : []))

export const attemptLines = (chat: Pick<Chat, 'attempts'>): AttemptLine[] =>
  chat.attempts.map((attempt) => ({
    llm: attempt.llm,
    provider: attempt.provider,
    purpose: attempt.purpose,
    outcome: attempt.outcome,
    input_tokens: attempt.usage?.inputTokens ?? null,
    output_tokens: attempt.usage?.outputTokens ?? null,
    // Who was not even asked cost nothing.
    cost_nano_usd: wasAsked(attempt) ? attempt.costNanoUsd : 0,
    first_token_ms: attempt.firstTokenMs,
    took_ms: attempt.tookMs,
  }))
