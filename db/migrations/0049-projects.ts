import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/**
 * Projects, their six phases, who takes part and who may do more there than their role says. A phase keeps the sums
 * of its steps, so that its progress and its project's cost the same however many steps there are.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table projects (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      name text not null,
      name_key text not null,
      description text not null default '',
      status text not null default 'pending' check (status in ('pending', 'in_progress', 'done', 'rejected')),
      priority text not null default 'medium' check (priority in ('high', 'medium', 'intermediate', 'low')),
      is_active boolean not null default true,
      owner_id uuid,
      start_on date,
      end_on date,
      baseline_end_on date,
      progress numeric(5, 2) not null default 0 check (progress between 0 and 100),
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (tenant_id, id),
      constraint projects_owner_id_fkey foreign key (tenant_id, owner_id) references people (tenant_id, id)
        on delete set null (owner_id),
      constraint projects_dates_check check (end_on >= start_on)
    );
    create index projects_created_at_idx on projects (tenant_id, created_at, id);
    create index projects_owner_id_idx on projects (tenant_id, owner_id);
    create index projects_end_on_idx on projects (tenant_id, end_on)
      where is_active and status in ('pending', 'in_progress');

    create table project_phases (
      tenant_id uuid not null references tenants (id) on delete cascade,
      project_id uuid not null,
      code text not null check (code in ('needs', 'feasibility', 'design', 'development', 'launch', 'retirement')),
      position integer not null,
      status text not null default 'pending' check (status in ('pending', 'in_progress', 'done', 'ignored')),
      is_closed_by_hand boolean not null default false,
      start_on date,
      end_on date,
      baseline_end_on date,
      started_at timestamptz(3),
      progress_sum integer not null default 0 check (progress_sum >= 0),
      counted integer not null default 0 check (counted >= 0),
      done integer not null default 0 check (done between 0 and counted),
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (tenant_id, project_id, code),
      constraint project_phases_project_id_fkey foreign key (tenant_id, project_id)
        references projects (tenant_id, id) on delete cascade,
      constraint project_phases_dates_check check (end_on >= start_on)
    );
    create index project_phases_end_on_idx on project_phases (tenant_id, end_on)
      where status in ('pending', 'in_progress');

    create table project_members (
      tenant_id uuid not null references tenants (id) on delete cascade,
      project_id uuid not null,
      person_id uuid not null,
      role text,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (tenant_id, project_id, person_id),
      constraint project_members_project_id_fkey foreign key (tenant_id, project_id)
        references projects (tenant_id, id) on delete cascade,
      constraint project_members_person_id_fkey foreign key (tenant_id, person_id)
        references people (tenant_id, id) on delete cascade
    );
    create index project_members_person_id_idx on project_members (tenant_id, person_id);

    create table project_permissions (
      tenant_id uuid not null references tenants (id) on delete cascade,
      project_id uuid not null,
      person_id uuid not null,
      code text not null check (code in ('view', 'edit', 'delete', 'approve')),
      created_at timestamptz(3) not null default now(),
      primary key (tenant_id, project_id, person_id, code),
      constraint project_permissions_project_id_fkey foreign key (tenant_id, project_id)
        references projects (tenant_id, id) on delete cascade,
      constraint project_permissions_person_id_fkey foreign key (tenant_id, person_id)
        references people (tenant_id, id) on delete cascade
    );
    create index project_permissions_person_id_idx on project_permissions (tenant_id, person_id);
  `)
  for (const table of ['projects', 'project_phases', 'project_members', 'project_permissions'])
    await protectTenantTable(context, table)
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table project_permissions, project_members, project_phases, projects')
}
