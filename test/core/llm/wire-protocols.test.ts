import { LLMock } from '@copilotkit/aimock'
import test, { type ExecutionContext } from 'ava'
import { openClients } from '../../../core/llm/open-clients.ts'
import {
  type FailureKind,
  ProviderFailure,
  type ProviderName,
  type Target,
} from '../../../core/llm/provider.ts'

// A second opinion on the protocols, by people who check their mock against the real providers. It does not validate
// requests and knows no stall, no malformed chunk and no clean truncation: those are `providers.test.ts`.

const setUp = async (t: ExecutionContext) => {
  const mock = new LLMock({ port: 0, host: '127.0.0.1' })
  await mock.start()
  const clients = openClients()
  t.teardown(async () => {
    await clients.close()
    await mock.stop()
  })
  const ask = (provider: ProviderName, onText?: (piece: string) => void) => {
    const target: Target = {
      name: 'first',
      provider,
      model: 'sage-1',
      baseUrl: provider === 'anthropic' || provider === 'deepseek' ? mock.url : `${mock.url}/v1`,
      apiKey: 'test-key-0000',
      credentialId: null,
      isGuarded: false,
      maxTokens: 100,
      temperature: null,
      prices: null,
    }
    const call = {
      messages: [{ role: 'user' as const, content: 'Bonjour ?' }],
      maxTokens: 50,
      temperature: null,
    }
    const deadlines = { connectMs: 60_000, firstTokenMs: 60_000, idleMs: 60_000 }
    const { signal } = new AbortController()
    return clients.clientFor(target).complete(target, call, { signal, deadlines, ...(onText && { onText }) })
  }
  return { mock, ask }
}

const text = 'Les cadres sont en tête avec un indice de 142.'

for (const name of ['openai', 'deepseek', 'ollama', 'compatible'] as const)
  test(`${name}: a streamed answer with the usage that was said`, async (t) => {
    const { mock, ask } = await setUp(t)
    const usage = { prompt_tokens: 31, completion_tokens: 12, total_tokens: 43 }
    mock.onMessage('Bonjour', { content: text, usage })
    const pieces: string[] = []
    const completion = await ask(name, (piece) => void pieces.push(piece))
    t.like(completion, { text, finish: 'stop', model: 'sage-1' })
    t.like(completion.usage, { inputTokens: 31, outputTokens: 12, source: 'provider' })
    t.is(pieces.join(''), text)
    t.is(mock.getRequests().length, 1)
  })

test('anthropic: a streamed answer with the usage that was said', async (t) => {
  const { mock, ask } = await setUp(t)
  mock.onMessage('Bonjour', { content: text, usage: { input_tokens: 31, output_tokens: 12 } })
  const completion = await ask('anthropic')
  t.like(completion, { text, finish: 'stop', model: 'sage-1' })
  t.like(completion.usage, { inputTokens: 31, outputTokens: 12 })
})

test('reasoning before the answer is no part of it', async (t) => {
  const { mock, ask } = await setUp(t)
  mock.onMessage('Bonjour', { content: text, reasoning: 'Voyons. Le segment le plus fort…' })
  for (const name of ['deepseek', 'anthropic'] as const) t.is((await ask(name)).text, text)
})

test('an answer that was cut by its limit, one that was filtered, and a tool that nobody offered', async (t) => {
  const { mock, ask } = await setUp(t)
  for (const name of ['openai', 'anthropic'] as const) {
    mock.clearFixtures()
    mock.onMessage('Bonjour', { content: text, finishReason: 'length' })
    t.is((await ask(name)).finish, 'length')
    mock.clearFixtures()
    mock.onMessage('Bonjour', { content: '', toolCalls: [{ name: 'drop_table', arguments: '{}' }] })
    t.is((await t.throwsAsync(ask(name), { instanceOf: ProviderFailure }))?.kind, 'malformed')
  }
  mock.clearFixtures()
  mock.onMessage('Bonjour', { content: text, finishReason: 'content_filter' })
  t.is((await t.throwsAsync(ask('openai'), { instanceOf: ProviderFailure }))?.kind, 'filter')
})

const failures: [number, { type: string; code?: string; message: string }, FailureKind][] = [
  [429, { type: 'rate_limit_error', code: 'rate_limit_exceeded', message: 'Rate limited' }, 'rate'],
  [401, { type: 'authentication_error', code: 'invalid_api_key', message: 'Bad key' }, 'auth'],
  [404, { type: 'not_found_error', code: 'model_not_found', message: 'No such model' }, 'gone'],
  [500, { type: 'api_error', code: 'server_error', message: 'Oops' }, 'overload'],
  [529, { type: 'overloaded_error', message: 'Overloaded' }, 'overload'],
]

for (const name of ['openai', 'anthropic', 'deepseek'] as const)
  for (const [status, error, kind] of failures)
    test(`${name}: ${status} is ${kind}, asked once, and the next call is answered`, async (t) => {
      const { mock, ask } = await setUp(t)
      mock.onMessage('Bonjour', { content: text })
      mock.nextRequestError(status, error)
      t.like(await t.throwsAsync(ask(name), { instanceOf: ProviderFailure }), { kind, status })
      t.is(mock.getRequests().length, 1)
      t.is((await ask(name)).text, text)
    })

test('a connection that dies in the middle is no answer', async (t) => {
  const { mock, ask } = await setUp(t)
  mock.onMessage('Bonjour', { content: text.repeat(20) }, { truncateAfterChunks: 3, latency: 15 })
  for (const name of ['openai', 'anthropic'] as const) {
    const failure = await t.throwsAsync(ask(name), { instanceOf: ProviderFailure })
    t.true(['network', 'truncated'].includes(failure?.kind ?? ''), failure?.kind)
  }
})
