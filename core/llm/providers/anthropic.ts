import type { Anthropic } from '@anthropic-ai/sdk'
import type {
  MessageCreateParamsStreaming,
  RawMessageStreamEvent,
} from '@anthropic-ai/sdk/resources/messages'
import {
  type ChatCall,
  type FailureKind,
  ProviderFailure,
  type Target,
  type TokenUsage,
} from '../provider.ts'
import { classifyAnthropic } from './anthropic-errors.ts'
import type { Dialect } from './ask.ts'
import { noKey, openFetch, type Transport, type WatchedInit } from './connection.ts'
import { countPiece, type Receipt, takeModel, takeText } from './receipt.ts'
import { checkUsage, countOf } from './usage.ts'
import type { Watch } from './watch.ts'

type Address = Pick<Target, 'baseUrl' | 'apiKey'>

interface Sdk {
  client: Anthropic
  /** The schema as far as the model can be held to it; the rest of it becomes description. */
  transform(schema: Record<string, unknown>): Record<string, unknown>
}

/** Loaded at the first question, as it costs memory. Nothing is taken from the SDK's own variables and profiles. */
const openSdk = async ({ baseUrl, apiKey }: Address, transport: Transport): Promise<Sdk> => {
  const { Anthropic: Client } = await import('@anthropic-ai/sdk')
  const { transformJSONSchema } = await import('@anthropic-ai/sdk/lib/transform-json-schema')
  const client = new Client({
    baseURL: baseUrl,
    apiKey: noKey,
    webhookKey: null,
    maxRetries: 0,
    logLevel: 'off',
    openTelemetry: false,
    fetch: openFetch({ transport, apiKey, classify: classifyAnthropic }) as typeof fetch,
  })
  return { client, transform: transformJSONSchema }
}

/** Anthropic's Messages; its imitation of Chat Completions ignores schemas. */
export const openAnthropic = (address: Address, transport: Transport): Dialect => {
  let opening: Promise<Sdk> | null = null
  const sdk = (): Promise<Sdk> => {
    opening ??= openSdk(address, transport)
    return opening
  }
  return {
    classify: classifyAnthropic,
    load: () => Promise.all([sdk(), transport.dispatcher()]),
    open: async (target, call, watch) => {
      const { client, transform } = await sdk()
      return client.messages.create(bodyOf(target, call, transform), optionsOf(watch))
    },
    read: (event, receipt) => readEvent(event as RawMessageStreamEvent, receipt),
    partialUsage,
    listModels: async (signal) => {
      const { client } = await sdk()
      return client.models.list({ limit: 1000 }, { signal }).asResponse()
    },
  }
}

const optionsOf = (watch: Watch) => ({
  signal: watch.signal,
  fetchOptions: { watch } as WatchedInit as Record<string, never>,
})

const bodyOf = (
  target: Target,
  call: ChatCall,
  transform: Sdk['transform'],
): MessageCreateParamsStreaming => {
  const temperature = call.temperature ?? target.temperature
  const system = call.messages.filter(({ role }) => role === 'system').map(({ content }) => content)
  return {
    model: target.model,
    max_tokens: Math.min(call.maxTokens, target.maxTokens),
    messages: call.messages.flatMap(({ role, content }) => (role === 'system' ? [] : [{ role, content }])),
    stream: true,
    ...(system.length > 0 && { system: system.join('\n\n') }),
    // Its scale ends at 1.
    ...(temperature !== null && { temperature: Math.min(temperature, 1) }),
    ...(call.schema && {
      output_config: { format: { type: 'json_schema', schema: transform(call.schema.schema) } },
    }),
  }
}

const finishes = new Map<unknown, 'stop' | 'length' | FailureKind>([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['refusal', 'filter'],
])

const readEvent = (event: RawMessageStreamEvent, receipt: Receipt): string | null => {
  switch (event.type) {
    case 'message_start':
      receipt.isAnswer = true
      takeModel(receipt, event.message.model)
      takeUsage(receipt, event.message.usage)
      return null
    case 'content_block_start':
      return startBlock(event.content_block.type)
    case 'content_block_delta':
      return readDelta(event.delta, receipt)
    case 'message_delta':
      takeUsage(receipt, event.usage)
      if (event.delta.stop_reason) finish(receipt, event.delta.stop_reason)
      receipt.isOver = receipt.finish !== null && Boolean(event.usage)
      return null
    case 'message_stop':
      receipt.isOver = receipt.finish !== null
      return null
    default:
      return null
  }
}

/** No tool was offered: a model that calls one is not answering, and could do so a thousand times. */
const startBlock = (type: string): null => {
  if (!['text', 'thinking', 'redacted_thinking'].includes(type))
    throw new ProviderFailure({ kind: 'malformed' })
  return null
}

const readDelta = (
  delta: Extract<RawMessageStreamEvent, { type: 'content_block_delta' }>['delta'],
  receipt: Receipt,
): string => {
  if (delta.type === 'text_delta') {
    takeText(receipt, delta.text)
    return delta.text
  }
  if (delta.type === 'thinking_delta') countPiece(receipt, delta.thinking)
  if (delta.type === 'input_json_delta') throw new ProviderFailure({ kind: 'malformed' })
  return ''
}

const finish = (receipt: Receipt, reason: unknown): void => {
  const kind = finishes.get(reason)
  if (!kind) throw new ProviderFailure({ kind: 'malformed' })
  receipt.finish = kind
}

interface SaidUsage {
  input_tokens?: number | null
  cache_read_input_tokens?: number | null
  cache_creation_input_tokens?: number | null
  output_tokens?: number | null
  output_tokens_details?: { thinking_tokens?: number | null } | null
}

/** Every count is cumulative and may come at the start, at the end or both: the latest that was said holds. */
const takeUsage = (receipt: Receipt, said: SaidUsage | null | undefined): void => {
  if (!said) return
  const given = Object.entries(said).filter(([, value]) => value !== null && value !== undefined)
  receipt.said = { ...receipt.said, ...Object.fromEntries(given) }
  receipt.usage = usageOf(receipt.said)
}

/** `input_tokens` excludes what was read from and written to the cache: the three together are the input. */
const usageOf = (said: SaidUsage): TokenUsage | null => {
  const read = countOf(said.cache_read_input_tokens)
  const written = countOf(said.cache_creation_input_tokens)
  return checkUsage({
    inputTokens: (said.input_tokens ?? Number.NaN) + read + written,
    cacheReadTokens: read,
    cacheWriteTokens: written,
    outputTokens: said.output_tokens ?? Number.NaN,
    reasoningTokens: countOf(said.output_tokens_details?.thinking_tokens),
  })
}

/**
 * What a broken-off answer cost: the input is the provider's word from the first event, which counts one token of
 * output. What came is estimated at four characters a token.
 */
const partialUsage = ({ usage, characters, finish: end }: Receipt): TokenUsage | null => {
  const estimate = Math.ceil(characters / 4)
  if (!usage || end !== null || estimate <= usage.outputTokens) return usage
  return { ...usage, outputTokens: estimate, source: 'estimate' }
}
