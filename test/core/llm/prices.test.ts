import { readFileSync } from 'node:fs'
import { calcPrice } from '@pydantic/genai-prices'
import test from 'ava'
import fc from 'fast-check'
import { costOf, type Priced, pricesOf, worstCaseOf } from '../../../core/llm/prices.ts'
import type { Prices, TokenUsage } from '../../../core/llm/provider.ts'

const invented: Priced = {
  provider: 'openai',
  model: 'sage-1',
  apiUrl: null,
  costPer1kInput: null,
  costPer1kOutput: null,
}

const usage = (given: Partial<TokenUsage>): TokenUsage => ({
  inputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  source: 'provider',
  ...given,
})

/** $0.10 and $0.50 a million, cached at a tenth, written at five quarters; from 272,000 tokens double. */
const cached: Prices = {
  inputNanoUsd: 100_000_000,
  outputNanoUsd: 500_000_000,
  cacheReadNanoUsd: 10_000_000,
  cacheWriteNanoUsd: 125_000_000,
  source: 'table',
  long: {
    aboveInputTokens: 272_000,
    inputNanoUsd: 200_000_000,
    outputNanoUsd: 750_000_000,
    cacheReadNanoUsd: 20_000_000,
    cacheWriteNanoUsd: 250_000_000,
  },
}

test('an entry’s own prices come first: dollars a thousand become nano-dollars a million', async (t) => {
  const own = { ...invented, costPer1kInput: 0.00015, costPer1kOutput: 0.000000001 }
  t.deepEqual(await pricesOf(own), {
    inputNanoUsd: 150_000_000,
    outputNanoUsd: 1_000,
    cacheReadNanoUsd: null,
    cacheWriteNanoUsd: null,
    source: 'entry',
  })
  // A price of nothing is the tenant's word, and known.
  const given = await pricesOf({ ...own, provider: 'compatible', costPer1kInput: 0, costPer1kOutput: 0 })
  t.like(given, { inputNanoUsd: 0, outputNanoUsd: 0, source: 'entry' })
  t.is((await pricesOf({ ...own, provider: 'ollama' }))?.source, 'entry')
})

test('what serves itself is free; what nobody prices is unknown', async (t) => {
  t.like(await pricesOf({ ...invented, provider: 'ollama' }), {
    inputNanoUsd: 0,
    outputNanoUsd: 0,
    source: 'free',
  })
  t.is(await pricesOf(invented), null)
  const theirs = { provider: 'ollama', apiUrl: 'https://models.example.org/v1' } as const
  t.is(await pricesOf({ ...invented, ...theirs }), null, 'somebody else’s machine')
  t.is(await pricesOf({ ...invented, provider: 'compatible' }), null)
  t.is(await pricesOf({ ...invented, provider: 'compatible', apiUrl: 'https://models.example.org/v1' }), null)
})

/** The models that the deployment begins with, at any hour: our figure is the price table's own. */
const seeded: { provider: 'openai' | 'anthropic' | 'deepseek' | 'ollama'; model: string }[] = JSON.parse(
  readFileSync(new URL('../../../db/seeds/data/llm-models.json', import.meta.url), 'utf8'),
)

test('every model that a tenant begins with has a price, the price table’s own at that hour', async (t) => {
  for (const { provider, model } of seeded) {
    if (provider === 'ollama') continue
    for (const hour of ['00:29', '01:00', '03:59', '05:00', '09:30', '16:45']) {
      const at = new Date(`2026-11-21T${hour}:00Z`)
      const prices = await pricesOf({ ...invented, provider, model }, at)
      t.is(prices?.source, 'table', model)
      for (const [input, read, output] of [
        [300_000, 0, 5],
        [200_000, 150_000, 7],
        [5_001, 4_096, 1_003],
      ] as const) {
        const tokens = { input_tokens: input, cache_read_tokens: read, output_tokens: output }
        const theirs = calcPrice(tokens, model, { providerId: provider, timestamp: at })!.total_price * 1e9
        const ours = costOf(
          usage({ inputTokens: input, cacheReadTokens: read, outputTokens: output }),
          prices,
        )!
        t.true(Math.abs(ours - theirs) <= 1 + theirs * 1e-12, `${model} at ${hour}: ${ours} and ${theirs}`)
      }
    }
  }
})

