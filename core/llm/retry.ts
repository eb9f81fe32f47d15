import type { limits as allLimits } from '../../config/limits.ts'
import type { FailureKind, ProviderFailure } from './provider.ts'

/** All in milliseconds but `retries`. */
export type ChainLimits = { readonly [Name in keyof typeof allLimits.chain]: number }

/** The provider refused for a moment, before a token: it may have changed its mind. */
const momentary: ReadonlySet<FailureKind> = new Set<FailureKind>(['rate', 'overload', 'network'])
/** The answer went wrong on its way: better told by another model, but the only one gets a second chance. */
const mangled: ReadonlySet<FailureKind> = new Set<FailureKind>(['truncated', 'malformed', 'empty'])

export interface RetrySituation {
  kind: FailureKind
  failure: Pick<ProviderFailure, 'retryAfterMs' | 'partialText'>
  /** Of this target in this call so far, the failed one included. */
  tries: number
  /** Nobody else is left to ask. */
  isLast: boolean
  remainingMs: number
  limits: ChainLimits
  random: () => number
}

const mostTries = ({ kind, failure, isLast, limits }: RetrySituation): number => {
  const isMangled = mangled.has(kind) || failure.partialText !== ''
  if (isMangled) return isLast && (momentary.has(kind) || mangled.has(kind)) ? 2 : 1
  return momentary.has(kind) ? 1 + limits.retries : 1
}

/**
 * How long to wait before the same target is asked again; null = go on to the next one. What the provider asks for
 * is the least: it is waited for, or the target is not asked again. Never waits so long that no call could follow.
 */
export const retryDelayMs = (situation: RetrySituation): number | null => {
  const { failure, tries, isLast, remainingMs, limits, random } = situation
  if (tries >= mostTries(situation)) return null
  const { backoffMs, maxBackoffMs, patienceMs, leastMs } = limits
  const jitterMs = (0.5 + random() / 2) * Math.min(maxBackoffMs, backoffMs * 2 ** (tries - 1))
  const askedMs = failure.retryAfterMs ?? 0
  if (askedMs > patienceMs && !isLast) return null
  return askedMs + jitterMs + leastMs <= remainingMs ? askedMs + jitterMs : null
}
