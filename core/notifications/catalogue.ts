import type { Denial } from '../llm/chat.ts'
import type { FailureKind } from '../llm/provider.ts'

/** A share of a month's quota is spent, or of the storage used. Both 80 and 100 % tell the same figures. */
interface QuotaData {
  /** Whose limit; a limit of the tenant has no `scope_name`. */
  scope: 'tenant' | 'service' | 'assistant' | 'channel' | 'member'
  /** As people know it. */
  scope_name: string | null
  /** What `used` and `limit` count: whole requests, whole nano-dollars, or bytes that are stored. */
  unit: 'requests' | 'nano_usd' | 'bytes'
  used: number
  limit: number
  /**
   * When the period ends, ISO 8601. Who answers until then depends on the assistant that is asked. null = it does not
   * end: storage stays used until something is deleted.
   */
  resets_at: string | null
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

/** A workspace or guild, as its platform names it. */
interface PlaceData {
  platform: 'slack' | 'discord'
  workspace: string
  workspace_id: string
}

interface InstallAddedData extends PlaceData {
  /** Who typed the code, or installed it anew, as the platform knows them. */
  by: string | null
  /** Bound before, and installed anew. */
  is_back: boolean
}

interface InstallRemovedData extends PlaceData {
  /** Uninstalled there, removed by an admin here, or its platform no longer renews the access. */
  reason: 'uninstalled' | 'removed' | 'refused'
}

interface IdentityData {
  platform: 'slack' | 'discord'
  workspace_id: string
  /** As the platform knows it. */
  account: string
}

/** What each type of alert tells. Stored and mailed: no key, no words of people. */
export interface AlertData {
  'quota.80': QuotaData
  'quota.100': QuotaData
  'llm.fallback_active': FallbackData
  'credential.failing': CredentialData
  'model.shutdown': ShutdownData
  'install.added': InstallAddedData
  'install.removed': InstallRemovedData
  /** To the person alone. */
  'identity.linked': IdentityData
}

export type AlertType = keyof AlertData

/** `critical` ones are marked as important in the mail. */
export const priorities: Record<AlertType, 'normal' | 'high' | 'critical'> = {
  'quota.80': 'high',
  'quota.100': 'critical',
  'llm.fallback_active': 'high',
  'credential.failing': 'critical',
  'model.shutdown': 'high',
  'install.added': 'normal',
  'install.removed': 'high',
  'identity.linked': 'high',
}

export type Alert = {
  [Type in AlertType]: { type: Type; onceKey: string; data: AlertData[Type] }
}[AlertType]

/** All that a mail is made of, so that sending looks nothing up. */
export interface AlertMail {
  type: AlertType
  data: AlertData[AlertType]
  /** Whom it is for; absent = the tenant's admins and its contact. */
  audience?: 'person'
  locale: 'fr' | 'en'
  tenant_name: string
  time_zone: string
  /** ISO 8601. */
  raised_at: string
}
