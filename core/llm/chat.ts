import type { ChatMessage, FailureKind, ProviderName, TokenUsage } from './provider.ts'

/**
 * Why a target was not even asked. `requests_spent`: the month's requests, so only fallbacks are; `budget_spent`: the
 * month's money; `limit_spent`: a limit of a service, assistant, channel or member; `price_unknown`: under a money
 * limit; `breaker_open`: it failed too often just now; `no_time`: the question's minute is over; `inactive`,
 * `shut_down`, `no_address` and `no_key`: the assistant names it, and it cannot be asked as it stands.
 */
export const denials = [
  'requests_spent',
  'budget_spent',
  'limit_spent',
  'price_unknown',
  'breaker_open',
  'no_time',
  'inactive',
  'shut_down',
  'no_address',
  'no_key',
] as const
export type Denial = (typeof denials)[number]

/** One try of one target, asked or not: a line of the trace and, when it was asked, a row of the ledger. */
export interface Attempt {
  id: string
  /** The registry's name. */
  llm: string
  provider: ProviderName
  model: string
  purpose: ChatRequest['purpose']
  outcome: 'completed' | FailureKind | Denial
  usage: TokenUsage | null
  /** null = unknown, never 0 for want of a price. */
  costNanoUsd: number | null
  firstTokenMs: number | null
  tookMs: number
}

/** Who asks, as far as limits and accounting know them. Ids of ours; `channel` is the platform's. */
export interface Payer {
  tenantId: string
  assistantId: string | null
  conversationId: string | null
  personId: string | null
  service: string | null
  channel: string | null
}

export interface ChatRequest {
  /** `plan`: the question into a plan; `word`: claims into words; `compare`: one of several side by side. */
  purpose: 'plan' | 'word' | 'compare'
  messages: ChatMessage[]
  /** At most; the target's own limit holds as well. */
  maxTokens: number
  temperature?: number | null
  schema?: { name: string; schema: Record<string, unknown> }
  /** Every piece of text as it comes. */
  onText?: (piece: string) => void
  /** What came so far is void: another try begins from nothing. */
  onRestart?: () => void
  /** Ends this request alone; with `AbortSignal.timeout` it has failed as `timeout`. */
  signal?: AbortSignal
}

export type ChatOutcome =
  | {
      kind: 'completed'
      text: string
      finish: 'stop' | 'length'
      /** The target that answered, by its registry name. */
      llm: string
      provider: ProviderName
      /** Why not the first of the chain; null when it was. */
      fallbackReason: FailureKind | Denial | null
    }
  /** Nobody answered; why the first of the chain did not. `none`: there is nobody to ask. */
  | { kind: 'failed'; reason: FailureKind | Denial | 'none' }

/** A settlement waits for the transaction that stores the answer; see `core/quotas`. */
export interface Settlement {
  attempt: Attempt
  /** Of the reservation in the ledger. */
  reservationId: string
}

/** The chain of models as one question of one payer sees it: within the minute, the quotas and the breakers. */
export interface Chat {
  /** Whether there is anybody to ask at all. */
  readonly isPossible: boolean
  ask(request: ChatRequest): Promise<ChatOutcome>
  /** Every try so far, in order. */
  readonly attempts: readonly Attempt[]
  /** What is left to settle along with the answer. */
  readonly settlements: readonly Settlement[]
}
