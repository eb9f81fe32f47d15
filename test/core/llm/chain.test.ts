import test from 'ava'
import { limits } from '../../../config/limits.ts'
import { log } from '../../../config/log.ts'
import { openBreakers } from '../../../core/llm/breakers.ts'
import { newCallId } from '../../../core/llm/call-id.ts'
import { type OpenChainOptions, type OpenChatOptions, openChain } from '../../../core/llm/chain.ts'
import type { Attempt, ChatRequest, Payer } from '../../../core/llm/chat.ts'
import { inputTokensAtMost } from '../../../core/llm/estimate.ts'
import { type FailureKind, ProviderFailure, type Target } from '../../../core/llm/provider.ts'
import type { ChainLink } from '../../../core/llm/targets.ts'
import { type MemoryLedgerOptions, openMemoryLedger } from '../../helpers/memory-ledger.ts'
import { fails, hangs, type Step, says, scriptClients, usage } from '../../helpers/scripted-client.ts'

log.level = 'silent'

const payer: Payer = {
  tenantId: 'tenant-1',
  assistantId: null,
  conversationId: null,
  personId: null,
  service: null,
  channel: null,
}

/** A nano-dollar for an input token, ten for an output one. */
const prices = {
  inputNanoUsd: 1_000_000,
  outputNanoUsd: 10_000_000,
  cacheReadNanoUsd: null,
  cacheWriteNanoUsd: null,
  source: 'entry',
} as const

const targetNamed = (name: string, rest: Partial<Target> = {}): Target => ({
  name,
  provider: 'compatible',
  model: `${name}-1`,
  baseUrl: 'https://models.example/v1',
  apiKey: 'a-key',
  credentialId: null,
  isGuarded: true,
  maxTokens: 1_000,
  temperature: null,
  prices,
  ...rest,
})

const chainOf = (...targets: Target[]): ChainLink[] =>
  targets.map((target, at) => ({ target, role: at === 0 ? 'default' : 'fallback' }))

interface Scene extends Partial<Omit<OpenChainOptions, 'ledger'>> {
  scripts: Record<string, Step[]>
  targets?: ChainLink[]
  ledger?: MemoryLedgerOptions
  chat?: Partial<OpenChatOptions>
}

/** A chain over scripted clients that notes how long it would have slept and never does. */
const open = ({ scripts, targets, ledger: rules, chat: asked, ...rest }: Scene) => {
  const clients = scriptClients(scripts)
  const ledger = openMemoryLedger(rules)
  const slept: number[] = []
  const chain = openChain({
    clientFor: clients.clientFor,
    ledger,
    breakers: openBreakers(),
    random: () => 1,
    sleep: async (ms) => slept.push(ms),
    ...rest,
  })
  const all = targets ?? chainOf(...Object.keys(scripts).map((name) => targetNamed(name)))
  const chat = chain.openChat({ payer, targets: all, temperature: null, ...asked })
  let text = ''
  let restarts = 0
  const ask = (request: Partial<ChatRequest> = {}) =>
    chat.ask({
      purpose: 'plan',
      messages: [{ role: 'user', content: 'Quels segments ?' }],
      maxTokens: 500,
      onText: (piece) => {
        text += piece
      },
      onRestart: () => {
        restarts++
        text = ''
      },
      ...request,
    })
  return {
    chain,
    chat,
    clients,
    ledger,
    slept,
    ask,
    get text() {
      return text
    },
    get restarts() {
      return restarts
    },
  }
}

const outcomes = (attempts: readonly Attempt[]): string[] =>
  attempts.map(({ llm, outcome }) => `${llm} ${outcome}`)

test('the first model answers: one reservation, one settlement, nothing closed', async (t) => {
  const { ask, chat, clients, ledger, ...scene } = open({
    scripts: { a: [says('Les 18-34 ans.')], b: [says('b')] },
  })
  t.true(chat.isPossible)
  const outcome = await ask()
  t.deepEqual(outcome, {
    kind: 'completed',
    text: 'Les 18-34 ans.',
    finish: 'stop',
    llm: 'a',
    provider: 'compatible',
    fallbackReason: null,
  })
  t.deepEqual(clients.asked, ['a'])
  t.is(scene.restarts, 0)
  t.is(ledger.reservations.length, 1)
  t.deepEqual(ledger.closed, [])
  const [settlement] = chat.settlements
  t.like(settlement!.attempt, {
    llm: 'a',
    model: 'a-1',
    outcome: 'completed',
    usage: usage(100, 10),
    costNanoUsd: 200,
  })
  t.is(typeof settlement!.attempt.firstTokenMs, 'number')
  t.true(ledger.open.has(settlement!.reservationId), 'the answer settles it')
  t.deepEqual(chat.attempts, [settlement!.attempt])
})

