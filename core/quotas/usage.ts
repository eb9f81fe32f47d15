import { QueryTypes } from 'sequelize'
import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import { authorize, can, type TenantActor } from '../access/can.ts'
import type { Payer } from '../llm/chat.ts'
import { type LimitKind, scopesOf } from './scopes.ts'
import { readStorage, type Storage } from './storage.ts'

/** Requests and money of a month, of the tenant or of one thing in it. */
export interface Spent {
  requests: { used: number; limit: number | null; remaining: number | null }
  budget: {
    spentNanoUsd: number
    reservedNanoUsd: number
    limitNanoUsd: number | null
    remainingNanoUsd: number | null
    /** Calls whose cost nobody knows: they are in no sum. */
    unknownCalls: number
  }
  /** Of whichever of the two is used up further, in whole percent, reached and not rounded; null = no limit. */
  percent: number | null
}

export interface Usage extends Spent {
  /** `2026-11`, in the tenant's time zone. */
  period: string
  timeZone: string
  resetsAt: Date
  /** The limits that hold for who asks, and what is left of each. */
  limits: LimitSpent[]
}

export type LimitSpent = Spent & { kind: LimitKind; subjectId: string }

/** As somebody is shown it who may not see money: then `budget` is null. */
export type Shown<Whole extends Spent> = Omit<Whole, 'budget'> & { budget: Spent['budget'] | null }
export type ShownUsage = Shown<Omit<Usage, 'limits'>> & { limits: Shown<LimitSpent>[]; storage: Storage }

/** `bigint`s arrive as strings. */
interface Row {
  period: string
  time_zone: string
  resets_at: Date
  kind: 'tenant' | LimitKind
  id: string
  requests_limit: number | null
  budget: string | null
  requests: string
  spent: string
  reserved: string
  unknown: string
}

const usageSql = `
  with tenant as (
    select t.time_zone, t.monthly_quota, t.monthly_budget_usd,
           date_trunc('month', coalesce($3::timestamptz, now()) at time zone t.time_zone)::date as period
      from tenants t where t.id = $1
  ), ceiling as (
    select 'tenant' as kind, '' as id, monthly_quota as requests_limit, monthly_budget_usd as budget from tenant
    union all
    select s.key, s.value, l.monthly_requests, l.monthly_budget_usd from jsonb_each_text($2::jsonb) s
     cross join lateral (
       select u.monthly_requests, u.monthly_budget_usd from usage_limits u
        where u.tenant_id = $1 and u.kind = s.key and u.subject_id in (s.value, '*')
        order by u.subject_id = '*' limit 1
     ) l
  )
  select to_char(t.period, 'YYYY-MM') as period, t.time_zone,
         (t.period + interval '1 month') at time zone t.time_zone as resets_at, l.kind, l.id, l.requests_limit,
         (l.budget * 1000000000)::bigint as budget, coalesce(c.requests, 0) as requests,
         coalesce(c.spent_nano_usd, 0) as spent, coalesce(c.reserved_nano_usd, 0) as reserved,
         coalesce(c.unknown_calls, 0) as unknown
    from tenant t cross join ceiling l
    left join quota_counters c on c.tenant_id = $1 and c.period = t.period and c.scope_kind = l.kind
     and c.scope_id = l.id
   order by l.kind <> 'tenant', l.kind`

const remainingOf = (used: number, limit: number | null): number | null =>
  limit === null ? null : Math.max(0, limit - used)

const percentOf = (used: number, limit: number | null): number | null => {
  if (limit === null) return null
  return limit === 0 ? 100 : Math.floor((used * 100) / limit)
}

const highest = (percents: (number | null)[]): number | null => {
  const known = percents.filter((percent) => percent !== null)
  return known.length === 0 ? null : Math.max(...known)
}

const spentOf = (row: Row): Spent => {
  const [requests, spent, reserved] = [Number(row.requests), Number(row.spent), Number(row.reserved)]
  const budget = row.budget === null ? null : Number(row.budget)
  return {
    requests: {
      used: requests,
      limit: row.requests_limit,
      remaining: remainingOf(requests, row.requests_limit),
    },
    budget: {
      spentNanoUsd: spent,
      reservedNanoUsd: reserved,
      limitNanoUsd: budget,
      remainingNanoUsd: remainingOf(spent + reserved, budget),
      unknownCalls: Number(row.unknown),
    },
    percent: highest([percentOf(requests, row.requests_limit), percentOf(spent, budget)]),
  }
}

/**
 * Where the tenant's month stands, and every limit that holds for `payer`: one statement by primary keys, cheap enough
 * for the foot of an answer. Reads in the open transaction when there is one. Authorises nobody.
 * @param options.now instead of the database's clock
 */
export const usageOf = (
  db: Database,
  tenantId: string,
  { payer = {}, now }: { payer?: Partial<Payer>; now?: Date } = {},
): Promise<Usage> =>
  withTenant(db, tenantId, async () => {
    const bind = [tenantId, JSON.stringify(scopesOf(payer)), now?.toISOString() ?? null]
    const rows = await db.sequelize.query<Row>(usageSql, { bind, type: QueryTypes.SELECT })
    const [tenant, ...limits] = rows
    const { period, time_zone: timeZone, resets_at: resetsAt } = tenant!
    return {
      period,
      timeZone,
      resetsAt,
      ...spentOf(tenant!),
      limits: limits.map((row) => ({
        kind: row.kind as LimitKind,
        subjectId: row.id,
        ...spentOf(row),
      })),
    }
  })

/** Somebody and the department that they belong to: the limits of both hold for them. */
const payerOf = async (db: Database, tenantId: string, personId: string): Promise<Partial<Payer>> => {
  const where = { tenantId, id: personId }
  const person = await db.models.Person.findOne({ attributes: ['serviceId'], where, raw: true })
  return { personId, service: person?.serviceId ?? null }
}

/**
 * What is left to the tenant and to this member of it, so that nobody is blocked without having seen it come. Money
 * is for those with `quotas:view`; visitors are told nothing.
 * @throws AppError `forbidden`
 */
export const readUsage = async (db: Database, actor: TenantActor): Promise<ShownUsage> => {
  const isMember = actor.kind === 'person'
  if (!isMember) authorize(actor, 'quotas:view')
  const { tenantId } = actor
  const { usage, storage } = await withTenant(db, tenantId, async () => ({
    usage: await usageOf(db, tenantId, { payer: isMember ? await payerOf(db, tenantId, actor.id) : {} }),
    storage: await readStorage(db, tenantId),
  }))
  if (can(actor, 'quotas:view')) return { ...usage, storage }
  return {
    ...usage,
    storage,
    budget: null,
    limits: usage.limits.map((limit) => ({ ...limit, budget: null })),
  }
}
