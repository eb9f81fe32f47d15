import type { MigrationContext } from '../row-security.ts'

/**
 * Both functions begin with the lock of the tenant's own counter of the month and so take turns; what they read after
 * it is what is committed, for each statement of a function sees the latest. Functions because their plans are kept:
 * planned at every call, the same statements take several times as long.
 */
const lockMonth = `
  select * into _own from quota_counters
   where tenant_id = for_tenant and period = _month and scope_kind = 'tenant' and scope_id = '' for update;`

const standing = `
  period text, resets_at timestamptz, requests_limit integer, budget_nano_usd bigint, requests bigint,
  spent_nano_usd bigint, requests_alerted integer, budget_alerted integer`

/**
 * Reserves a call on the tenant and on every scope of it, or on none: then \`denial\` says why. \`asked\` has columns of
 * llm_calls, \`scopes\` (kind: id), \`is_free\`, and \`reserved_nano_usd\` null when the price is unknown. The same id
 * twice is one reservation. A limit of the subject itself goes before one of each one of its kind.
 */
const reserve = `
create function reserve_llm_call(for_tenant uuid, asked jsonb)
returns table (denial text, ${standing}) language plpgsql as $body$
#variable_conflict use_column
declare
  _at timestamptz := coalesce((asked->>'started_at')::timestamptz, now());
  _worst bigint := asked->>'reserved_nano_usd';
  _first integer := (asked->>'counts_request')::boolean::integer;
  _is_free boolean := asked->>'is_free';
  _tenant record;
  _month date;
  _own quota_counters;
  _limits record;
  _denial text;
begin
  select time_zone, monthly_quota, (monthly_budget_usd * 1000000000)::bigint as budget, free_models_after_budget
    into strict _tenant from tenants where id = for_tenant;
  _month := date_trunc('month', _at at time zone _tenant.time_zone);
  ${lockMonth}
  if not found then
    insert into quota_counters (tenant_id, period, scope_kind, scope_id) values (for_tenant, _month, 'tenant', '')
      on conflict do nothing;
    ${lockMonth}
  end if;

  if not exists (select from llm_calls where tenant_id = for_tenant and id = (asked->>'id')::uuid) then
    -- A question that was counted is within its limit until somebody goes beyond it.
    select coalesce(bool_or(l.budget is not null), false) as has_budget,
           coalesce(bool_or(coalesce(c.requests, 0) + _first > l.requests
             or case when _is_free
                  then not _tenant.free_models_after_budget
                       and coalesce(c.spent_nano_usd + c.reserved_nano_usd, 0) >= l.budget
                  else coalesce(c.spent_nano_usd + c.reserved_nano_usd, 0) + _worst > l.budget end), false) as is_over
      into _limits
      from jsonb_each_text(asked->'scopes') s
      cross join lateral (
        select u.monthly_requests as requests, (u.monthly_budget_usd * 1000000000)::bigint as budget
          from usage_limits u
         where u.tenant_id = for_tenant and u.kind = s.key and u.subject_id in (s.value, '*')
         order by u.subject_id = '*' limit 1
      ) l
      left join quota_counters c on c.tenant_id = for_tenant and c.period = _month and c.scope_kind = s.key
       and c.scope_id = s.value;
    _denial := case
      when asked->>'role' = 'default' and _own.requests + _first > _tenant.monthly_quota then 'requests_spent'
      when _worst is null and (_tenant.budget is not null or _limits.has_budget) then 'price_unknown'
      when _is_free and not _tenant.free_models_after_budget
        and _own.spent_nano_usd + _own.reserved_nano_usd >= _tenant.budget then 'budget_spent'
      when not _is_free and _own.spent_nano_usd + _own.reserved_nano_usd + _worst > _tenant.budget
        then 'budget_spent'
      when _limits.is_over then 'limit_spent'
    end;
    if _denial is null then
      insert into llm_calls (tenant_id, id, llm, provider, model, credential_id, role, purpose, assistant_id,
                             conversation_id, person_id, service, channel, period, counts_request, prices,
                             reserved_nano_usd, started_at)
      select for_tenant, a.id, a.llm, a.provider, a.model, a.credential_id, a.role, a.purpose, a.assistant_id,
             a.conversation_id, a.person_id, a.service, a.channel, _month, a.counts_request, asked->'prices',
             coalesce(_worst, 0), _at
        from jsonb_populate_record(null::llm_calls, asked - 'prices') a;
      insert into quota_counters as c (tenant_id, period, scope_kind, scope_id, requests, reserved_nano_usd)
      select for_tenant, _month, s.key, s.value, _first, coalesce(_worst, 0)
        from (values ('tenant', '') union all select * from jsonb_each_text(asked->'scopes')) s (key, value)
          on conflict (tenant_id, period, scope_kind, scope_id) do update
         set requests = c.requests + excluded.requests,
             reserved_nano_usd = c.reserved_nano_usd + excluded.reserved_nano_usd, updated_at = now();
      _own.requests := _own.requests + _first;
    end if;
  end if;
  return query select _denial, to_char(_month, 'YYYY-MM-DD'),
    (_month + interval '1 month') at time zone _tenant.time_zone, _tenant.monthly_quota, _tenant.budget,
    _own.requests, _own.spent_nano_usd, _own.requests_alerted, _own.budget_alerted;
end $body$`

