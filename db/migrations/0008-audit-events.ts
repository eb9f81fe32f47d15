import { type MigrationContext, protectTenantTable } from '../row-security.ts'

const columns = `
  actor_kind text not null,
  actor_id text,
  action text not null,
  permission text,
  target_kind text,
  target_id text,
  outcome text not null check (outcome in ('allowed', 'denied', 'failed')),
  details jsonb not null default '{}',
  request_id text,
  created_at timestamptz not null default now()
`

/** Who did what. The app role may write and read, never change or delete. */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table audit_events (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      ${columns},
      primary key (tenant_id, id)
    );
    create index audit_events_created_at_idx on audit_events (tenant_id, created_at);
    create index audit_events_action_idx on audit_events (tenant_id, action, created_at);
    create table deployment_audit_events (
      id uuid primary key,
      ${columns}
    );
    create index deployment_audit_events_created_at_idx on deployment_audit_events (created_at);
  `)
  await protectTenantTable(context, 'audit_events', 'select, insert')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table audit_events, deployment_audit_events')
}
