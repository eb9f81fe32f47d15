import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/** The members of a tenant's team. */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table people (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      email text,
      user_name text,
      full_name text not null,
      password_hash text,
      role text not null default 'marketing',
      locale text check (locale in ('fr', 'en')),
      is_active boolean not null default true,
      token_version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (tenant_id, id)
    );
    create unique index people_email_key on people (tenant_id, lower(email));
    create unique index people_user_name_key on people (tenant_id, lower(user_name));
  `)
  await protectTenantTable(context, 'people')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table people')
}