test('what is reserved is the worst case of each target at its own price', async (t) => {
  const dear = targetNamed('b', { prices: { ...prices, outputNanoUsd: 20_000_000 }, maxTokens: 300 })
  const targets = chainOf(targetNamed('a'), dear, targetNamed('c', { prices: null }))
  const scripts = { a: [fails('auth')], b: [fails('auth')], c: [says('c')] }
  const { ask, ledger, chat, clients } = open({ scripts, targets })
  await ask()
  const input = inputTokensAtMost(clients.calls[0]!)
  t.deepEqual(
    ledger.reservations.map(({ target, role, worstCaseNanoUsd, isFirstCall }) => [
      target.name,
      role,
      worstCaseNanoUsd,
      isFirstCall,
    ]),
    [
      ['a', 'default', input + 500 * 10, true],
      ['b', 'fallback', input + 300 * 20, false],
      ['c', 'fallback', null, false],
    ],
  )
  t.is(chat.settlements[0]!.attempt.costNanoUsd, null, 'unknown is never 0')
})

const goOnAtOnce: FailureKind[] = ['quota', 'auth', 'context', 'gone', 'rejected', 'blocked', 'timeout']
for (const kind of goOnAtOnce)
  test(`${kind}: asked once, the next model answers`, async (t) => {
    const { ask, clients, slept, ledger } = open({ scripts: { a: [fails(kind)], b: [says('b')] } })
    const outcome = await ask()
    t.like(outcome, { kind: 'completed', llm: 'b', fallbackReason: kind })
    t.deepEqual(clients.asked, ['a', 'b'])
    t.deepEqual(slept, [])
    t.like(ledger.closed[0], { outcome: kind, usage: null, costNanoUsd: 0 })
  })

for (const kind of ['rate', 'overload', 'network'] as const)
  test(`${kind}: the same model again after a jittered, growing wait, then the next`, async (t) => {
    const { ask, clients, slept, chat } = open({ scripts: { a: [fails(kind)], b: [says('b')] } })
    t.like(await ask(), { llm: 'b', fallbackReason: kind })
    t.deepEqual(clients.asked, ['a', 'a', 'a', 'b'])
    t.deepEqual(slept, [250, 500])
    t.deepEqual(outcomes(chat.attempts), [`a ${kind}`, `a ${kind}`, `a ${kind}`, 'b completed'])
    const recovers = open({ scripts: { a: [fails(kind), says('a')], b: [says('b')] }, random: () => 0 })
    t.like(await recovers.ask(), { llm: 'a', fallbackReason: null })
    t.deepEqual(recovers.slept, [125])
  })

for (const kind of ['truncated', 'malformed', 'empty'] as const)
  test(`${kind}: the next model at once; the only one gets a second chance`, async (t) => {
    const { ask, clients } = open({ scripts: { a: [fails(kind)], b: [says('b')] } })
    t.like(await ask(), { llm: 'b', fallbackReason: kind })
    t.deepEqual(clients.asked, ['a', 'b'])
    const alone = open({ scripts: { a: [fails(kind), says('a')] } })
    t.like(await alone.ask(), { llm: 'a' })
    const hopeless = open({ scripts: { a: [fails(kind)] } })
    t.deepEqual(await hopeless.ask(), { kind: 'failed', reason: kind })
    t.deepEqual(hopeless.clients.asked, ['a', 'a'])
  })

test('Retry-After is waited for while it is short, and never asked before its end', async (t) => {
  const short = open({ scripts: { a: [fails('rate', { retryAfterMs: 2_000 }), says('a')], b: [says('b')] } })
  t.like(await short.ask(), { llm: 'a' })
  t.deepEqual(short.slept, [2_250])
  for (const retryAfterMs of [limits.chain.patienceMs + 1, 3_600_000]) {
    const long = open({ scripts: { a: [fails('rate', { retryAfterMs })], b: [says('b')] } })
    t.like(await long.ask(), { llm: 'b', fallbackReason: 'rate' })
    t.deepEqual(long.clients.asked, ['a', 'b'])
    t.deepEqual(long.slept, [])
  }
})

