import type { MigrationContext } from '../row-security.ts'

const tables = ['conversations', 'messages']

/**
 * Lists go on behind a time that went out in milliseconds. A finer one in the database makes a page repeat its
 * neighbour's last row, or leave one out; these two tables get theirs from `now()`.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  for (const table of tables)
    await context.query(`alter table ${table} alter column created_at type timestamptz(3)`)
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  for (const table of tables)
    await context.query(`alter table ${table} alter column created_at type timestamptz`)
}
