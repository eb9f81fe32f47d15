import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/** A tenant's data files: what was found in each, and the encoded table in pieces of at most 1 MiB. */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table datasets (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      name text not null,
      file_name text not null,
      file_type text not null,
      file_bytes bigint not null,
      file_sha256 text not null,
      state text not null check (state in ('ready', 'needs_mapping')),
      mapping jsonb,
      preview jsonb not null,
      check_report jsonb,
      locale text not null default 'fr',
      created_by uuid,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (tenant_id, id)
    );
    create index datasets_created_at_idx on datasets (tenant_id, created_at);
    create table dataset_tables (
      tenant_id uuid not null,
      dataset_id uuid not null,
      position integer not null check (position >= 0),
      bytes bytea not null,
      primary key (tenant_id, dataset_id, position),
      foreign key (tenant_id, dataset_id) references datasets (tenant_id, id) on delete cascade
    );
    alter table dataset_tables alter column bytes set storage external;
  `)
  await protectTenantTable(context, 'datasets')
  await protectTenantTable(context, 'dataset_tables')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table dataset_tables, datasets')
}
