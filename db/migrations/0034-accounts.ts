import type { MigrationContext } from '../row-security.ts'

/**
 * In a direct conversation a chat platform names an account and no tenant. The owner of the tables, and nobody else,
 * sees the rows of the one account that the transaction names.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create policy named_account on platform_identities for select to current_user
     using (platform || ':' || platform_user_id = nullif(current_setting('app.account', true), ''));
    create index platform_identities_account_idx on platform_identities (platform, platform_user_id);
  `)
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    drop index platform_identities_account_idx;
    drop policy named_account on platform_identities;
  `)
}
