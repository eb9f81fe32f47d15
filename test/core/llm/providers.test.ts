import { inspect } from 'node:util'
import ava, { type ExecutionContext } from 'ava'
import { openClients } from '../../../core/llm/open-clients.ts'
import {
  type CallOptions,
  type ChatCall,
  type FailureKind,
  ProviderFailure,
  type ProviderName,
  providerNames,
  type Target,
} from '../../../core/llm/provider.ts'
import { classifyAnthropic } from '../../../core/llm/providers/anthropic-errors.ts'
import { retryAfterOf } from '../../../core/llm/providers/failure.ts'
import { classifyOpenAi } from '../../../core/llm/providers/openai-errors.ts'
import {
  type Behaviour,
  type FaultProvider,
  faults,
  startFaultProvider,
} from '../../helpers/fault-provider.ts'

// One at a time: some of the answers are ten megabytes.
const test = ava.serial

// What the SDKs would read by themselves and send to whatever address a tenant names.
Object.assign(process.env, {
  OPENAI_ORG_ID: 'org-operator',
  OPENAI_PROJECT_ID: 'project-operator',
  OPENAI_CUSTOM_HEADERS: 'x-operator: secret-of-operator\nauthorization: Bearer key-of-operator',
  OPENAI_LOG: 'debug',
  ANTHROPIC_AUTH_TOKEN: 'token-of-operator',
  ANTHROPIC_CUSTOM_HEADERS: 'x-operator: secret-of-operator',
  ANTHROPIC_LOG: 'debug',
})

const both = ['openai', 'anthropic'] as const
const deadlines = { connectMs: 60_000, firstTokenMs: 60_000, idleMs: 60_000 }
const call: ChatCall = {
  messages: [
    { role: 'system', content: 'Réponds en français.' },
    { role: 'user', content: 'Bonjour ?' },
  ],
  maxTokens: 200,
  temperature: null,
}

interface Asking {
  target?: Partial<Target>
  call?: Partial<ChatCall>
  options?: Partial<CallOptions>
}

const setUp = async (t: ExecutionContext) => {
  const provider = await startFaultProvider(t)
  const clients = openClients({ listModelsMs: 600_000 })
  t.teardown(clients.close)
  const ask = (name: ProviderName, asking: Asking = {}) => {
    const target = provider.target(name, asking.target)
    const options = { signal: new AbortController().signal, deadlines, ...asking.options }
    return clients.clientFor(target).complete(target, { ...call, ...asking.call }, options)
  }
  const fail = async (name: ProviderName, behaviour: Behaviour, asking: Asking = {}) => {
    provider.script(behaviour)
    return t.throwsAsync(ask(name, asking), { instanceOf: ProviderFailure })
  }
  return { provider, clients, ask, fail }
}

const last = ({ requests }: FaultProvider) => requests.at(-1)

test('every provider answers, streamed, with its usage and the model that answered', async (t) => {
  const { provider, ask } = await setUp(t)
  for (const name of providerNames) {
    provider.script(faults.answer('Les cadres sont en tête.', { usage: { input: 12, output: 5 } }))
    const pieces: string[] = []
    const completion = await ask(name, { options: { onText: (piece) => void pieces.push(piece) } })
    t.deepEqual(completion, {
      text: 'Les cadres sont en tête.',
      characters: 24,
      finish: 'stop',
      model: 'sage-1',
      usage: {
        inputTokens: 12,
        cacheReadTokens: 0,
        cacheWriteTokens: 0,
        outputTokens: 5,
        reasoningTokens: 0,
        source: 'provider',
      },
    })
    t.deepEqual(pieces, ['Les ', 'cadres ', 'sont ', 'en ', 'tête.'], name)
  }
  t.deepEqual(provider.misasked, [])
  t.deepEqual(
    provider.requests.map(({ path }) => path),
    [
      '/v1/chat/completions',
      '/v1/messages',
      '/chat/completions',
      '/v1/chat/completions',
      '/v1/chat/completions',
    ],
  )
})

