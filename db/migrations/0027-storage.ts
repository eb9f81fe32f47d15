import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/**
 * What a tenant's files take and may take. `stored_bytes` of a dataset: the kept file, the encoded table and what the
 * import found in it. Files that wait for their assistant are counted by its creation, hence the index on open ones.
 * `storage_warnings` holds the share that the admins were told of, and its row is the lock under which storage grows.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    alter table tenants add column storage_limit_bytes bigint not null default 10737418240
      check (storage_limit_bytes >= 0);
    alter table datasets add column stored_bytes bigint not null default 0 check (stored_bytes >= 0);
    create index datasets_stored_bytes_idx on datasets (tenant_id, stored_bytes);
    create index assistant_creations_open_idx on assistant_creations (tenant_id)
      where state not in ('completed', 'failed');
    create table storage_warnings (
      tenant_id uuid primary key references tenants (id) on delete cascade,
      told integer not null default 0 check (told in (0, 80, 100)),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
  `)
  await protectTenantTable(context, 'storage_warnings', 'select, insert, update')
  await fillStoredBytes(context)
}

/** For all tenants at once, which row-level security keeps from the owner too while it is forced. */
const fillStoredBytes = async ({ query }: MigrationContext): Promise<void> => {
  const tables = ['datasets', 'dataset_tables']
  for (const table of tables) await query(`alter table ${table} no force row level security`)
  await query(`
    update datasets d
       set stored_bytes = d.file_bytes + octet_length(d.preview::text)
             + coalesce(octet_length(d.check_report::text), 0)
             + coalesce((select sum(octet_length(t.bytes)) from dataset_tables t
                          where t.tenant_id = d.tenant_id and t.dataset_id = d.id), 0)
  `)
  for (const table of tables) await query(`alter table ${table} force row level security`)
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    drop table storage_warnings;
    drop index assistant_creations_open_idx;
    alter table datasets drop column stored_bytes;
    alter table tenants drop column storage_limit_bytes;
  `)
}
