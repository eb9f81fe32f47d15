/**
 * Sixteen ways in which a provider fails, through the real clients, the chain and the ledger on a real database:
 * what the person got, how often each provider was asked, what was billed. Either language of providers plays the
 * one that fails. Deadlines are short for that one only, waits between tries are noted and not waited for, and
 * nothing is held against a clock.
 */
import test, { type ExecutionContext } from 'ava'
import { v7 as uuidv7 } from 'uuid'
import { limits } from '../../config/limits.ts'
import { log } from '../../config/log.ts'
import { type Breakers, openBreakers } from '../../core/llm/breakers.ts'
import { openChain } from '../../core/llm/chain.ts'
import type { Chat, ChatOutcome } from '../../core/llm/chat.ts'
import { openClients } from '../../core/llm/open-clients.ts'
import type { Deadlines, Prices, ProviderClient, ProviderName, Target } from '../../core/llm/provider.ts'
import { openLedger } from '../../core/quotas/ledger.ts'
import { settleAttempts } from '../../core/quotas/settle.ts'
import { withTenant } from '../../db/tenant.ts'
import { listCalls, makeTenant, payerOf, readCounters } from '../core/quotas/calls.ts'
import { shareTestDatabase } from '../helpers/database.ts'
import { type Behaviour, type FaultProvider, faults, startFaultProvider } from '../helpers/fault-provider.ts'

log.level = 'silent'
const database = shareTestDatabase(test)

const text = Array.from({ length: 60 }, (_, at) => `mot${at}`).join(' ')
const rescue = 'Le secours répond.'

/** Whole nano-dollars for a token, so that a bill is read at a glance. */
const pricesOf = (input: number, output: number): Prices => ({
  inputNanoUsd: input * 1_000_000,
  outputNanoUsd: output * 1_000_000,
  cacheReadNanoUsd: null,
  cacheWriteNanoUsd: null,
  source: 'entry',
})
const [firstPrices, secondPrices] = [pricesOf(1, 10), pricesOf(2, 20)]
/** 100 tokens in, one a word out, as the providers of these tests count. */
const [wholeBill, rescueBill] = [100 * 1 + 60 * 10, 100 * 2 + 3 * 20]

interface Stage {
  first: FaultProvider
  second: FaultProvider
  targets: Target[]
  tenantId: string
  breakers: Breakers
  clientFor(target: Target): ProviderClient
}

interface Roles {
  failing: ProviderName
  saving: ProviderName
}

const openStage = async (
  t: ExecutionContext,
  { failing, saving }: Roles,
  { deadlines, breakers = openBreakers() }: { deadlines?: Partial<Deadlines>; breakers?: Breakers } = {},
): Promise<Stage> => {
  const [first, second] = [await startFaultProvider(t), await startFaultProvider(t)]
  const tenantId = await makeTenant(database(), { monthlyBudgetUsd: 1 })
  const clients = openClients()
  t.teardown(() => clients.close())
  const clientFor = (target: Target): ProviderClient => {
    const client = clients.clientFor(target)
    if (target.name !== 'first') return client
    return {
      ...client,
      complete: (asked, call, options) =>
        client.complete(asked, call, { ...options, deadlines: { ...options.deadlines, ...deadlines } }),
    }
  }
  const targets = [
    first.target(failing, { name: 'first', model: 'sage-1', prices: firstPrices }),
    second.target(saving, { name: 'second', model: 'owl-2', prices: secondPrices }),
  ]
  return { first, second, targets, tenantId, breakers, clientFor }
}

