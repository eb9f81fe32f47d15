import type { MigrationContext } from '../row-security.ts'

/**
 * Long work that people wait for. Global: the one that deletes a tenant outlives it, so `tenant_id` refers to nothing.
 * Out of the app role's reach. `input` and `finished_steps` hold ids and names of ours, never what people wrote.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table tasks (
      id uuid primary key,
      tenant_id uuid,
      client_id text,
      kind text not null,
      once_key text,
      state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
      progress real not null default 0 check (progress between 0 and 1),
      step text,
      finished_steps jsonb not null default '[]',
      is_cancellable boolean not null default true,
      input jsonb not null default '{}',
      result_name text,
      result_type text,
      result_bytes bigint,
      result_permission text not null,
      result_key_hash text,
      error_code text,
      requested_kind text not null,
      requested_by text not null,
      request_id text,
      started_at timestamptz,
      finished_at timestamptz,
      expires_at timestamptz,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz not null default now()
    );
    create index tasks_created_at_idx on tasks (created_at, id);
    create index tasks_tenant_id_idx on tasks (tenant_id, created_at, id);
    create index tasks_requested_by_idx on tasks (requested_by, created_at, id);
    create index tasks_open_idx on tasks (updated_at) where state in ('queued', 'running');
    create index tasks_expires_at_idx on tasks (expires_at) where result_name is not null;
    create unique index tasks_once_key on tasks (kind, once_key) where state in ('queued', 'running');
  `)
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table tasks')
}
