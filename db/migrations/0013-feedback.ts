import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/** Thumbs up or down on an answer, one a rater. */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table feedback (
      tenant_id uuid not null,
      id uuid not null,
      message_id uuid not null,
      rater text not null,
      rating text not null check (rating in ('up', 'down')),
      reason text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (tenant_id, id),
      constraint feedback_rater_key unique (tenant_id, message_id, rater),
      foreign key (tenant_id, message_id) references messages (tenant_id, id) on delete cascade
    );
  `)
  await protectTenantTable(context, 'feedback')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table feedback')
}
