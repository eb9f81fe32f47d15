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

/** Whom a link is for. It is made when its mail leaves, so that no usable link is ever stored. */
interface LinkData {
  holder_kind: 'operator' | 'person'
  holder_id: string
}

interface InvitationData extends LinkData {
  /** Who invites, as people know them; null = the deployment. */
  by: string | null
}

interface PasswordChangedData {
  /** By a link, or by somebody signed in who knew the old one. */
  how: 'link' | 'signed_in'
}

/** Codes of roles, and their own names: a system role has none, its name comes in every language. */
interface RoleChangedData {
  before: string
  before_name: string | null
  after: string
  after_name: string | null
  /** Who gave it, as people know them; null = whoever runs the deployment or the workspace. */
  by: string | null
}

interface ReuseData {
  /** What the session was opened with, as it called itself. */
  user_agent: string | null
  /** ISO 8601. */
  opened_at: string
}

interface FailingData {
  /** Whose sign-in fails, as the tenant knows them; null = that of many. */
  account: string | null
  failures: number
}

interface WelcomeData {
  /** What addresses of the new tenant's resources are made of. */
  client_id: string
}

interface ExportedData {
  /** Of the task whose result it is. */
  job_id: string
}

interface LeavingData extends ExportedData {
  /** Until when the last export is kept, ISO 8601. */
  until: string
}

/** A notice that reached nobody by any way, or a channel that takes none. */
interface UndeliveredData {
  /** Who should have been told, as people know them; null = a channel. */
  to: string | null
  person_id: string | null
  /** The platform's id of the channel. */
  channel?: string
  /** The last way that was tried. */
  route: 'slack' | 'discord' | 'mail' | null
  /** Why it failed, as a code. */
  reason: string | null
  /** Type of the notice. */
  notice: string | null
}

interface ScheduleFailedData {
  /** Its kind: `digest.daily`. */
  schedule: string
  /** When it was to run, ISO 8601. */
  due_at: string
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
  'password.reset': LinkData
  invitation: InvitationData
  'password.changed': PasswordChangedData
  'role.changed': RoleChangedData
  'session.reused': ReuseData
  'sign_in.failing': FailingData
  'privacy.exported': ExportedData
  'privacy.erased': Record<string, never>
  'delivery.failed': UndeliveredData
  'schedule.failed': ScheduleFailedData
  'tenant.leaving': LeavingData
  'tenant.welcome': WelcomeData
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
  'password.reset': 'high',
  invitation: 'normal',
  'password.changed': 'high',
  'role.changed': 'high',
  'session.reused': 'critical',
  'sign_in.failing': 'high',
  'privacy.exported': 'normal',
  'privacy.erased': 'high',
  'delivery.failed': 'high',
  'schedule.failed': 'high',
  'tenant.leaving': 'critical',
  'tenant.welcome': 'normal',
}

export type Alert = {
  [Type in AlertType]: { type: Type; onceKey: string; data: AlertData[Type] }
}[AlertType]

/** All that a mail is made of, so that sending looks nothing up. */
export interface AlertMail {
  type: AlertType
  data: AlertData[AlertType]
  /** Whom it is for; absent = the tenant's admins and its contact. An operator is in no tenant. */
  audience?: 'person' | 'operator'
  locale: 'fr' | 'en'
  tenant_name: string
  time_zone: string
  /** ISO 8601. */
  raised_at: string
}

/** Whether a mail is of no use without its link: one that sets a password, or opens what was collected. */
export const bearsLink = ({ type }: Pick<AlertMail, 'type'>): boolean =>
  type === 'password.reset' || type === 'invitation' || type === 'privacy.exported'
