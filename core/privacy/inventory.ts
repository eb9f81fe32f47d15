import { actedBy, asked, isAccount, isSubject, ownMessages, ownsConversation } from './sql.ts'

/** What a table holds of people, and what becomes of it. Every table of the schema has one: a test sees to it. */
export interface TableRule {
  /** `person`: rows about somebody. `tenant`: the tenant's own. `system`: of no person and no tenant. */
  about: 'person' | 'tenant' | 'system'
  /** Which rows (alias t) are about the person: these are exported. */
  mine?: string
  /** Columns that no export has: what opens something, or can be made again. */
  secrets?: readonly string[]
  /** Not in a tenant's export: made from something else that is. */
  isDerived?: true
}

const noSecrets = { about: 'tenant' } as const

/** Tables behind row-level security. Names of people elsewhere (`created_by`) are ids, see `erase.ts`. */
export const tenantTables: Readonly<Record<string, TableRule>> = {
  people: {
    about: 'person',
    mine: 't.id = $person::uuid',
    secrets: ['password_hash', 'token_version', 'user_name_key'],
  },
  platform_identities: { about: 'person', mine: `(t.person_id = $person::uuid or ${isAccount('t')})` },
  member_preferences: { about: 'person', mine: isAccount('t') },
  link_codes: {
    about: 'person',
    mine: `(t.person_id = $person::uuid or ${isAccount('t')})`,
    secrets: ['code_hash'],
  },
  conversations: { about: 'person', mine: ownsConversation('t') },
  messages: { about: 'person', mine: ownMessages('t') },
  conversation_places: {
    about: 'person',
    mine: `exists (select from conversations c where c.tenant_id = t.tenant_id and c.id = t.conversation_id and ${ownsConversation('c')})`,
  },
  feedback: { about: 'person', mine: actedBy('t.rater') },
  inbox: { about: 'person', mine: asked('t') },
  outbox: {
    about: 'person',
    mine: `(t.platform = 'mail' and lower(t.destination) = any($emails::text[])
            or exists (select from inbox i where i.tenant_id = t.tenant_id and i.id = t.inbox_id and ${asked('i')}))`,
  },
  sent_messages: {
    about: 'person',
    mine: `exists (select from inbox i where i.tenant_id = t.tenant_id and i.id = t.inbox_id and ${asked('i')})`,
  },
  alerts: {
    about: 'person',
    mine: `(t.data ->> 'account' = any($users::text[] || $names::text[]) or t.data ->> 'by' = any($users::text[] || $names::text[])
            or t.data ->> 'holder_id' = $person::text
            or exists (select from outbox o where o.tenant_id = t.tenant_id and o.alert_id = t.id
                          and lower(o.destination) = any($emails::text[]) and o.payload #>> '{mail,audience}' = 'person'))`,
  },
  // What others did is theirs, also where somebody was told of it.
  notification_events: {
    about: 'person',
    mine: '(t.actor_id = $person::text or t.actor_id = any($accounts::text[]))',
  },
  notifications: { about: 'person', mine: 't.person_id = $person::uuid' },
  notification_preferences: { about: 'person', mine: 't.person_id = $person::uuid' },
  notification_mutes: { about: 'person', mine: 't.person_id = $person::uuid' },
  notification_sends: { about: 'person', mine: 't.person_id = $person::uuid' },
  notification_send_events: {
    about: 'person',
    mine: `exists (select from notification_sends s where s.tenant_id = t.tenant_id and s.id = t.send_id
                     and s.person_id = $person::uuid)`,
  },
  llm_calls: { about: 'person', mine: 't.person_id = $person::uuid' },
  quota_counters: { about: 'person', mine: `(t.scope_kind = 'member' and t.scope_id = $person::text)` },
  usage_limits: { about: 'person', mine: `(t.kind = 'member' and t.subject_id = $person::text)` },
  audit_events: {
    about: 'person',
    mine: `(t.actor_id = $person::text or t.actor_id = any($accounts::text[])
            or t.actor_id in (select 'pseudonym:' || i.id from audit_identities i
                               where i.tenant_id = $tenant::uuid and i.kind = 'account' and ${isSubject('i')})
            or (t.target_kind = 'person' and t.target_id = $person::text))`,
  },
  audit_identities: { about: 'person', mine: isSubject('t') },
  datasets: { about: 'person', mine: 't.created_by = $person::uuid' },
  assistants: { about: 'person', mine: 't.created_by = $person::uuid' },
  assistant_creations: { about: 'person', mine: 't.created_by = $person::uuid' },
  service_tokens: { about: 'person', mine: actedBy('t.created_by'), secrets: ['token_hash'] },
  credential_profiles: { about: 'person', mine: 't.created_by = $person::uuid' },
  credentials: { about: 'person', mine: 't.created_by = $person::uuid', secrets: ['sealed'] },
  projects: { about: 'person', mine: 't.owner_id = $person::uuid' },
  project_steps: { about: 'person', mine: 't.owner_id = $person::uuid' },
  project_members: { about: 'person', mine: 't.person_id = $person::uuid' },
  project_permissions: { about: 'person', mine: 't.person_id = $person::uuid' },
  task_assignees: { about: 'person', mine: 't.person_id = $person::uuid' },
  project_events: {
    about: 'person',
    mine: `(t.actor_id = $person::text or t.actor_id = any($accounts::text[])
            or (t.subject_kind in ('member', 'permission') and t.subject_id = $person::text))`,
  },
  tenant_keys: { about: 'tenant', secrets: ['*'] },
  dataset_tables: { ...noSecrets, isDerived: true },
  llm_models: noSecrets,
  storage_warnings: noSecrets,
  channels: noSecrets,
  role_mappings: noSecrets,
  roles: noSecrets,
  services: noSecrets,
  retention_policies: noSecrets,
  schedules: noSecrets,
  schedule_windows: noSecrets,
  digests: { about: 'person', mine: 't.person_id = $person::uuid' },
  digest_preferences: { about: 'person', mine: 't.person_id = $person::uuid' },
  // Whom somebody added, and somebody whose address it is without an account.
  digest_recipients: {
    about: 'person',
    mine: '(t.added_by = $person::uuid or lower(t.address) = any($emails::text[]))',
  },
  digest_recipient_projects: noSecrets,
  project_phases: noSecrets,
  project_tasks: noSecrets,
  task_dependencies: noSecrets,
  project_channels: noSecrets,
}

