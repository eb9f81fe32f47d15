import type { MigrationContext } from '../row-security.ts'

/** When somebody stopped a question that waited for its answer: whoever works on it next, in whatever process, knows. */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('alter table inbox add column stopped_at timestamptz')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('alter table inbox drop column stopped_at')
}
