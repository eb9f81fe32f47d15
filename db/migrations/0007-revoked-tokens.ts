import type { MigrationContext } from '../row-security.ts'

/** Access tokens that were signed out before they expired. */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table revoked_tokens (
      jti text primary key,
      expires_at timestamptz not null
    );
    create index revoked_tokens_expires_at_idx on revoked_tokens (expires_at);
  `)
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table revoked_tokens')
}
