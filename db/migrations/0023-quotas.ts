import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/**
 * What a month has used, for the tenant (scope id '') and for each service, assistant, channel and member that asked;
 * the limits that a tenant sets these, subject '*' for each one of its kind separately; and whether models that nobody
 * bills still answer when the month's money is spent.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table quota_counters (
      tenant_id uuid not null references tenants (id) on delete cascade,
      period date not null,
      scope_kind text not null check (scope_kind in ('tenant', 'service', 'assistant', 'channel', 'member')),
      scope_id text not null,
      requests bigint not null default 0,
      spent_nano_usd bigint not null default 0,
      reserved_nano_usd bigint not null default 0,
      unknown_calls bigint not null default 0,
      requests_alerted integer not null default 0,
      budget_alerted integer not null default 0,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (tenant_id, period, scope_kind, scope_id)
    ) with (fillfactor = 50);
    create table usage_limits (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      kind text not null check (kind in ('service', 'assistant', 'channel', 'member')),
      subject_id text not null,
      monthly_requests integer check (monthly_requests >= 0),
      monthly_budget_usd numeric(14, 2) check (monthly_budget_usd >= 0),
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (tenant_id, id),
      constraint usage_limits_subject_key unique (tenant_id, kind, subject_id),
      check (num_nonnulls(monthly_requests, monthly_budget_usd) > 0)
    );
    create index usage_limits_created_at_idx on usage_limits (tenant_id, created_at);
    alter table tenants add column free_models_after_budget boolean not null default true;
  `)
  await protectTenantTable(context, 'quota_counters', 'select, insert, update')
  await protectTenantTable(context, 'usage_limits')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    alter table tenants drop column free_models_after_budget;
    drop table usage_limits, quota_counters;
  `)
}
