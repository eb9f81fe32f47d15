import { AsyncLocalStorage } from 'node:async_hooks'
import { DatabaseError, type Transaction, type TransactionOptions } from 'sequelize'
import { validate as isUuid } from 'uuid'
import { currentTransaction, type Prelude } from './connection.ts'
import type { Database } from './database.ts'
import { explainDatabaseError } from './errors.ts'

/** Whose data the running transaction sees; null = the deployment's own (operators, list of tenants). */
interface Scope {
  tenantId: string | null
  transaction: Transaction
}

const scopes = new AsyncLocalStorage<Scope>()

const currentScope = (): Scope | null => {
  const scope = scopes.getStore()
  // A task that outlives its transaction still carries the scope; the transaction itself is over by then.
  return scope && currentTransaction() === scope.transaction ? scope : null
}

const hasDied = (transaction: Transaction | null): boolean =>
  (transaction as { connection?: { _invalid?: boolean } } | null)?.connection?._invalid === true

/**
 * A server's refusal has an SQLSTATE. When START TRANSACTION fails without one, its connection was dead and nobody had
 * noticed yet; the transaction is not known then.
 */
const hasNoState = (error: unknown): boolean =>
  error instanceof DatabaseError && (error.original as { code?: string }).code === undefined

/** The transaction that is open in the given scope. @throws Error when one is open in another scope */
const openTransaction = (tenantId: string | null): Transaction | null => {
  const open = currentScope()
  if (open && open.tenantId !== tenantId)
    throw new Error('a transaction of one tenant cannot be used for another one, or for the deployment')
  return open?.transaction ?? null
}

/** Opens a transaction in the given scope, or joins the open one when it has the same. */
const inScope = async <T>(
  db: Database,
  tenantId: string | null,
  prelude: string,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> => {
  const open = openTransaction(tenantId)
  if (open) return work(open)
  let transaction: Transaction | null = null
  try {
    const options: TransactionOptions & Prelude = { prelude }
    return await db.sequelize.transaction(options, async (opened) => {
      transaction = opened
      return await scopes.run({ tenantId, transaction: opened }, () => work(opened))
    })
  } catch (error) {
    throw explainDatabaseError(error, transaction === null ? hasNoState(error) : hasDied(transaction))
  }
}

// SET LOCAL and not set_config(): Citus passes only the statement on to its workers.
const enterTenant = (tenantId: string): string => {
  if (!isUuid(tenantId)) throw new TypeError('withTenant needs the id of a tenant, a UUID')
  return `set local role sextant_app; set local app.tenant_id = '${tenantId}'`
}

/** For `callAsTenant`, the only other door: the transaction to join, or the statements that make one the tenant's. */
export const doorOf = (tenantId: string): { open: Transaction | null; enter: string } => ({
  enter: enterTenant(tenantId),
  open: openTransaction(tenantId),
})

/**
 * The one door to a tenant's data: a transaction in which the database itself hides every other tenant's rows. Model
 * calls inside `work` join it by themselves; a nested call for the same tenant joins it too.
 *
 * Inside: no HTTP or model call (the embedded database waits for you), and no `Promise.all` of queries (one
 * connection runs one query at a time).
 * @throws DatabaseUnavailableError, DiskFullError
 */
export const withTenant = <T>(
  db: Database,
  tenantId: string,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> => inScope(db, tenantId, enterTenant(tenantId), work)

/**
 * A transaction for what belongs to no tenant: operators, sessions, the list of tenants. It runs as the owner of the
 * tables, whom row-level security shows no tenant's rows.
 * @throws DatabaseUnavailableError, DiskFullError
 */
export const asOwner = <T>(db: Database, work: (transaction: Transaction) => Promise<T>): Promise<T> =>
  inScope(db, null, '', work)

/**
 * Rows of one tenant in the owner's transaction, for what must commit along with the deployment's own: a workspace, and
 * the audit trail of the tenant that it is bound to. Joins the open one of `asOwner`. As in `acrossTenants`, a superuser
 * sees the rows of all tenants, so every query names its tenant. What `work` throws must end the transaction.
 */
export const inTenantAsOwner = <T>(
  db: Database,
  tenantId: string,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> => {
  if (!isUuid(tenantId)) throw new TypeError('inTenantAsOwner needs the id of a tenant, a UUID')
  return asOwner(db, async (transaction) => {
    const enter = (id: string) => db.sequelize.query(`set local app.tenant_id = '${id}'`, { transaction })
    await enter(tenantId)
    const result = await scopes.run({ tenantId, transaction }, () => work(transaction))
    await enter('')
    return result
  })
}