test('a call asks for no more tokens than the target gives, and for a temperature that the provider knows', async (t) => {
  const { provider, ask } = await setUp(t)
  await ask('openai', { target: { maxTokens: 50, temperature: 0.2 } })
  t.like(last(provider)?.body, {
    max_completion_tokens: 50,
    temperature: 0.2,
    stream_options: { include_usage: true },
  })
  await ask('deepseek', { call: { maxTokens: 7, temperature: 1.5 }, target: { temperature: 0.2 } })
  t.like(last(provider)?.body, { max_tokens: 7, temperature: 1.5 })
  await ask('anthropic', { call: { temperature: 1.5 } })
  t.like(last(provider)?.body, {
    temperature: 1,
    system: 'Réponds en français.',
    messages: [{ role: 'user', content: 'Bonjour ?' }],
  })
  await ask('compatible')
  t.is(last(provider)?.body.temperature, undefined)
  t.deepEqual(provider.misasked, [])
})

test('a schema reaches each provider in the form that it knows', async (t) => {
  const { provider, ask } = await setUp(t)
  const closed = {
    type: 'object',
    properties: { label: { type: 'string', minLength: 1 } },
    required: ['label'],
    additionalProperties: false,
  }
  const schema = { name: 'plan', schema: closed }
  for (const name of ['openai', 'ollama', 'compatible'] as const) {
    await ask(name, { call: { schema } })
    t.deepEqual(last(provider)?.body.response_format, {
      type: 'json_schema',
      json_schema: { name: 'plan', schema: closed, strict: true },
    })
  }
  await ask('openai', { call: { schema: { name: 'plan', schema: { ...closed, required: [] } } } })
  t.false(last(provider)?.body.response_format.json_schema.strict, 'refused by OpenAI unless all is required')

  await ask('deepseek', { call: { schema } })
  t.deepEqual(last(provider)?.body.response_format, { type: 'json_object' })
  const [system] = last(provider)?.body.messages ?? []
  t.true(system.content.startsWith('Réponds en français.'))
  t.true(system.content.includes(JSON.stringify(closed)))

  await ask('anthropic', { call: { schema } })
  const { format } = last(provider)?.body.output_config ?? {}
  t.is(format.type, 'json_schema')
  t.like(format.schema, { type: 'object', required: ['label'], additionalProperties: false })
  t.deepEqual(provider.misasked, [])
})

const faultKinds: [string, Behaviour, FailureKind][] = [
  ['429', faults.rateLimited(), 'rate'],
  ['an empty account', faults.quotaSpent(), 'quota'],
  [
    '402',
    faults.status(402, { type: 'unknown_error', code: null, message: 'Insufficient Balance' }),
    'quota',
  ],
  ['401', faults.status(401, { type: 'authentication_error', code: 'invalid_api_key' }), 'auth'],
  ['404', faults.status(404, { type: 'not_found_error', code: 'model_not_found' }), 'gone'],
  ['500', faults.status(500), 'overload'],
  ['503', faults.status(503), 'overload'],
  ['529', faults.status(529), 'overload'],
  [
    'a gateway’s page',
    faults.raw(502, '<html>Bad gateway</html>', { 'content-type': 'text/html' }),
    'overload',
  ],
  ['too long a prompt', faults.contextExceeded(), 'context'],
  ['a filtered prompt', faults.filtered(), 'filter'],
  ['a filtered answer', faults.filteredAfter(), 'filter'],
  [
    'anything else',
    faults.raw(400, { error: { type: 'invalid_request_error', message: 'No.' } }),
    'rejected',
  ],
  ['a redirect', faults.raw(307, '', { location: 'http://127.0.0.1:1/' }), 'rejected'],
  ['a reset', faults.reset(), 'network'],
  ['a cut', faults.cutAfter(), 'network'],
  ['a clean end without finish reason', faults.endsEarly(), 'truncated'],
  ['the same with its end mark', faults.endsEarly(10, { done: true }), 'truncated'],
  ['nothing at all', faults.body(''), 'truncated'],
  ['a chunk that is no JSON', faults.malformedAfter(), 'malformed'],
  ['an error in a 200', faults.errorIn200(), 'overload'],
  ['an error event', faults.inBandError(), 'overload'],
  ['a page in a 200', faults.html(), 'malformed'],
  ['JSON in a 200', faults.raw(200, { hello: 'world' }), 'malformed'],
  ['a body that inflates', faults.raw(200, 'x', { 'content-encoding': 'gzip' }), 'malformed'],
  ['ten megabytes of text', faults.huge(), 'malformed'],
  ['ten megabytes without a line', faults.hugeLine(), 'malformed'],
  ['NULs', faults.nuls(), 'malformed'],
  ['a thousand unknown tools', faults.toolCalls(), 'malformed'],
  ['no word', faults.empty(), 'empty'],
  ['only white space', faults.answer(' \n '), 'empty'],
]

