import { deploymentTables, tenantTables } from './inventory.ts'
import { actedBy, isAccount } from './sql.ts'

const mineOf = (table: string): string => {
  const mine = (tenantTables[table] ?? deploymentTables[table])?.mine
  if (!mine) throw new Error(`nothing in ${table} is anybody's`)
  return mine
}

const removeMine = (table: string): string =>
  `delete from ${table} t where t.tenant_id = $tenant::uuid and ${mineOf(table)}`

/** What is on its way: nobody answers or sends it any more. */
const waiting = [
  `update platform_events t set payload = null, state = 'done', done_at = now(), updated_at = now()
    where ${deploymentTables.platform_events?.mine}`,
  removeMine('alerts'),
  `delete from outbox t where t.tenant_id = $tenant::uuid
      and t.platform = 'mail' and lower(t.destination) = any($emails::text[])`,
  `delete from operator_mails t where ${mineOf('operator_mails')}`,
  `delete from reset_requests t where ${mineOf('reset_requests')}`,
]

/** Names, accounts and marks of theirs on what stays. */
const traces = [
  removeMine('feedback'),
  `delete from notification_events t where t.tenant_id = $tenant::uuid
      and (t.data ->> 'person_id' = $person::text or t.data ->> 'holder_id' = $person::text
        or t.data ->> 'account' = any($users::text[] || $names::text[])
        or t.data ->> 'by' = any($users::text[] || $names::text[]))`,
  `update notification_events t set actor_id = $ghost, actor_label = null, updated_at = now()
    where t.tenant_id = $tenant::uuid and (t.actor_id = $person::text or t.actor_id = any($accounts::text[]))`,
  ...['notification_sends', 'notification_mutes', 'notification_preferences', 'notifications'].map(
    removeMine,
  ),
  `delete from conversation_places t where t.tenant_id = $tenant::uuid
      and t.platform || ':' || split_part(t.place, ':', 1) || ':' || split_part(t.place, ':', 4) = any($accounts::text[])`,
  `update llm_calls t set person_id = null where t.tenant_id = $tenant::uuid and ${mineOf('llm_calls')}`,
  `update quota_counters t set scope_id = $ghost, updated_at = now()
    where t.tenant_id = $tenant::uuid and ${mineOf('quota_counters')}`,
  removeMine('usage_limits'),
  ...['datasets', 'assistants', 'credentials', 'credential_profiles'].map(
    (table) =>
      `update ${table} t set created_by = null where t.tenant_id = $tenant::uuid and ${mineOf(table)}`,
  ),
  `update assistant_creations t set created_by = null, request = jsonb_set(t.request, '{actor,id}', to_jsonb($ghost::text))
    where t.tenant_id = $tenant::uuid and (${mineOf('assistant_creations')}
       or t.request #>> '{actor,id}' = $person::text or t.request #>> '{actor,id}' = any($accounts::text[]))`,
  `update service_tokens t set created_by = $ghost where t.tenant_id = $tenant::uuid and ${mineOf('service_tokens')}`,
  `update install_codes t set created_by = $ghost where t.tenant_id = $tenant::uuid and ${mineOf('install_codes')}`,
  `update workspaces t set
      bound_by = case when ${actedBy('t.bound_by')} or t.bound_by = any($users::text[]) then null else t.bound_by end,
      installed_by = case when t.installed_by = any($users::text[]) then null else t.installed_by end
    where t.tenant_id = $tenant::uuid`,
  `delete from idempotency_keys t where ${mineOf('idempotency_keys')}`,
  ...['projects', 'project_steps'].map(
    (table) => `update ${table} t set owner_id = null where t.tenant_id = $tenant::uuid and ${mineOf(table)}`,
  ),
  ...['task_assignees', 'project_permissions', 'project_members'].map(removeMine),
  ...['digests', 'digest_preferences', 'digest_recipients'].map(removeMine),
  // What happened stays in the history of the project, and what a member was called and did there does not.
  `update project_events t set subject_id = $ghost, subject_name = $ghost, changes = '{}'
    where t.tenant_id = $tenant::uuid and t.subject_kind in ('member', 'permission') and t.subject_id = $person::text`,
  `update project_events t set actor_id = $ghost, actor_label = $ghost
    where t.tenant_id = $tenant::uuid and ${mineOf('project_events')}`,
]

/** Who they are. Last, since everything before is found by it. */
const identity = [
  `update tasks t set requested_by = $ghost, once_key = null, result_key_hash = null,
      input = t.input - 'account' where ${mineOf('tasks')} and t.requested_kind = 'session'`,
  `update tasks t set input = t.input - 'account' where ${mineOf('tasks')}`,
  // From here on nothing leads from the audit trail to them, and its chain is whole.
  removeMine('audit_identities'),
  removeMine('member_preferences'),
  removeMine('link_codes'),
  `delete from sessions t where ${mineOf('sessions')}`,
  `delete from password_links t where ${mineOf('password_links')}`,
  `delete from result_links t where ${mineOf('result_links')}`,
  `delete from platform_identities t where t.tenant_id = $tenant::uuid
      and (t.person_id = $person::uuid or ($person::uuid is null and ${isAccount('t')}))`,
  removeMine('people'),
]

/** Statements in the order in which they run, each group in one transaction; every one can run again. */
export const erasure = { waiting, traces, identity }
