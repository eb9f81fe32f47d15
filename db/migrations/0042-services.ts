import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/**
 * Departments of a tenant and who belongs to which; and what is left of a user name when everything is dropped that
 * the eye takes for the same, which nobody shares in a tenant.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table services (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      name text not null,
      name_key text not null,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (tenant_id, id),
      constraint services_name_key unique (tenant_id, name_key)
    );
    create index services_created_at_idx on services (tenant_id, created_at, id);
    alter table people add column service_id uuid;
    alter table people add column user_name_key text;
    alter table people add constraint people_service_id_fkey foreign key (tenant_id, service_id)
      references services (tenant_id, id);
    alter table people no force row level security;
    update people set user_name_key = lower(user_name) where user_name is not null;
    alter table people force row level security;
    create unique index people_user_name_key_key on people (tenant_id, user_name_key);
    create index people_service_id_idx on people (tenant_id, service_id);
    create index people_created_at_idx on people (tenant_id, created_at, id);
  `)
  await protectTenantTable(context, 'services')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    drop index people_created_at_idx;
    alter table people drop column user_name_key;
    alter table people drop column service_id;
    drop table services;
  `)
}
