/**
 * What the chain adds to a call of a model that costs nothing: everything between the question and the answer that is
 * ours (targets, breaker, reservation, client, deadlines, shape, price, settlement). Each pair asks the same loopback
 * provider in turn, ours and the bare `openai` SDK; what is added is the median over the rounds of the difference.
 *
 * Asked: at most 0.15 ms with the ledger in memory, 1.2 ms with the ledger on PostgreSQL (TEST_DATABASE_URL); at most
 * 5 µs for a piece of a stream above the SDK's iterator; 0.2 ms for the switch to the fallback besides the failed call.
 * The ledger on PostgreSQL does what it does to an answer: reserves in a transaction of its own, and settles in the one
 * that stores the answer, which the bare SDK's answer is stored with too. Settled apart is one transaction more.
 *
 * The gateway beside us (installed here; without it its lines are missing) is to add at least 4 × as much as the chain
 * with its ledger in memory. It waits 25 ms before the first piece of every stream, which says nothing of its speed: the
 * comparison is with its unstreamed calls.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import OpenAI from 'openai'
import { v7 as uuidv7 } from 'uuid'
import { log } from '../../config/log.ts'
import { openBreakers } from '../../core/llm/breakers.ts'
import { openChain } from '../../core/llm/chain.ts'
import type { ChatRequest, Payer, Settlement } from '../../core/llm/chat.ts'
import type { Ledger } from '../../core/llm/ledger.ts'
import { openClients } from '../../core/llm/open-clients.ts'
import type { Target } from '../../core/llm/provider.ts'
import { openLedger } from '../../core/quotas/ledger.ts'
import { settleAttempts } from '../../core/quotas/settle.ts'
import { openDatabase } from '../../db/database.ts'
import { migrate } from '../../db/migrate.ts'
import { withTenant } from '../../db/tenant.ts'
import { printResult, quantile } from '../helpers/bench-result.ts'
import { createServerDatabase, createTestTenant, testServerUrl } from '../helpers/database.ts'
import { openMemoryLedger } from '../helpers/memory-ledger.ts'
import { startPortkey } from '../helpers/portkey.ts'

log.level = 'silent'
const [warmUps, rounds] = [200, 1_000]
const closers: (() => unknown)[] = []
const words = { system: 'Tu réponds en français.', user: 'Quels segments sont surreprésentés ? '.repeat(10) }
const messages: ChatRequest['messages'] = [
  { role: 'system', content: words.system },
  { role: 'user', content: words.user },
]

const startProvider = async (): Promise<string> => {
  const program = fileURLToPath(new URL('../helpers/fast-provider.ts', import.meta.url))
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] })
  closers.push(() => child.stdin.end())
  const [port] = await once(createInterface({ input: child.stdout }), 'line')
  return `http://127.0.0.1:${port}`
}

type Way = () => Promise<unknown>

/** The SDK as its own page shows it. */
const bareCall = (client: OpenAI) => async (): Promise<string> => {
  let text = ''
  const stream = await client.chat.completions.create({
    model: 'sage-1',
    messages,
    max_tokens: 500,
    stream: true,
    stream_options: { include_usage: true },
  })
  for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? ''
  return text
}

const bareWhole = (client: OpenAI) => async (): Promise<unknown> => {
  const answer = await client.chat.completions.create({ model: 'sage-1', messages, max_tokens: 500 })
  return answer.choices[0]?.message.content
}

const sdk = (baseURL: string, defaultHeaders: Record<string, string> = {}): OpenAI =>
  new OpenAI({ baseURL, apiKey: 'a-key', maxRetries: 0, defaultHeaders })

const targetAt = (baseUrl: string, name: string): Target => ({
  name,
  provider: 'openai',
  model: 'sage-1',
  baseUrl,
  apiKey: 'a-key',
  credentialId: null,
  isGuarded: false,
  maxTokens: 1_000,
  temperature: null,
  prices: {
    inputNanoUsd: 1_000_000,
    outputNanoUsd: 4_000_000,
    cacheReadNanoUsd: null,
    cacheWriteNanoUsd: null,
    source: 'entry',
  },
})

