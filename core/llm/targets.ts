import { Op } from 'sequelize'
import type { DeploymentProviders } from '../../config/env.ts'
import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import { type JudgedEntry, judgeEntry, type TenantCredential, type WhyNot } from './judge-entry.ts'
import type { Role } from './ledger.ts'
import type { ModelEntry } from './model-entry.ts'
import { identityOf, type Prices, type ProviderName, type Target } from './provider.ts'

/** How models are reached: with the deployment's keys, and with those that a tenant has of its own. */
export interface ModelAccess {
  providers: DeploymentProviders
  credentialsOf(tenantId: string): Promise<ReadonlyMap<ProviderName, TenantCredential>>
}

/** An entry that can be asked. */
export type UsableEntry = JudgedEntry & { target: Target }

/** One after the other: the price table is read once. */
export const judgeEntries = async (
  entries: readonly ModelEntry[],
  { providers, credentialsOf }: ModelAccess,
  { tenantId, now = new Date() }: { tenantId: string; now?: Date },
): Promise<JudgedEntry[]> => {
  const access = { providers, credentials: await credentialsOf(tenantId) }
  const judged: JudgedEntry[] = []
  for (const entry of entries) judged.push(await judgeEntry(entry, access, now))
  return judged
}

/** What a prompt and its answer cost: the prompt is about four times as long. Unknown is dearest. */
const rank = (prices: Prices | null): number =>
  prices ? 4 * prices.inputNanoUsd + prices.outputNanoUsd : Number.POSITIVE_INFINITY

const byCost = (a: UsableEntry, b: UsableEntry): number => {
  const [costA, costB] = [rank(a.prices), rank(b.prices)]
  if (costA !== costB) return costA - costB
  return a.entry.name < b.entry.name ? -1 : 1
}

const usableOf = (judged: readonly JudgedEntry[]): UsableEntry[] =>
  judged.filter((one): one is UsableEntry => one.target !== null).sort(byCost)

/** Every model that the tenant can ask now, cheapest first. */
export const readUsable = async (
  db: Database,
  access: ModelAccess,
  of: { tenantId: string; now?: Date },
): Promise<UsableEntry[]> => {
  const { tenantId } = of
  const rows = await withTenant(db, tenantId, () =>
    db.models.LlmModel.findAll({ where: { tenantId, isActive: true } }),
  )
  return usableOf(await judgeEntries(rows, access, of))
}

export interface ChainLink {
  target: Target
  role: Role
}

/** The model that an assistant names, and that cannot be asked. */
export interface PassedModel {
  /** The registry's name. */
  llm: string
  provider: ProviderName
  model: string
  why: WhyNot
}

export interface ReadChain {
  links: ChainLink[]
  /** null = the assistant names none, or the one that it names is in the chain. */
  passed: PassedModel | null
}

export interface ChainOf {
  tenantId: string
  /** The assistant's own choice, by name; null = the tenant's cheapest that is no fallback. */
  defaultLlm: string | null
  fallbackLlm: string | null
  now?: Date
}

/** Those that are switched on, and the assistant's own whether it is or not. */
const judgeForChain = async (db: Database, access: ModelAccess, of: ChainOf): Promise<JudgedEntry[]> => {
  const { tenantId, defaultLlm } = of
  const wanted = defaultLlm === null ? [] : [{ name: defaultLlm }]
  const rows = await withTenant(db, tenantId, () =>
    db.models.LlmModel.findAll({ where: { tenantId, [Op.or]: [{ isActive: true }, ...wanted] } }),
  )
  return judgeEntries(rows, access, of)
}

const findPassed = (judged: readonly JudgedEntry[], defaultLlm: string | null): PassedModel | null => {
  const own = judged.find(({ entry }) => entry.name === defaultLlm)
  if (!own?.whyNot) return null
  const { name: llm, provider, model } = own.entry
  return { llm, provider, model, why: own.whyNot }
}

const linksOf = (usable: readonly UsableEntry[], { defaultLlm, fallbackLlm }: ChainOf): ChainLink[] => {
  const named = (name: string | null) => usable.filter(({ entry }) => entry.name === name)
  const first = defaultLlm === null ? usable.filter(({ entry }) => !entry.isFallback) : named(defaultLlm)
  const [own] = first
  const isOwn = ({ target }: UsableEntry): boolean =>
    own !== undefined && identityOf(target) === identityOf(own.target)
  const chain = [
    ...first.slice(0, 1),
    ...named(fallbackLlm),
    ...usable.filter(({ entry }) => entry.isFallback),
  ]
  const links = new Map<string, ChainLink>()
  for (const usableEntry of chain) {
    const { entry, target } = usableEntry
    const isFallback = entry.isFallback || (entry.name === fallbackLlm && !isOwn(usableEntry))
    const identity = identityOf(target)
    const link = links.get(identity) ?? { target, role: 'default' }
    links.set(identity, isFallback ? { ...link, role: 'fallback' } : link)
  }
  return [...links.values()]
}

/**
 * Whom to ask, in this order: the assistant's model, its fallback, the tenant's fallbacks by cost. One that cannot be
 * asked is left out, never replaced, and said when it is the assistant's own; no target comes twice under two names.
 * A model that is a fallback by its entry is one wherever it stands: asked still when the month's requests are spent.
 * By the assistant's word it is one too, unless it is the assistant's own model: nobody falls back on himself.
 */
export const readTargets = async (db: Database, access: ModelAccess, of: ChainOf): Promise<ReadChain> => {
  const judged = await judgeForChain(db, access, of)
  return { links: linksOf(usableOf(judged), of), passed: findPassed(judged, of.defaultLlm) }
}
