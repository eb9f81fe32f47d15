import { AppError } from '../errors.ts'
import { refuseUnsafeUrl } from './guarded-fetch.ts'
import {
  type FailureKind,
  type ProviderClient,
  ProviderFailure,
  type ProviderName,
  type Target,
} from './provider.ts'

/** A key before it is stored; `baseUrl` when the tenant says where. */
export interface CandidateKey {
  provider: ProviderName
  apiKey: string
  baseUrl: string | null
}

export interface ListedModel {
  id: string
  /** When the provider ends it, as it says. */
  shutdownDate: string | null
}

export interface CredentialCheck {
  clientFor(target: Target): ProviderClient
  /** The deployment's address of a provider; null = it has none, so the tenant must say. */
  baseUrlOf(provider: ProviderName): string | null
}

/** What goes into a header as it is. */
const sendable = /^[\x21-\x7e]{1,500}$/
/** What the providers say of their keys; the other two take anything. */
const forms: Partial<Record<ProviderName, RegExp>> = {
  openai: /^sk-.{13,}$/,
  anthropic: /^sk-ant-.{13,}$/,
  deepseek: /^sk-.{13,}$/,
}

const refused = (context: string | null, details: Record<string, unknown>): AppError =>
  new AppError('invalid_credential', 'this key does not work', {
    details: { ...details, ...(context && { context }) },
  })

/** @throws AppError `invalid_credential` */
const refuseMalformed = ({ provider, apiKey }: CandidateKey): void => {
  if (!sendable.test(apiKey) || forms[provider]?.test(apiKey) === false) throw refused('form', { provider })
}

/** The key is what is wrong; or the address, where nobody speaks the provider's language. Anything else may pass. */
const fatal: Partial<Record<FailureKind, 'key' | 'address'>> = {
  auth: 'key',
  quota: 'key',
  rejected: 'key',
  gone: 'address',
  malformed: 'address',
}

/** Without the cause: it may hold the request with the key, and an error can end anywhere. */
const explain = (failure: ProviderFailure, provider: ProviderName): AppError => {
  const { kind, retryAfterMs } = failure
  const details = { provider, kind }
  if (kind === 'blocked') return new AppError('url_not_allowed', 'this address may not be asked', { details })
  const fault = fatal[kind]
  if (fault) return refused(fault === 'address' ? 'address' : null, details)
  return new AppError('provider_unavailable', 'the provider does not answer at the moment', {
    details: { ...details, retryAfterMs },
  })
}

const targetOf = ({ provider, apiKey }: CandidateKey, baseUrl: string, isGuarded: boolean): Target => ({
  name: provider, provider, model: '', baseUrl, apiKey, credentialId: null, isGuarded, maxTokens: 0, temperature: null,
  prices: null,
}) // biome-ignore format: one target, read at a glance

/**
 * Lets a key list the models that it may use: the live check before it is stored. One call to the provider, so never
 * inside a transaction.
 * @throws AppError `invalid_credential`, `provider_unavailable` (also when it takes too long), `url_not_allowed`
 */
export const checkCredential = async (
  check: CredentialCheck,
  candidate: CandidateKey,
  signal: AbortSignal,
): Promise<ListedModel[]> => {
  const { provider } = candidate
  refuseMalformed(candidate)
  if (candidate.baseUrl !== null) refuseUnsafeUrl(candidate.baseUrl)
  const baseUrl = candidate.baseUrl ?? check.baseUrlOf(provider)
  if (baseUrl === null) throw refused('no_address', { provider })
  const client = check.clientFor(targetOf(candidate, baseUrl, candidate.baseUrl !== null))
  try {
    return await client.listModels(signal)
  } catch (error) {
    throw error instanceof ProviderFailure ? explain(error, provider) : error
  }
}
