import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/** The steps of a project's phases. `progress` is what people typed: of a done step it is 100 whatever stands here. */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table project_steps (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      project_id uuid not null,
      phase text not null check (phase in ('needs', 'feasibility', 'design', 'development', 'launch', 'retirement')),
      name text not null,
      description text not null default '',
      status text not null default 'pending' check (status in ('pending', 'in_progress', 'done', 'cancelled')),
      priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'critical')),
      progress integer not null default 0 check (progress between 0 and 100),
      owner_id uuid,
      start_on date,
      end_on date,
      baseline_end_on date,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (tenant_id, id),
      constraint project_steps_project_id_fkey foreign key (tenant_id, project_id)
        references projects (tenant_id, id) on delete cascade,
      constraint project_steps_owner_id_fkey foreign key (tenant_id, owner_id) references people (tenant_id, id)
        on delete set null (owner_id),
      constraint project_steps_dates_check check (end_on >= start_on)
    );
    create index project_steps_project_id_idx on project_steps (tenant_id, project_id, created_at, id);
    create index project_steps_owner_id_idx on project_steps (tenant_id, owner_id);
    create index project_steps_end_on_idx on project_steps (tenant_id, end_on)
      where status in ('pending', 'in_progress');
  `)
  await protectTenantTable(context, 'project_steps')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table project_steps')
}
