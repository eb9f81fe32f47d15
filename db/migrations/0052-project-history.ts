import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/**
 * What happened in projects: only ever added to, but for the mark that something was undone. It outlives its project,
 * so `project_id` refers to nothing. And the chat channels where a project is told of; workspaces are the deployment's,
 * so `workspace_id` refers to nothing either.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table project_events (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      project_id uuid not null,
      subject_kind text not null
        check (subject_kind in ('project', 'phase', 'step', 'task', 'member', 'permission', 'channel')),
      subject_id text not null,
      subject_name text not null,
      action text not null,
      changes jsonb not null default '{}',
      actor_kind text not null,
      actor_id text not null,
      actor_label text,
      surface text not null,
      caused_by uuid,
      undoes uuid,
      undone_by uuid,
      created_at timestamptz(3) not null default now(),
      primary key (tenant_id, id)
    );
    create index project_events_project_id_idx on project_events (tenant_id, project_id, created_at, id);
    create index project_events_subject_id_idx on project_events (tenant_id, subject_id, created_at, id);
    create index project_events_created_at_idx on project_events (tenant_id, created_at, id);

    create table project_channels (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      project_id uuid not null,
      workspace_id uuid not null,
      channel_id text not null,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (tenant_id, id),
      constraint project_channels_key unique (tenant_id, project_id, workspace_id, channel_id),
      constraint project_channels_project_id_fkey foreign key (tenant_id, project_id)
        references projects (tenant_id, id) on delete cascade
    );
    create index project_channels_channel_id_idx on project_channels (tenant_id, workspace_id, channel_id);
  `)
  await protectTenantTable(context, 'project_events', 'select, insert, update (undone_by)')
  await protectTenantTable(context, 'project_channels')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table project_channels, project_events')
}
