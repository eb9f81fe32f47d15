import type { DeploymentProviders } from '../../config/env.ts'
import type { ModelEntry } from './model-entry.ts'
import { pricesOf } from './prices.ts'
import type { Prices, ProviderName, Target } from './provider.ts'

/** A tenant's own access to a provider. */
export interface TenantCredential {
  credentialId: string
  apiKey: string
  /** The tenant's own address; null = the provider's. */
  baseUrl: string | null
}

/** What decides whether an entry can be asked, besides itself. */
export interface Access {
  providers: DeploymentProviders
  credentials: ReadonlyMap<ProviderName, TenantCredential>
}

/** Why an entry is not asked. `price_unknown`: only under a money limit, see `core/quotas`. */
export const whyNots = ['inactive', 'shut_down', 'no_address', 'no_key', 'price_unknown'] as const
export type WhyNot = (typeof whyNots)[number]

/** An entry as it stands: what would be asked, or why it cannot be. */
export interface JudgedEntry {
  entry: ModelEntry
  prices: Prices | null
  target: Target | null
  whyNot: WhyNot | null
}

type Reach = Pick<Target, 'baseUrl' | 'apiKey' | 'credentialId' | 'isGuarded'>

const worksWithoutKey: readonly ProviderName[] = ['ollama', 'compatible']

const reach = (
  { provider, apiUrl, apiKeyEnv }: ModelEntry,
  { providers, credentials }: Access,
): Reach | WhyNot => {
  const own = credentials.get(provider)
  const deployment = provider === 'compatible' ? null : providers[provider]
  const tenantsUrl = apiUrl ?? own?.baseUrl ?? null
  const baseUrl = tenantsUrl ?? deployment?.baseUrl
  if (!baseUrl) return 'no_address'
  // The deployment's key goes to the deployment's address: a tenant's word must not send it anywhere else.
  const mayLend = tenantsUrl === null && apiKeyEnv !== null
  const apiKey = own?.apiKey ?? (mayLend ? deployment?.apiKey : null) ?? ''
  if (apiKey === '' && !worksWithoutKey.includes(provider)) return 'no_key'
  return { baseUrl, apiKey, credentialId: own?.credentialId ?? null, isGuarded: tenantsUrl !== null }
}

const isShutDown = ({ shutdownOn }: ModelEntry, now: Date): boolean =>
  Boolean(shutdownOn) && shutdownOn! <= now.toISOString().slice(0, 10)

const findWay = (entry: ModelEntry, access: Access, now: Date): Reach | WhyNot => {
  if (!entry.isActive) return 'inactive'
  if (isShutDown(entry, now)) return 'shut_down'
  return reach(entry, access)
}

const noPrices = { costPer1kInput: null, costPer1kOutput: null }

/** Who lends the key pays the bill: the tenant's word on prices counts where the tenant pays, and only there. */
const saidPrices = (entry: ModelEntry, access: Access): Pick<ModelEntry, keyof typeof noPrices> => {
  const way = reach(entry, access)
  const isLent = typeof way !== 'string' && way.credentialId === null && !way.isGuarded
  return isLent ? noPrices : entry
}

export const judgeEntry = async (entry: ModelEntry, access: Access, now: Date): Promise<JudgedEntry> => {
  const { name, provider, model, maxTokens, temperature } = entry
  const apiUrl = entry.apiUrl ?? access.credentials.get(provider)?.baseUrl ?? null
  const { costPer1kInput, costPer1kOutput } = saidPrices(entry, access)
  const prices = await pricesOf({ provider, model, apiUrl, costPer1kInput, costPer1kOutput }, now)
  const way = findWay(entry, access, now)
  if (typeof way === 'string') return { entry, prices, target: null, whyNot: way }
  const target: Target = { name, provider, model, maxTokens, temperature, prices, ...way }
  return { entry, prices, target, whyNot: null }
}
