import type { MigrationContext } from '../row-security.ts'
import { up as makeEarlierFunctions } from './0024-quota-functions.ts'

/**
 * The two functions of the ledger again, with less to do for each call. What they do and return stays the same.
 *
 * The plans of a function are kept, and made while its tables may be nearly empty: the planner then reads a whole table,
 * or all calls of a tenant by the index on their times, and still does so when there are a million. Hence no sequential
 * scan here, and an index on times that no search by id can use: each call and counter is found by its whole key.
 */
const kept = 'language plpgsql set enable_seqscan = off'

const columns = {
  period: 'text',
  resets_at: 'timestamptz',
  requests_limit: 'integer',
  budget_nano_usd: 'bigint',
  requests: 'bigint',
  spent_nano_usd: 'bigint',
  requests_alerted: 'integer',
  budget_alerted: 'integer',
}
const standing = Object.entries(columns).map((column) => column.join(' ')).join() // biome-ignore format: short
const intoStanding = Object.keys(columns).join()
/** Of the tenant `t` and its counter `c`. */
const standingOf = `
  to_char(c.period, 'YYYY-MM-DD'), (c.period + interval '1 month') at time zone t.time_zone, t.monthly_quota,
  t.budget, c.requests, c.spent_nano_usd, c.requests_alerted, c.budget_alerted`

const tenant = 'time_zone, monthly_quota, (monthly_budget_usd * 1000000000)::bigint as budget'
const own = (month: string): string =>
  `c.tenant_id = for_tenant and c.period = ${month} and c.scope_kind = 'tenant' and c.scope_id = ''`

/** Why the tenant's month refuses a call; null = it does not. */
const denialOfMonth = `
  case
    when t.is_default and c.requests + t.first > t.monthly_quota then 'requests_spent'
    when t.worst is null and t.budget is not null then 'price_unknown'
    when t.is_free and not t.free_models_after_budget and c.spent_nano_usd + c.reserved_nano_usd >= t.budget
      then 'budget_spent'
    when not t.is_free and c.spent_nano_usd + c.reserved_nano_usd + t.worst > t.budget then 'budget_spent'
  end`

/** Why a limit of one of the call's scopes does. A limit of the subject itself goes before one of each of its kind. */
const denialOfLimits = `
  select case
           when t.worst is null and bool_or(l.budget is not null) then 'price_unknown'
           when bool_or(coalesce(c.requests, 0) + t.first > l.requests
             or case when t.is_free
                  then not t.free_models_after_budget
                       and coalesce(c.spent_nano_usd + c.reserved_nano_usd, 0) >= l.budget
                  else coalesce(c.spent_nano_usd + c.reserved_nano_usd, 0) + t.worst > l.budget end)
             then 'limit_spent'
         end
    into denial
    from jsonb_each_text(asked->'scopes') s
    cross join lateral (
      select u.monthly_requests as requests, (u.monthly_budget_usd * 1000000000)::bigint as budget
        from usage_limits u
       where u.tenant_id = for_tenant and u.kind = s.key and u.subject_id in (s.value, '*')
       order by u.subject_id = '*' limit 1
    ) l
    left join quota_counters c on c.tenant_id = for_tenant and c.period = t.month and c.scope_kind = s.key
     and c.scope_id = s.value;`

const isKnown = `exists (select from llm_calls where tenant_id = for_tenant and id = (asked->>'id')::uuid)`

/**
 * The call is counted on the tenant's month at once, unless that refuses it. The lock that comes with it makes calls
 * take turns, so that what is read of limits afterwards is what is committed; if they refuse, the count is taken back.
 */