for (const name of both)
  for (const [fault, behaviour, kind] of faultKinds)
    test(`${name}: ${fault} is ${kind}, and is asked once`, async (t) => {
      const { provider, fail } = await setUp(t)
      const failure = await fail(name, behaviour)
      t.is(failure?.kind, kind)
      t.is(provider.requests.length, 1)
      t.deepEqual(provider.misasked, [])
    })

test('what is no chunk of the protocol is malformed', async (t) => {
  const { fail } = await setUp(t)
  const bodies = [
    'data: 5',
    'data: null',
    'data: []',
    'data: {"choices":"x"}',
    'data: {"choices":[{"delta":{"content":["x"]}}]}',
  ]
  for (const body of bodies)
    t.is((await fail('openai', faults.body(`${body}\n\ndata: [DONE]\n\n`)))?.kind, 'malformed', body)
  t.is((await fail('openai', faults.noChoices()))?.kind, 'malformed')
  for (const body of ['data: 5', 'data: null', 'data: {"type":"message_start"}'])
    t.is((await fail('anthropic', faults.body(`event: message_start\n${body}\n\n`)))?.kind, 'malformed', body)
})

test('a refusal of a model that holds to a schema is filtered', async (t) => {
  const { fail } = await setUp(t)
  const chunk = (delta: object, finish: string | null) =>
    `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`
  const body = `${chunk({ refusal: 'I cannot.' }, null)}${chunk({}, 'stop')}data: [DONE]\n\n`
  t.is((await fail('openai', faults.body(body)))?.kind, 'filter')
})

test('reasoning is counted with the text, of a whole answer and of a broken one', async (t) => {
  const { provider, ask, fail } = await setUp(t)
  const chunk = (delta: object, finish: string | null = null) =>
    `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`
  const reasoning = chunk({ reasoning_content: 'Voyons. '.repeat(50) })
  const broken = await fail('deepseek', faults.body(reasoning))
  t.like(broken, { kind: 'truncated', partialText: '', characters: 400, usage: null })
  provider.script(faults.body(`${reasoning}${chunk({ content: 'Oui.' }, 'stop')}data: [DONE]\n\n`))
  t.like(await ask('deepseek'), { text: 'Oui.', characters: 404, usage: null })
})

/** Bodies as they are: OpenAI, new-api, DeepSeek, vLLM, SGLang (two of them), Ollama, OpenRouter, Groq. */
const openAiBodies: [number | null, unknown, FailureKind][] = [
  [429, { error: { message: 'You exceeded your current quota, please check your plan and billing details.', type: 'insufficient_quota', param: null, code: 'insufficient_quota' } }, 'quota'],
  [429, { error: { message: 'Rate limit reached for requests', type: 'requests', param: null, code: 'rate_limit_exceeded' } }, 'rate'],
  [403, { error: { message: '用户额度不足', type: 'new_api_error', code: 'insufficient_user_quota' } }, 'quota'],
  [403, { error: { message: 'Country, region, or territory not supported', type: 'request_forbidden', code: 'unsupported_country_region_territory' } }, 'auth'],
  [402, { error: { message: 'Insufficient Balance', type: 'unknown_error', param: null, code: 'invalid_request_error' } }, 'quota'],
  [401, { error: { message: 'Authentication Fails', type: 'authentication_error', code: 'invalid_request_error' } }, 'auth'],
  [400, { error: { message: 'Content Exists Risk', type: 'invalid_request_error', code: 'invalid_request_error' } }, 'filter'],
  [400, { error: { message: "This model's maximum context length is 128000 tokens.", type: 'invalid_request_error', param: 'messages', code: 'context_length_exceeded' } }, 'context'],
  [400, { object: 'error', message: "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens", type: 'BadRequestError', param: null, code: 400 }, 'context'],
  [400, { object: 'error', message: "The input (5000 tokens) is longer than the model's context length (4096 tokens).", type: 'BadRequestError', param: null, code: 400 }, 'context'],
  [404, { error: { message: 'model "sage-1" not found, try pulling it first', type: 'api_error', param: null, code: null } }, 'gone'],
  [404, { error: 'model "sage-1" not found' }, 'gone'],
  [404, { error: { message: 'The model `sage-1` does not exist or you do not have access to it.', type: 'invalid_request_error', param: null, code: 'model_not_found' } }, 'gone'],
  [400, { error: { message: 'The model `sage-1` has been decommissioned', type: 'invalid_request_error', code: 'model_decommissioned' } }, 'gone'],
  [400, { error: { message: 'The model sage-1 has been shut down.', type: 'invalid_request_error', code: null } }, 'gone'],
  [null, { error: { code: 429, message: 'Provider returned error' } }, 'rate'],
  [null, { error: { code: 502, message: 'Provider returned error' } }, 'overload'],
  [403, { error: { code: 403, message: 'Your input was flagged', metadata: { flagged_input: '…' } } }, 'filter'],
  [null, { error: { code: 'server_error', message: 'Provider disconnected' } }, 'overload'],
  [503, 'upstream connect error', 'overload'],
  [400, { error: { code: 'constructor', type: '__proto__', message: 7 } }, 'rejected'],
  [500, null, 'overload'],
] // biome-ignore format: one body a line

