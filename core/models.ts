import type { DeploymentProviders } from '../config/env.ts'
import { limits } from '../config/limits.ts'
import { log } from '../config/log.ts'
import type { Database } from '../db/database.ts'
import { withTenant } from '../db/tenant.ts'
import type { OpenChat } from './core.ts'
import { type Breakers, openBreakers } from './llm/breakers.ts'
import { openChain } from './llm/chain.ts'
import { checkCredential } from './llm/check-credential.ts'
import { type Clients, openClients } from './llm/open-clients.ts'
import { type ProviderClient, ProviderFailure, type Target } from './llm/provider.ts'
import { refreshShutdowns } from './llm/refresh-shutdowns.ts'
import { noteShutdowns } from './llm/registry.ts'
import type { ChainLimits } from './llm/retry.ts'
import { type ModelAccess, readTargets, readUsable } from './llm/targets.ts'
import { raiseAlert } from './notifications/raise-alert.ts'
import { openLedger } from './quotas/ledger.ts'
import { type FailingCredential, noteCredentialUse } from './tenancy/credential-use.ts'
import { type CredentialServices, readCredentialKeys } from './tenancy/credentials.ts'

export interface ModelOptions {
  providers: DeploymentProviders
  masterKey: Buffer
  /** Within what a person waits for models: past it they have failed, and nobody stopped them. */
  chainLimits?: ChainLimits
}

/** Whether the deployment itself brings any; tenants may have keys of their own. */
export const hasDeploymentModels = ({ ollama, ...keyed }: DeploymentProviders): boolean =>
  ollama.baseUrl !== null || Object.values(keyed).some(({ apiKey }) => apiKey !== null)

/** Everything about models that a process opens once. */
export interface Models {
  access: ModelAccess
  credentials: CredentialServices
  breakers: Breakers
  clients: Clients
  openChat: OpenChat
  /** What people of a tenant may choose from, cheapest first. */
  listUsable(tenantId: string): Promise<{ name: string; maxTokens: number }[]>
  /** Lets go of a tenant that is gone: its keys and breakers, in this process. Others forget what is not used. */
  forgetTenant(tenantId: string): void
  /** Asks providers when they end the tenants' models. */
  refreshShutdowns(signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

/** The admins are told when a stored key begins to be refused: once a day, however often it does. */
const tellFailing = async (
  db: Database,
  { tenantId, credentialId, ...rest }: FailingCredential,
): Promise<void> => {
  const onceKey = JSON.stringify(['credential.failing', credentialId, new Date().toISOString().slice(0, 10)])
  const data = { provider: rest.provider, name: null, last_four: rest.lastFour, reason: 'auth' as const }
  await withTenant(db, tenantId, () =>
    raiseAlert(db, tenantId, { type: 'credential.failing', onceKey, data }),
  )
}

/**
 * Notes which tenant's key a call used and whether the provider still takes it, beside the call: nobody waits for it.
 * What was noted today is not noted again.
 */
const openUseNotes = (db: Database) => {
  const noted = new Map<string, string>()
  const note = (tenantId: string, credentialId: string, outcome: 'ok' | 'failed'): void => {
    const word = `${outcome} ${new Date().toISOString().slice(0, 10)}`
    if (noted.get(credentialId) === word) return
    noted.set(credentialId, word)
    noteCredentialUse(db, { tenantId, credentialId, outcome }, (failing) => tellFailing(db, failing)).catch(
      (error: unknown) => {
        noted.delete(credentialId)
        log.warn({ err: error }, 'the use of a credential could not be noted')
      },
    )
  }
  return { note, forget: (credentialId: string) => noted.delete(credentialId) }
}

/** The key itself is refused. A 403 may only mean that it is not for this model, or not for this country. */
const isKeyRefused = (error: unknown): boolean =>
  error instanceof ProviderFailure && error.kind === 'auth' && error.status === 401

const noting = (client: ProviderClient, note: (outcome: 'ok' | 'failed') => void): ProviderClient => ({
  ...client,
  complete: async (...asked) => {
    try {
      const completion = await client.complete(...asked)
      note('ok')
      return completion
    } catch (error) {
      if (isKeyRefused(error)) note('failed')
      throw error
    }
  },
})

/**
 * Puts the registry, the tenants' keys, the clients, the breakers and the ledger together: what the rest of the core
 * knows of it is `openChat`.
 */
export const openModels = (
  db: Database,
  { providers, masterKey, chainLimits = { ...limits.chain, totalMs: limits.answer.modelMs } }: ModelOptions,
): Models => {
  const clients = openClients()
  const breakers = openBreakers()
  const ledger = openLedger(db)
  const uses = openUseNotes(db)
  /** By tenant, the credentials whose keys clients here hold. */
  const held = new Map<string, Set<string>>()
  const access: ModelAccess = {
    providers,
    credentialsOf: (tenantId) => readCredentialKeys(db, masterKey, tenantId),
  }
  const clientOf = (tenantId: string) => (target: Target) => {
    const client = clients.clientFor(target)
    const { credentialId } = target
    if (credentialId === null) return client
    held.set(tenantId, (held.get(tenantId) ?? new Set()).add(credentialId))
    return noting(client, (word) => uses.note(tenantId, credentialId, word))
  }
  return {
    access,
    breakers,
    clients,
    credentials: {
      db,
      masterKey,
      check: (candidate, signal) => {
        const baseUrlOf = (provider: Target['provider']) =>
          provider === 'compatible' ? null : providers[provider].baseUrl
        return checkCredential({ clientFor: clients.clientFor, baseUrlOf }, candidate, signal)
      },
      noteShutdowns: (tenantId, provider, models) => noteShutdowns(db, tenantId, provider, models),
      forgetClient: clients.dropCredential,
    },
    openChat: async ({ payer, defaultLlm, fallbackLlm, temperature, isAlone, hasOwnAccess, signal }) => {
      const { tenantId } = payer
      // Why an assistant's own model is not asked is looked up even where there is none to ask.
      const isWorthwhile = defaultLlm !== null || hasOwnAccess !== false || hasDeploymentModels(providers)
      const { links, passed } = isWorthwhile
        ? await readTargets(db, access, { tenantId, defaultLlm, fallbackLlm })
        : { links: [], passed: null }
      const targets = isAlone ? links.filter(({ target }) => target.name === defaultLlm).slice(0, 1) : links
      const chain = openChain({ clientFor: clientOf(tenantId), ledger, breakers, limits: chainLimits })
      return chain.openChat({ payer, targets, passed, temperature, ...(signal && { signal }) })
    },
    listUsable: async (tenantId) => {
      const usable = await readUsable(db, access, { tenantId })
      return usable.map(({ target: { name, maxTokens } }) => ({ name, maxTokens }))
    },
    forgetTenant: (tenantId) => {
      for (const id of held.get(tenantId) ?? []) {
        clients.dropCredential(id)
        uses.forget(id)
      }
      held.delete(tenantId)
      breakers.dropTenant(tenantId)
    },
    refreshShutdowns: (signal) => refreshShutdowns(db, { access, clientFor: clients.clientFor, signal }),
    close: clients.close,
  }
}