test('a model at a tenant’s own address is not priced as the provider’s', async (t) => {
  const { provider, model } = seeded[0]!
  t.truthy(await pricesOf({ ...invented, provider, model }))
  t.is(await pricesOf({ ...invented, provider, model, apiUrl: 'https://models.example.org/v1' }), null)
})

test('a call costs what its tokens cost, whole nano-dollars rounded up', (t) => {
  const flat: Prices = {
    inputNanoUsd: 2_000_000_000,
    outputNanoUsd: 10_000_000_000,
    cacheReadNanoUsd: null,
    cacheWriteNanoUsd: null,
    source: 'entry',
  }
  // 1,234 × 2,000 + 567 × 10,000 nano-dollars
  t.is(costOf(usage({ inputTokens: 1_234, outputTokens: 567 }), flat), 8_138_000)
  // Reasoning is part of the output, cached input part of the input: nothing is counted twice.
  t.is(
    costOf(
      usage({ inputTokens: 1_234, cacheReadTokens: 1_000, outputTokens: 567, reasoningTokens: 500 }),
      flat,
    ),
    8_138_000,
  )
  // 1,000 fresh × 100 + 3,000 read × 10 + 1,000 written × 125 + 200 × 500
  const mixed = usage({
    inputTokens: 5_000,
    cacheReadTokens: 3_000,
    cacheWriteTokens: 1_000,
    outputTokens: 200,
  })
  t.is(costOf(mixed, cached), 355_000)
  const cheap: Prices = { ...flat, inputNanoUsd: 1, outputNanoUsd: 0 }
  t.is(costOf(usage({ inputTokens: 1 }), cheap), 1)
  t.is(costOf(usage({ inputTokens: 1_000_000 }), cheap), 1)
  t.is(costOf(usage({ inputTokens: 1_000_001 }), cheap), 2)
  t.is(costOf(usage({}), flat), 0)
})

test('unknown is unknown and never nothing', (t) => {
  t.is(costOf(null, cached), null)
  t.is(costOf(usage({ inputTokens: 5 }), null), null)
  t.is(worstCaseOf(10, 10, null), null)
})

test('a long prompt has its own rates, for its answer too', (t) => {
  t.is(costOf(usage({ inputTokens: 272_000, outputTokens: 10 }), cached), 27_205_000)
  t.is(costOf(usage({ inputTokens: 272_001, outputTokens: 10 }), cached), 54_407_700)
})

test('a provider that tells more cached tokens than tokens is charged for what it tells', (t) => {
  t.is(costOf(usage({ inputTokens: 100, cacheReadTokens: 150 }), cached), 1_500)
})

test('no figure drifts, however large', (t) => {
  const prices: Prices = { ...cached, inputNanoUsd: 3_333_333_333, long: undefined }
  t.is(costOf(usage({ inputTokens: 9_000_000 }), prices), 30_000_000_000 - 3)
  const dear: Prices = { ...prices, inputNanoUsd: 100_000_000_000_000 }
  t.is(costOf(usage({ inputTokens: 9_999_999 }), dear), 999_999_900_000_000)
})

test('the worst case is never less than what a call within it costs', (t) => {
  const rate = fc.integer({ min: 0, max: 100_000_000_000_000 })
  const rates = {
    inputNanoUsd: rate, outputNanoUsd: rate,
    cacheReadNanoUsd: fc.option(rate), cacheWriteNanoUsd: fc.option(rate),
  } // biome-ignore format: one thing
  const tokens = fc.integer({ min: 0, max: 400_000 })
  const call = fc.record({
    ...rates,
    read: tokens,
    written: tokens,
    fresh: tokens,
    output: tokens,
    slack: tokens,
  })
  fc.assert(
    fc.property(call, ({ read, written, fresh, output, slack, ...given }) => {
      const prices: Prices = { ...given, source: 'table' }
      const used = usage({
        inputTokens: read + written + fresh,
        cacheReadTokens: read,
        cacheWriteTokens: written,
        outputTokens: output,
      })
      return worstCaseOf(used.inputTokens + slack, output, prices)! >= costOf(used, prices)!
    }),
  )
  t.is(worstCaseOf(1_000, 200, cached), 225_000)
  t.is(worstCaseOf(300_000, 10, cached), 75_007_500)
})