/** One question as the ladder asks it, and its bill as the database has it. */
const askOnce = async ({ targets, tenantId, breakers, clientFor }: Stage, signal?: AbortSignal) => {
  const slept: number[] = []
  const sleep = async (ms: number) => slept.push(ms)
  // Only the failing provider's deadlines count here.
  const patient = {
    ...limits.chain,
    connectMs: 60_000,
    firstTokenMs: 60_000,
    idleMs: 60_000,
    totalMs: 100_000,
  }
  const chain = openChain({ clientFor, ledger: openLedger(database()), breakers, limits: patient, sleep })
  const links = targets.map((target, at) => ({ target, role: at === 0 ? 'default' : 'fallback' }) as const)
  const chat = chain.openChat({ payer: payerOf(tenantId), targets: links, temperature: 0, signal })
  let seen = ''
  let restarts = 0
  const outcome = await chat.ask({
    purpose: 'word',
    messages: [{ role: 'user', content: 'Quels segments sont surreprésentés ?' }],
    maxTokens: 200,
    onText: (piece) => {
      seen += piece
    },
    onRestart: () => {
      restarts++
      seen = ''
    },
  })
  await settle(tenantId, chat)
  return { outcome, chat, slept, seen: seen.trim(), restarts }
}

const settle = (tenantId: string, { settlements }: Chat): Promise<void> =>
  withTenant(database(), tenantId, () =>
    settleAttempts(database(), tenantId, { messageId: uuidv7(), settlements }),
  )

const readBill = async (tenantId: string) => {
  const calls = await listCalls(database(), tenantId)
  const counters = await readCounters(database(), tenantId)
  const [, counter] = Object.entries(counters).find(([scope]) => scope.startsWith('tenant'))!
  const costOf = (llm: string): number =>
    calls.filter((call) => call.llm === llm).reduce((all, call) => all + Number(call.costNanoUsd), 0)
  return { calls, counter, first: costOf('first'), second: costOf('second') }
}

interface Fault {
  code: string
  what: string
  /** First requests, in order; `always` from then on. */
  script?: Behaviour[]
  always?: Behaviour
  rescue?: Behaviour
  /** Of the failing provider. */
  deadlines?: Partial<Deadlines>
  got: 'first' | 'second' | 'filter'
  /** At most, of the first and of the second provider. */
  asked: [number, number]
  /** Of the first provider: its whole answer, what had come of it, or nothing. */
  billed: 'whole' | 'part' | 'nothing'
  /** Where only one language of providers has it. */
  only?: ProviderName
  /** The provider saw its socket closed. */
  isLeft?: boolean
  leastWaitMs?: number
}

const soon = 100
const refused = { got: 'second', billed: 'nothing', asked: [1, 1] as [number, number] } as const
const rescued = { got: 'second', billed: 'nothing' } as const
const lost = { got: 'second', billed: 'part', asked: [1, 1] } as {
  got: 'second'
  billed: 'part'
  asked: [number, number]
}

