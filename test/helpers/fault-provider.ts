import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ExecutionContext } from 'ava'
import type { ProviderName, Target } from '../../core/llm/provider.ts'
import {
  anthropicWire,
  type FakeFinish,
  type FakeUsage,
  openAiWire,
  type Protocol,
  type Wire,
} from './fault-wire.ts'

/**
 * A loopback provider that fails on request. It speaks OpenAI's Chat Completions (`POST …/chat/completions`) and
 * Anthropic's Messages (`POST …/messages`), both streamed only, and both lists of models (`GET …/models`).
 *
 *     const provider = await startFaultProvider(t)
 *     provider.script(faults.status(503), faults.answer('Bonjour.'))   // first request, second request
 *     provider.always(faults.rateLimited({ retryAfter: '3600' }))      // every request after those
 *     const target = provider.target('openai', { name: 'first' })      // or 'anthropic', 'deepseek', …
 *     …
 *     t.is(provider.requests.length, 2)
 *     await provider.requests[0]?.aborted                              // the client closed its socket
 *
 * Without a script every request is answered with `Bonjour.`. No behaviour sleeps: `silence`, `slowFirstToken` and
 * `stallAfter` last until the client leaves or the test calls `release()` of the recorded request. `nextRequest()`
 * waits for a request that has not come yet. A request without a model, messages, a token limit or `stream` is
 * refused (400, `misasked` counts them), so that no test passes with a request that a real provider would refuse.
 */
export interface FaultProvider {
  /** `http://127.0.0.1:<port>`: Anthropic's and DeepSeek's base. */
  url: string
  /** With `/v1`: OpenAI's, Ollama's and any compatible one's base. */
  v1Url: string
  port: number
  /** Behaviours of the next chat requests, in order; added to what is left. */
  script(...behaviours: Behaviour[]): void
  /** What follows when the script is over. */
  always(behaviour: Behaviour): void
  /** The same for `GET …/models`. */
  scriptModels(...behaviours: Behaviour[]): void
  /** What `GET …/models` lists otherwise. */
  models: { id: string; shutdown_date?: string | null }[]
  /** Chat requests, in order. */
  requests: RecordedRequest[]
  modelRequests: RecordedRequest[]
  /** Requests that a real provider would have refused; a test with any of them is wrong. */
  misasked: string[]
  /** What asks this server: a model `sage-1` with a free price, unguarded; all of it can be replaced. */
  target(provider: ProviderName, overrides?: Partial<Target>): Target
  /** The next chat request that has not been waited for yet. */
  nextRequest(): Promise<RecordedRequest>
  close(): Promise<void>
}

export interface RecordedRequest {
  protocol: Protocol
  method: string
  path: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into requests of every shape
  body: any
  /** Without those that carry keys. */
  headers: IncomingHttpHeaders
  /** The client's port: the same one twice is one connection used again. */
  clientPort: number
  /** Last four characters of the key that came, `''` without one. */
  keyTail: string
  /** The client left before the answer was over. */
  isAborted: boolean
  aborted: Promise<void>
  /** `answered`: written to the end; `left`: the client went away; `cut`: this server destroyed the socket. */
  ended: Promise<'answered' | 'left' | 'cut'>
  /** Lets a behaviour that waits go on. */
  release(): void
}

export interface Exchange {
  request: RecordedRequest
  response: ServerResponse
  wire(usage?: FakeUsage | null): Wire
  /** Until `release()`, or false when the client leaves first. */
  released(): Promise<boolean>
  /** Destroys the socket. */
  cut(): void
  /** A status with a JSON body in the protocol's own error shape. */
  fail(status: number, error: FakeError, headers?: Record<string, string>): void
}

export type Behaviour = (exchange: Exchange) => void | Promise<void>

export interface FakeError {
  type: string
  code?: string | null
  message?: string
}

export interface AnswerOptions {
  /** null = not said; by default 100 in, one out a piece. */
  usage?: FakeUsage | null
  finish?: FakeFinish
}

/** Words with the space after them: what comes in one chunk. */
export const piecesOf = (text: string): string[] => text.match(/\S+\s*/g) ?? []

const usageOf = (text: string, { usage }: AnswerOptions): FakeUsage | null =>
  usage === undefined ? { input: 100, output: piecesOf(text).length } : usage

const defaultText = Array.from({ length: 60 }, (_, at) => `mot${at} `).join('')

