import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/** Work items of a project, who does them and what must be finished before. They do not count for progress. */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table project_tasks (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      project_id uuid not null,
      step_id uuid,
      name text not null,
      description text not null default '',
      status text not null default 'pending' check (status in ('pending', 'in_progress', 'done', 'cancelled')),
      priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'critical')),
      due_on date,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (tenant_id, id),
      constraint project_tasks_project_id_fkey foreign key (tenant_id, project_id)
        references projects (tenant_id, id) on delete cascade,
      constraint project_tasks_step_id_fkey foreign key (tenant_id, step_id)
        references project_steps (tenant_id, id) on delete set null (step_id)
    );
    create index project_tasks_project_id_idx on project_tasks (tenant_id, project_id, created_at, id);
    create index project_tasks_step_id_idx on project_tasks (tenant_id, step_id);
    create index project_tasks_due_on_idx on project_tasks (tenant_id, due_on)
      where status in ('pending', 'in_progress');

    create table task_assignees (
      tenant_id uuid not null references tenants (id) on delete cascade,
      task_id uuid not null,
      person_id uuid not null,
      created_at timestamptz(3) not null default now(),
      primary key (tenant_id, task_id, person_id),
      constraint task_assignees_task_id_fkey foreign key (tenant_id, task_id)
        references project_tasks (tenant_id, id) on delete cascade,
      constraint task_assignees_person_id_fkey foreign key (tenant_id, person_id)
        references people (tenant_id, id) on delete cascade
    );
    create index task_assignees_person_id_idx on task_assignees (tenant_id, person_id);

    create table task_dependencies (
      tenant_id uuid not null references tenants (id) on delete cascade,
      task_id uuid not null,
      depends_on_id uuid not null,
      created_at timestamptz(3) not null default now(),
      primary key (tenant_id, task_id, depends_on_id),
      constraint task_dependencies_task_id_fkey foreign key (tenant_id, task_id)
        references project_tasks (tenant_id, id) on delete cascade,
      constraint task_dependencies_depends_on_id_fkey foreign key (tenant_id, depends_on_id)
        references project_tasks (tenant_id, id) on delete cascade,
      constraint task_dependencies_self_check check (task_id <> depends_on_id)
    );
    create index task_dependencies_depends_on_id_idx on task_dependencies (tenant_id, depends_on_id);
  `)
  for (const table of ['project_tasks', 'task_assignees', 'task_dependencies'])
    await protectTenantTable(context, table)
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table task_dependencies, task_assignees, project_tasks')
}
