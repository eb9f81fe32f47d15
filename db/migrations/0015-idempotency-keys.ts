import type { MigrationContext } from '../row-security.ts'

/** Answers to requests that carried an Idempotency-Key. Global: a key may come before any tenant is known. */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table idempotency_keys (
      scope text not null,
      key text not null,
      method text not null,
      path text not null,
      body_hash text not null,
      state text not null check (state in ('running', 'done')),
      status integer,
      response jsonb,
      expires_at timestamptz not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (scope, key)
    );
    create index idempotency_keys_expires_at_idx on idempotency_keys (expires_at);
  `)
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table idempotency_keys')
}