const sixteen: Fault[] = [
  {
    code: 'S01',
    what: '429 with Retry-After 2, then well',
    script: [faults.rateLimited({ retryAfter: '2' }), faults.answer(text)],
    got: 'first',
    asked: [2, 0],
    billed: 'whole',
    leastWaitMs: 2_000,
  },
  { code: 'S02', what: '429 for ever', always: faults.rateLimited(), ...rescued, asked: [3, 1] },
  {
    code: 'S02+',
    what: '429 with Retry-After 3600',
    always: faults.rateLimited({ retryAfter: '3600' }),
    ...rescued,
    asked: [1, 1],
  },
  {
    code: 'S03',
    what: '500 once',
    script: [faults.status(500), faults.answer(text)],
    got: 'first',
    asked: [2, 0],
    billed: 'whole',
  },
  { code: 'S04', what: '503 for ever', always: faults.status(503), ...rescued, asked: [3, 1] },
  { code: 'S05', what: 'connection reset', always: faults.reset(), ...rescued, asked: [3, 1] },
  {
    code: 'S06',
    what: 'silence',
    always: faults.silence(),
    deadlines: { firstTokenMs: soon },
    ...rescued,
    asked: [1, 1],
    isLeft: true,
  },
  {
    code: 'S07',
    what: 'slow first token',
    always: faults.slowFirstToken(text),
    deadlines: { firstTokenMs: soon },
    ...rescued,
    asked: [1, 1],
    isLeft: true,
  },
  { code: 'S08', what: 'cut after 40 of 60 tokens', always: faults.cutAfter(40, text), ...lost },
  {
    code: 'S09',
    what: 'stall after 20 tokens',
    always: faults.stallAfter(20, text),
    deadlines: { idleMs: soon },
    ...lost,
    isLeft: true,
  },
  { code: 'S10', what: 'malformed chunk', always: faults.malformedAfter(10, text), ...lost },
  {
    code: 'S11',
    what: 'no end mark, closed',
    always: faults.noEndMark(text),
    got: 'first',
    asked: [1, 0],
    billed: 'whole',
  },
  {
    code: 'S11+',
    what: 'no end mark, left open',
    always: faults.noEndMark(text, { staysOpen: true }),
    got: 'first',
    asked: [1, 0],
    billed: 'whole',
  },
  { code: 'S12', what: 'context too long', always: faults.contextExceeded(), ...rescued, asked: [1, 1] },
  {
    code: 'S13',
    what: 'content filter, refused',
    only: 'openai',
    always: faults.filtered(),
    got: 'filter',
    asked: [1, 0],
    billed: 'nothing',
  },
  {
    code: 'S13',
    what: 'content filter, not a word',
    always: faults.filteredAfter(0, text),
    got: 'filter',
    asked: [1, 0],
    billed: 'part',
  },
  {
    code: 'S13+',
    what: 'content filter in mid-answer',
    always: faults.filteredAfter(3, text),
    got: 'filter',
    asked: [1, 0],
    billed: 'part',
  },
  {
    code: 'S14',
    what: 'cut, and a fallback that refuses a prefilled answer',
    always: faults.cutAfter(40, text),
    rescue: faults.refusesPrefill(rescue),
    ...lost,
  },
  {
    code: 'S16',
    what: '503, accounting of the fallback',
    always: faults.status(503),
    ...rescued,
    asked: [3, 1],
  },
]

/** What is not among the sixteen, and happens. */
const others: Fault[] = [
  { code: 'X01', what: 'account empty (429)', only: 'openai', always: faults.quotaSpent(), ...refused },
  {
    code: 'X02',
    what: 'account empty (402)',
    always: faults.status(402, { type: 'billing_error', code: null }),
    ...refused,
  },
  {
    code: 'X03',
    what: 'key refused',
    always: faults.status(401, { type: 'authentication_error', code: null }),
    ...refused,
  },
  {
    code: 'X04',
    what: 'model gone',
    always: faults.status(404, { type: 'not_found_error', code: null }),
    ...refused,
  },
  { code: 'X05', what: 'a web page', always: faults.html(), ...refused },
  { code: 'X06', what: 'an error in a 200', always: faults.errorIn200(), ...rescued, asked: [3, 1] },
  {
    code: 'X07',
    what: 'an error in mid-stream',
    always: faults.inBandError(5, 'overloaded_error', text),
    ...lost,
  },
  { code: 'X08', what: 'ends early, cleanly', always: faults.endsEarly(10, { text }), ...lost },
  {
    code: 'X09',
    what: 'ends early, with an end mark',
    always: faults.endsEarly(10, { text, done: true }),
    ...lost,
  },
  { code: 'X10', what: '10 MB', always: faults.huge(), ...lost },
  { code: 'X11', what: 'NULs', always: faults.nuls(), ...lost },
  { code: 'X12', what: 'a thousand tool calls', always: faults.toolCalls(), ...lost },
  { code: 'X13', what: 'not a word', always: faults.empty(), ...lost },
]

type Verdict = 'pass' | 'partial' | 'fail'
const table: string[] = []

const tabulate = (
  who: string,
  fault: Pick<Fault, 'code' | 'what'>,
  words: string[],
  verdict: Verdict,
): void => {
  table.push([fault.code.padEnd(5), who.padEnd(10), fault.what.padEnd(51), ...words, verdict].join(' | '))
}

