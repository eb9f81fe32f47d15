import type { MigrationContext } from '../row-security.ts'

/** Alerts become a list, which goes on behind a time that went out in milliseconds: see `0019-list-times.ts`. */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    alter table alerts alter column created_at type timestamptz(3);
    create index alerts_created_at_idx on alerts (tenant_id, created_at desc, id desc);
  `)
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    drop index alerts_created_at_idx;
    alter table alerts alter column created_at type timestamptz;
  `)
}