const answer =
  (text: string, options: AnswerOptions = {}): Behaviour =>
  (exchange) => {
    const usage = usageOf(text, options)
    const wire = exchange.wire(usage)
    wire.start()
    for (const piece of piecesOf(text)) wire.piece(piece)
    wire.finish(options.finish ?? 'stop', usage)
    wire.end()
  }

/** Starts an answer, sends `count` of its pieces, and hands over to what goes wrong. */
const after =
  (
    count: number,
    text: string,
    then: (exchange: Exchange, wire: Wire, rest: string[]) => unknown,
  ): Behaviour =>
  async (exchange) => {
    const wire = exchange.wire(usageOf(text, {}))
    wire.start()
    const pieces = piecesOf(text)
    for (const piece of pieces.slice(0, count)) wire.piece(piece)
    await then(exchange, wire, pieces.slice(count))
  }

const finishAll = (wire: Wire, rest: string[], text: string): void => {
  for (const piece of rest) wire.piece(piece)
  wire.finish('stop', usageOf(text, {}))
  wire.end()
}

/** As the real providers send them, each in its own protocol. */
interface FakeRefusal extends FakeError {
  status: number
}

const refusals: Record<'rate' | 'quota' | 'context' | 'filter', Record<Protocol, FakeRefusal>> = {
  rate: {
    openai: { status: 429, type: 'tokens', code: 'rate_limit_exceeded', message: 'Rate limit reached.' },
    anthropic: {
      status: 429,
      type: 'rate_limit_error',
      message: 'This request would exceed your rate limit.',
    },
  },
  quota: {
    openai: {
      status: 429,
      type: 'insufficient_quota',
      code: 'insufficient_quota',
      message: 'You exceeded your current quota, please check your plan and billing details.',
    },
    anthropic: {
      status: 400,
      type: 'invalid_request_error',
      message: 'Your credit balance is too low to access the Anthropic API.',
    },
  },
  context: {
    openai: {
      status: 400,
      type: 'invalid_request_error',
      code: 'context_length_exceeded',
      message: "This model's maximum context length is 128000 tokens.",
    },
    anthropic: {
      status: 400,
      type: 'invalid_request_error',
      message: 'prompt is too long: 210000 tokens > 200000 maximum',
    },
  },
  filter: {
    openai: { status: 400, type: 'invalid_request_error', code: 'content_filter', message: 'Filtered.' },
    anthropic: {
      status: 400,
      type: 'invalid_request_error',
      message: 'Output blocked by content filtering policy',
    },
  },
}

const overload: FakeError = { type: 'overloaded_error', code: 'server_error', message: 'Overloaded' }

const refuse =
  (which: keyof typeof refusals, headers?: Record<string, string>): Behaviour =>
  (exchange) => {
    const { status, ...error } = refusals[which][exchange.request.protocol]
    exchange.fail(status, error, headers)
  }

