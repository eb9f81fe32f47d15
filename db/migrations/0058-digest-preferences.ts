import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/**
 * When somebody wants a digest, where it differs from the tenant's hour; and people without an account whom a member
 * added: they get one when they have confirmed their address, of the projects that the member named and may see.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  const when = `
      frequency text not null default 'daily' check (frequency in ('off', 'daily', 'weekly', 'both')),
      minute_of_day integer check (minute_of_day between 0 and 1439),
      weekday integer check (weekday between 1 and 7),
      counts_from timestamptz(3) not null,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),`
  await context.query(`
    create table digest_preferences (
      tenant_id uuid not null,
      person_id uuid not null,
      ${when}
      route text not null default 'auto' check (route in ('auto', 'chat', 'mail')),
      is_of_all boolean not null default false,
      primary key (tenant_id, person_id),
      foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade
    );
    create table digest_recipients (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      ${when}
      address text not null,
      locale text not null check (locale in ('fr', 'en')),
      time_zone text not null,
      added_by uuid not null,
      confirmed_at timestamptz(3),
      asked_at timestamptz(3) not null default now(),
      primary key (tenant_id, id),
      constraint digest_recipients_address_key unique (tenant_id, address),
      foreign key (tenant_id, added_by) references people (tenant_id, id) on delete cascade
    );
    create index digest_recipients_created_at_idx on digest_recipients (tenant_id, created_at, id);
    create index digest_recipients_added_by_idx on digest_recipients (tenant_id, added_by);
    create table digest_recipient_projects (
      tenant_id uuid not null,
      recipient_id uuid not null,
      project_id uuid not null,
      created_at timestamptz(3) not null default now(),
      primary key (tenant_id, recipient_id, project_id),
      foreign key (tenant_id, recipient_id) references digest_recipients (tenant_id, id) on delete cascade,
      foreign key (tenant_id, project_id) references projects (tenant_id, id) on delete cascade
    );
    create index digest_recipient_projects_project_id_idx on digest_recipient_projects (tenant_id, project_id);
  `)
  for (const table of ['digest_preferences', 'digest_recipients', 'digest_recipient_projects'])
    await protectTenantTable(context, table)
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table digest_recipient_projects, digest_recipients, digest_preferences')
}