/**
 * Ends calls and books them on the months in which they were reserved, each once. \`ended\` has columns of llm_calls;
 * state \`expired\` gives a reservation back and leaves the cost unknown, which a later end makes up for.
 * @returns a row for each month: what was booked just now, and how the tenant stands
 */
const book = `
create function book_llm_calls(for_tenant uuid, ended jsonb)
returns table (ids uuid[], ${standing}) language plpgsql as $body$
#variable_conflict use_column
declare
  _month date;
  _own quota_counters;
  _ids uuid[];
begin
  for _month in
    select distinct c.period from llm_calls c
     where c.tenant_id = for_tenant and c.state in ('reserved', 'expired')
       and c.id in (select e.id from jsonb_populate_recordset(null::llm_calls, ended) e)
     order by c.period
  loop
    ${lockMonth}
    with booked as (
      update llm_calls c
         set state = e.state, outcome = e.outcome, message_id = e.message_id, cost_nano_usd = e.cost_nano_usd,
             input_tokens = e.input_tokens, cache_read_tokens = e.cache_read_tokens,
             cache_write_tokens = e.cache_write_tokens, output_tokens = e.output_tokens,
             reasoning_tokens = e.reasoning_tokens, usage_source = e.usage_source,
             first_token_ms = e.first_token_ms, took_ms = e.took_ms,
             expired_at = case when e.state = 'expired' then now() else c.expired_at end,
             ended_at = case when e.state = 'expired' then null else now() end
        from jsonb_populate_recordset(null::llm_calls, ended) e
       where c.tenant_id = for_tenant and c.id = e.id and c.period = _month
         and (c.state = 'reserved' or c.state = 'expired' and e.state <> 'expired')
      returning c.id, c.service, c.assistant_id, c.channel, c.person_id, c.cost_nano_usd as cost,
                c.reserved_nano_usd as reserved, e.state <> 'expired' and c.expired_at is not null as is_late
    ), delta as (
      select s.kind, s.id, sum(case when b.is_late then 0 else b.reserved end) as released,
             sum(coalesce(b.cost, 0)) as cost, sum((b.cost is null)::integer - b.is_late::integer) as unknown
        from booked b cross join lateral (values
          ('tenant', ''), ('service', b.service), ('assistant', b.assistant_id::text), ('channel', b.channel),
          ('member', b.person_id::text)
        ) s (kind, id)
       group by 1, 2
    ), counted as (
      update quota_counters c
         set reserved_nano_usd = c.reserved_nano_usd - d.released, spent_nano_usd = c.spent_nano_usd + d.cost,
             unknown_calls = c.unknown_calls + d.unknown, updated_at = now()
        from delta d
       where c.tenant_id = for_tenant and c.period = _month and c.scope_kind = d.kind and c.scope_id = d.id
    )
    select coalesce(array_agg(b.id), '{}') into _ids from booked b;
    return query
      select _ids, to_char(_month, 'YYYY-MM-DD'), (_month + interval '1 month') at time zone t.time_zone,
             t.monthly_quota, (t.monthly_budget_usd * 1000000000)::bigint, c.requests, c.spent_nano_usd,
             c.requests_alerted, c.budget_alerted
        from quota_counters c join tenants t on t.id = c.tenant_id
       where c.tenant_id = for_tenant and c.period = _month and c.scope_kind = 'tenant' and c.scope_id = '';
  end loop;
end $body$`

export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(reserve)
  await context.query(book)
  const functions = 'reserve_llm_call(uuid, jsonb), book_llm_calls(uuid, jsonb)'
  await context.query(`
    revoke all on function ${functions} from public;
    grant execute on function ${functions} to sextant_app;
  `)
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop function reserve_llm_call(uuid, jsonb), book_llm_calls(uuid, jsonb)')
}