export const faults = {
  /** `answer('Bonjour.', { usage: { input: 12, output: 3 }, finish: 'length' })` */
  answer,
  /** 429 with or without Retry-After (seconds or a date, as text) and any other header. */
  rateLimited: ({
    retryAfter,
    headers = {},
  }: {
    retryAfter?: string
    headers?: Record<string, string>
  } = {}): Behaviour => refuse('rate', { ...(retryAfter && { 'retry-after': retryAfter }), ...headers }),
  /** The account is empty, and waiting does not help: OpenAI's 429 `insufficient_quota`, Anthropic's 400. */
  quotaSpent: (): Behaviour => refuse('quota'),
  /** Any status: 500, 503, 529, 401, 402, 404… with the protocol's own error shape. */
  status:
    (status: number, error: Partial<FakeError> = {}, headers?: Record<string, string>): Behaviour =>
    (exchange) =>
      exchange.fail(status, { ...overload, ...error }, headers),
  /** Any status with any JSON body, for those that are of nobody's shape. */
  raw:
    (status: number, body: unknown, headers: Record<string, string> = {}): Behaviour =>
    ({ response }) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(typeof body === 'string' ? body : JSON.stringify(body))
    },
  contextExceeded: (): Behaviour => refuse('context'),
  /** Refused before a token (400); `filteredAfter` is the finish reason. */
  filtered: (): Behaviour => refuse('filter'),
  /** `count` pieces, then the finish reason `content_filter` (Anthropic: `refusal`). */
  filteredAfter: (count = 3, text = defaultText): Behaviour =>
    after(count, text, (_, wire) => {
      wire.finish('filter', usageOf(text, {}))
      wire.end()
    }),
  /** The socket dies before any byte. */
  reset: (): Behaviour => (exchange) => exchange.cut(),
  /** Takes the request and never says anything. After `release()` the socket is cut. */
  silence: (): Behaviour => async (exchange) => {
    if (await exchange.released()) exchange.cut()
  },
  /** Headers at once, the first token after `release()`. */
  slowFirstToken:
    (text = 'Bonjour.', options: AnswerOptions = {}): Behaviour =>
    async (exchange) => {
      exchange.wire().raw(': waiting\n\n')
      if (await exchange.released()) await answer(text, options)(exchange)
    },
  /** `count` pieces, then the socket is destroyed. */
  cutAfter: (count = 40, text = defaultText): Behaviour =>
    after(count, text, async (exchange, wire) => {
      // The pieces must have left before the socket is destroyed, or the client sees fewer.
      await new Promise((resolve) => exchange.response.write(': cut\n\n', resolve))
      void wire
      exchange.cut()
    }),
  /** `count` pieces, then nothing; after `release()` the rest. */
  stallAfter: (count = 20, text = defaultText): Behaviour =>
    after(count, text, async (exchange, wire, rest) => {
      if (await exchange.released()) finishAll(wire, rest, text)
    }),
  /** `count` pieces, a chunk that is no JSON, then the rest as if nothing were. */
  malformedAfter: (count = 10, text = defaultText): Behaviour =>
    after(count, text, (exchange, wire, rest) => {
      const event = exchange.request.protocol === 'anthropic' ? 'event: content_block_delta\n' : ''
      wire.raw(`${event}data: {"choices":[{"delta":{"content":"mot\n\n`)
      finishAll(wire, rest, text)
    }),
  /** `count` pieces and a clean end without a finish reason. `done`: with OpenAI's `[DONE]` all the same. */
  endsEarly: (count = 10, { text = defaultText, done = false } = {}): Behaviour =>
    after(count, text, (exchange, wire) => {
      if (done) wire.raw('data: [DONE]\n\n')
      exchange.response.end()
    }),
  /**
   * Finish reason and usage, but no end mark: the stream just ends or, with `staysOpen`, nothing follows until
   * the client leaves or `release()`.
   */
  noEndMark:
    (
      text = 'Bonjour.',
      { staysOpen = false, ...options }: AnswerOptions & { staysOpen?: boolean } = {},
    ): Behaviour =>
    async (exchange) => {
      const usage = usageOf(text, options)
      const wire = exchange.wire(usage)
      wire.start()
      for (const piece of piecesOf(text)) wire.piece(piece)
      wire.finish(options.finish ?? 'stop', usage)
      if (!staysOpen || (await exchange.released())) exchange.response.end()
    },
  /** 200 with a JSON error for a body, as gateways do. */
  errorIn200:
    (error: Partial<FakeError> = {}): Behaviour =>
    ({ response }) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ error: { ...overload, ...error } }))
    },
  /** `count` pieces, then an error event. */
  inBandError: (count = 5, code = 'overloaded_error', text = defaultText): Behaviour =>
    after(count, text, (exchange, wire) => {
      wire.error(code, 'Overloaded')
      exchange.response.end()
    }),
  html:
    (): Behaviour =>
    ({ response }) => {
      response.writeHead(200, { 'content-type': 'text/html' })
      response.end('<!doctype html><title>Sign in</title><h1>Welcome to the hotel network</h1>')
    },
  /** 200 with any body and type. */
  body:
    (text: string, type = 'text/event-stream'): Behaviour =>
    ({ response }) => {
      response.writeHead(200, { 'content-type': type })
      response.end(text)
    },
  /** A well-formed stream whose text does not end before `bytes`; stops when the client leaves. */
  huge:
    (bytes = 10 * 1024 * 1024): Behaviour =>
    async (exchange) => {
      const wire = exchange.wire({ input: 100, output: 1 })
      wire.start()
      const piece = 'x'.repeat(16 * 1024)
      for (let sent = 0; sent < bytes && !exchange.request.isAborted; sent += piece.length) {
        wire.piece(piece)
        await drained(exchange)
      }
      wire.finish('stop', { input: 100, output: 1 })
      wire.end()
    },
  /** One event of `bytes` without a line's end. */
  hugeLine:
    (bytes = 10 * 1024 * 1024): Behaviour =>
    async (exchange) => {
      const wire = exchange.wire()
      wire.raw('data: "')
      for (let sent = 0; sent < bytes && !exchange.request.isAborted; sent += 16 * 1024) {
        wire.raw('x'.repeat(16 * 1024))
        await drained(exchange)
      }
      exchange.response.end()
    },
  nuls: (): Behaviour => answer('Bon\u0000jour \u0000\u0000.'),
  /** A finished answer without a word. */
  empty: (): Behaviour => answer(''),
  /** OpenAI: chunks whose `choices` is `[]`, and the end. */
  noChoices:
    (): Behaviour =>
    ({ response }) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.end('data: {"id":"x","choices":[]}\n\ndata: [DONE]\n\n')
    },
  /** Calls `count` tools that nobody offered. */
  toolCalls:
    (count = 1000): Behaviour =>
    async (exchange) => {
      const wire = exchange.wire({ input: 100, output: count })
      wire.start()
      for (let at = 0; at < count; at++) wire.toolCall(at)
      wire.finish('tools', { input: 100, output: count })
      wire.end()
    },
  /** Refuses (400) when the last message is the assistant's, as newer models do; else answers. */
  refusesPrefill:
    (text = 'Bonjour.', options: AnswerOptions = {}): Behaviour =>
    (exchange) =>
      exchange.request.body.messages.at(-1)?.role === 'assistant'
        ? exchange.fail(400, {
            type: 'invalid_request_error',
            message: 'This model does not support prefill.',
          })
        : answer(text, options)(exchange),
}