const holder = `(t.holder_kind = 'person' and t.holder_id = $person::uuid)`

/** Tables of the deployment. `mine` is about a person of the tenant as well. */
export const deploymentTables: Readonly<Record<string, TableRule>> = {
  tenants: { about: 'tenant' },
  workspaces: {
    about: 'tenant',
    secrets: ['bot_token', 'refresh_token', 'token_expires_at', 'refresh_lease_until'],
  },
  install_codes: { about: 'person', mine: actedBy('t.created_by'), secrets: ['code_hash'] },
  sessions: { about: 'person', mine: holder, secrets: ['token_hash', 'previous_hash', 'token_version'] },
  password_links: { about: 'person', mine: holder, secrets: ['token_hash'] },
  reset_requests: { about: 'person', mine: 'lower(t.login) = any($emails::text[] || $names::text[])' },
  operator_mails: { about: 'person', mine: 'lower(t.destination) = any($emails::text[])' },
  idempotency_keys: {
    about: 'person',
    mine: `(${actedBy(`split_part(t.scope, ' ', 1)`)})`,
    secrets: ['body_hash', 'response'],
  },
  platform_events: {
    about: 'person',
    mine: `(t.workspace = any($workspaces::text[]) and t.payload is not null
            and exists (select from unnest($users::text[]) u where strpos(t.payload, '"' || u || '"') > 0))`,
  },
  tasks: {
    about: 'person',
    mine: `(t.tenant_id = $tenant::uuid and (t.requested_by = $person::text or t.requested_by = any($accounts::text[])
            or t.input ->> 'personId' = $person::text or t.input ->> 'account' = any($accounts::text[])))`,
    secrets: ['result_key_hash', 'once_key'],
  },
  result_links: { about: 'person', mine: 't.person_id = $person::uuid', secrets: ['token_hash'] },
  tombstones: { about: 'system' },
  audit_heads: { about: 'system' },
  audit_links: { about: 'system' },
  operators: { about: 'system' },
  revoked_tokens: { about: 'system' },
  sign_in_counters: { about: 'system' },
  deployment_audit_events: { about: 'system' },
  settings: { about: 'system' },
  schedule_runs: { about: 'system' },
}
