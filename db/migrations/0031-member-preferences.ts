import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/** What somebody on a chat platform set for themselves who is linked to no person; a person's own are in `people`. */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table member_preferences (
      tenant_id uuid not null references tenants (id) on delete cascade,
      platform text not null check (platform in ('slack', 'discord')),
      workspace text not null,
      platform_user_id text not null,
      locale text check (locale in ('fr', 'en')),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (tenant_id, platform, workspace, platform_user_id)
    );
  `)
  await protectTenantTable(context, 'member_preferences')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table member_preferences')
}