test('the only model may be waited for up to the minute, and not longer', async (t) => {
  const scripts = { a: [fails('rate', { retryAfterMs: 30_000 }), says('a')] }
  t.like(await open({ scripts }).ask(), { llm: 'a' })
  const tooLong = open({ scripts: { a: [fails('rate', { retryAfterMs: 60_000 })] } })
  t.deepEqual(await tooLong.ask(), { kind: 'failed', reason: 'rate' })
  t.deepEqual(tooLong.clients.asked, ['a'])
  t.deepEqual(tooLong.slept, [])
})

test('a filter ends the question: nobody else is asked, and the same model may be asked another thing', async (t) => {
  const { ask, clients } = open({ scripts: { a: [fails('filter'), says('a')], b: [says('b')] } })
  t.deepEqual(await ask(), { kind: 'failed', reason: 'filter' })
  t.deepEqual(clients.asked, ['a'])
  t.like(await ask(), { kind: 'completed', llm: 'a', fallbackReason: null })
})

test('a broken answer begins again from nothing, and what had come is paid for', async (t) => {
  const broken = fails('truncated', { partialText: 'Les segments les plus ' })
  const scene = open({
    scripts: { a: [broken], b: [fails('network', { partialText: 'Ah ' })], c: [says('Tout va bien.')] },
  })
  t.like(await scene.ask(), { kind: 'completed', text: 'Tout va bien.', llm: 'c' })
  t.is(scene.text, 'Tout va bien.')
  t.is(scene.restarts, 2)
  t.deepEqual(scene.clients.asked, ['a', 'b', 'c'])
  for (const { messages } of scene.clients.calls)
    t.deepEqual(messages, [{ role: 'user', content: 'Quels segments ?' }], 'nothing is prefilled')
  const [first] = scene.ledger.closed
  t.like(first!.usage, { source: 'estimate', inputTokens: 11, outputTokens: 5 })
  t.is(first!.costNanoUsd, 11 + 5 * 10)
  t.is(
    scene.ledger.spentNanoUsd,
    scene.ledger.closed.reduce((all, { costNanoUsd }) => all + costNanoUsd!, 0),
  )
})

test('a restart is told before the first piece of the next try, and not when there is none', async (t) => {
  const events: string[] = []
  const listen = { onText: (piece: string) => events.push(piece), onRestart: () => events.push('restart') }
  const broken = fails('truncated', { partialText: 'un deux ' })
  await open({ scripts: { a: [broken], b: [fails('auth')], c: [says('trois')] } }).ask(
    listen as Partial<ChatRequest>,
  )
  t.deepEqual(events.splice(0), ['un ', 'deux ', 'restart', 'trois'])
  await open({ scripts: { a: [broken], b: [fails('auth')] } }).ask(listen as Partial<ChatRequest>)
  t.deepEqual(events, ['un ', 'deux '])
})

test('what a provider says of a failed try is booked rather than an estimate, zero included', async (t) => {
  const said = fails('truncated', { partialText: 'un ', usage: usage(50, 3) })
  const zero = fails('truncated', { partialText: 'un ', usage: usage(0, 0) })
  const guess = fails('truncated', { partialText: 'un ', usage: { ...usage(50, 9_000), source: 'estimate' } })
  const { ask, ledger } = open({ scripts: { a: [said], b: [zero], c: [guess], d: [says('d')] } })
  await ask()
  t.deepEqual(
    ledger.closed.map(({ usage: used, costNanoUsd }) => [used?.source, costNanoUsd]),
    [
      ['provider', 80],
      ['provider', 0],
      // Nobody bills more output than was asked for.
      ['estimate', 50 + 500 * 10],
    ],
  )
})

test('a provider that does not say what it used is estimated; one that says zero is believed', async (t) => {
  const silent = open({ scripts: { a: [says('Bonjour tout le monde.', { usage: null })] } })
  await silent.ask()
  t.like(silent.chat.settlements[0]!.attempt.usage, { source: 'estimate', inputTokens: 11, outputTokens: 5 })
  const zero = open({ scripts: { a: [says('Bonjour.', { usage: usage(0, 0) })] } })
  await zero.ask()
  t.deepEqual(zero.chat.settlements[0]!.attempt.usage, usage(0, 0))
})

test('the end `length` is passed on', async (t) => {
  t.like(await open({ scripts: { a: [says('Les', { finish: 'length' })] } }).ask(), { finish: 'length' })
})

