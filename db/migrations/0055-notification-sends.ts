import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/**
 * Each message that tells notices, and what became of it: the log. It has the outbox carry it, several times when it
 * is edited; an outbox row answers an event, is about an alert, or carries such a message, and so does what is known
 * of messages that stand on a platform.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table notification_sends (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      person_id uuid,
      route text not null check (route in ('slack', 'discord', 'mail', 'digest', 'none')),
      workspace text not null default '',
      target text not null default '',
      is_channel boolean not null default false,
      group_key text not null,
      result text check (result in ('sent', 'unknown', 'failed', 'skipped')),
      reason text,
      redelivers uuid,
      settled_at timestamptz,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (tenant_id, id),
      constraint notification_sends_redelivers_key unique (tenant_id, redelivers),
      foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade
    );
    create index notification_sends_created_at_idx on notification_sends (tenant_id, created_at desc, id desc);
    create index notification_sends_group_key_idx
      on notification_sends (tenant_id, route, workspace, target, group_key, created_at);
    create index notification_sends_person_id_idx on notification_sends (tenant_id, person_id);
    create table notification_send_events (
      tenant_id uuid not null,
      send_id uuid not null,
      event_id uuid not null,
      outbox_id uuid,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (tenant_id, send_id, event_id),
      foreign key (tenant_id, send_id) references notification_sends (tenant_id, id) on delete cascade,
      foreign key (tenant_id, event_id) references notification_events (tenant_id, id) on delete cascade
    );
    create index notification_send_events_event_id_idx on notification_send_events (tenant_id, event_id);
    create index notification_send_events_outbox_id_idx on notification_send_events (tenant_id, outbox_id);
    alter table outbox
      add column send_id uuid,
      add column is_settled boolean not null default false,
      add constraint outbox_send_id_fkey
        foreign key (tenant_id, send_id) references notification_sends (tenant_id, id) on delete cascade,
      drop constraint outbox_origin_check,
      add constraint outbox_origin_check check (num_nonnulls(inbox_id, alert_id, send_id) = 1);
    create unique index outbox_send_id_key on outbox (tenant_id, send_id, position) where send_id is not null;
    create index outbox_unsettled_idx on outbox (tenant_id, id)
      where send_id is not null and not is_settled and state in ('sent', 'unknown', 'failed');
    alter table sent_messages
      add column send_id uuid,
      add constraint sent_messages_send_id_fkey
        foreign key (tenant_id, send_id) references notification_sends (tenant_id, id) on delete cascade;
    create index sent_messages_send_id_idx on sent_messages (tenant_id, send_id, position) where send_id is not null;
  `)
  await protectTenantTable(context, 'notification_sends')
  await protectTenantTable(context, 'notification_send_events')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    alter table sent_messages no force row level security;
    delete from sent_messages where send_id is not null;
    alter table sent_messages force row level security;
    alter table sent_messages drop column send_id;
    alter table outbox no force row level security;
    delete from outbox where send_id is not null;
    alter table outbox force row level security;
    alter table outbox
      drop constraint outbox_origin_check,
      drop column send_id,
      drop column is_settled,
      add constraint outbox_origin_check check (num_nonnulls(inbox_id, alert_id) = 1);
    drop table notification_send_events, notification_sends;
  `)
}
