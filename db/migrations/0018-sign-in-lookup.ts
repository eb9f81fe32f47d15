import type { MigrationContext } from '../row-security.ts'

/**
 * Signing in names no tenant, so the owner may see exactly those people whose login is the one that the running
 * transaction put into `app.login`, and nobody while it is unset.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create index people_login_email_idx on people (lower(email));
    create index people_login_user_name_idx on people (lower(user_name));
    create policy sign_in on people for select to current_user using (
      lower(email) = nullif(current_setting('app.login', true), '')
      or lower(user_name) = nullif(current_setting('app.login', true), '')
    );
  `)
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    drop policy sign_in on people;
    drop index people_login_email_idx, people_login_user_name_idx;
  `)
}