const drained = async ({ request, response }: Exchange): Promise<void> => {
  if (response.writableNeedDrain)
    await Promise.race([once(response, 'drain').catch(() => undefined), request.ended])
}

const secretHeaders = ['authorization', 'x-api-key', 'cookie']

const readBody = async (message: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  try {
    return text ? JSON.parse(text) : null
  } catch {
    return text
  }
}

const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) > 0

/** What a real provider would not have taken; null = nothing. */
const findMistake = (protocol: Protocol, body: RecordedRequest['body']): string | null => {
  if (body === null || typeof body !== 'object') return 'no JSON body'
  if (typeof body.model !== 'string' || !body.model) return 'no model'
  if (body.stream !== true) return 'not streamed'
  if (!Array.isArray(body.messages) || body.messages.length === 0) return 'no messages'
  const roles = protocol === 'openai' ? ['system', 'user', 'assistant'] : ['user', 'assistant']
  if (body.messages.some((each: { role: string }) => !roles.includes(each.role)))
    return 'a role that is unknown'
  if (!isCount(body.max_tokens ?? body.max_completion_tokens)) return 'no token limit'
  const hottest = protocol === 'openai' ? 2 : 1
  if (body.temperature !== undefined && !(body.temperature >= 0 && body.temperature <= hottest))
    return 'a temperature out of range'
  return null
}

const record = (message: IncomingMessage, response: ServerResponse, body: unknown) => {
  const path = message.url ?? '/'
  const isAnthropic = path.endsWith('/messages') || message.headers['anthropic-version'] !== undefined
  const key =
    message.headers.authorization?.replace(/^Bearer /i, '') ?? String(message.headers['x-api-key'] ?? '')
  const entries = Object.entries(message.headers).filter(([name]) => !secretHeaders.includes(name))
  const released = Promise.withResolvers<void>()
  const aborted = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<'answered' | 'left' | 'cut'>()
  let isCut = false
  const request: RecordedRequest = {
    protocol: isAnthropic ? 'anthropic' : 'openai',
    method: message.method ?? '',
    path,
    body,
    headers: Object.fromEntries(entries),
    clientPort: message.socket.remotePort ?? 0,
    keyTail: key.slice(-4),
    isAborted: false,
    aborted: aborted.promise,
    ended: ended.promise,
    release: released.resolve,
  }
  response.once('close', () => {
    if (response.writableFinished) return ended.resolve('answered')
    if (isCut) return ended.resolve('cut')
    request.isAborted = true
    aborted.resolve()
    ended.resolve('left')
  })
  const cut = (): void => {
    isCut = true
    message.socket.destroy()
  }
  return { request, cut, released: released.promise }
}

