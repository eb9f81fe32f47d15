import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/**
 * One digest a reader, kind and window. What it says is made when it is sent; the row tells that it was, or why not. It
 * rides on a row of the outbox (in a chat also on a row of the log of what is sent there), and follows what becomes of
 * that one in the same statement, whoever settles it. Whoever was added is asked by a row of its own. The index gives mails in their order without sorting what waits: ten thousand may.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table digests (
      tenant_id uuid not null,
      id uuid not null,
      schedule_id uuid not null,
      reader_id uuid not null,
      person_id uuid,
      recipient_id uuid,
      kind text not null check (kind in ('daily', 'weekly')),
      period text not null,
      covers_from timestamptz(3) not null,
      covers_to timestamptz(3) not null,
      is_forced boolean not null default false,
      route text not null check (route in ('none', 'mail', 'slack', 'discord')),
      state text not null check (state in ('prepared', 'sent', 'skipped_empty', 'unknown', 'failed')),
      reason text,
      counts jsonb not null default '{}',
      sent_at timestamptz(3),
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (tenant_id, id),
      constraint digests_period_key unique (tenant_id, reader_id, kind, period),
      constraint digests_reader_check
        check (num_nonnulls(person_id, recipient_id) = 1 and reader_id = coalesce(person_id, recipient_id)),
      foreign key (tenant_id, schedule_id) references schedules (tenant_id, id) on delete cascade,
      foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade,
      foreign key (tenant_id, recipient_id) references digest_recipients (tenant_id, id) on delete cascade
    );
    create index digests_schedule_id_idx on digests (tenant_id, schedule_id, period);
    create index digests_person_id_idx on digests (tenant_id, person_id);
    create index digests_recipient_id_idx on digests (tenant_id, recipient_id);
    create index digests_created_at_idx on digests (tenant_id, created_at);
    alter table outbox
      add column digest_id uuid,
      add column recipient_id uuid,
      add constraint outbox_digest_id_fkey
        foreign key (tenant_id, digest_id) references digests (tenant_id, id) on delete cascade,
      add constraint outbox_recipient_id_fkey
        foreign key (tenant_id, recipient_id) references digest_recipients (tenant_id, id) on delete cascade,
      drop constraint outbox_origin_check,
      add constraint outbox_origin_check
        check (num_nonnulls(inbox_id, alert_id, coalesce(send_id, digest_id, recipient_id)) = 1);
    create unique index outbox_digest_id_key on outbox (tenant_id, digest_id, platform) where digest_id is not null;
    create index outbox_recipient_id_idx on outbox (tenant_id, recipient_id) where recipient_id is not null;
    create index outbox_order_idx on outbox (tenant_id, created_at, position, id)
      where state in ('pending', 'sending');
    create function follow_digest() returns trigger language plpgsql set search_path = public, pg_temp as $$
    begin
      update digests
         set state = case when new.failure = 'skipped_empty' then 'skipped_empty' else new.state end,
             reason = new.failure, sent_at = new.sent_at, updated_at = now()
       where tenant_id = new.tenant_id and id = new.digest_id and state in ('prepared', 'unknown', 'failed');
      return null;
    end $$;
    create trigger outbox_follow_digest after update of state on outbox for each row
      when (new.digest_id is not null and new.state in ('sent', 'unknown', 'failed'))
      execute function follow_digest();
  `)
  await protectTenantTable(context, 'digests')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    drop trigger outbox_follow_digest on outbox;
    drop function follow_digest();
    drop index outbox_order_idx;
    alter table outbox no force row level security;
    delete from outbox where num_nonnulls(digest_id, recipient_id) > 0;
    alter table outbox force row level security;
    alter table outbox
      drop constraint outbox_origin_check,
      drop column digest_id,
      drop column recipient_id,
      add constraint outbox_origin_check check (num_nonnulls(inbox_id, alert_id, send_id) = 1);
    drop table digests;
  `)
}