test('a failed chain tells why its first model did not answer', async (t) => {
  const { ask, chat } = open({ scripts: { a: [fails('auth')], b: [fails('gone')], c: [fails('overload')] } })
  t.deepEqual(await ask(), { kind: 'failed', reason: 'auth' })
  t.deepEqual(outcomes(chat.attempts), ['a auth', 'b gone', 'c overload', 'c overload', 'c overload'])
  t.false(chat.isPossible)
  t.deepEqual(await open({ scripts: {} }).ask(), { kind: 'failed', reason: 'none' })
  t.false(open({ scripts: {} }).chat.isPossible)
})

const passed = { llm: 'x', provider: 'openai', model: 'x-1', why: 'no_key' } as const

test('a model that is wanted and cannot be asked is the first line, once, and the reason of the next one', async (t) => {
  const { ask, chat, clients, ledger } = open({ scripts: { b: [says('b')] }, chat: { passed } })
  t.like(await ask(), { kind: 'completed', llm: 'b', fallbackReason: 'no_key' })
  t.like(await ask({ purpose: 'word' }), { llm: 'b', fallbackReason: 'no_key' })
  t.deepEqual(outcomes(chat.attempts), ['x no_key', 'b completed', 'b completed'])
  t.like(chat.attempts[0], { provider: 'openai', model: 'x-1', purpose: 'plan', usage: null, costNanoUsd: 0 })
  t.deepEqual(clients.asked, ['b', 'b'])
  t.is(ledger.reservations.length, 2, 'nothing is reserved for who is not asked')
})

test('with nobody after it, it is heard of once, and there is nobody to ask from then on', async (t) => {
  const { ask, chat } = open({ scripts: {}, chat: { passed } })
  t.true(chat.isPossible)
  t.deepEqual(await ask(), { kind: 'failed', reason: 'no_key' })
  t.false(chat.isPossible)
  t.deepEqual(await ask(), { kind: 'failed', reason: 'no_key' })
  t.deepEqual(outcomes(chat.attempts), ['x no_key'])
  const down = open({ scripts: { b: [fails('auth')] }, chat: { passed } })
  t.deepEqual(await down.ask(), { kind: 'failed', reason: 'no_key' })
  t.false(down.chat.isPossible)
})

test('who failed in a question is not asked again in it, who is well is', async (t) => {
  const { ask, clients, chat, ledger } = open({ scripts: { a: [fails('auth')], b: [says('b')] } })
  await ask()
  t.like(await ask({ purpose: 'word' }), { kind: 'completed', llm: 'b', fallbackReason: 'auth' })
  await ask({ purpose: 'plan' })
  t.deepEqual(clients.asked, ['a', 'b', 'b', 'b'])
  t.is(chat.settlements.length, 3, 'also of answers that are not used')
  t.deepEqual(
    ledger.reservations.map(({ isFirstCall }) => isFirstCall),
    [true, false, false, false],
  )
})

test('reasoning whose usage never came is paid for', async (t) => {
  const { ask, chat, ledger } = open({
    scripts: {
      a: [fails('network', { characters: 400 })],
      b: [says('Oui.', { usage: null, characters: 804 })],
    },
    limits: { ...limits.chain, retries: 0 },
  })
  t.like(await ask(), { llm: 'b' })
  t.is(ledger.closed[0]?.usage?.outputTokens, 100)
  t.true(ledger.closed[0]!.costNanoUsd! >= 1_000)
  const { usage: said } = chat.settlements[0]!.attempt
  t.true(said!.outputTokens > 200 && said!.outputTokens < 205)
})

test('the same model at the same address with the same key is one target, however often it is named', async (t) => {
  const same = targetNamed('a', { name: 'alias' })
  const otherKey = targetNamed('a', { name: 'mine', credentialId: 'credential-1' })
  const targets = chainOf(targetNamed('a'), targetNamed('b'), same, targetNamed('b'), otherKey)
  const scripts = { a: [fails('auth')], alias: [says('no')], b: [fails('auth')], mine: [says('yes')] }
  const { ask, clients } = open({ scripts, targets })
  t.like(await ask(), { llm: 'mine' })
  t.deepEqual(clients.asked, ['a', 'b', 'mine'])
})