for (const [status, body, kind] of openAiBodies)
  test(`Chat Completions: ${status} ${JSON.stringify(body).slice(0, 90)} is ${kind}`, (t) => {
    t.is(classifyOpenAi(status, body), kind)
  })

const anthropicError = (type: string, message = 'No.', details: unknown = null) => ({
  type: 'error',
  error: { type, message, details },
})

const anthropicBodies: [number | null, unknown, FailureKind][] = [
  [400, anthropicError('invalid_request_error', 'prompt is too long: 210000 tokens > 200000 maximum'), 'context'],
  [400, anthropicError('invalid_request_error', 'input length and `max_tokens` exceed context limit: 199000 + 8000 > 200000'), 'context'],
  [413, anthropicError('request_too_large'), 'context'],
  [400, anthropicError('invalid_request_error', 'Your credit balance is too low to access the Anthropic API.'), 'quota'],
  [402, anthropicError('billing_error'), 'quota'],
  [429, anthropicError('rate_limit_error', 'Limit.', { error_code: 'enforced_spend_limit_reached' }), 'quota'],
  [429, anthropicError('rate_limit_error', 'Limit.', { error_code: 'ramp_limit_exceeded' }), 'rate'],
  [401, anthropicError('authentication_error', 'invalid x-api-key'), 'auth'],
  [403, anthropicError('permission_error'), 'auth'],
  [404, anthropicError('not_found_error', 'model: sage-1'), 'gone'],
  [400, anthropicError('invalid_request_error', 'Output blocked by content filtering policy'), 'filter'],
  [400, anthropicError('invalid_request_error', 'temperature: range: 0..1'), 'rejected'],
  [500, anthropicError('api_error'), 'overload'],
  [529, anthropicError('overloaded_error'), 'overload'],
  [null, anthropicError('overloaded_error'), 'overload'],
  [null, anthropicError('rate_limit_error'), 'rate'],
  [502, '<html>', 'overload'],
] // biome-ignore format: one body a line

for (const [status, body, kind] of anthropicBodies)
  test(`Messages: ${status} ${JSON.stringify(body).slice(0, 110)} is ${kind}`, (t) => {
    t.is(classifyAnthropic(status, body), kind)
  })

test('Retry-After is read in seconds, as a date and in milliseconds, however long', (t) => {
  const now = Date.parse('2026-11-21T10:00:00Z')
  const read = (headers: Record<string, string>) => retryAfterOf(new Headers(headers), now)
  t.is(read({ 'retry-after': '2' }), 2_000)
  t.is(read({ 'retry-after': '3600' }), 3_600_000)
  t.is(read({ 'retry-after': '0.5' }), 500)
  t.is(read({ 'retry-after': 'Sat, 21 Nov 2026 10:00:30 GMT' }), 30_000)
  t.is(read({ 'retry-after': 'Sat, 21 Nov 2026 09:00:00 GMT' }), 0)
  t.is(read({ 'retry-after': '9', 'retry-after-ms': '1500' }), 1_500)
  t.is(read({ 'retry-after': 'soon' }), null)
  t.is(read({ 'retry-after': '-5' }), 0)
  t.is(read({}), null)
})

