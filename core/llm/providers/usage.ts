import type { TokenUsage } from '../provider.ts'

type Counts = Omit<TokenUsage, 'source'>

/** More than any model takes in one call: a count above it is no count. */
const mostTokens = 100_000_000

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= mostTokens

/** A count that the provider may leave out; NaN when it is there and is no number. */
export const countOf = (value: unknown): number =>
  value === undefined || value === null ? 0 : typeof value === 'number' ? value : Number.NaN

/** The provider's word, zeros included; null when it makes no sense, which is the same as having said nothing. */
export const checkUsage = (counts: Counts): TokenUsage | null => {
  if (!Object.values(counts).every(isCount)) return null
  if (counts.cacheReadTokens + counts.cacheWriteTokens > counts.inputTokens) return null
  if (counts.reasoningTokens > counts.outputTokens) return null
  return { ...counts, source: 'provider' }
}
