import { type MigrationContext, protectTenantTable } from '../row-security.ts'

const systemRoles = `('marketing'), ('it'), ('finance'), ('management'), ('admin')`

/**
 * A tenant's roles. Five come with it; their permissions are null for as long as nobody changed what the program gives
 * them, so that they learn of new ones. A new tenant gets them when its transaction ends: by then a restored backup has
 * brought its own. What refers to a role by its code is checked at that moment too.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table roles (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      code text not null check (code ~ '^[a-z][a-z0-9_]{0,39}$'),
      name text,
      name_key text,
      is_system boolean not null default false,
      permissions text[],
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (tenant_id, id),
      constraint roles_code_key unique (tenant_id, code),
      constraint roles_name_key unique (tenant_id, name_key),
      check (is_system or (name is not null and permissions is not null)),
      check ((name is null) = (name_key is null)),
      check (not 'tenants:manage' = any (permissions))
    );
    create index roles_created_at_idx on roles (tenant_id, created_at, id);
    insert into roles (tenant_id, id, code, is_system, created_at)
      select t.id, gen_random_uuid(), r.code, true, now() - r.position * interval '1 second'
        from tenants t cross join (select code, row_number() over () as position
                                     from (values ${systemRoles}) v (code)) r;

    create function add_system_roles() returns trigger language plpgsql as $$
    declare
      entered text := current_setting('app.tenant_id', true);
    begin
      perform set_config('app.tenant_id', new.id::text, true);
      insert into roles (tenant_id, id, code, is_system, created_at)
        select new.id, gen_random_uuid(), r.code, true, now() - r.position * interval '1 second'
          from (select code, row_number() over () as position from (values ${systemRoles}) v (code)) r
        on conflict (tenant_id, code) do nothing;
      perform set_config('app.tenant_id', coalesce(entered, ''), true);
      return null;
    end
    $$;
    create constraint trigger tenants_add_system_roles after insert on tenants
      deferrable initially deferred for each row execute function add_system_roles();
  `)
  await context.query(`
    alter table people no force row level security;
    update people set role = 'marketing' where role not in (select code from (values ${systemRoles}) v (code));
    alter table people force row level security;
    alter table people add constraint people_role_fkey foreign key (tenant_id, role)
      references roles (tenant_id, code) deferrable initially deferred;
    create index people_role_idx on people (tenant_id, role);
    alter table role_mappings drop constraint role_mappings_role_check;
    alter table role_mappings add constraint role_mappings_role_fkey foreign key (tenant_id, role)
      references roles (tenant_id, code) deferrable initially deferred;
  `)
  await protectTenantTable(context, 'roles')
}

/** Roles that tenants made are gone then: whoever bore one, or stands for one, is what newcomers are. */
export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    alter table role_mappings drop constraint role_mappings_role_fkey;
    alter table people drop constraint people_role_fkey;
    drop index people_role_idx;
    alter table people no force row level security;
    alter table role_mappings no force row level security;
    update people set role = 'marketing' where role not in (select code from (values ${systemRoles}) v (code));
    update role_mappings set role = 'marketing' where role not in (select code from (values ${systemRoles}) v (code));
    alter table people force row level security;
    alter table role_mappings force row level security;
    alter table role_mappings add constraint role_mappings_role_check
      check (role in ('marketing', 'it', 'finance', 'management', 'admin'));
    drop trigger tenants_add_system_roles on tenants;
    drop function add_system_roles();
    drop table roles;
  `)
}
