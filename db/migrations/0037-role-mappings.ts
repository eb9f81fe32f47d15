import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/** What a role of a chat platform stands for in the tenant. Kept by the workspace's own id, as its channels are. */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table role_mappings (
      tenant_id uuid not null references tenants (id) on delete cascade,
      platform text not null check (platform in ('slack', 'discord')),
      workspace text not null,
      platform_role_id text not null,
      name text,
      role text not null check (role in ('marketing', 'it', 'finance', 'management', 'admin')),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (tenant_id, platform, workspace, platform_role_id)
    );
  `)
  await protectTenantTable(context, 'role_mappings')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table role_mappings')
}
