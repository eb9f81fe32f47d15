import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/**
 * A tenant's own keys for models, by profile. `tenant_keys` holds what seals them, itself sealed by the master key; a
 * tenant has a second one when a process still worked with an older master key.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table tenant_keys (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      wrapped text not null,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (tenant_id, id)
    );
    create table credential_profiles (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      name text not null,
      is_current boolean not null default false,
      created_by uuid,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (tenant_id, id)
    );
    create unique index credential_profiles_name_key on credential_profiles (tenant_id, lower(name));
    create unique index credential_profiles_current_key on credential_profiles (tenant_id) where is_current;
    create table credentials (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      profile_id uuid not null,
      provider text not null,
      base_url text,
      sealed text not null,
      last_four text not null,
      checked_at timestamptz(3) not null,
      last_used_at timestamptz(3),
      failing_since timestamptz(3),
      created_by uuid,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (tenant_id, id),
      foreign key (tenant_id, profile_id) references credential_profiles (tenant_id, id),
      constraint credentials_profile_id_provider_key unique (tenant_id, profile_id, provider)
    );
  `)
  for (const table of ['tenant_keys', 'credential_profiles', 'credentials'])
    await protectTenantTable(context, table)
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table credentials; drop table credential_profiles; drop table tenant_keys')
}
