import { log } from '../../config/log.ts'
import type { Database } from '../../db/database.ts'
import { asOwner } from '../../db/tenant.ts'
import type { ListedModel } from './check-credential.ts'
import { type ProviderClient, ProviderFailure, type ProviderName, type Target } from './provider.ts'
import { noteShutdowns } from './registry.ts'
import { type ModelAccess, readUsable } from './targets.ts'

interface Refreshing {
  access: ModelAccess
  clientFor(target: Target): ProviderClient
  /** Ends the work: what was not asked yet is asked the next day. */
  signal: AbortSignal
}

type List = (target: Target) => Promise<ListedModel[] | null>

/** The deployment's keys are asked once, whatever the number of tenants. null = the provider did not tell. */
const openLists = ({ clientFor, signal }: Refreshing): List => {
  const ofDeployment = new Map<ProviderName, ReturnType<List>>()
  const list: List = async (target) => {
    try {
      return await clientFor(target).listModels(signal)
    } catch (error) {
      // Without its cause, which may hold the request with the key.
      const why = error instanceof ProviderFailure ? { kind: error.kind } : { err: error }
      log.warn({ provider: target.provider, ...why }, 'a provider did not list its models')
      return null
    }
  }
  return (target) => {
    const { provider, credentialId, isGuarded } = target
    if (credentialId !== null || isGuarded) return list(target)
    const listed = ofDeployment.get(provider) ?? list(target)
    ofDeployment.set(provider, listed)
    return listed
  }
}

/** One target for each provider that the tenant reaches; models of an address of their own are in no such list. */
const targetsOf = async (db: Database, access: ModelAccess, tenantId: string): Promise<Target[]> => {
  // As of long ago: a model whose day has passed may have been given a later one.
  const usable = await readUsable(db, access, { tenantId, now: new Date(0) })
  const own = usable.filter(({ entry }) => entry.apiUrl === null)
  return [...new Map(own.map(({ target }) => [target.provider, target])).values()]
}

/**
 * Asks every provider that a tenant reaches when it ends its models, and notes it. What fails is logged and skipped.
 * Calls providers, so never inside a transaction.
 */
export const refreshShutdowns = async (db: Database, refreshing: Refreshing): Promise<void> => {
  const { access, signal } = refreshing
  const list = openLists(refreshing)
  const refreshTenant = async (tenantId: string): Promise<void> => {
    for (const target of await targetsOf(db, access, tenantId)) {
      if (signal.aborted) return
      const listed = await list(target)
      if (listed) await noteShutdowns(db, tenantId, target.provider, listed)
    }
  }
  const tenants = await asOwner(db, () =>
    db.models.Tenant.findAll({ attributes: ['id'], where: { isActive: true }, raw: true }),
  )
  for (const { id } of tenants) {
    if (signal.aborted) return
    await refreshTenant(id).catch((error: unknown) =>
      log.error({ err: error, tenantId: id }, 'when models of a tenant end could not be noted'),
    )
  }
}
