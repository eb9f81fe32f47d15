import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/** What came in, once an event of its platform, and what is to be sent, in order. */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table inbox (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      platform text not null,
      event_id text not null,
      conversation_id uuid,
      payload jsonb not null,
      state text not null default 'received' check (state in ('received', 'done', 'failed')),
      request_id text,
      error_code text,
      done_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (tenant_id, id),
      constraint inbox_event_id_key unique (tenant_id, platform, event_id)
    );
    create index inbox_created_at_idx on inbox (tenant_id, created_at);
    create index inbox_open_idx on inbox (tenant_id, created_at) where state = 'received';
    create table outbox (
      tenant_id uuid not null,
      id uuid not null,
      inbox_id uuid not null,
      platform text not null,
      destination text not null,
      position integer not null,
      payload jsonb not null,
      state text not null default 'pending' check (state in ('pending', 'sending', 'sent', 'unknown')),
      lease_until timestamptz,
      attempts integer not null default 0,
      sent_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (tenant_id, id),
      constraint outbox_position_key unique (tenant_id, inbox_id, position),
      foreign key (tenant_id, inbox_id) references inbox (tenant_id, id) on delete cascade
    );
    create index outbox_open_idx on outbox (tenant_id, platform, destination, created_at)
      where state in ('pending', 'sending');
  `)
  await protectTenantTable(context, 'inbox')
  await protectTenantTable(context, 'outbox')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table outbox, inbox')
}
