import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/** Who a person is on a chat platform. */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table platform_identities (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      person_id uuid not null,
      platform text not null check (platform in ('web', 'slack', 'discord')),
      workspace text not null default '',
      platform_user_id text not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (tenant_id, id),
      constraint platform_identities_platform_user_id_key unique (tenant_id, platform, workspace, platform_user_id),
      foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade
    );
    create index platform_identities_person_id_idx on platform_identities (tenant_id, person_id);
  `)
  await protectTenantTable(context, 'platform_identities')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table platform_identities')
}
