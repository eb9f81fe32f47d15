import type { ModelPrice, TieredPrices } from '@pydantic/genai-prices'
import type { Prices, ProviderName, Rates, TokenUsage } from './provider.ts'

/** What a price depends on. */
export interface Priced {
  provider: ProviderName
  model: string
  /** A tenant's own address; null = the provider's. What is served there is not the provider's to price. */
  apiUrl: string | null
  /** US dollars for a thousand tokens; both or neither. */
  costPer1kInput: number | null
  costPer1kOutput: number | null
}

/** Prices of the table change on the hour or at half past. */
const slotMs = 30 * 60_000
const nano = 1e9
const million = 1_000_000n

const free: Prices = {
  inputNanoUsd: 0,
  outputNanoUsd: 0,
  cacheReadNanoUsd: null,
  cacheWriteNanoUsd: null,
  source: 'free',
}

const entryPrices = ({ costPer1kInput, costPer1kOutput }: Priced): Prices | null =>
  costPer1kInput === null || costPer1kOutput === null
    ? null
    : {
        inputNanoUsd: Math.round(costPer1kInput * nano) * 1000,
        outputNanoUsd: Math.round(costPer1kOutput * nano) * 1000,
        cacheReadNanoUsd: null,
        cacheWriteNanoUsd: null,
        source: 'entry',
      }

type Rate = number | TieredPrices | undefined
const tiersOf = (rate: Rate) => (typeof rate === 'object' ? rate.tiers : [])
const baseOf = (rate: Rate): number | undefined => (typeof rate === 'object' ? rate.base : rate)
const longOf = (rate: Rate): number | undefined => tiersOf(rate).at(-1)?.price ?? baseOf(rate)

const ratesOf = (price: ModelPrice, pick: (rate: Rate) => number | undefined): Rates | null => {
  const rate = (key: string): number | null => {
    const usd = pick(price[key])
    return usd === undefined ? null : Math.round(usd * nano)
  }
  const [inputNanoUsd, outputNanoUsd] = [rate('input_mtok'), rate('output_mtok')]
  if (inputNanoUsd === null || outputNanoUsd === null) return null
  const cacheReadNanoUsd = rate('cache_read_mtok')
  return { inputNanoUsd, outputNanoUsd, cacheReadNanoUsd, cacheWriteNanoUsd: rate('cache_write_mtok') }
}

/** Of several steps the first counts, at the price of the last: never too little. */
const fromTable = (price: ModelPrice): Prices | null => {
  const rates = ratesOf(price, baseOf)
  if (!rates) return null
  const steps = Object.values(price).flatMap((rate) => tiersOf(rate).map(({ start }) => start))
  if (steps.length === 0) return { ...rates, source: 'table' }
  const long = { ...ratesOf(price, longOf)!, aboveInputTokens: Math.min(...steps) }
  return { ...rates, source: 'table', long }
}

const lookUp = async ({ provider, model, apiUrl }: Priced, at: Date): Promise<Prices | null> => {
  // Half a megabyte of prices: only who asks a model reads them. What it has is all there is, nothing is fetched.
  const { calcPrice } = await import('@pydantic/genai-prices')
  const where = apiUrl === null ? { providerId: provider } : { providerApiUrl: apiUrl }
  const found = calcPrice({}, model, { ...where, timestamp: at })
  return found && fromTable(found.model_price)
}

let slot = 0
const known = new Map<string, Promise<Prices | null>>()

/** Cached until prices may change. */
const tablePrices = (priced: Priced, at: Date): Promise<Prices | null> => {
  const now = Math.floor(at.getTime() / slotMs)
  if (now !== slot) known.clear()
  slot = now
  const key = JSON.stringify([priced.provider, priced.model, priced.apiUrl])
  const found = known.get(key) ?? lookUp(priced, at)
  known.set(key, found)
  return found
}

/**
 * The prices that are given, else those of the price table at this moment. The deployment's own machine bills nobody;
 * what a tenant's own address bills, nobody but the tenant knows.
 * @returns null = unknown, which is never 0
 */
export const pricesOf = async (priced: Priced, at = new Date()): Promise<Prices | null> => {
  const own = entryPrices(priced)
  if (own) return own
  if (priced.provider === 'ollama' && priced.apiUrl === null) return free
  if (priced.provider === 'compatible' && priced.apiUrl === null) return null
  return tablePrices(priced, at)
}

/** Numbers of tokens and nano-dollars a million: their product is beyond what a number holds exactly. */
const sum = (...parts: [tokens: number, nanoUsd: number][]): number => {
  const total = parts.reduce((all, [tokens, rate]) => all + BigInt(tokens) * BigInt(rate), 0n)
  return Number((total + million - 1n) / million)
}

const ratesFor = (prices: Prices, inputTokens: number): Rates =>
  prices.long && inputTokens > prices.long.aboveInputTokens ? prices.long : prices

/** What a call cost, in whole nano-dollars, rounded up. null = unknown, for want of a usage or of a price. */
export const costOf = (usage: TokenUsage | null, prices: Prices | null): number | null => {
  if (!usage || !prices) return null
  const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens } = usage
  const rates = ratesFor(prices, inputTokens)
  const { inputNanoUsd, outputNanoUsd, cacheReadNanoUsd, cacheWriteNanoUsd } = rates
  return sum(
    [Math.max(0, inputTokens - cacheReadTokens - cacheWriteTokens), inputNanoUsd],
    [cacheReadTokens, cacheReadNanoUsd ?? inputNanoUsd],
    [cacheWriteTokens, cacheWriteNanoUsd ?? inputNanoUsd],
    [outputTokens, outputNanoUsd],
  )
}

/** What a call can cost at most: as if every token of the prompt were of the dearest kind, and every one answered. */
export const worstCaseOf = (
  inputTokensUpperBound: number,
  maxTokens: number,
  prices: Prices | null,
): number | null => {
  if (!prices) return null
  const rates = ratesFor(prices, inputTokensUpperBound)
  const { inputNanoUsd, outputNanoUsd, cacheReadNanoUsd, cacheWriteNanoUsd } = rates
  const dearest = Math.max(inputNanoUsd, cacheReadNanoUsd ?? 0, cacheWriteNanoUsd ?? 0)
  return sum([inputTokensUpperBound, dearest], [maxTokens, outputNanoUsd])
}
