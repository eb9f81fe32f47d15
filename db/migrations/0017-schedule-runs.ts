import type { MigrationContext } from '../row-security.ts'

/** One row a fire of a schedule: whichever replica inserts it first runs it. */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table schedule_runs (
      key text primary key,
      created_at timestamptz not null default now()
    );
    create index schedule_runs_created_at_idx on schedule_runs (created_at);
  `)
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table schedule_runs')
}
