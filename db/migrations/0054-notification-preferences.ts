import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/**
 * How people want to be told, and what they want to hear nothing of: a type, a project, or a type in one project (the
 * zero id stands for "in all", so that the three are one key).
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table notification_preferences (
      tenant_id uuid not null,
      person_id uuid not null,
      time_zone text,
      hours_from text check (hours_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
      hours_to text check (hours_to ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
      frequency text not null default 'immediate' check (frequency in ('immediate', 'daily', 'weekly')),
      is_mail_on boolean not null default true,
      is_chat_on boolean not null default true,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (tenant_id, person_id),
      constraint notification_preferences_hours_check check (num_nonnulls(hours_from, hours_to) in (0, 2)),
      foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade
    );
    create table notification_mutes (
      tenant_id uuid not null,
      person_id uuid not null,
      type text not null default '',
      project_id uuid not null default '00000000-0000-0000-0000-000000000000',
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (tenant_id, person_id, type, project_id),
      constraint notification_mutes_scope_check
        check (type <> '' or project_id <> '00000000-0000-0000-0000-000000000000'),
      foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade
    );
  `)
  await protectTenantTable(context, 'notification_preferences')
  await protectTenantTable(context, 'notification_mutes')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table notification_mutes, notification_preferences')
}
