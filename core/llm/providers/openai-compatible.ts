import type { OpenAI } from 'openai'
import type {
  ChatCompletionChunk,
  ChatCompletionCreateParamsStreaming,
} from 'openai/resources/chat/completions'
import {
  type ChatCall,
  type ChatMessage,
  type FailureKind,
  ProviderFailure,
  type ProviderName,
  type Target,
  type TokenUsage,
} from '../provider.ts'
import type { Dialect } from './ask.ts'
import { noKey, openFetch, type Transport, type WatchedInit } from './connection.ts'
import { classifyOpenAi } from './openai-errors.ts'
import { countPiece, type Receipt, takeModel, takeText } from './receipt.ts'
import { checkUsage, countOf } from './usage.ts'
import type { Watch } from './watch.ts'

type Address = Pick<Target, 'baseUrl' | 'apiKey'>

/** Loaded at the first question: it costs 0.2 s and 30 MB. Nothing is taken from the SDK's own variables. */
const openSdk = async ({ baseUrl, apiKey }: Address, transport: Transport): Promise<OpenAI> => {
  const { OpenAI: Client } = await import('openai')
  return new Client({
    baseURL: baseUrl,
    apiKey: noKey,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    logLevel: 'off',
    fetch: openFetch({ transport, apiKey, classify: classifyOpenAi }) as typeof fetch,
  })
}

/** Chat Completions, as OpenAI, DeepSeek, Ollama and many others speak it. */
export const openOpenAi = (address: Address, transport: Transport): Dialect => {
  let sdk: Promise<OpenAI> | null = null
  const client = (): Promise<OpenAI> => {
    sdk ??= openSdk(address, transport)
    return sdk
  }
  return {
    classify: classifyOpenAi,
    load: () => Promise.all([client(), transport.dispatcher()]),
    open: async (target, call, watch) =>
      (await client()).chat.completions.create(bodyOf(target, call), optionsOf(watch)),
    read: readChunk,
    listModels: async (signal) => (await client()).models.list({ signal }).asResponse(),
  }
}

const optionsOf = (watch: Watch) => ({
  signal: watch.signal,
  fetchOptions: { watch } as WatchedInit as Record<string, never>,
})

const bodyOf = (target: Target, call: ChatCall): ChatCompletionCreateParamsStreaming => {
  const { provider, model } = target
  const temperature = call.temperature ?? target.temperature
  const maxTokens = Math.min(call.maxTokens, target.maxTokens)
  return {
    model,
    messages: messagesOf(provider, call),
    stream: true,
    stream_options: { include_usage: true },
    // OpenAI's newer models refuse the old name, everybody else knows only that.
    ...(provider === 'openai' ? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens }),
    ...(temperature !== null && { temperature }),
    ...(call.schema && { response_format: formatOf(provider, call.schema) }),
  }
}

/** DeepSeek knows `json_object` only, and wants the word and the form in the messages. */
const messagesOf = (provider: ProviderName, { messages, schema }: ChatCall): ChatMessage[] => {
  if (!schema || provider !== 'deepseek') return messages
  const form = `Answer with one JSON object of this JSON Schema and nothing else:\n${JSON.stringify(schema.schema)}`
  const at = messages.findIndex(({ role }) => role === 'system')
  if (at < 0) return [{ role: 'system', content: form }, ...messages]
  return messages.map((each, index) =>
    index === at ? { ...each, content: `${each.content}\n\n${form}` } : each,
  )
}

const formatOf = (
  provider: ProviderName,
  { name, schema }: NonNullable<ChatCall['schema']>,
): ChatCompletionCreateParamsStreaming['response_format'] =>
  provider === 'deepseek'
    ? { type: 'json_object' }
    : { type: 'json_schema', json_schema: { name, schema, strict: isClosed(schema) } }

