import { QueryTypes } from 'sequelize'
import { log } from '../../config/log.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { actorOnBehalf } from '../access/can.ts'
import type { Core } from '../core.ts'
import { conversationKinds, type RetentionKind, retentionOf, type Term } from './retention.ts'

/** So many rows go at once: others wait for the embedded database meanwhile. */
const batch = 1_000

const deleting = (table: string, over: string): string => `
  with over as (${over} limit ${batch}), gone as (
    delete from ${table} where tenant_id = $1 and id in (select id from over) returning id
  ) select count(*)::int as count from gone`

const ofKind = `c.tenant_id = $1 and c.kind = $3 and c.created_at <= $2 and not ($4 and c.is_favorite)`

/** Nothing of what came in is taken from under whoever works on it, or sends its answer. */
const isSettled = `i.state <> 'received' and not exists (
  select from outbox o where o.tenant_id = i.tenant_id and o.inbox_id = i.id and o.state in ('pending', 'sending'))`

/**
 * In this order, by what is counted. A conversation whose last words are younger loses the older ones; one that has
 * none left goes whole, with whatever refers to it. What was used and what it cost is in rows of its own, and stays.
 */
const ofConversations: Record<string, string> = {
  messages: deleting(
    'messages',
    `select m.id from conversations c
       join messages m on m.tenant_id = c.tenant_id and m.conversation_id = c.id and m.created_at <= $2
      where ${ofKind}`,
  ),
  events: deleting(
    'inbox',
    `select i.id from inbox i join conversations c on c.tenant_id = i.tenant_id and c.id = i.conversation_id
      where i.tenant_id = $1 and i.created_at <= $2 and ${ofKind} and ${isSettled}`,
  ),
  conversations: deleting(
    'conversations',
    `select c.id from conversations c
      where ${ofKind} and c.updated_at <= $2
        and not exists (select from messages m where m.tenant_id = c.tenant_id and m.conversation_id = c.id)
        and not exists (select from inbox i where i.tenant_id = c.tenant_id and i.conversation_id = c.id
                           and i.state = 'received')`,
  ),
}

/** Words of a conversation that is kept stay in it; this is the trail of their coming and going. */
const ofSends: Record<string, string> = {
  events: deleting(
    'inbox',
    `select i.id from inbox i where i.tenant_id = $1 and i.created_at <= $2 and ${isSettled}`,
  ),
  mails: deleting(
    'outbox',
    `select o.id from outbox o where o.tenant_id = $1 and o.alert_id is not null and o.created_at <= $2
        and o.state not in ('pending', 'sending')`,
  ),
}

const dayMs = 24 * 3_600_000

/** At this time, or before it: over. */
export const boundaryOf = (days: number, now: Date): Date => new Date(now.getTime() - days * dayMs)

type Counts = Record<string, number>

export interface Run {
  now: Date
  signal?: AbortSignal
}

const deleteOver = async (
  core: Core,
  tenantId: string,
  { kind, term, run }: { kind: RetentionKind; term: Term; run: Run },
): Promise<Counts> => {
  const counts: Counts = {}
  if (term.days === null) return counts
  const boundary = boundaryOf(term.days, run.now)
  const isSends = kind === 'sends'
  const bind = isSends ? [tenantId, boundary] : [tenantId, boundary, kind, term.keepFavorites]
  for (const [name, sql] of Object.entries(isSends ? ofSends : ofConversations)) {
    let gone = batch
    while (gone === batch && !run.signal?.aborted) {
      const [row] = await withTenant(core.db, tenantId, () =>
        core.db.sequelize.query<{ count: number }>(sql, { type: QueryTypes.SELECT, bind }),
      )
      gone = row!.count
      if (gone > 0) counts[name] = (counts[name] ?? 0) + gone
    }
  }
  return counts
}

/** @returns rows that went, recorded as one act */
export const applyInTenant = async (core: Core, tenantId: string, run: Run): Promise<number> => {
  const { terms } = await retentionOf(core.db, tenantId)
  const deleted: Record<string, Counts> = {}
  for (const kind of [...conversationKinds, 'sends'] as const) {
    const counts = await deleteOver(core, tenantId, { kind, term: terms[kind], run })
    if (Object.keys(counts).length > 0) deleted[kind] = counts
  }
  const total = Object.values(deleted)
    .flatMap((counts) => Object.values(counts))
    .reduce((sum, n) => sum + n, 0)
  if (total > 0)
    await withTenant(core.db, tenantId, () =>
      recordAct(core.db, actorOnBehalf(tenantId, { kind: 'system', id: 'retention' }), {
        action: 'retention.applied',
        permission: 'retention:manage',
        target: { kind: 'tenant', id: tenantId },
        details: { deleted },
      }),
    )
  return total
}

/**
 * Deletes what every tenant's terms say is over, a suspended one's too: its people were promised so. What cannot be
 * done for one tenant is tried again with the next run.
 * @returns rows deleted
 */
export const applyRetention = async (
  core: Core,
  { now = new Date(), signal }: { now?: Date; signal?: AbortSignal } = {},
): Promise<number> => {
  const { db } = core
  const tenants = await asOwner(db, () => db.models.Tenant.findAll({ attributes: ['id'], raw: true }))
  let total = 0
  for (const { id } of tenants) {
    if (signal?.aborted) break
    total += await applyInTenant(core, id, { now, signal }).catch((error: unknown) => {
      log.error({ err: error, tenant_id: id }, 'the retention of a tenant was not applied')
      return 0
    })
  }
  return total
}
