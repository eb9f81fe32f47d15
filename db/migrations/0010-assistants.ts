import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/** Assistants on a dataset. Names may repeat: people copy them. */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table assistants (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      name text not null,
      theme text not null,
      dataset_id uuid,
      index_name text,
      welcome_message text,
      custom_instructions text,
      locale text not null default 'fr' check (locale in ('fr', 'en')),
      is_active boolean not null default true,
      is_public boolean not null default false,
      default_llm text,
      fallback_llm text,
      temperature numeric(3, 2) check (temperature between 0 and 2),
      created_by uuid,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (tenant_id, id),
      foreign key (tenant_id, dataset_id) references datasets (tenant_id, id)
    );
    create index assistants_created_at_idx on assistants (tenant_id, created_at);
    create index assistants_dataset_id_idx on assistants (tenant_id, dataset_id);
  `)
  await protectTenantTable(context, 'assistants')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table assistants')
}
