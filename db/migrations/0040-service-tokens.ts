import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/** Tokens by which programs act in a tenant. The tenant stands in the token itself, so each is looked up inside of it. */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table service_tokens (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      name text not null,
      token_hash text not null,
      scopes text[] not null,
      created_by text not null,
      expires_at timestamptz not null,
      last_used_at timestamptz,
      revoked_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (tenant_id, id),
      constraint service_tokens_token_hash_key unique (tenant_id, token_hash)
    );
    create index service_tokens_created_at_idx on service_tokens (tenant_id, created_at, id);
  `)
  await protectTenantTable(context, 'service_tokens')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table service_tokens')
}
