import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import { AppError } from '../errors.ts'
import type { ModelEntry } from './model-entry.ts'
import type { ProviderName } from './provider.ts'

/** Most models that one question is put to. */
export const mostModels = 6

export interface ModelChoice {
  /** By the registry's names. */
  models: readonly string[]
  /** Each is spoken for by its first model, as `usable` has them, unless one of its models is named already. */
  providers: readonly ProviderName[]
  /** The assistant's own, which speaks where nobody is chosen; null = the tenant's first. */
  usual: string | null
  /** Whom the tenant can ask now, by the registry's names, cheapest first. */
  usable: readonly string[]
}

export type ChosenModel = Pick<ModelEntry, 'name' | 'provider' | 'model'>

const pick = ({ name, provider, model }: ModelEntry): ChosenModel => ({ name, provider, model })

const refuse = (pointer: string, reason: string): AppError =>
  new AppError('invalid_value', 'the choice of models will not do', {
    details: { errors: [{ in: 'body', pointer, reason }], count: 1 },
  })

/**
 * Active ones only: those that can be asked, the cheapest first and fallbacks behind; then those that cannot, which
 * are better than nobody, as their slots say why.
 */
const listActive = async (
  db: Database,
  tenantId: string,
  usable: readonly string[],
): Promise<ModelEntry[]> => {
  const rows = await withTenant(db, tenantId, () =>
    db.models.LlmModel.findAll({ where: { tenantId, isActive: true }, order: ['isFallback', 'name'] }),
  )
  const places = new Map(usable.map((name, place) => [name, place]))
  const placeOf = ({ name, isFallback }: ModelEntry): number => {
    const place = places.get(name)
    if (place === undefined) return 2 * usable.length
    return isFallback ? usable.length + place : place
  }
  return rows.sort((a, b) => placeOf(a) - placeOf(b))
}

/**
 * Whom a question is put to, each once, in the order of the choice. None where the tenant has no model.
 * @throws invalid_value, naming what is not in the registry or switched off
 */
export const chooseModels = async (
  db: Database,
  tenantId: string,
  { models, providers, usual, usable }: ModelChoice,
): Promise<ChosenModel[]> => {
  const active = await listActive(db, tenantId, usable)
  if (models.length + providers.length === 0) {
    const own = active.find(({ name }) => name === usual) ?? active[0]
    return own ? [pick(own)] : []
  }
  const chosen = new Map<string, ModelEntry>()
  for (const [at, name] of models.entries()) {
    const entry = active.find((one) => one.name === name)
    if (!entry) throw refuse(`/selected_models/${at}`, 'no active model has this name')
    chosen.set(name, entry)
  }
  for (const [at, provider] of providers.entries()) {
    if ([...chosen.values()].some((entry) => entry.provider === provider)) continue
    const entry = active.find((one) => one.provider === provider)
    if (!entry) throw refuse(`/selected_providers/${at}`, 'no active model is of this provider')
    chosen.set(entry.name, entry)
  }
  if (chosen.size > mostModels) throw refuse('/selected_models', `at most ${mostModels} models`)
  return [...chosen.values()].map(pick)
}
