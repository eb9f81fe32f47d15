import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/**
 * What a tenant has done for it again and again, and each time that it came: the row of a window is the coordinator,
 * whoever inserts it first does it. A window is named by its day on the wall, so that a clock that is set back repeats
 * none; `slot` tells apart those of one schedule that come at several people's hours.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table schedules (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      kind text not null check (kind in ('digest.daily', 'digest.weekly', 'reminders', 'retention', 'quotas')),
      minute_of_day integer not null check (minute_of_day between 0 and 1439),
      weekday integer check (weekday between 1 and 7),
      is_paused boolean not null default false,
      is_forced boolean not null default false,
      owner_id uuid,
      counts_from timestamptz(3) not null,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (tenant_id, id),
      constraint schedules_kind_key unique (tenant_id, kind),
      constraint schedules_owner_id_fkey foreign key (tenant_id, owner_id) references people (tenant_id, id)
        on delete set null (owner_id)
    );
    create index schedules_created_at_idx on schedules (tenant_id, created_at, id);
    create table schedule_windows (
      tenant_id uuid not null,
      schedule_id uuid not null,
      slot text not null,
      period text not null,
      covers_from timestamptz(3) not null,
      covers_to timestamptz(3) not null,
      state text not null check (state in ('running', 'done', 'failed', 'missed')),
      is_late boolean not null default false,
      batches integer not null default 0,
      finished_batches jsonb not null default '[]',
      error_code text,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (tenant_id, schedule_id, slot, period),
      foreign key (tenant_id, schedule_id) references schedules (tenant_id, id) on delete cascade
    );
    create index schedule_windows_covers_to_idx on schedule_windows (tenant_id, schedule_id, covers_to);
  `)
  await protectTenantTable(context, 'schedules')
  await protectTenantTable(context, 'schedule_windows')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table schedule_windows, schedules')
}
