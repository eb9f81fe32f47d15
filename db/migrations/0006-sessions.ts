import type { MigrationContext } from '../row-security.ts'

/** Refresh-token families of operators and people. Global: signing in happens before the tenant is known. */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table sessions (
      id uuid primary key,
      holder_kind text not null check (holder_kind in ('operator', 'person')),
      tenant_id uuid references tenants (id) on delete cascade,
      holder_id uuid not null,
      token_hash text not null,
      previous_hash text,
      family_id uuid not null,
      expires_at timestamptz not null,
      absolute_expires_at timestamptz not null,
      revoked_at timestamptz,
      user_agent text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint sessions_token_hash_key unique (token_hash),
      check ((holder_kind = 'person') = (tenant_id is not null))
    );
    create index sessions_holder_id_idx on sessions (holder_id);
    create index sessions_family_id_idx on sessions (family_id);
    create index sessions_previous_hash_idx on sessions (previous_hash);
    create index sessions_expires_at_idx on sessions (expires_at);
  `)
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table sessions')
}
