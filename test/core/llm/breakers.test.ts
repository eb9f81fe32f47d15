import test from 'ava'
import { type Breaker, openBreakers } from '../../../core/llm/breakers.ts'
import { type FailureKind, failureKinds, ProviderFailure, type Target } from '../../../core/llm/provider.ts'

const target: Target = {
  name: 'first',
  provider: 'openai',
  model: 'sage-1',
  baseUrl: 'https://user:word@models.example/v1',
  apiKey: 'a-key',
  credentialId: 'credential-1',
  isGuarded: true,
  maxTokens: 100,
  temperature: null,
  prices: null,
}
const never = 3_600_000

const fail = async (breaker: Breaker, kind: FailureKind, times = 1): Promise<void> => {
  for (let at = 0; at < times; at++)
    await breaker.run(() => Promise.reject(new ProviderFailure({ kind }))).catch(() => undefined)
}
const succeed = (breaker: Breaker) => breaker.run(async () => 'well')

test('only failures that say that the provider is ill are counted', async (t) => {
  const ill = new Set<FailureKind>(['rate', 'overload', 'network', 'timeout', 'malformed', 'truncated'])
  for (const kind of failureKinds) {
    const breaker = openBreakers({ failures: 3, halfOpenAfterMs: never }).of('tenant', target)
    await fail(breaker, kind, 2)
    t.false(breaker.isOpen, kind)
    await fail(breaker, kind)
    t.is(breaker.isOpen, ill.has(kind), kind)
  }
})

test('failures count in a row: one success in between begins anew', async (t) => {
  const breaker = openBreakers({ failures: 3, halfOpenAfterMs: never }).of('tenant', target)
  await fail(breaker, 'overload', 2)
  await succeed(breaker)
  await fail(breaker, 'overload', 2)
  t.false(breaker.isOpen)
  await fail(breaker, 'context')
  await fail(breaker, 'network')
  t.true(breaker.isOpen, 'a failure that does not count is no success either')
})

test('after its time one call tries while the others are passed by', async (t) => {
  const limit = { failures: 1, halfOpenAfterMs: never }
  const breaker = openBreakers(limit).of('tenant', target)
  await fail(breaker, 'overload')
  t.true(breaker.isOpen)
  limit.halfOpenAfterMs = 0
  t.false(breaker.isOpen)
  const trial = Promise.withResolvers<string>()
  const trying = breaker.run(() => trial.promise)
  t.true(breaker.isOpen, 'somebody is trying')
  trial.resolve('well')
  await trying
  t.false(breaker.isOpen)
})

test('a trial that fails or is called off leaves it open', async (t) => {
  for (const kind of ['overload', 'cancelled'] as const) {
    const limit = { failures: 1, halfOpenAfterMs: 0 }
    const breaker = openBreakers(limit).of('tenant', target)
    await fail(breaker, 'overload')
    await fail(breaker, kind)
    limit.halfOpenAfterMs = never
    t.true(breaker.isOpen, kind)
  }
  const breaker = openBreakers({ failures: 1, halfOpenAfterMs: 0 }).of('tenant', target)
  await fail(breaker, 'overload')
  await fail(breaker, 'context')
  t.false(breaker.isOpen, 'it spoke, if only to refuse')
})

test('each tenant and each target has its own, whatever the target is called', async (t) => {
  const breakers = openBreakers({ failures: 1, halfOpenAfterMs: never })
  await fail(breakers.of('tenant', target), 'overload')
  t.true(breakers.of('tenant', { ...target, name: 'alias' }).isOpen)
  t.false(breakers.of('other', target).isOpen)
  for (const other of [{ model: 'sage-2' }, { baseUrl: 'https://b.example' }, { credentialId: null }])
    t.false(breakers.of('tenant', { ...target, ...other }).isOpen)
})

test('the list has those that failed, without address or key', async (t) => {
  const limit = { failures: 2, halfOpenAfterMs: never }
  const breakers = openBreakers(limit)
  await succeed(breakers.of('well', target))
  await fail(breakers.of('ill', target), 'timeout', 2)
  await fail(breakers.of('frail', target), 'rate')
  const states = breakers.list()
  t.deepEqual(
    states.map(({ tenantId, state, lastFailure }) => [tenantId, state, lastFailure]),
    [
      ['ill', 'open', 'timeout'],
      ['frail', 'closed', 'rate'],
    ],
  )
  const [{ openedAt, retryAt }] = states as [(typeof states)[0]]
  t.is(retryAt!.getTime() - openedAt!.getTime(), never)
  t.false(/word|a-key|models.example|credential/.test(JSON.stringify(states)))
  limit.halfOpenAfterMs = 0
  await succeed(breakers.of('ill', target))
  t.like(breakers.list().at(-1), { tenantId: 'ill', state: 'closed', openedAt: null, retryAt: null })
})

test('the longest unused are forgotten', async (t) => {
  const breakers = openBreakers({ failures: 1, halfOpenAfterMs: never })
  await fail(breakers.of('first', target), 'overload')
  await fail(breakers.of('second', target), 'overload')
  for (let at = 0; at < 9_999; at++) breakers.of(`tenant-${at}`, target)
  t.deepEqual(
    breakers.list().map(({ tenantId }) => tenantId),
    ['second'],
  )
})