const reserve = `
create or replace function reserve_llm_call(for_tenant uuid, asked jsonb)
returns table (denial text, ${standing}) ${kept} as $body$
#variable_conflict use_column
declare
  t record;
  _is_new boolean := false;
begin
  select ${tenant}, free_models_after_budget,
         exists (select from usage_limits where tenant_id = for_tenant) as has_limits,
         (asked->>'reserved_nano_usd')::bigint as worst, (asked->>'counts_request')::boolean::integer as first,
         (asked->>'is_free')::boolean as is_free, asked->>'role' = 'default' as is_default, a.at,
         date_trunc('month', a.at at time zone time_zone)::date as month
    into strict t
    from tenants, coalesce((asked->>'started_at')::timestamptz, now()) a (at) where id = for_tenant;

  loop
    update quota_counters c
       set requests = c.requests + t.first, reserved_nano_usd = c.reserved_nano_usd + coalesce(t.worst, 0),
           updated_at = now()
     where ${own('t.month')} and ${denialOfMonth} is null
    returning ${standingOf} into ${intoStanding};
    exit when found;
    select ${denialOfMonth}, ${standingOf} into denial, ${intoStanding}
      from quota_counters c where ${own('t.month')} for update;
    if not found then
      insert into quota_counters (tenant_id, period, scope_kind, scope_id) values (for_tenant, t.month, 'tenant', '')
        on conflict do nothing;
    elsif ${isKnown} then
      denial := null;
      return next;
      return;
    elsif denial is not null then
      return next;
      return;
    end if;
  end loop;

  if t.has_limits then
    if not ${isKnown} then ${denialOfLimits}
    end if;
  end if;
  if denial is null then
    insert into llm_calls (tenant_id, id, llm, provider, model, credential_id, role, purpose, assistant_id,
                           conversation_id, person_id, service, channel, period, counts_request, prices,
                           reserved_nano_usd, started_at)
    values (for_tenant, (asked->>'id')::uuid, asked->>'llm', asked->>'provider', asked->>'model',
            (asked->>'credential_id')::uuid, asked->>'role', asked->>'purpose', (asked->>'assistant_id')::uuid,
            (asked->>'conversation_id')::uuid, (asked->>'person_id')::uuid, asked->>'service', asked->>'channel',
            t.month, t.first = 1, asked->'prices', coalesce(t.worst, 0), t.at)
        on conflict (tenant_id, id) do nothing;
    _is_new := found;
  end if;
  if not _is_new then
    update quota_counters c
       set requests = c.requests - t.first, reserved_nano_usd = c.reserved_nano_usd - coalesce(t.worst, 0)
     where ${own('t.month')}
    returning ${standingOf} into ${intoStanding};
  elsif asked->'scopes' <> '{}' then
    insert into quota_counters as c (tenant_id, period, scope_kind, scope_id, requests, reserved_nano_usd)
    select for_tenant, t.month, s.key, s.value, t.first, coalesce(t.worst, 0) from jsonb_each_text(asked->'scopes') s
        on conflict (tenant_id, period, scope_kind, scope_id) do update
       set requests = c.requests + excluded.requests,
           reserved_nano_usd = c.reserved_nano_usd + excluded.reserved_nano_usd, updated_at = now();
  end if;
  return next;
end $body$`

const booked = `
  reserved_nano_usd = c.reserved_nano_usd - _call.released, spent_nano_usd = c.spent_nano_usd + _call.cost,
  unknown_calls = c.unknown_calls + _call.unknown, updated_at = now()`

const bookOnScope = (kind: string, id: string): string => `
      if ${id} is not null then
        update quota_counters c set ${booked}
         where c.tenant_id = for_tenant and c.period = _call.period and c.scope_kind = '${kind}' and c.scope_id = ${id};
      end if;`

/** It was given back when it expired, and counted as unknown. */
const isLate = `_end->>'state' <> 'expired' and c.expired_at is not null`

/** Any number that no other pair of advisory locks begins with. */
const bookingLock = 26

/**
 * Ends calls and books them, each once, in the months in which they were reserved. Those of a tenant are ended one after
 * the other: two that end the same ones would else wait for each other, the one for a call, the other for a counter.
 * @returns a row for each call that was booked just now, and how the tenant stood after it
 */
