import { createHash } from 'node:crypto'
import { limits } from '../../config/limits.ts'
import { type Lookup, openGuardedTransport } from './guarded-fetch.ts'
import type { ProviderClient, ProviderName, Target } from './provider.ts'
import { openAnthropic } from './providers/anthropic.ts'
import { ask, list } from './providers/ask.ts'
import { openTransport, type Transport } from './providers/connection.ts'
import { openOpenAi } from './providers/openai-compatible.ts'

/** What can be shown of a client: never its key. */
export interface OpenedClient {
  provider: ProviderName
  host: string
  credentialId: string | null
}

export interface Clients {
  /** The client of a target's address and key, made when there is none yet. */
  clientFor(target: Target): ProviderClient
  list(): OpenedClient[]
  /** Forgets the key of a credential that was changed or removed; calls that run go on to their end. */
  dropCredential(credentialId: string): void
  /** Ends the connections to tenants' addresses. */
  close(): Promise<void>
}

interface Entry extends OpenedClient {
  client: ProviderClient
  /** Of the key. */
  digest: string
}

export interface ClientOptions {
  maxClients?: number
  /** For the list of models, whose callers give no deadlines. */
  listModelsMs?: number
  /** For tests: how names of tenants' addresses are resolved. */
  lookup?: Lookup
}

/**
 * One client for each address and key, the least recently used given up first. A client holds no connection: those
 * belong to two pools, one of them guarded, and end by themselves when they are idle.
 */
export const openClients = ({
  maxClients = limits.provider.maxClients,
  listModelsMs = limits.provider.listModelsMs,
  lookup,
}: ClientOptions = {}): Clients => {
  const entries = new Map<string, Entry>()
  const guarded = openGuardedTransport(lookup)
  const digests = new Map<string, string>()

  /** Asked for at every call, made once a key. */
  const digestOf = (apiKey: string): string => {
    const digest = digests.get(apiKey) ?? hash(apiKey)
    if (digests.size >= mostDigests) digests.clear()
    digests.set(apiKey, digest)
    return digest
  }

  const open = (target: Target, digest: string): Entry => {
    const { provider, baseUrl, credentialId, isGuarded } = target
    const client = openClient(target, { transport: isGuarded ? guarded : openTransport, listModelsMs })
    return { client, digest, provider, host: hostOf(baseUrl), credentialId }
  }

  return {
    clientFor: (target) => {
      const digest = digestOf(target.apiKey)
      const key = slotOf(target, digest)
      const known = entries.get(key)
      const entry = known?.digest === digest ? known : open(target, digest)
      // Set anew each time: a Map keeps its order, which makes the first the least recently used.
      entries.delete(key)
      entries.set(key, entry)
      const [oldest] = entries.keys()
      if (entries.size > maxClients && oldest !== undefined) entries.delete(oldest)
      return entry.client
    },
    list: () =>
      [...entries.values()].map(({ provider, host, credentialId }) => ({ provider, host, credentialId })),
    dropCredential: (credentialId) => {
      digests.clear()
      for (const [key, entry] of entries) if (entry.credentialId === credentialId) entries.delete(key)
    },
    close: async () => {
      entries.clear()
      await guarded.close()
    },
  }
}

const mostDigests = 1_000

const hash = (apiKey: string): string => createHash('sha256').update(apiKey).digest('base64')

/** A credential has one key at a time, so that a rotated one takes its place; deployments may have many of one. */
const slotOf = ({ provider, baseUrl, credentialId, isGuarded }: Target, digest: string): string =>
  JSON.stringify([provider, baseUrl, isGuarded, credentialId, credentialId === null ? digest : ''])

const hostOf = (baseUrl: string): string => (URL.canParse(baseUrl) ? new URL(baseUrl).host : '')

const openClient = (
  { provider, baseUrl, apiKey }: Target,
  { transport, listModelsMs }: { transport: Transport; listModelsMs: number },
): ProviderClient => {
  const dialect = (provider === 'anthropic' ? openAnthropic : openOpenAi)({ baseUrl, apiKey }, transport)
  return {
    complete: (target, call, options) => ask(dialect, { target, call }, options),
    listModels: (signal) => list(dialect, { signal, deadlineMs: listModelsMs }),
  }
}
