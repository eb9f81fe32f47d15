import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/**
 * How long a tenant keeps what was said, by kind of conversation, and what it knows of its sends. A kind without a row
 * has the term that the program gives it; no number of days = for ever. Which kind a conversation is of never changes.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    alter table conversations
      add column kind text not null default 'assistant' check (kind in ('assistant', 'flow', 'project'));
    create index conversations_kind_idx on conversations (tenant_id, kind, created_at);
    create table retention_policies (
      tenant_id uuid not null references tenants (id) on delete cascade,
      kind text not null check (kind in ('assistant', 'flow', 'project', 'sends')),
      days integer check (days between 1 and 3650),
      keep_favorites boolean not null default false,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (tenant_id, kind)
    );
  `)
  await protectTenantTable(context, 'retention_policies')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    drop table retention_policies;
    drop index conversations_kind_idx;
    alter table conversations drop column kind;
  `)
}
