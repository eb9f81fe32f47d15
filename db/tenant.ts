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

/** Opens a transaction in the given scope, or joins the open one when it has the same. */
const inScope = async <T>(
  db: Database,
  tenantId: string | null,
  prelude: string,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> => {
  const open = currentScope()
  if (open && open.tenantId === tenantId) return work(open.transaction)
  if (open)
    throw new Error('a transaction of one tenant cannot be used for another one, or for the deployment')
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
): Promise<T> => {
  if (!isUuid(tenantId)) throw new TypeError('withTenant needs the id of a tenant, a UUID')
  // SET LOCAL and not set_config(): Citus passes only the statement on to its workers. The UUID is checked above.
  const sql = `set local role sextant_app; set local app.tenant_id = '${tenantId}'`
  return inScope(db, tenantId, sql, work)
}

/**
 * A transaction for what belongs to no tenant: operators, sessions, the list of tenants. It runs as the owner of the
 * tables, whom row-level security shows no tenant's rows.
 * @throws DatabaseUnavailableError, DiskFullError
 */
export const asOwner = <T>(db: Database, work: (transaction: Transaction) => Promise<T>): Promise<T> =>
  inScope(db, null, '', work)
