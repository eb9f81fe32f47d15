import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/**
 * Chat workspaces and guilds that Sextant was installed in, and the tenant that each was bound to. Global: an event
 * names its workspace, and the tenant is found by it. Secrets are sealed. What is set up inside a tenant (channels)
 * and what was sent there are tenant tables.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table workspaces (
      id uuid primary key,
      platform text not null check (platform in ('slack', 'discord')),
      workspace_id text not null,
      enterprise_id text,
      is_enterprise boolean not null default false,
      name text not null,
      app_id text,
      bot_id text,
      bot_user_id text,
      scopes jsonb not null default '[]',
      bot_token text,
      refresh_token text,
      token_expires_at timestamptz,
      refresh_lease_until timestamptz,
      installed_by text,
      installed_at timestamptz not null default now(),
      tenant_id uuid references tenants (id) on delete set null,
      bound_by text,
      bound_at timestamptz,
      revoked_at timestamptz,
      revoked_reason text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint workspaces_workspace_id_key unique (platform, workspace_id)
    );
    create index workspaces_tenant_id_idx on workspaces (tenant_id);
    create index workspaces_token_expires_at_idx on workspaces (token_expires_at) where refresh_token is not null;
    create table install_codes (
      id uuid primary key,
      tenant_id uuid not null references tenants (id) on delete cascade,
      code_hash text not null,
      created_by text not null,
      expires_at timestamptz not null,
      used_at timestamptz,
      workspace_id uuid references workspaces (id) on delete set null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint install_codes_code_hash_key unique (code_hash)
    );
    create index install_codes_tenant_id_idx on install_codes (tenant_id, created_at);
    create table channels (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      platform text not null check (platform in ('slack', 'discord')),
      workspace text not null,
      channel text not null,
      name text,
      assistant_id uuid,
      follow_up text not null default 'thread' check (follow_up in ('mention', 'thread', 'off')),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (tenant_id, id),
      constraint channels_channel_key unique (tenant_id, platform, workspace, channel),
      foreign key (tenant_id, assistant_id) references assistants (tenant_id, id) on delete set null (assistant_id)
    );
    create index channels_assistant_id_idx on channels (tenant_id, assistant_id);
  `)
  await protectTenantTable(context, 'channels')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table channels, install_codes, workspaces')
}