const gotOf = (outcome: ChatOutcome): string => (outcome.kind === 'completed' ? outcome.llm : outcome.reason)

type Played = Awaited<ReturnType<typeof play>>

const play = async (t: ExecutionContext, roles: Roles, fault: Fault) => {
  const stage = await openStage(t, roles, fault)
  stage.first.script(...(fault.script ?? []))
  stage.first.always(fault.always ?? faults.answer(text))
  stage.second.always(fault.rescue ?? faults.answer(rescue))
  const said = await askOnce(stage)
  return { ...said, stage, bill: await readBill(stage.tenantId) }
}

const isBilled = ({ billed }: Fault, { first }: { first: number }): boolean => {
  if (billed === 'whole') return first === wholeBill
  return billed === 'part' ? first > 0 : first === 0
}

/** pass: as good as can be; partial: the person was served, though with more calls or another bill than need be. */
const judge = (fault: Fault, { outcome, stage, bill, seen }: Played): Verdict => {
  const whole = { first: text, second: rescue, filter: null }[fault.got]
  const isServed = gotOf(outcome) === fault.got && (whole === null || seen === whole)
  if (!isServed) return 'fail'
  const asked = [stage.first.requests.length, stage.second.requests.length]
  const isThrifty = asked.every((count, at) => count <= fault.asked[at]!)
  const rescuePaid = fault.got === 'second' ? rescueBill : 0
  return isThrifty && isBilled(fault, bill) && bill.second === rescuePaid ? 'pass' : 'partial'
}

const pairs: Roles[] = [
  { failing: 'openai', saving: 'anthropic' },
  { failing: 'anthropic', saving: 'compatible' },
]

for (const roles of pairs)
  for (const fault of [...sixteen, ...others].filter(({ only = roles.failing }) => only === roles.failing))
    test.serial(`${fault.code} ${roles.failing}: ${fault.what}`, async (t) => {
      const played = await play(t, roles, fault)
      const { outcome, stage, bill, slept, chat } = played
      const { first, second } = stage
      const verdict = judge(fault, played)
      const asked = `asked ${first.requests.length}+${second.requests.length}`.padEnd(11)
      const billed = `billed ${bill.first}+${bill.second}`
      tabulate(roles.failing, fault, [`got ${gotOf(outcome)}`.padEnd(10), asked, billed.padEnd(19)], verdict)
      t.is(verdict, 'pass', `${JSON.stringify(chat.attempts)} ${JSON.stringify(outcome)}`)
      t.deepEqual([...first.misasked, ...second.misasked], [])
      if (fault.isLeft) await first.requests[0]!.aborted
      t.true((slept[0] ?? 0) >= (fault.leastWaitMs ?? 0))

      // The ledger: a row for every request that left, nothing still reserved, one question.
      t.is(bill.calls.length, first.requests.length + second.requests.length)
      t.deepEqual(
        bill.calls.map(({ llm, outcome: ended }) => [llm, ended]),
        chat.attempts.map(({ llm, outcome: ended }) => [llm, ended]),
      )
      t.like(bill.counter, { requests: 1, reserved: 0, unknown: 0, spent: bill.first + bill.second })
    })

