import test, { type ExecutionContext } from 'ava'
import { Agent, fetch as undiciFetch } from 'undici'
import { ProviderFailure } from '../../../core/llm/provider.ts'
import {
  type Dispatcher,
  openFetch,
  openTransport,
  type Transport,
} from '../../../core/llm/providers/connection.ts'
import { failureOf } from '../../../core/llm/providers/failure.ts'
import { classifyOpenAi } from '../../../core/llm/providers/openai-errors.ts'
import { openWatch } from '../../../core/llm/providers/watch.ts'
import { faults, startFaultProvider } from '../../helpers/fault-provider.ts'

// The watch stands before undici's dispatchers, of which there are two: Node's own and the package's, which the
// guarded addresses use. An upgrade of either that moves the place where it stands must not pass unseen.

const packaged = (t: ExecutionContext): Transport => {
  const agent = new Agent()
  t.teardown(() => agent.destroy())
  return {
    fetch: (url, init) => undiciFetch(url, init as object) as unknown as Promise<Response>,
    dispatcher: () => agent as unknown as Dispatcher,
  }
}

const kinds: [string, (t: ExecutionContext) => Transport][] = [
  ['Node’s own', () => openTransport],
  ['the package’s', packaged],
]

const deadlines = { connectMs: 60_000, firstTokenMs: 60_000, idleMs: 60_000 }
const body = JSON.stringify({
  model: 'sage-1',
  stream: true,
  max_tokens: 10,
  messages: [{ role: 'user', content: 'Bonjour ?' }],
})

for (const [name, transportOf] of kinds) {
  const setUp = async (t: ExecutionContext) => {
    const provider = await startFaultProvider(t)
    const watch = openWatch({ signal: new AbortController().signal, deadlines })
    t.teardown(watch.stop)
    let connected = 0
    const send = openFetch({ transport: transportOf(t), apiKey: 'test-key-0000', classify: classifyOpenAi })
    const counted = { ...watch, connected: () => void connected++ }
    const post = () =>
      send(`${provider.v1Url}/chat/completions`, {
        method: 'POST',
        body,
        watch: counted,
        signal: watch.signal,
      })
    return { provider, post, connectedTimes: () => connected }
  }

  test(`${name} dispatcher tells when a connection stands, for a new one and one used again`, async (t) => {
    const { provider, post, connectedTimes } = await setUp(t)
    t.true((await (await post()).text()).includes('Bonjour.'))
    t.is(connectedTimes(), 1)
    await (await post()).text()
    t.is(connectedTimes(), 2)
    t.is(provider.requests[0]?.keyTail, '0000')
  })

  test(`${name} dispatcher ends an answer of too many bytes`, async (t) => {
    const { provider, post } = await setUp(t)
    provider.script(faults.hugeLine(64 * 1024 * 1024))
    const response = await post()
    const error = await t.throwsAsync(response.text(), { any: true })
    const failure = failureOf(error, classifyOpenAi)
    t.true(failure instanceof ProviderFailure)
    t.is(failure.kind, 'malformed')
    await provider.requests[0]?.aborted
  })
}
