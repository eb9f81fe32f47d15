import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/**
 * Events of chat platforms between their acknowledgement and their handling. Global: the tenant is looked up when an
 * event is handled. A message comes in several events (mention and message, or sent twice by its client), of which
 * the first is kept: `message_key` and `client_key`. Words are kept no longer than the handling takes. The payload is
 * JSON, kept as text: nothing looks into it here, and jsonb would refuse what can be typed (`\u0000`) with its batch.
 *
 * Open events are found in the order in which they are due, and not of their ids: the primary key could serve that
 * order as well, and with statistics from busier times it would be read through all that is done.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table platform_events (
      id uuid primary key,
      platform text not null check (platform in ('slack', 'discord')),
      event_id text not null,
      message_key text,
      client_key text,
      workspace text not null,
      order_key text not null,
      payload text,
      state text not null default 'received' check (state in ('received', 'working', 'done', 'failed')),
      attempts integer not null default 0,
      lease_until timestamptz,
      not_before timestamptz not null default now(),
      error_code text,
      done_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint platform_events_event_id_key unique (platform, event_id),
      constraint platform_events_message_key_key unique (platform, message_key),
      constraint platform_events_client_key_key unique (platform, client_key)
    ) with (fillfactor = 70);
    create index platform_events_open_idx on platform_events (platform, not_before)
     where state in ('received', 'working');
    create index platform_events_order_key_idx on platform_events (platform, order_key, id)
     where state in ('received', 'working');
    create table sent_messages (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      platform text not null check (platform in ('slack', 'discord')),
      workspace text not null,
      channel text not null,
      thread text,
      ts text,
      kind text not null check (kind in ('stream', 'answer', 'card')),
      position integer not null default 0,
      inbox_id uuid,
      outbox_id uuid,
      message_id uuid,
      state text not null check (state in ('opening', 'open', 'sent', 'removed')),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (tenant_id, id),
      constraint sent_messages_ts_key unique (tenant_id, platform, workspace, channel, ts),
      foreign key (tenant_id, inbox_id) references inbox (tenant_id, id) on delete cascade
    );
    create index sent_messages_inbox_id_idx on sent_messages (tenant_id, inbox_id, position);
    create index sent_messages_message_id_idx on sent_messages (tenant_id, message_id);
    create index conversations_place_idx on conversations (tenant_id, platform, place);
  `)
  await protectTenantTable(context, 'sent_messages')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop index conversations_place_idx; drop table sent_messages, platform_events')
}
