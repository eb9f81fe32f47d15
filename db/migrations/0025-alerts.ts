import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/**
 * What a tenant's admins are told, each thing once, and the mails that tell it: an outbox row answers an event that
 * came in, or is about an alert. Mail can be refused for good, and put off.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table alerts (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      type text not null,
      once_key text not null,
      data jsonb not null default '{}',
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (tenant_id, id),
      constraint alerts_once_key_key unique (tenant_id, once_key)
    );
    alter table outbox
      alter column inbox_id drop not null,
      add column alert_id uuid,
      add column not_before timestamptz,
      add column failure text,
      add constraint outbox_alert_id_fkey
        foreign key (tenant_id, alert_id) references alerts (tenant_id, id) on delete cascade,
      add constraint outbox_alert_id_key unique (tenant_id, alert_id, destination),
      add constraint outbox_origin_check check (num_nonnulls(inbox_id, alert_id) = 1),
      drop constraint outbox_state_check,
      add constraint outbox_state_check check (state in ('pending', 'sending', 'sent', 'unknown', 'failed'));
  `)
  await protectTenantTable(context, 'alerts')
}

/** Mails go with what they are about; an answer that was refused for good becomes one of unknown outcome. */
export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    alter table outbox no force row level security;
    delete from outbox where inbox_id is null;
    update outbox set state = 'unknown' where state = 'failed';
    alter table outbox force row level security;
    alter table outbox
      drop constraint outbox_origin_check,
      drop column alert_id,
      drop column not_before,
      drop column failure,
      alter column inbox_id set not null,
      drop constraint outbox_state_check,
      add constraint outbox_state_check check (state in ('pending', 'sending', 'sent', 'unknown'));
    drop table alerts;
  `)
}
