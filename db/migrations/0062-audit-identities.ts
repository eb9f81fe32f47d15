import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/**
 * Who is behind the names that the audit trail gives to addresses and to accounts that are nobody's. The trail is a
 * chain and is never changed; a row here is deleted when its subject is forgotten, and then nothing leads from the
 * trail to them. What was recorded before stays as it was written, and the chain with it.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table audit_identities (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      subject text not null,
      kind text not null check (kind in ('account', 'ip')),
      value text not null,
      created_at timestamptz not null default now(),
      primary key (tenant_id, id),
      constraint audit_identities_value_key unique (tenant_id, subject, kind, value)
    );
    create index audit_identities_kind_idx on audit_identities (tenant_id, kind, value);
  `)
  await protectTenantTable(context, 'audit_identities', 'select, insert')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table audit_identities')
}
