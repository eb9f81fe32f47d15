import type { MigrationContext } from '../row-security.ts'

/**
 * Which rung of the ladder answered, beside the answer that tells it too: statistics of a month would else open every
 * answer of it. Null of a question.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    alter table messages add column stage text;
    alter table messages no force row level security;
    update messages set stage = answer->>'stage' where answer is not null;
    alter table messages force row level security;
  `)
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('alter table messages drop column stage')
}
