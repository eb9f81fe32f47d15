import type { MigrationContext } from '../row-security.ts'

/** Those who run the deployment. Global, and out of the app role's reach. */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table operators (
      id uuid primary key,
      email text not null,
      user_name text,
      full_name text not null,
      password_hash text,
      is_active boolean not null default true,
      token_version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create unique index operators_email_key on operators (lower(email));
    create unique index operators_user_name_key on operators (lower(user_name));
  `)
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table operators')
}
