import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/**
 * A row for each time a model was asked, from its reservation on. No reference to conversations, people or assistants:
 * what was used stays used when they go, and nobody can delete a row.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table llm_calls (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      llm text not null,
      provider text not null,
      model text not null,
      credential_id uuid,
      role text not null check (role in ('default', 'fallback')),
      purpose text not null,
      state text not null default 'reserved' check (state in ('reserved', 'settled', 'closed', 'expired')),
      outcome text,
      assistant_id uuid,
      conversation_id uuid,
      message_id uuid,
      person_id uuid,
      service text,
      channel text,
      period date not null,
      counts_request boolean not null,
      prices jsonb,
      reserved_nano_usd bigint not null check (reserved_nano_usd >= 0),
      cost_nano_usd bigint check (cost_nano_usd >= 0),
      input_tokens bigint,
      cache_read_tokens bigint,
      cache_write_tokens bigint,
      output_tokens bigint,
      reasoning_tokens bigint,
      usage_source text check (usage_source in ('provider', 'estimate')),
      first_token_ms real,
      took_ms real,
      started_at timestamptz not null default now(),
      expired_at timestamptz,
      ended_at timestamptz,
      primary key (tenant_id, id)
    );
    create index llm_calls_started_at_idx on llm_calls (tenant_id, started_at);
    create index llm_calls_open_idx on llm_calls (tenant_id, started_at) where state = 'reserved';
  `)
  await protectTenantTable(context, 'llm_calls', 'select, insert, update')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table llm_calls')
}
