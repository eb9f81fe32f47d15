/** Who serves models. `compatible`: any endpoint that speaks OpenAI's Chat Completions. */
export const providerNames = ['openai', 'anthropic', 'deepseek', 'ollama', 'compatible'] as const
export type ProviderName = (typeof providerNames)[number]

/**
 * What a million tokens cost, in whole nano-dollars (10⁻⁹ USD): the price of one token may be a fraction of one.
 * A cache price that is null is the input price.
 */
export interface Rates {
  inputNanoUsd: number
  outputNanoUsd: number
  cacheReadNanoUsd: number | null
  cacheWriteNanoUsd: number | null
}

export interface Prices extends Rates {
  /** Where they come from: the tenant's own entry, the price table, or a model that nobody bills. */
  source: 'entry' | 'table' | 'free'
  /** Of a call with more input tokens than this, where the provider asks more for long ones. */
  long?: Rates & { aboveInputTokens: number }
}

/** One model at one address with one key: what can be asked. */
export interface Target {
  /** The registry's name, which people see. */
  name: string
  provider: ProviderName
  /** What the provider calls it. */
  model: string
  baseUrl: string
  /** Never logged, stored or shown; `''` where none is needed. */
  apiKey: string
  /** Whose key: a credential of the tenant; null = the deployment's own. */
  credentialId: string | null
  /** The address is a tenant's word: only public ones, over https. */
  isGuarded: boolean
  /** Most tokens of one answer. */
  maxTokens: number
  temperature: number | null
  /** null = unknown, which is never 0: not asked under a money limit. */
  prices: Prices | null
}

/** The same model at the same address with the same key is the same target, whatever it is called. */
export const identityOf = ({ provider, baseUrl, model, credentialId }: Target): string =>
  JSON.stringify([provider, baseUrl, model, credentialId])

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant'
  content: string
}

export interface ChatCall {
  messages: ChatMessage[]
  maxTokens: number
  temperature: number | null
  /** The answer is to be JSON of this schema (JSON Schema draft 2020-12), where the provider can hold a model to it. */
  schema?: { name: string; schema: Record<string, unknown> }
}

/** Whole tokens. `inputTokens` includes cached ones, `outputTokens` reasoning, whatever the provider's own form is. */
export interface TokenUsage {
  inputTokens: number
  cacheReadTokens: number
  cacheWriteTokens: number
  outputTokens: number
  reasoningTokens: number
  /** `estimate`: the provider did not say; counted from the texts. */
  source: 'provider' | 'estimate'
}

export interface Completion {
  text: string
  /** Of text and reasoning: both are billed. Absent = the text's. */
  characters?: number
  /** `length`: stopped at `maxTokens`; the text is whole as far as it goes. */
  finish: 'stop' | 'length'
  /** null = the provider did not say. */
  usage: TokenUsage | null
  /** What the provider says answered. */
  model: string
}

/**
 * Why a target gave no answer. `quota`: the account is empty; `rate`: asked too often; `gone`: no such model (any
 * more); `rejected`: the request is not to the provider's liking; `blocked`: the address is not allowed.
 */
export const failureKinds = [
  'quota',
  'rate',
  'auth',
  'context',
  'filter',
  'overload',
  'network',
  'timeout',
  'malformed',
  'truncated',
  'empty',
  'gone',
  'rejected',
  'blocked',
  'cancelled',
] as const
export type FailureKind = (typeof failureKinds)[number]

interface FailureOptions {
  kind: FailureKind
  status?: number | null
  retryAfterMs?: number | null
  /** What had come: the provider bills it. */
  partialText?: string
  /** Of text and reasoning, as far as they had come. */
  characters?: number
  usage?: TokenUsage | null
  cause?: unknown
}

/** A target that gave no answer, as its own provider file classified it. The message holds nothing of what was said. */
export class ProviderFailure extends Error {
  readonly kind: FailureKind
  readonly status: number | null
  /** What the provider asks for, whatever its length; null = nothing. */
  readonly retryAfterMs: number | null
  readonly partialText: string
  readonly characters: number
  readonly usage: TokenUsage | null
  constructor({
    kind,
    status = null,
    retryAfterMs = null,
    partialText = '',
    characters = partialText.length,
    usage = null,
    cause,
  }: FailureOptions) {
    super(`the provider failed: ${kind}${status === null ? '' : ` (${status})`}`, { cause })
    this.name = 'ProviderFailure'
    this.kind = kind
    this.status = status
    this.retryAfterMs = retryAfterMs
    this.partialText = partialText
    this.characters = characters
    // What was said is not for logs, which write an error's own enumerable members.
    Object.defineProperty(this, 'partialText', { enumerable: false })
    this.usage = usage
  }
}

/** In milliseconds; each ends the attempt as `timeout`. */
export interface Deadlines {
  connectMs: number
  firstTokenMs: number
  /** Between two pieces of the stream. */
  idleMs: number
}

export interface CallOptions {
  signal: AbortSignal
  deadlines: Deadlines
  /** Every piece of text as it comes. */
  onText?: (piece: string) => void
}

/** One provider at one address with one key. Never retries by itself. */
export interface ProviderClient {
  /** Always streams, so that the deadlines mean something. @throws ProviderFailure, and nothing else */
  complete(target: Target, call: ChatCall, options: CallOptions): Promise<Completion>
  /** Models that the key may use: the live check of a credential. @throws ProviderFailure */
  listModels(signal: AbortSignal): Promise<{ id: string; shutdownDate: string | null }[]>
}
