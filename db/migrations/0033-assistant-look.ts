import type { MigrationContext } from '../row-security.ts'

/**
 * What somebody chose of an assistant's look, by the names of the API. One value: it is read and shown as a whole and
 * never searched, and what nobody chose follows the brand, also when that changes.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(
    `alter table assistants add column look jsonb not null default '{}' check (jsonb_typeof(look) = 'object')`,
  )
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('alter table assistants drop column look')
}
