import type pg from 'pg'

/** pg-boss on a connection of ours. */
export interface Executor {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
}

const candidates = 'SELECT j.id, j.singleton_key'
const ranking = 'row_number() OVER (PARTITION BY singleton_key)'

/**
 * Out of a batch, pg-boss 12.38 takes any one job of a key, so that two messages of a conversation may be answered the
 * wrong way round; fetching singly keeps the order and halves the throughput. This lets it rank them by age.
 * @throws Error when the statement is not the one that is known here
 */
export const rankByAge = (sql: string): string => {
  if (!sql.includes('singleton_ranking')) return sql
  if (!sql.includes(candidates) || !sql.includes(ranking))
    throw new Error('pg-boss fetches differently from what core/jobs/ordered-fetch.ts was written for')
  return sql
    .replace(candidates, `${candidates}, j.priority, j.created_on`)
    .replace(ranking, 'row_number() OVER (PARTITION BY singleton_key ORDER BY priority DESC, created_on)')
}

/** What `fetch` runs its statement on. */
export const openOrderedExecutor = (pool: pg.Pool): Executor => ({
  executeSql: (text, values) => pool.query(rankByAge(text), values),
})