/** OpenAI refuses `strict` unless every object names and requires all of its properties. */
const isClosed = (schema: unknown): boolean => {
  if (Array.isArray(schema)) return schema.every(isClosed)
  if (typeof schema !== 'object' || schema === null) return true
  const { properties, required, additionalProperties, oneOf, allOf } = schema as Record<string, unknown>
  if (oneOf !== undefined || allOf !== undefined) return false
  if (typeof properties === 'object' && properties !== null) {
    if (additionalProperties !== false) return false
    const isRequired = (name: string) => Array.isArray(required) && required.includes(name)
    if (!Object.keys(properties).every(isRequired)) return false
  }
  return Object.values(schema).every(isClosed)
}

const finishes = new Map<string, 'stop' | 'length' | FailureKind>([
  ['stop', 'stop'],
  ['eos', 'stop'],
  ['eos_token', 'stop'],
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['length', 'length'],
  ['max_tokens', 'length'],
  ['model_length', 'length'],
  ['content_filter', 'filter'],
  // DeepSeek's way to say that it broke off; OpenRouter's is `error`.
  ['insufficient_system_resource', 'overload'],
  ['error', 'overload'],
])

type Delta = ChatCompletionChunk.Choice.Delta & { reasoning_content?: unknown; reasoning?: unknown }

const readChunk = (event: unknown, receipt: Receipt): string | null => {
  const chunk = event as ChatCompletionChunk
  takeModel(receipt, chunk.model)
  const choice = (chunk.choices ?? []).find(({ index }) => (index ?? 0) === 0)
  let text: string | null = null
  if (choice) {
    receipt.isAnswer = true
    text = readDelta((choice.delta ?? {}) as Delta, receipt)
    if (choice.finish_reason) finish(receipt, choice.finish_reason)
  }
  if (chunk.usage) {
    receipt.usage = usageOf(chunk.usage)
    receipt.isOver = receipt.finish !== null
  }
  return text
}

const readDelta = (delta: Delta, receipt: Receipt): string | null => {
  // No tool was offered: a model that calls one is not answering, and could do so a thousand times.
  if (delta.tool_calls?.length || delta.function_call) throw new ProviderFailure({ kind: 'malformed' })
  const { content, refusal } = delta
  if (typeof refusal === 'string' && refusal !== '') {
    receipt.isRefusal = true
    countPiece(receipt, refusal)
  }
  const reasoning = delta.reasoning_content ?? delta.reasoning
  if (typeof reasoning === 'string' && reasoning !== '') countPiece(receipt, reasoning)
  if (typeof content === 'string' && content !== '') {
    takeText(receipt, content)
    return content
  }
  if (content !== undefined && content !== null && content !== '')
    throw new ProviderFailure({ kind: 'malformed' })
  return refusal || reasoning ? '' : null
}

const finish = (receipt: Receipt, reason: string): void => {
  const kind = finishes.get(String(reason).toLowerCase())
  if (!kind) throw new ProviderFailure({ kind: 'malformed' })
  receipt.finish = kind === 'stop' && receipt.isRefusal ? 'filter' : kind
}

interface SaidUsage {
  prompt_tokens?: unknown
  completion_tokens?: unknown
  total_tokens?: unknown
  prompt_cache_hit_tokens?: unknown
  prompt_tokens_details?: { cached_tokens?: unknown; cache_write_tokens?: unknown } | null
  completion_tokens_details?: { reasoning_tokens?: unknown } | null
}

const orNaN = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN)

/** `prompt_tokens` includes cached ones; DeepSeek counts those in `prompt_cache_hit_tokens`. */
const usageOf = (given: object): TokenUsage | null => {
  const said = given as SaidUsage
  const input = orNaN(said.prompt_tokens)
  const reasoning = countOf(said.completion_tokens_details?.reasoning_tokens)
  const output = orNaN(said.completion_tokens)
  // Some servers count reasoning apart; their total gives it away.
  const isApart = reasoning > 0 && said.total_tokens === input + output + reasoning
  return checkUsage({
    inputTokens: input,
    cacheReadTokens: countOf(said.prompt_tokens_details?.cached_tokens ?? said.prompt_cache_hit_tokens),
    cacheWriteTokens: countOf(said.prompt_tokens_details?.cache_write_tokens),
    outputTokens: isApart ? output + reasoning : output,
    reasoningTokens: reasoning,
  })
}
