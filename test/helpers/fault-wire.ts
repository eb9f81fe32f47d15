import type { ServerResponse } from 'node:http'

/** The two languages that the fault provider speaks. */
export type Protocol = 'openai' | 'anthropic'

/** Whole tokens; `input` includes cached ones, `output` reasoning. `raw`: sent as it stands, however wrong. */
export type FakeUsage =
  | { input: number; output: number; cacheRead?: number; cacheWrite?: number; reasoning?: number }
  | { raw: Record<string, unknown> }

/** Why the answer ended, in our words; each protocol has its own. */
export type FakeFinish = 'stop' | 'length' | 'filter' | 'tools'

/** One streamed answer of one protocol, piece by piece. */
export interface Wire {
  start(): void
  piece(text: string): void
  /** A call of a tool that nobody offered. */
  toolCall(index: number): void
  /** An error event in the middle of a 200. */
  error(code: string, message: string): void
  /** Raw bytes. */
  raw(bytes: string): void
  /** Finish reason and usage; null = the provider does not say, though asked. */
  finish(finish: FakeFinish, usage: FakeUsage | null): void
  /** `[DONE]` or `message_stop`, and the end. */
  end(): void
}

const openSse = (response: ServerResponse): void => {
  if (response.headersSent) return
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
  response.flushHeaders()
}

const openAiUsage = (usage: FakeUsage): Record<string, unknown> => {
  if ('raw' in usage) return usage.raw
  const { input, output, cacheRead = 0, cacheWrite = 0, reasoning = 0 } = usage
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cacheRead, cache_write_tokens: cacheWrite },
    completion_tokens_details: { reasoning_tokens: reasoning },
  }
}

const openAiFinish = {
  stop: 'stop',
  length: 'length',
  filter: 'content_filter',
  tools: 'tool_calls',
} as const

/** Chat Completions. `isUsageAsked`: the real ones send usage only on `stream_options.include_usage`. */
export const openAiWire = (response: ServerResponse, model: string, isUsageAsked: boolean): Wire => {
  const head = { id: 'chatcmpl-fault', object: 'chat.completion.chunk', created: 1_790_000_000, model }
  const send = (data: unknown): void => {
    openSse(response)
    response.write(`data: ${JSON.stringify(data)}\n\n`)
  }
  const choice = (delta: unknown, finish: string | null = null): void =>
    send({ ...head, choices: [{ index: 0, delta, finish_reason: finish }] })
  return {
    start: () => choice({ role: 'assistant', content: '' }),
    piece: (text) => choice({ content: text }),
    toolCall: (index) =>
      choice({
        tool_calls: [
          {
            index,
            id: `call_${index}`,
            type: 'function',
            function: { name: `drop_table_${index}`, arguments: '{}' },
          },
        ],
      }),
    error: (code, message) => send({ error: { message, type: 'server_error', code } }),
    raw: (bytes) => {
      openSse(response)
      response.write(bytes)
    },
    finish: (finish, usage) => {
      choice({}, openAiFinish[finish])
      if (isUsageAsked && usage) send({ ...head, choices: [], usage: openAiUsage(usage) })
    },
    end: () => response.end('data: [DONE]\n\n'),
  }
}

const anthropicFinish = {
  stop: 'end_turn',
  length: 'max_tokens',
  filter: 'refusal',
  tools: 'tool_use',
} as const

const anthropicUsage = (usage: FakeUsage, output: number): Record<string, unknown> => {
  if ('raw' in usage) return usage.raw
  const { input, cacheRead = 0, cacheWrite = 0 } = usage
  return {
    input_tokens: input - cacheRead - cacheWrite,
    cache_creation_input_tokens: cacheWrite,
    cache_read_input_tokens: cacheRead,
    output_tokens: output,
  }
}

/** Messages. `usage` is known from the start here, since the real one tells the input's in its first event. */
export const anthropicWire = (response: ServerResponse, model: string, usage: FakeUsage | null): Wire => {
  const send = (type: string, data: Record<string, unknown>): void => {
    openSse(response)
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`)
  }
  let isBlockOpen = false
  const block = (): void => {
    if (isBlockOpen) return
    isBlockOpen = true
    send('content_block_start', { index: 0, content_block: { type: 'text', text: '' } })
  }
  return {
    start: () =>
      send('message_start', {
        message: {
          id: 'msg_fault', type: 'message', role: 'assistant', model, content: [],
          stop_reason: null, stop_sequence: null, ...(usage && { usage: anthropicUsage(usage, 1) }),
        }, // biome-ignore format: one event, read at a glance
      }),
    piece: (text) => {
      block()
      send('content_block_delta', { index: 0, delta: { type: 'text_delta', text } })
    },
    toolCall: (index) => {
      const tool = { type: 'tool_use', id: `toolu_${index}`, name: `drop_table_${index}`, input: {} }
      send('content_block_start', { index: index + 1, content_block: tool })
      send('content_block_stop', { index: index + 1 })
    },
    error: (code, message) => send('error', { error: { type: code, message } }),
    raw: (bytes) => {
      openSse(response)
      response.write(bytes)
    },
    finish: (finish, said) => {
      if (isBlockOpen) send('content_block_stop', { index: 0 })
      const output = said && 'output' in said ? said.output : 0
      send('message_delta', {
        delta: { stop_reason: anthropicFinish[finish], stop_sequence: null },
        ...(said && { usage: anthropicUsage(said, output) }),
      })
    },
    end: () => {
      send('message_stop', {})
      response.end()
    },
  }
}
