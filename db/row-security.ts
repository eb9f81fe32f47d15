/** What a migration gets to work with. */
export interface MigrationContext {
  /** Runs one statement (or several, without parameters) in the transaction that all migrations share. */
  query(sql: string): Promise<unknown>
}

const tenantMatches = `tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid`

/**
 * Puts a tenant table behind row-level security, for its owner too, and gives the app role just these rights.
 * `nullif`: after a transaction with SET LOCAL the setting is '' and not null.
 */
export const protectTenantTable = async (
  { query }: MigrationContext,
  table: string,
  rights = 'select, insert, update, delete',
): Promise<void> => {
  await query(`
    alter table ${table} enable row level security;
    alter table ${table} force row level security;
    create policy tenant_isolation on ${table} using (${tenantMatches}) with check (${tenantMatches});
    grant ${rights} on ${table} to sextant_app;
  `)
}