test('quotas are asked for every target, and who is denied stands in the trace', async (t) => {
  const { ask, chat, clients } = open({
    scripts: { a: [says('a')], b: [says('b')], c: [says('c')] },
    targets: chainOf(
      targetNamed('a'),
      targetNamed('b', { prices: null }),
      targetNamed('c', { maxTokens: 10 }),
    ),
    ledger: { budgetNanoUsd: 1_000 },
  })
  t.like(await ask(), { kind: 'completed', llm: 'c', fallbackReason: 'budget_spent' })
  t.deepEqual(clients.asked, ['c'])
  t.deepEqual(outcomes(chat.attempts), ['a budget_spent', 'b price_unknown', 'c completed'])
  t.like(chat.attempts[0], { usage: null, costNanoUsd: 0, firstTokenMs: null })
})

test('over the requests of the month only fallbacks are asked', async (t) => {
  const deny = ({ role }: { role: string }) => (role === 'default' ? ('requests_spent' as const) : null)
  const { ask, ledger } = open({ scripts: { a: [says('a')], b: [says('b')] }, ledger: { deny } })
  t.like(await ask(), { llm: 'b', fallbackReason: 'requests_spent' })
  t.true(ledger.reservations[0]!.isFirstCall)
})

test('a second try that the quota denies: the reason is why it was needed', async (t) => {
  let reservations = 0
  const deny = () => (++reservations > 1 ? ('budget_spent' as const) : null)
  const { ask, chat } = open({ scripts: { a: [fails('overload')] }, ledger: { deny } })
  t.deepEqual(await ask(), { kind: 'failed', reason: 'overload' })
  t.deepEqual(outcomes(chat.attempts), ['a overload', 'a budget_spent'])
})

test('a breaker that opens ends the tries, and the next question passes the model by', async (t) => {
  const breakers = openBreakers({ failures: 2, halfOpenAfterMs: 3_600_000 })
  const scripts = { a: [fails('overload')], b: [says('b')] }
  const first = open({ scripts, breakers })
  t.like(await first.ask(), { llm: 'b', fallbackReason: 'overload' })
  t.deepEqual(first.clients.asked, ['a', 'a', 'b'])
  const second = open({ scripts, breakers })
  t.like(await second.ask(), { llm: 'b', fallbackReason: 'breaker_open' })
  t.deepEqual(outcomes(second.chat.attempts), ['a breaker_open', 'b completed'])
  t.is(second.ledger.reservations.length, 1, 'nothing is reserved for who is not asked')
  const stranger = open({ scripts, breakers, chat: { payer: { ...payer, tenantId: 'tenant-2' } } })
  await stranger.ask()
  t.is(stranger.clients.asked[0], 'a', 'another tenant has a breaker of its own')
})

test('a breaker that opens while the ledger is asked gives the reservation back', async (t) => {
  const breakers = openBreakers({ failures: 1, halfOpenAfterMs: 3_600_000 })
  const target = targetNamed('a')
  const { ask, ledger, clients } = open({ scripts: { a: [says('a')] }, targets: chainOf(target), breakers })
  const { reserve } = ledger
  ledger.reserve = async (asked) => {
    const fail = () => Promise.reject(new ProviderFailure({ kind: 'overload' }))
    await t.throwsAsync(breakers.of(payer.tenantId, target).run(fail))
    return reserve(asked)
  }
  t.deepEqual(await ask(), { kind: 'failed', reason: 'breaker_open' })
  t.deepEqual(clients.asked, [])
  t.like(ledger.closed[0], { outcome: 'breaker_open', costNanoUsd: 0 })
  t.is(ledger.open.size, 0)
})

for (const [where, chatSignal] of [
  ['the question', true],
  ['the request', false],
] as const)
  test(`who leaves ends what ${where} still asks: nobody else is asked, what had come is booked`, async (t) => {
    const leaving = new AbortController()
    const { signal } = leaving
    const scripts = { a: [hangs('Les segments ', () => leaving.abort())], b: [says('b')] }
    const scene = open({ scripts, chat: chatSignal ? { signal } : {} })
    t.deepEqual(await scene.ask(chatSignal ? {} : { signal }), { kind: 'failed', reason: 'cancelled' })
    t.deepEqual(scene.clients.asked, ['a'])
    t.deepEqual(outcomes(scene.chat.attempts), ['a cancelled'])
    t.is(scene.ledger.closed[0]!.usage?.source, 'estimate')
    t.true(scene.ledger.spentNanoUsd > 0)
    t.is(scene.ledger.open.size, 0)
    t.deepEqual(await scene.ask({ signal }), { kind: 'failed', reason: 'cancelled' })
    t.is(scene.chat.attempts.length, 1)
  })