test('Retry-After and the status come with the failure', async (t) => {
  const { fail } = await setUp(t)
  for (const name of both) {
    const failure = await fail(name, faults.rateLimited({ retryAfter: '3600' }))
    t.like(failure, { kind: 'rate', status: 429, retryAfterMs: 3_600_000, usage: null, partialText: '' })
  }
})

test('an answer that reached its token limit is whole as far as it goes', async (t) => {
  const { provider, ask } = await setUp(t)
  for (const name of both) {
    provider.script(faults.answer('Les cadres sont', { finish: 'length' }))
    t.like(await ask(name), { text: 'Les cadres sont', finish: 'length' })
  }
})

test('no end mark after finish reason and usage: complete, whether the stream ends or stays open', async (t) => {
  const { provider, ask } = await setUp(t)
  for (const name of both)
    for (const staysOpen of [false, true]) {
      provider.script(faults.noEndMark('Bonjour Ada.', { staysOpen, usage: { input: 9, output: 2 } }))
      const completion = await ask(name)
      t.is(completion.text, 'Bonjour Ada.')
      t.like(completion.usage, { inputTokens: 9, outputTokens: 2 })
      t.is(await last(provider)?.ended, staysOpen ? 'left' : 'answered')
    }
})

test('a finish reason without usage, in a stream that stays open, is complete without usage', async (t) => {
  const { provider, ask } = await setUp(t)
  provider.script(faults.noEndMark('Bonjour Ada.', { staysOpen: true, usage: null }))
  t.like(await ask('openai', { options: { deadlines: { ...deadlines, idleMs: 50 } } }), {
    text: 'Bonjour Ada.',
    usage: null,
  })
  await last(provider)?.aborted
})

test('a connection is used again after an answer', async (t) => {
  const { provider, ask } = await setUp(t)
  for (const name of both) {
    const before = provider.requests.length
    const ports = async () =>
      new Set(provider.requests.slice(before).map(({ clientPort }) => clientPort)).size
    // The end mark may still be on its way when the answer is complete: some calls open a second connection.
    for (let asked = 0; asked < 10; asked++) await ask(name)
    t.true((await ports()) < 10, name)
  }
})

const usageCases: [ProviderName, Record<string, unknown>, object | null][] = [
  ['openai', { prompt_tokens: 100, completion_tokens: 20, prompt_tokens_details: { cached_tokens: 60, cache_write_tokens: 10 }, completion_tokens_details: { reasoning_tokens: 5 } }, { inputTokens: 100, cacheReadTokens: 60, cacheWriteTokens: 10, outputTokens: 20, reasoningTokens: 5 }],
  ['openai', { prompt_tokens: 100, completion_tokens: 20, prompt_tokens_details: null }, { inputTokens: 100, cacheReadTokens: 0, outputTokens: 20 }],
  ['deepseek', { prompt_tokens: 100, completion_tokens: 20, prompt_cache_hit_tokens: 64, prompt_cache_miss_tokens: 36 }, { inputTokens: 100, cacheReadTokens: 64, outputTokens: 20 }],
  ['compatible', { prompt_tokens: 10, completion_tokens: 5, total_tokens: 45, completion_tokens_details: { reasoning_tokens: 30 } }, { inputTokens: 10, outputTokens: 35, reasoningTokens: 30 }],
  ['openai', { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }, { inputTokens: 0, outputTokens: 0, source: 'provider' }],
  ['openai', { prompt_tokens: -1, completion_tokens: 20 }, null],
  ['openai', { prompt_tokens: '100', completion_tokens: 20 }, null],
  ['openai', { prompt_tokens: 100 }, null],
  ['openai', { prompt_tokens: 1e30, completion_tokens: 20 }, null],
  ['openai', { prompt_tokens: 10, completion_tokens: 20, prompt_tokens_details: { cached_tokens: 11 } }, null],
  ['openai', { prompt_tokens: 10.5, completion_tokens: 20 }, null],
  ['anthropic', { input_tokens: 30, cache_read_input_tokens: 60, cache_creation_input_tokens: 10, output_tokens: 20, output_tokens_details: { thinking_tokens: 4 } }, { inputTokens: 100, cacheReadTokens: 60, cacheWriteTokens: 10, outputTokens: 20, reasoningTokens: 4 }],
  ['anthropic', { input_tokens: 30, cache_read_input_tokens: null, cache_creation_input_tokens: null, output_tokens: 20 }, { inputTokens: 30, outputTokens: 20 }],
  ['anthropic', { input_tokens: -30, output_tokens: 20 }, null],
] // biome-ignore format: one usage a line

