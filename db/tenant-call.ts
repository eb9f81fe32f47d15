import pg from 'pg'
import type { Database } from './database.ts'
import { DatabaseUnavailableError, explainDatabaseError } from './errors.ts'
import { doorOf } from './tenant.ts'

/** A function of the database that takes the tenant's id and a document, and returns rows. */
export interface TenantCall {
  name: string
  document: unknown
}

const sqlOf = (tenantId: string, { name, document }: TenantCall): string =>
  `select * from ${name}('${tenantId}', ${pg.escapeLiteral(JSON.stringify(document))})`

/** One result a statement; node-postgres does not put a single one into a list. */
type Results = pg.QueryResult | pg.QueryResult[]

/** Several statements in one message are one transaction, and all of them fail with the one that does. */
const callAlone = async (db: Database, sql: string): Promise<Results> => {
  const { connectionManager } = db.sequelize
  let client: pg.Client | null = null
  try {
    client = (await connectionManager.getConnection({ type: 'write' })) as pg.Client
    const results = await client.query(sql)
    connectionManager.releaseConnection(client)
    return results
  } catch (error) {
    const isRefusal = error instanceof pg.DatabaseError
    const explained = explainDatabaseError(error, client !== null && !isRefusal)
    const isLost = !isRefusal || explained instanceof DatabaseUnavailableError
    if (client && isLost) await connectionManager.destroyConnection(client).catch(() => {})
    else if (client) connectionManager.releaseConnection(client)
    throw explained
  }
}

/**
 * Calls functions of the database as the tenant, all in one round trip: in its open transaction, or in one that is over
 * when this returns. For what is called so often that the three round trips of `withTenant` would be most of it; the
 * database hides other tenants' rows in the same way.
 *
 * In text and not with parameters, of which a message of several statements can have none.
 * @returns the rows of each call
 * @throws DatabaseUnavailableError, DiskFullError
 */
export const callAsTenant = async <Row>(
  db: Database,
  tenantId: string,
  calls: readonly TenantCall[],
): Promise<Row[][]> => {
  const { open, enter } = doorOf(tenantId)
  const sql = calls.map((call) => sqlOf(tenantId, call)).join('; ')
  const results = open
    ? await (open as unknown as { connection: pg.Client }).connection.query(sql)
    : await callAlone(db, `${enter}; ${sql}`)
  // Those of the statements that enter the tenant come first.
  return (Array.isArray(results) ? results.slice(-calls.length) : [results]).map(({ rows }) => rows as Row[])
}