test('who leaves before a token came pays nothing; who leaves during a wait ends it', async (t) => {
  const leaving = new AbortController()
  const early = open({ scripts: { a: [hangs('', () => leaving.abort())] }, chat: { signal: leaving.signal } })
  await early.ask()
  t.like(early.ledger.closed[0], { outcome: 'cancelled', usage: null, costNanoUsd: 0 })
  const later = new AbortController()
  const sleep = (_: number, signal: AbortSignal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('over')))
      later.abort()
    })
  const waiting = open({
    scripts: { a: [fails('overload')], b: [says('b')] },
    sleep,
    chat: { signal: later.signal },
  })
  t.deepEqual(await waiting.ask(), { kind: 'failed', reason: 'cancelled' })
  t.deepEqual(waiting.clients.asked, ['a'])
})

test('a request whose own time is over says so, and its model may be asked the next thing', async (t) => {
  const { ask, clients, chat, ledger } = open({ scripts: { a: [hangs(), says('Oui.')] } })
  t.deepEqual(await ask({ signal: AbortSignal.timeout(1) }), { kind: 'failed', reason: 'timeout' })
  t.true(chat.isPossible)
  t.like(await ask({ purpose: 'compare' }), { llm: 'a', text: 'Oui.', fallbackReason: null })
  t.deepEqual(clients.asked, ['a', 'a'])
  t.deepEqual(outcomes(chat.attempts), ['a timeout', 'a completed'])
  t.is(ledger.open.size, 1)
})

test('when the minute is over the running call ends as a time-out and nobody else is begun', async (t) => {
  const short = { ...limits.chain, totalMs: 30, leastMs: 1 }
  const { ask, chat, ledger, clients } = open({
    scripts: { a: [hangs('Les ')], b: [says('b')] },
    limits: short,
  })
  t.deepEqual(await ask(), { kind: 'failed', reason: 'timeout' })
  t.deepEqual(clients.asked, ['a'])
  t.deepEqual(outcomes(chat.attempts), ['a timeout', 'b no_time'])
  t.is(ledger.open.size, 0)
})

test('temperature and length stay within what the model takes', async (t) => {
  const seen = async (target: Target, request: Partial<ChatRequest>, temperature: number | null = null) => {
    const { ask, clients } = open({
      scripts: { a: [says('a')] },
      targets: chainOf(target),
      chat: { temperature },
    })
    await ask(request)
    const { maxTokens, temperature: sent } = clients.calls[0]!
    return [maxTokens, sent]
  }
  const plain = targetNamed('a', { maxTokens: 200 })
  t.deepEqual(await seen(plain, { maxTokens: 100 }), [100, null])
  t.deepEqual(await seen(plain, { maxTokens: 9_000, temperature: 5 }), [200, 2])
  t.deepEqual(await seen(plain, { maxTokens: 0, temperature: -1 }), [1, 0])
  t.deepEqual(await seen({ ...plain, provider: 'anthropic' }, { temperature: 1.7 }), [200, 1])
  t.deepEqual(await seen({ ...plain, temperature: 0.4 }, {}), [200, 0.4])
  t.deepEqual(await seen({ ...plain, temperature: 0.4 }, {}, 0.2), [200, 0.2])
})

test('a client that throws what is no failure costs nobody an answer, and a ledger that cannot close neither', async (t) => {
  const bug: Step = async () => {
    throw new TypeError('the words of somebody')
  }
  const { ask, ledger, chat } = open({ scripts: { a: [bug], b: [says('b')] } })
  t.like(await ask(), { llm: 'b', fallbackReason: 'malformed' })
  t.false(JSON.stringify(chat.attempts).includes('words'))
  ledger.close = () => Promise.reject(new Error('the database is away'))
  const away = open({ scripts: { a: [fails('auth')], b: [says('b')] } })
  away.ledger.close = ledger.close
  t.like(await away.ask(), { llm: 'b' })
})

test('ids of calls are UUIDv7, each another one', (t) => {
  const ids = new Set(Array.from({ length: 2_000 }, newCallId))
  t.is(ids.size, 2_000)
  for (const id of ids) t.regex(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('attempts bear neither keys nor words', async (t) => {
  const { ask, chat } = open({
    scripts: { a: [fails('truncated', { partialText: 'secret ' })], b: [says('secret')] },
  })
  await ask({ messages: [{ role: 'user', content: 'secret' }] })
  const line = JSON.stringify(chat.attempts)
  t.false(line.includes('secret') || line.includes('a-key'))
})