interface Books {
  ledger: Ledger
  tenantId: string
  settle(settlements: readonly Settlement[]): unknown
}

interface ServerBooks extends Books {
  /** The transaction that stores an answer, as far as the database is concerned; settles last in it. */
  store(settlements: readonly Settlement[]): Promise<void>
  /** How long each of them took, in milliseconds. */
  steps: { reserve: number[]; settle: number[] }
}

const storeSql = `
  insert into audit_events (tenant_id, id, actor_kind, action, outcome)
  select $1, gen_random_uuid(), 'system', 'bench.ran', 'allowed' from generate_series(1, 3)`

const clients = openClients()
closers.push(() => clients.close())

/** A question of one call, from opening the chat to the settled answer. */
const chainCall = ({ ledger, tenantId, settle }: Books, targets: Target[]): Way => {
  const chain = openChain({ clientFor: clients.clientFor, ledger, breakers: openBreakers() })
  const payer: Payer = {
    tenantId,
    assistantId: null,
    conversationId: null,
    personId: null,
    service: null,
    channel: null,
  }
  const links = targets.map((target, at) => ({ target, role: at === 0 ? 'default' : 'fallback' }) as const)
  return async () => {
    const chat = chain.openChat({ payer, targets: links, temperature: null })
    let text = ''
    const onText = (piece: string): void => {
      text += piece
    }
    const outcome = await chat.ask({ purpose: 'word', messages, maxTokens: 500, onText })
    if (outcome.kind !== 'completed' || text !== outcome.text) throw new Error('the chain did not answer')
    await settle(chat.settlements)
  }
}

const booksInMemory = (): Books => {
  const ledger = openMemoryLedger({ budgetNanoUsd: Number.MAX_SAFE_INTEGER })
  const settle = (settlements: readonly Settlement[]): void => {
    for (const { reservationId, attempt } of settlements) ledger.settle(reservationId, attempt)
  }
  return { ledger, tenantId: uuidv7(), settle }
}

const booksOnServer = async (url: string): Promise<ServerBooks> => {
  const teardown = (close: () => unknown): void => void closers.push(close)
  const db = await openDatabase({ databaseUrl: await createServerDatabase({ teardown }, url), dataDir: '' })
  closers.push(() => db.close())
  await migrate(db)
  const tenantId = await createTestTenant(db)
  const steps: ServerBooks['steps'] = { reserve: [], settle: [] }
  const timed = async <T>(took: number[], act: () => Promise<T>): Promise<T> => {
    const start = performance.now()
    const result = await act()
    took.push(performance.now() - start)
    return result
  }
  const ledger = openLedger(db)
  const reserve: Ledger['reserve'] = (asked) => timed(steps.reserve, () => ledger.reserve(asked))
  const settle = (settlements: readonly Settlement[]) =>
    timed(steps.settle, () => settleAttempts(db, tenantId, { messageId: uuidv7(), settlements }))
  const store = (settlements: readonly Settlement[]) =>
    withTenant(db, tenantId, async () => {
      await db.sequelize.query(storeSql, { bind: [tenantId] })
      if (settlements.length > 0) await settle(settlements)
    })
  return { ledger: { ...ledger, reserve }, tenantId, settle, store, steps }
}

const timeOf = async (way: Way): Promise<number> => {
  const start = performance.now()
  await way()
  return performance.now() - start
}

/** Both once a round, in turns the one or the other first. */
const compare = async (
  { bare, way }: { bare: Way; way: Way },
  times = { warmUps, rounds },
): Promise<{ bare: number; added: number }> => {
  const bares: number[] = []
  const differences: number[] = []
  for (let round = -times.warmUps; round < times.rounds; round++) {
    const isFirst = round % 2 === 0
    const before = isFirst ? await timeOf(way) : 0
    const bareMs = await timeOf(bare)
    const wayMs = isFirst ? before : await timeOf(way)
    if (round < 0) continue
    bares.push(bareMs)
    differences.push(wayMs - bareMs)
  }
  return { bare: quantile(bares, 0.5), added: quantile(differences, 0.5) }
}

