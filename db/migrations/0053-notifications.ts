import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/**
 * What happened, once an event, and who is told of it, one row a person and event. `routed_at` null: its channels are
 * still to be found; `route_at`: when a person's row is looked at next, null once it needs no more. Projects, steps and
 * actors are named by value: what is told outlives what it is about.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table notification_events (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      type text not null,
      actor_kind text,
      actor_id text,
      actor_label text,
      project_id uuid,
      project_name text,
      phase text,
      step_id uuid,
      step_name text,
      task_id uuid,
      task_name text,
      data jsonb not null default '{}',
      once_key text,
      routed_at timestamptz,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (tenant_id, id),
      constraint notification_events_once_key_key unique (tenant_id, once_key)
    );
    create index notification_events_open_idx on notification_events (tenant_id, id) where routed_at is null;
    create index notification_events_created_at_idx on notification_events (tenant_id, created_at);
    create index notification_events_actor_id_idx on notification_events (tenant_id, actor_id);
    create table notifications (
      tenant_id uuid not null,
      id uuid not null,
      event_id uuid not null,
      person_id uuid not null,
      type text not null,
      project_id uuid,
      rule text not null,
      state text not null default 'unread' check (state in ('unread', 'read', 'archived')),
      read_at timestamptz,
      archived_at timestamptz,
      route_at timestamptz,
      is_held boolean not null default false,
      outcome text,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (tenant_id, id),
      constraint notifications_event_id_key unique (tenant_id, event_id, person_id),
      foreign key (tenant_id, event_id) references notification_events (tenant_id, id) on delete cascade,
      foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade
    );
    create index notifications_person_id_idx on notifications (tenant_id, person_id, created_at desc, id desc);
    create index notifications_unread_idx on notifications (tenant_id, person_id) where state = 'unread';
    create index notifications_route_at_idx on notifications (tenant_id, route_at) where route_at is not null;
  `)
  await protectTenantTable(context, 'notification_events')
  await protectTenantTable(context, 'notifications')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table notifications, notification_events')
}
