import type { MigrationContext } from '../row-security.ts'

/**
 * The role under which every tenant's request runs: it owns nothing and row-level security always holds for it.
 * Roles belong to the whole server, so another database may have made it already, perhaps this very moment. Whether
 * this user may become it is tried out: since PostgreSQL 16 being a member alone does not say so.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    do $$
    begin
      if not exists (select from pg_roles where rolname = 'sextant_app') then
        create role sextant_app nologin nosuperuser nobypassrls;
      end if;
    exception
      when duplicate_object or unique_violation then null;
      when insufficient_privilege then
        raise exception 'the role of DATABASE_URL may not create the role sextant_app'
          using errcode = 'insufficient_privilege',
          hint = format('As a superuser, once: create role sextant_app nologin nosuperuser nobypassrls; grant sextant_app to %I;', current_user);
    end
    $$;
    do $$
    declare
      own_role text := current_setting('role');
    begin
      if exists (select from pg_roles where rolname = 'sextant_app' and (rolsuper or rolbypassrls)) then
        raise exception 'the role sextant_app must be neither a superuser nor bypass row-level security';
      end if;
      begin
        set local role sextant_app;
        perform set_config('role', own_role, true);
      exception when insufficient_privilege then
        grant sextant_app to current_user;
      end;
    exception when insufficient_privilege then
      raise exception 'the role of DATABASE_URL may not become sextant_app'
        using errcode = 'insufficient_privilege',
        hint = format('As a superuser, once: grant sextant_app to %I;', current_user);
    end
    $$;
  `)
}

/** Other databases of the server may use the role, so it stays. */
export const down = async (): Promise<void> => {}
