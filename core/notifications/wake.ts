import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database } from '../../db/database.ts'

type Hear = (tenantId: string) => void

interface Line {
  tell: Hear | null
  watchers: Map<string, Set<() => void>>
}

/** One a database: a process may have two open (backup, tests). */
const lines = new WeakMap<Database, Line>()

const lineOf = (db: Database): Line => {
  const known = lines.get(db) ?? { tell: null, watchers: new Map() }
  lines.set(db, known)
  return known
}

/**
 * Says how this process tells the workers that notices of a tenant wait to be routed. Without it they wait for the
 * next sweep; what is to be told is a row, and never depends on this. It is called outside of any transaction.
 */
export const onNotices = (db: Database, tell: Hear): void => {
  lineOf(db).tell = AsyncLocalStorage.bind(tell)
}

/** A tenant has new notices, as another process tells. */
export const hearNotices = (db: Database, tenantId: string): void => {
  for (const watcher of lineOf(db).watchers.get(tenantId) ?? []) watcher()
}

/** A tenant has new notices, committed here. */
export const tellOfNotices = (db: Database, tenantId: string): void => {
  hearNotices(db, tenantId)
  lineOf(db).tell?.(tenantId)
}

/** @returns ends it */
export const watchNotices = (db: Database, tenantId: string, watcher: () => void): (() => void) => {
  const { watchers } = lineOf(db)
  const known = watchers.get(tenantId) ?? new Set()
  watchers.set(tenantId, known.add(watcher))
  return () => {
    known.delete(watcher)
    if (known.size === 0) watchers.delete(tenantId)
  }
}
