import type pg from 'pg'

/**
 * A statement that must end in time, for a plain pool. `pg` knows such a limit and its types do not. A statement that
 * exceeds it rejects and takes its connection along; whether the server carried it out is not known then.
 */
export const boundedQuery = (timeoutMs: number, text: string, values?: unknown[]): pg.QueryConfig => {
  const query: pg.QueryConfig & { query_timeout: number } = { text, query_timeout: timeoutMs }
  return values ? { ...query, values } : query
}