for (const [name, raw, expected] of usageCases)
  test(`${name}: usage ${JSON.stringify(raw)}`, async (t) => {
    const { provider, ask } = await setUp(t)
    provider.script(faults.answer('Bonjour.', { usage: { raw } }))
    const { usage } = await ask(name)
    if (expected === null) t.is(usage, null)
    else t.like(usage, expected)
  })

test('usage that is not said is null', async (t) => {
  const { provider, ask } = await setUp(t)
  for (const name of both) {
    provider.script(faults.answer('Bonjour.', { usage: null }))
    t.is((await ask(name)).usage, null)
  }
})

test('what had come of a broken-off answer, and what it cost, comes with the failure', async (t) => {
  const { fail } = await setUp(t)
  const openAi = await fail('openai', faults.cutAfter(3, 'un deux trois quatre'))
  t.like(openAi, { partialText: 'un deux trois ', usage: null })
  const anthropic = await fail('anthropic', faults.cutAfter(3, 'un deux trois quatre'))
  t.is(anthropic?.partialText, 'un deux trois ')
  // Its first event tells the input; the output is estimated from the 14 characters that came.
  t.like(anthropic?.usage, { inputTokens: 100, outputTokens: 4, source: 'estimate' })
  const filtered = await fail('openai', faults.filteredAfter(3))
  t.like(filtered?.usage, { inputTokens: 100, source: 'provider' })
})

for (const name of both) {
  test(`${name}: silence ends at the first token's deadline, and the provider sees the client leave`, async (t) => {
    const { provider, ask, fail } = await setUp(t)
    await ask(name)
    const options = { deadlines: { ...deadlines, firstTokenMs: 200 } }
    for (const behaviour of [faults.silence(), faults.slowFirstToken()])
      t.is((await fail(name, behaviour, { options }))?.kind, 'timeout')
    // On a machine that slept through the deadline a request may not even have left.
    for (const { aborted } of provider.requests.slice(1)) await aborted
  })

  test(`${name}: a slow first token within its deadline is an answer`, async (t) => {
    const { provider, ask } = await setUp(t)
    provider.script(faults.slowFirstToken('Enfin.'))
    const answer = ask(name)
    const request = await provider.nextRequest()
    request.release()
    t.is((await answer).text, 'Enfin.')
  })

  test(`${name}: a stall ends at the idle deadline with what had come`, async (t) => {
    const { provider, fail } = await setUp(t)
    const options = { deadlines: { ...deadlines, idleMs: 50 } }
    const failure = await fail(name, faults.stallAfter(2, 'un deux trois'), { options })
    t.like(failure, { kind: 'timeout', partialText: 'un deux ' })
    await last(provider)?.aborted
  })

  test(`${name}: nothing is asked for a caller who gave up already`, async (t) => {
    const { provider, fail } = await setUp(t)
    const failure = await fail(name, faults.silence(), { options: { signal: AbortSignal.abort() } })
    t.is(failure?.kind, 'cancelled')
    t.is(provider.requests.length, 0)
  })
}

test('aborting closes the socket', async (t) => {
  const { provider, fail } = await setUp(t)
  for (const name of both) {
    const controller = new AbortController()
    const onText = (piece: string) => piece.startsWith('deux') && controller.abort()
    const failure = await fail(name, faults.stallAfter(2, 'un deux trois'), {
      options: { signal: controller.signal, onText },
    })
    t.like(failure, { kind: 'cancelled', partialText: 'un deux ' })
    await last(provider)?.aborted
    t.is(await last(provider)?.ended, 'left')
  }
})

test('a provider that is not there is a network failure', async (t) => {
  const { provider, ask } = await setUp(t)
  await provider.close()
  for (const name of both) {
    const failure = await t.throwsAsync(ask(name), { instanceOf: ProviderFailure })
    t.like(failure, { kind: 'network', cause: { code: 'ECONNREFUSED' } })
  }
})

test('models are listed with the day they end', async (t) => {
  const { provider, clients } = await setUp(t)
  const signal = new AbortController().signal
  provider.models = [{ id: 'sage-1', shutdown_date: '2027-01-14' }, { id: 'sage-2' }]
  const list = (name: ProviderName) => clients.clientFor(provider.target(name)).listModels(signal)
  t.deepEqual(await list('openai'), [
    { id: 'sage-1', shutdownDate: '2027-01-14' },
    { id: 'sage-2', shutdownDate: null },
  ])
  t.deepEqual(
    (await list('anthropic')).map(({ id }) => id),
    ['sage-1', 'sage-2'],
  )
})

