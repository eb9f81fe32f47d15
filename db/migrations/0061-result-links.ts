import type { MigrationContext } from '../row-security.ts'

/**
 * Links in mails that open what came of long work, each once. Only the hash of what stands in the link is kept. Global
 * as the tasks are; a task that is forgotten takes its links along, and so does a tenant.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table result_links (
      id uuid primary key,
      task_id uuid not null references tasks (id) on delete cascade,
      tenant_id uuid not null references tenants (id) on delete cascade,
      person_id uuid not null,
      token_hash text not null,
      expires_at timestamptz not null,
      ended_at timestamptz,
      created_at timestamptz not null default now(),
      constraint result_links_token_hash_key unique (token_hash)
    );
    create index result_links_task_id_idx on result_links (task_id);
    create index result_links_person_id_idx on result_links (person_id);
    create index result_links_tenant_id_idx on result_links (tenant_id);
      create index result_links_expires_at_idx on result_links (expires_at);
  `)
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table result_links')
}
