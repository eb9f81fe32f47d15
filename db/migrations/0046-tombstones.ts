import type { MigrationContext } from '../row-security.ts'

/**
 * Who was erased, so that a restored backup is erased again. Global: one of a tenant outlives it. Names nobody: the
 * accounts are there as hashes.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table tombstones (
      id uuid primary key,
      kind text not null check (kind in ('person', 'account', 'tenant')),
      tenant_id uuid not null,
      person_id uuid,
      account_hashes jsonb not null default '[]',
      created_at timestamptz(3) not null default now()
    );
    create index tombstones_tenant_id_idx on tombstones (tenant_id, created_at, id);
  `)
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table tombstones')
}