test.serial(
  'S15: down, then well: everybody is served, the sick one is left alone and comes back',
  async (t) => {
    const limit = { failures: 5, halfOpenAfterMs: 3_600_000 }
    for (const roles of pairs) {
      limit.halfOpenAfterMs = 3_600_000
      const stage = await openStage(t, roles, { breakers: openBreakers(limit) })
      const { first, second } = stage
      second.always(faults.answer(rescue))
      first.always(faults.status(503))
      const served: string[] = []
      const ask = async (times: number): Promise<void> => {
        for (let at = 0; at < times; at++) served.push(gotOf((await askOnce(stage)).outcome))
      }
      await ask(10)
      const whileDown = first.requests.length
      first.always(faults.answer(text))
      limit.halfOpenAfterMs = 0
      await ask(10)
      const bill = await readBill(stage.tenantId)
      const isWell = whileDown === 5 && first.requests.length === 15 && second.requests.length === 10
      const isPaid = bill.first === 10 * wholeBill && bill.second === 10 * rescueBill
      const verdict = isWell && isPaid ? 'pass' : 'fail'
      const words = [
        'got 10+10'.padEnd(10),
        `asked ${first.requests.length}+${second.requests.length}`.padEnd(11),
      ]
      const billed = `billed ${bill.first}+${bill.second}`.padEnd(19)
      tabulate(
        roles.failing,
        { code: 'S15', what: 'down for ten questions, then well' },
        [...words, billed],
        verdict,
      )
      t.deepEqual(served, [...Array(10).fill('second'), ...Array(10).fill('first')])
      t.is(
        verdict,
        'pass',
        `${whileDown} ${first.requests.length} ${second.requests.length} ${JSON.stringify(bill.counter)}`,
      )
      t.like(bill.counter, { requests: 20, reserved: 0 })
    }
  },
)

test.serial('S16: model and usage that are reported are the fallback’s', async (t) => {
  for (const roles of pairs) {
    const played = await play(t, roles, {
      ...sixteen.at(-1)!,
      rescue: faults.answer(rescue, { usage: { input: 77, output: 7 } }),
    })
    t.like(played.outcome, {
      kind: 'completed',
      llm: 'second',
      provider: roles.saving,
      fallbackReason: 'overload',
    })
    const { calls } = played.bill
    t.like(calls.at(-1), {
      llm: 'second',
      model: 'owl-2',
      provider: roles.saving,
      role: 'fallback',
      state: 'settled',
    })
    t.like(calls.at(-1), {
      inputTokens: 77,
      outputTokens: 7,
      usageSource: 'provider',
      costNanoUsd: 77 * 2 + 7 * 20,
    })
    t.like(calls[0], { llm: 'first', model: 'sage-1', state: 'closed', costNanoUsd: 0, inputTokens: null })
  }
})

test.serial(
  'after a cut the fallback is asked the question alone, and the person sees its answer alone',
  async (t) => {
    for (const roles of pairs) {
      const { seen, restarts, stage, bill } = await play(
        t,
        roles,
        sixteen.find(({ code }) => code === 'S14')!,
      )
      t.is(seen, rescue)
      t.is(restarts, 1)
      const { messages } = stage.second.requests[0]!.body
      t.deepEqual(
        messages.map(({ role }: { role: string }) => role),
        ['user'],
      )
      t.like(bill.calls[0], { outcome: bill.calls[0]!.outcome, state: 'closed' })
      t.true(bill.calls[0]!.outputTokens! > 0)
    }
  },
)

test.serial(
  'who leaves closes the provider’s socket, pays for what had come, and nobody else is asked',
  async (t) => {
    for (const roles of pairs) {
      const stage = await openStage(t, roles)
      const leaving = new AbortController()
      stage.first.always(faults.stallAfter(20, text))
      const asking = askOnce(stage, leaving.signal)
      await stage.first.nextRequest()
      leaving.abort()
      const { outcome } = await asking
      t.deepEqual(outcome, { kind: 'failed', reason: 'cancelled' })
      await stage.first.requests[0]!.aborted
      t.is(stage.second.requests.length, 0)
      const bill = await readBill(stage.tenantId)
      t.deepEqual(
        bill.calls.map(({ outcome: ended }) => ended),
        ['cancelled'],
      )
      t.like(bill.counter, { requests: 1, reserved: 0, spent: bill.first })
    }
  },
)

test.serial('the outcome of all of them', (t) => {
  for (const line of table.toSorted()) t.log(line)
  const codes = new Set(table.map((line) => line.slice(0, 3)).filter((code) => code.startsWith('S')))
  t.is(codes.size, 16)
})
