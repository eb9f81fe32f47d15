import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel'
import { limits } from '../../config/limits.ts'
import { type FailureKind, identityOf, ProviderFailure, type ProviderName, type Target } from './provider.ts'

/** Says that the provider is ill or wants to be left alone; the other kinds speak of the request or of the key. */
const illnesses: ReadonlySet<FailureKind> = new Set<FailureKind>([
  'rate',
  'overload',
  'network',
  'timeout',
  'malformed',
  'truncated',
])

export interface BreakerLimits {
  /** In a row. */
  failures: number
  /** Read at each use, so that a test may let the time pass. */
  halfOpenAfterMs: number
}

export interface Breaker {
  /** Nothing is asked now: it failed too often, or somebody is just trying whether it is well again. */
  readonly isOpen: boolean
  /** Not while it is open: ask `isOpen` right before, in the same turn of the event loop. */
  run<T>(attempt: () => Promise<T>): Promise<T>
}

export interface BreakerState {
  tenantId: string
  /** The registry's name. */
  llm: string
  provider: ProviderName
  model: string
  state: 'closed' | 'open' | 'half_open'
  openedAt: Date | null
  /** From then on one question tries it again; null while it is closed. */
  retryAt: Date | null
  lastFailure: FailureKind | null
}

/** One breaker for each tenant and target, in this process only: another replica finds out by itself. */
export interface Breakers {
  of(tenantId: string, target: Target): Breaker
  /** Those that met a failure and are still remembered, the latest used last. */
  list(): BreakerState[]
  /** Of a tenant that is gone. */
  dropTenant(tenantId: string): void
}

const mostBreakers = 10_000

const kindOf = (error: unknown): FailureKind | null => (error instanceof ProviderFailure ? error.kind : null)

const openBreaker = (
  about: Pick<BreakerState, 'tenantId' | 'llm' | 'provider' | 'model'>,
  limit: BreakerLimits,
) => {
  let openedAt: number | null = null
  let lastFailure: FailureKind | null = null
  const isIll = (error: unknown): boolean => {
    const kind = kindOf(error)
    if (kind !== null && illnesses.has(kind)) lastFailure = kind
    // A trial that was called off says nothing, and cockatiel would take it for a success.
    return kind !== null && (illnesses.has(kind) || (kind === 'cancelled' && isTrying()))
  }
  const backoff = {
    get duration() {
      return limit.halfOpenAfterMs
    },
    next: () => backoff,
  }
  const policy = circuitBreaker(handleWhen(isIll), {
    breaker: new ConsecutiveBreaker(limit.failures),
    halfOpenAfter: backoff,
  })
  policy.onBreak(() => {
    openedAt = Date.now()
  })
  policy.onReset(() => {
    openedAt = null
  })
  const isTrying = (): boolean => policy.state === CircuitState.HalfOpen
  const stateNow = (): BreakerState['state'] =>
    isTrying() ? 'half_open' : policy.state === CircuitState.Closed ? 'closed' : 'open'
  const present = (): BreakerState => ({
    ...about,
    state: stateNow(),
    openedAt: openedAt === null ? null : new Date(openedAt),
    retryAt: openedAt === null ? null : new Date(openedAt + limit.halfOpenAfterMs),
    lastFailure,
  })
  return {
    get isOpen() {
      // Cockatiel would make the others wait for the trial's outcome, which may take the whole minute.
      return isTrying() || (openedAt !== null && Date.now() - openedAt < limit.halfOpenAfterMs)
    },
    run: <T>(attempt: () => Promise<T>): Promise<T> => policy.execute(attempt),
    hasFailed: () => lastFailure !== null,
    present,
  }
}

export const openBreakers = (limit: BreakerLimits = limits.breaker): Breakers => {
  const breakers = new Map<string, ReturnType<typeof openBreaker>>()
  const of = (tenantId: string, target: Target): Breaker => {
    const key = `${tenantId} ${identityOf(target)}`
    const { name: llm, provider, model } = target
    const breaker = breakers.get(key) ?? openBreaker({ tenantId, llm, provider, model }, limit)
    // The latest used last, so that the first is the one to forget.
    breakers.delete(key)
    breakers.set(key, breaker)
    if (breakers.size > mostBreakers) breakers.delete(breakers.keys().next().value!)
    return breaker
  }
  const list = (): BreakerState[] =>
    [...breakers.values()].filter((breaker) => breaker.hasFailed()).map((breaker) => breaker.present())
  const dropTenant = (tenantId: string): void => {
    for (const key of breakers.keys()) if (key.startsWith(`${tenantId} `)) breakers.delete(key)
  }
  return { of, list, dropTenant }
}
