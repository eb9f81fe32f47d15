import type { Denial } from '../llm/chat.ts'
import type { FailureKind } from '../llm/provider.ts'

/** A share of a month's quota is spent. Both 80 and 100 % tell the same figures. */
interface QuotaData {
  /** Whose limit; a limit of the tenant has no `scope_name`. */
  scope: 'tenant' | 'service' | 'assistant' | 'channel' | 'member'
  /** As people know it. */
  scope_name: string | null
  /** What `used` and `limit` count: whole requests, or whole nano-dollars. */
  unit: 'requests' | 'nano_usd'
  used: number
  limit: number
  /** When the period ends, ISO 8601. Who answers until then depends on the assistant that is asked. */
  resets_at: string
}

interface FallbackData {
  /** Registry name of the model that does not answer. */
  llm: string
  /** The one that does; null = none, the data alone. */
  instead: string | null
  reason: FailureKind | Denial
}

interface CredentialData {
  provider: string
  /** As the tenant called it. */
  name: string | null
  /** The last four characters of the key, and never more. */
  last_four: string | null
  reason: FailureKind
}

interface ShutdownData {
  /** Registry name. */
  llm: string
  /** What the provider calls it. */
  model: string
  /** The day on which the provider ends it, `yyyy-mm-dd`; null = the provider does not know it (any more). */
  shutdown_date: string | null
  /** The model that answered instead; null = not known, or none. */
  instead: string | null
}

/** What each type of alert tells. Stored and mailed: no key, no words of people. */
export interface AlertData {
  'quota.80': QuotaData
  'quota.100': QuotaData
  'llm.fallback_active': FallbackData
  'credential.failing': CredentialData
  'model.shutdown': ShutdownData
}

export type AlertType = keyof AlertData

/** `critical` ones are marked as important in the mail. */
export const priorities: Record<AlertType, 'high' | 'critical'> = {
  'quota.80': 'high',
  'quota.100': 'critical',
  'llm.fallback_active': 'high',
  'credential.failing': 'critical',
  'model.shutdown': 'high',
}

export type Alert = {
  [Type in AlertType]: { type: Type; onceKey: string; data: AlertData[Type] }
}[AlertType]

/** All that a mail is made of, so that sending looks nothing up. */
export interface AlertMail {
  type: AlertType
  data: AlertData[AlertType]
  locale: 'fr' | 'en'
  tenant_name: string
  time_zone: string
  /** ISO 8601. */
  raised_at: string
}
