import type { MigrationContext } from '../row-security.ts'

/** Customers of the deployment. Global, but the app role sees its own tenant's row and no other. */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table tenants (
      id uuid primary key,
      client_id text not null,
      name text not null,
      domain text,
      contact_email text,
      contact_name text,
      contact_phone text,
      monthly_quota integer check (monthly_quota >= 0),
      monthly_budget_usd numeric(14, 2) check (monthly_budget_usd >= 0),
      is_active boolean not null default true,
      locale text not null default 'fr' check (locale in ('fr', 'en')),
      time_zone text not null default 'Europe/Paris',
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint tenants_client_id_key unique (client_id)
    );
    alter table tenants enable row level security;
    create policy own_row on tenants for select to sextant_app
      using (id = nullif(current_setting('app.tenant_id', true), '')::uuid);
    grant select on tenants to sextant_app;
  `)
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table tenants')
}