test('a list of models that fails says why', async (t) => {
  const { provider, clients } = await setUp(t)
  const cases: [Behaviour, FailureKind][] = [
    [faults.status(401, { type: 'authentication_error', code: 'invalid_api_key' }), 'auth'],
    [faults.quotaSpent(), 'quota'],
    [faults.html(), 'malformed'],
    [faults.raw(200, { data: [{ name: 'x' }] }), 'malformed'],
    [faults.raw(200, 'null'), 'malformed'],
    [faults.hugeLine(), 'malformed'],
    [faults.reset(), 'network'],
  ]
  for (const name of both)
    for (const [behaviour, kind] of cases) {
      provider.scriptModels(behaviour)
      const { signal } = new AbortController()
      const asked = clients.clientFor(provider.target(name)).listModels(signal)
      t.is((await t.throwsAsync(asked, { instanceOf: ProviderFailure }))?.kind, kind)
    }
  const hasty = openClients({ listModelsMs: 50 })
  t.teardown(hasty.close)
  provider.scriptModels(faults.silence())
  const late = hasty.clientFor(provider.target('openai')).listModels(new AbortController().signal)
  t.is((await t.throwsAsync(late, { instanceOf: ProviderFailure }))?.kind, 'timeout')
  provider.scriptModels(faults.silence())
  const controller = new AbortController()
  const asked = clients.clientFor(provider.target('openai')).listModels(controller.signal)
  controller.abort()
  t.is((await t.throwsAsync(asked, { instanceOf: ProviderFailure }))?.kind, 'cancelled')
})

test('nothing of the operator’s own variables is sent, and a key only where there is one', async (t) => {
  const { provider, ask } = await setUp(t)
  for (const name of providerNames) {
    await ask(name, { target: { apiKey: 'key-of-tenant-1234' } })
    t.is(last(provider)?.keyTail, '1234', name)
    t.notRegex(JSON.stringify(last(provider)?.headers), /operator/, name)
  }
  await ask('ollama', { target: { apiKey: '' } })
  t.is(last(provider)?.keyTail, '')
})

const written: string[] = []
for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
  console[method] = (...values: unknown[]) => void written.push(inspect(values))
}

test('neither the key nor what was said is in any error or log, even when the provider repeats them', async (t) => {
  const { provider, clients, ask, fail } = await setUp(t)
  const secret = 'sk-canary-4f1d9c77'
  const words = 'mot-canari-des-gens'
  const said = `Incorrect API key provided: ${secret}, you said ${words}`
  const error = { message: said, type: secret, code: secret, param: words }
  const behaviours: Behaviour[] = [
    faults.raw(401, { error }, { 'x-echo': secret, 'retry-after': secret }),
    faults.raw(400, said, { 'content-type': 'text/plain' }),
    faults.raw(200, { error }),
    faults.inBandError(2, secret),
    faults.malformedAfter(2, `${words} ${secret} fin fin`),
    faults.cutAfter(2, `${words} ${secret} fin fin`),
    faults.body(`event: error\ndata: ${JSON.stringify({ error })}\n\n`),
    faults.body(`event: x\ndata: {"${secret}\n\n`),
    faults.html(),
    faults.reset(),
  ]
  const asking = {
    target: { apiKey: secret },
    call: { messages: [{ role: 'user' as const, content: words }] },
  }
  for (const name of both)
    for (const behaviour of behaviours) {
      const failure = await fail(name, behaviour, asking)
      const seen = [
        failure?.message,
        failure?.stack,
        JSON.stringify(failure),
        inspect(failure, { depth: 20 }),
        inspect(failure?.cause, { depth: 20, showHidden: true }),
      ].join('\n')
      t.notRegex(seen, /canar/)
    }
  await ask('openai', asking)
  t.notRegex(inspect(clients, { depth: 20 }), /canar/)
  t.notRegex(JSON.stringify(clients.list()), /canar/)
  t.notRegex(inspect(clients.clientFor(provider.target('openai', asking.target)), { depth: 20 }), /canar/)
  t.notRegex(written.join('\n'), /canar/)
})