const openExchange = (recorded: ReturnType<typeof record>, response: ServerResponse): Exchange => {
  const { request, cut, released } = recorded
  const { protocol, body } = request
  const isUsageAsked = body?.stream_options?.include_usage === true
  return {
    request,
    response,
    cut,
    wire: (usage = null) =>
      protocol === 'openai'
        ? openAiWire(response, body?.model, isUsageAsked)
        : anthropicWire(response, body?.model, usage),
    released: () => Promise.race([released.then(() => true), request.ended.then(() => false)]),
    fail: (status, { type, code = null, message = 'No.' }, headers = {}) => {
      const error = protocol === 'openai' ? { message, type, code, param: null } : { type, message }
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(JSON.stringify(protocol === 'openai' ? { error } : { type: 'error', error }))
    },
  }
}

const listModels =
  (models: FaultProvider['models']): Behaviour =>
  ({ request, response }) => {
    const isAnthropic = request.protocol === 'anthropic'
    const data = models.map(({ id, ...rest }) =>
      isAnthropic
        ? { type: 'model', id, display_name: id, created_at: '2026-01-01T00:00:00Z', ...rest }
        : { id, object: 'model', created: 1_790_000_000, owned_by: 'fault', ...rest },
    )
    response.writeHead(200, { 'content-type': 'application/json' })
    const ends = { has_more: false, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null }
    response.end(JSON.stringify(isAnthropic ? { data, ...ends } : { object: 'list', data }))
  }

const freePrices: Target['prices'] = {
  inputNanoUsd: 0,
  outputNanoUsd: 0,
  cacheReadNanoUsd: null,
  cacheWriteNanoUsd: null,
  source: 'free',
}

/** A loopback provider that is closed with the test; see `FaultProvider`. */
export const startFaultProvider = async (t: Pick<ExecutionContext, 'teardown'>): Promise<FaultProvider> => {
  const queue: Behaviour[] = []
  const modelQueue: Behaviour[] = []
  const waiting: ((request: RecordedRequest) => void)[] = []
  const unseen: RecordedRequest[] = []
  let otherwise: Behaviour = answer('Bonjour.')

  const announce = (request: RecordedRequest): void => {
    provider.requests.push(request)
    const waiter = waiting.shift()
    if (waiter) waiter(request)
    else unseen.push(request)
  }

  const server = createServer(async (message, response) => {
    response.on('error', () => undefined)
    const recorded = record(message, response, await readBody(message).catch(() => null))
    const { request } = recorded
    const exchange = openExchange(recorded, response)
    if (request.method === 'GET') {
      provider.modelRequests.push(request)
      return (modelQueue.shift() ?? listModels(provider.models))(exchange)
    }
    announce(request)
    const mistake = findMistake(request.protocol, request.body)
    const behaviour = queue.shift() ?? otherwise
    if (!mistake) return behaviour(exchange)
    provider.misasked.push(mistake)
    exchange.fail(400, { type: 'invalid_request_error', code: 'misasked', message: mistake })
  })
  // A connection that this side gave up while a slow machine was about to use it again would be a fault of its own.
  server.keepAliveTimeout = 0
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  const provider: FaultProvider = {
    url: `http://127.0.0.1:${port}`,
    v1Url: `http://127.0.0.1:${port}/v1`,
    port,
    script: (...behaviours) => void queue.push(...behaviours),
    always: (behaviour) => {
      otherwise = behaviour
    },
    scriptModels: (...behaviours) => void modelQueue.push(...behaviours),
    models: [{ id: 'sage-1' }],
    requests: [],
    modelRequests: [],
    misasked: [],
    target: (name, overrides) => ({
      name: `${name}-fake`,
      provider: name,
      model: 'sage-1',
      baseUrl: name === 'anthropic' || name === 'deepseek' ? provider.url : provider.v1Url,
      apiKey: 'test-key-0000',
      credentialId: null,
      isGuarded: false,
      maxTokens: 1_000,
      temperature: null,
      prices: freePrices,
      ...overrides,
    }),
    nextRequest: () => {
      const seen = unseen.shift()
      return seen ? Promise.resolve(seen) : new Promise((resolve) => waiting.push(resolve))
    },
    close: async () => {
      server.closeAllConnections()
      if (server.listening) await new Promise((resolve) => server.close(resolve))
    },
  }
  t.teardown(provider.close)
  return provider
}
