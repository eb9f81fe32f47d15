import type { Database } from '../../../db/database.ts'
import { withTenant } from '../../../db/tenant.ts'
import type { TenantActor } from '../../access/can.ts'
import { watchNotices } from '../wake.ts'
import { countUnread, listNotices, type Notice } from './list.ts'

export interface FeedOptions {
  onNotice(notice: Notice): void
  onUnread(count: number): void
  /** The reader has gone. */
  signal: AbortSignal
  /** How long to look without being woken: what another process stored may not be told here. */
  pollMs?: number
  /** The reader comes again with a fresh token: who lost their access is not told for ever. */
  lastsMs?: number
}

/** Rows become visible in another order than that of their times: so far back each look goes. */
const overlapMs = 60_000
const mostAtOnce = 100

const pause = (options: { ms: number; signal: AbortSignal; db: Database; tenantId: string }): Promise<void> =>
  new Promise((resolve) => {
    const { ms, signal, db, tenantId } = options
    const end = (): void => {
      clearTimeout(timer)
      unwatch()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    const unwatch = watchNotices(db, tenantId, end)
    signal.addEventListener('abort', end, { once: true })
    if (signal.aborted) end()
  })

/** Somebody's account, as long as it is in use. */
const isActive = (db: Database, { tenantId, id }: TenantActor): Promise<boolean> =>
  withTenant(
    db,
    tenantId,
    async () => (await db.models.Person.count({ where: { tenantId, id, isActive: true } })) > 0,
  )

const readSince = async (db: Database, actor: TenantActor, since: Date): Promise<Notice[]> => {
  const page = { limit: mostAtOnce, after: null }
  const rows = await listNotices(db, actor, { page, filter: { state: 'unread' } })
  return rows.filter(({ createdAt }) => createdAt! >= since).reverse()
}

/** Tells somebody's new notices as they come, and how many are unread, until they go or it is time to come again. */
export const followNotices = async (
  db: Database,
  actor: TenantActor,
  { onNotice, onUnread, signal, pollMs = 5_000, lastsMs = 15 * 60_000 }: FeedOptions,
): Promise<void> => {
  const until = performance.now() + lastsMs
  let since = new Date()
  let seen = new Map(
    (await readSince(db, actor, new Date(since.getTime() - overlapMs))).map((one) => [one.id, one]),
  )
  let unread = -1
  while (!signal.aborted && performance.now() < until) {
    const from = new Date(since.getTime() - overlapMs)
    since = new Date()
    const found = await readSince(db, actor, from)
    for (const notice of found) if (!seen.has(notice.id)) onNotice(notice)
    seen = new Map(
      [...seen, ...found.map((one): [string, Notice] => [one.id, one])].filter(
        ([, one]) => one.createdAt! >= from,
      ),
    )
    const count = await countUnread(db, actor)
    if (count !== unread) onUnread(count)
    unread = count
    if (signal.aborted || !(await isActive(db, actor))) return
    await pause({
      ms: Math.max(1, Math.min(pollMs, until - performance.now())),
      signal,
      db,
      tenantId: actor.tenantId,
    })
  }
}
