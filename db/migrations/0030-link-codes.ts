import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/**
 * Codes that link a person to an account on a chat platform: made by one of both, typed by the other. A code is of a
 * person, or of an account that belongs to nobody yet.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table link_codes (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      code_hash text not null,
      person_id uuid,
      platform text check (platform in ('slack', 'discord')),
      workspace text,
      platform_user_id text,
      expires_at timestamptz not null,
      used_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (tenant_id, id),
      constraint link_codes_code_hash_key unique (tenant_id, code_hash),
      foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade,
      check (num_nonnulls(person_id, platform_user_id) = 1),
      check (num_nonnulls(platform, workspace, platform_user_id) in (0, 3))
    );
    create index link_codes_person_id_idx on link_codes (tenant_id, person_id);
  `)
  await protectTenantTable(context, 'link_codes')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table link_codes')
}
