import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/** Models that a tenant can ask: data, so that a new one needs no release. Prices are dollars a thousand tokens. */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table llm_models (
      tenant_id uuid not null references tenants (id) on delete cascade,
      name text not null,
      provider text not null check (provider in ('openai', 'anthropic', 'deepseek', 'ollama', 'compatible')),
      model text not null,
      api_key_env text,
      api_url text,
      max_tokens integer not null check (max_tokens > 0),
      temperature numeric(3, 2) check (temperature between 0 and 2),
      is_fallback boolean not null default false,
      cost_per_1k_input numeric(12, 9) check (cost_per_1k_input >= 0),
      cost_per_1k_output numeric(12, 9) check (cost_per_1k_output >= 0),
      is_active boolean not null default true,
      shutdown_on date,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (tenant_id, name),
      check ((cost_per_1k_input is null) = (cost_per_1k_output is null))
    );
  `)
  await protectTenantTable(context, 'llm_models')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table llm_models')
}
