import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/** How far the making of an assistant has come; the id is the future assistant's. */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table assistant_creations (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      name text not null,
      theme text not null,
      file_name text,
      dataset_id uuid,
      state text not null check (state in ('file_validation', 'index', 'assistant', 'completed', 'failed')),
      failed_step text,
      error_code text,
      error_details jsonb,
      request jsonb not null default '{}',
      created_by uuid,
      state_times jsonb not null default '{}',
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (tenant_id, id),
      foreign key (tenant_id, dataset_id) references datasets (tenant_id, id) on delete set null (dataset_id)
    );
    create index assistant_creations_dataset_id_idx on assistant_creations (tenant_id, dataset_id);
    create index assistant_creations_created_at_idx on assistant_creations (tenant_id, created_at);
  `)
  await protectTenantTable(context, 'assistant_creations')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table assistant_creations')
}
