import type { MigrationContext } from '../row-security.ts'

/** The channel that somebody has open beside their conversation with the bot, and since when: an id, no content. */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(
    'alter table member_preferences add column viewed_channel text, add column viewed_at timestamptz',
  )
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('alter table member_preferences drop column viewed_channel, drop column viewed_at')
}