type Unit = 'ms' | 'us'

const report = (metric: string, value: number, [unit, baseline, is]: [Unit, number, string]): void =>
  printResult({ bench: 'chain', metric, value, unit, baseline, baseline_is: is })

const benchServer = async (
  books: ServerBooks,
  { bare, first }: { bare: Way; first: Target },
): Promise<void> => {
  const bareStored = async (): Promise<void> => {
    await bare()
    await books.store([])
  }
  const is = 'a call of the bare SDK and the transaction that stores its answer'
  const stored = await compare({
    bare: bareStored,
    way: chainCall({ ...books, settle: books.store }, [first]),
  })
  report('added_ledger_on_postgres', stored.added, ['ms', stored.bare, is])
  for (const [step, took] of Object.entries(books.steps))
    report(`of_it_to_${step}`, quantile(took.slice(-rounds), 0.5), [
      'ms',
      stored.added,
      'what the ledger adds',
    ])
  const apart = await compare({ bare, way: chainCall(books, [first]) })
  report('added_settled_apart', apart.added, ['ms', apart.bare, 'a call of the bare SDK'])
}

const benchPortkey = async (provider: string, ours: number): Promise<void> => {
  const portkey = await startPortkey()
  if (!portkey) return console.error('the gateway could not be installed: its lines are left out')
  closers.push(portkey.close)
  const through = (path: string): OpenAI =>
    sdk(`${portkey.url}/v1`, {
      'x-portkey-provider': 'openai',
      'x-portkey-custom-host': `${provider}${path}`,
    })
  const is = 'what the chain adds, ledger in memory'
  const whole = await compare({
    bare: bareWhole(sdk(`${provider}/whole/v1`)),
    way: bareWhole(through('/whole/v1')),
  })
  report('added_by_portkey_unstreamed', whole.added, ['ms', ours, is])
  const few = { warmUps: 20, rounds: 100 }
  const streamed = await compare(
    { bare: bareCall(sdk(`${provider}/v1`)), way: bareCall(through('/v1')) },
    few,
  )
  report('added_by_portkey_streamed', streamed.added, ['ms', ours, is])
}

try {
  const provider = await startProvider()
  const [well, refused, long] = [`${provider}/v1`, `${provider}/refused/v1`, `${provider}/long/v1`]
  const [bare, first, memory] = [bareCall(sdk(well)), targetAt(well, 'first'), booksInMemory()]

  const inMemory = await compare({ bare, way: chainCall(memory, [first]) })
  report('added_ledger_in_memory', inMemory.added, ['ms', inMemory.bare, 'a call of the bare SDK'])

  const bareRefused = bareCall(sdk(refused))
  const both = async (): Promise<void> => {
    await bareRefused().catch(() => undefined)
    await bare()
  }
  const switched = await compare({
    bare: both,
    way: chainCall(memory, [targetAt(refused, 'first'), targetAt(well, 'second')]),
  })
  report('added_switching_to_the_fallback', switched.added, [
    'ms',
    switched.bare,
    'the failed call and the good one with the bare SDK',
  ])

  const pieces = 2_000
  const streams = await compare(
    { bare: bareCall(sdk(long)), way: chainCall(memory, [targetAt(long, 'first')]) },
    { warmUps: 20, rounds: 100 },
  )
  const perPiece = (ms: number): number => (ms * 1_000) / pieces
  const is = 'a piece with the bare SDK'
  report('added_for_a_piece_of_a_stream', perPiece(streams.added), ['us', perPiece(streams.bare), is])

  const serverUrl = testServerUrl()
  if (serverUrl === null) console.error('TEST_DATABASE_URL is not set: the ledger on PostgreSQL is left out')
  else await benchServer(await booksOnServer(serverUrl), { bare, first })

  await benchPortkey(provider, inMemory.added)
} finally {
  for (const close of closers.reverse()) await close()
}