const book = `
create or replace function book_llm_calls(for_tenant uuid, ended jsonb)
returns table (ids uuid[], ${standing}) ${kept} as $body$
#variable_conflict use_column
declare
  _end jsonb;
  _call record;
begin
  perform pg_advisory_xact_lock(${bookingLock}, hashtext(for_tenant::text));
  for _at in 0 .. jsonb_array_length(ended) - 1 loop
    _end := ended->_at;
    update llm_calls c
       set state = _end->>'state', outcome = _end->>'outcome', message_id = (_end->>'message_id')::uuid,
           cost_nano_usd = (_end->>'cost_nano_usd')::bigint, input_tokens = (_end->>'input_tokens')::bigint,
           cache_read_tokens = (_end->>'cache_read_tokens')::bigint,
           cache_write_tokens = (_end->>'cache_write_tokens')::bigint,
           output_tokens = (_end->>'output_tokens')::bigint,
           reasoning_tokens = (_end->>'reasoning_tokens')::bigint, usage_source = _end->>'usage_source',
           first_token_ms = (_end->>'first_token_ms')::real, took_ms = (_end->>'took_ms')::real,
           expired_at = case when _end->>'state' = 'expired' then now() else c.expired_at end,
           ended_at = case when _end->>'state' = 'expired' then null else now() end
     where c.tenant_id = for_tenant and c.id = (_end->>'id')::uuid
       and (c.state = 'reserved' or c.state = 'expired' and _end->>'state' <> 'expired')
    returning array[c.id] as ids, c.period, case when ${isLate} then 0 else c.reserved_nano_usd end as released,
              coalesce(c.cost_nano_usd, 0) as cost, (c.cost_nano_usd is null)::integer - (${isLate})::integer as unknown,
              c.service, c.assistant_id::text as assistant, c.channel, c.person_id::text as member,
              num_nonnulls(c.service, c.assistant_id, c.channel, c.person_id) > 0 as has_scopes
         into _call;
    continue when not found;

    update quota_counters c set ${booked}
      from (select ${tenant} from tenants where id = for_tenant) t where ${own('_call.period')}
    returning _call.ids, ${standingOf} into ids, ${intoStanding};
    if _call.has_scopes then
      ${bookOnScope('service', '_call.service')}
      ${bookOnScope('assistant', '_call.assistant')}
      ${bookOnScope('channel', '_call.channel')}
      ${bookOnScope('member', '_call.member')}
    end if;
    return next;
  end loop;
end $body$`

/** What a column may hold. A table's own check is read anew, as text, for every statement that writes a row of it. */
const domains: Record<string, string> = {
  llm_call_role: `text check (value in ('default', 'fallback'))`,
  llm_call_state: `text check (value in ('reserved', 'settled', 'closed', 'expired'))`,
  usage_source: `text check (value in ('provider', 'estimate'))`,
  quota_scope_kind: `text check (value in ('tenant', 'service', 'assistant', 'channel', 'member'))`,
  amount: 'bigint check (value >= 0)',
}

const checked: [table: string, column: string, domain: string][] = [
  ['llm_calls', 'role', 'llm_call_role'],
  ['llm_calls', 'state', 'llm_call_state'],
  ['llm_calls', 'usage_source', 'usage_source'],
  ['llm_calls', 'reserved_nano_usd', 'amount'],
  ['llm_calls', 'cost_nano_usd', 'amount'],
  ['quota_counters', 'scope_kind', 'quota_scope_kind'],
]

const checkByDomains = async ({ query }: MigrationContext): Promise<void> => {
  for (const [name, definition] of Object.entries(domains))
    await query(`create domain ${name} as ${definition}`)
  for (const [table, column, domain] of checked)
    await query(`
      alter table ${table} drop constraint ${table}_${column}_check, alter column ${column} type ${domain}
    `)
}

const checkByTables = async ({ query }: MigrationContext): Promise<void> => {
  for (const [table, column, domain] of checked) {
    const [type, ...check] = domains[domain]!.split(' check ')
    await query(`
      alter table ${table} alter column ${column} type ${type},
        add constraint ${table}_${column}_check check ${check.join().replace('value', column)}
    `)
  }
  for (const name of Object.keys(domains)) await query(`drop domain ${name}`)
}

const timesIndex = (condition: string): string => `
  drop index llm_calls_started_at_idx;
  create index llm_calls_started_at_idx on llm_calls (tenant_id, started_at) ${condition};`

export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await checkByDomains(context)
  await context.query(timesIndex('where started_at is not null'))
  await context.query(reserve)
  await context.query(book)
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop function reserve_llm_call(uuid, jsonb), book_llm_calls(uuid, jsonb)')
  await context.query(timesIndex(''))
  await checkByTables(context)
  await makeEarlierFunctions({ context })
}
