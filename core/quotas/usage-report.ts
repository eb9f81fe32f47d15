import { QueryTypes } from 'sequelize'
import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import { authorize, type TenantActor } from '../access/can.ts'
import { readSpan } from './span.ts'

export const usageGroups = [
  'day', 'llm', 'provider', 'purpose', 'assistant', 'member', 'channel', 'outcome',
] as const // biome-ignore format: a list, read at a glance
export type UsageGroup = (typeof usageGroups)[number]

const keyOf: Record<UsageGroup, string> = {
  day: `to_char(c.started_at at time zone s.time_zone, 'YYYY-MM-DD')`,
  llm: 'c.llm',
  provider: 'c.provider',
  purpose: 'c.purpose',
  assistant: 'c.assistant_id::text',
  member: 'c.person_id::text',
  channel: 'c.channel',
  outcome: `coalesce(c.outcome, 'under_way')`,
}

export interface UsageSums {
  calls: number
  /** Questions that asked a model, as quotas count them. */
  requests: number
  inputTokens: number
  cacheReadTokens: number
  cacheWriteTokens: number
  outputTokens: number
  reasoningTokens: number
  costNanoUsd: number
  /** Ended calls whose cost nobody knows; in no sum. */
  unknownCostCalls: number
  /** Calls that gave no answer. */
  failures: number
}

export interface UsageReport {
  /** First and last day, `yyyy-mm-dd` in the tenant's time zone. */
  from: string
  to: string
  timeZone: string
  totals: UsageSums
  /** By day, or the dearest first; a thousand at most. `key` null = there was none, such as no assistant. */
  groups: (UsageSums & { key: string | null })[]
}

export interface UsageQuery {
  /** The month's first day unless given. */
  from?: string
  /** Today unless given. */
  to?: string
  /** Of this model only: its name in the registry, also one that is there no more. All unless given. */
  llm?: string
  group: UsageGroup
}

const maxGroups = 1_000

const sums = `
  count(*) as "calls", count(*) filter (where c.counts_request) as "requests",
  coalesce(sum(c.input_tokens), 0) as "inputTokens", coalesce(sum(c.cache_read_tokens), 0) as "cacheReadTokens",
  coalesce(sum(c.cache_write_tokens), 0) as "cacheWriteTokens", coalesce(sum(c.output_tokens), 0) as "outputTokens",
  coalesce(sum(c.reasoning_tokens), 0) as "reasoningTokens", coalesce(sum(c.cost_nano_usd), 0) as "costNanoUsd",
  count(*) filter (where c.state <> 'reserved' and c.cost_nano_usd is null) as "unknownCostCalls",
  count(*) filter (where c.outcome not in ('completed', 'unknown')) as "failures"`

const reportSql = (group: UsageGroup): string => `
  with s as (select $4::text as time_zone)
  select ${keyOf[group]} as key, grouping(${keyOf[group]}) = 1 as "isTotal", ${sums}
    from s join llm_calls c on c.tenant_id = $1
     and c.started_at >= $2::date::timestamp at time zone s.time_zone
     and c.started_at < ($3::date + 1)::timestamp at time zone s.time_zone
     and c.llm = coalesce($5::text, c.llm)
   group by grouping sets ((), (${keyOf[group]}))
   order by "isTotal" desc, ${group === 'day' ? 'key' : '"costNanoUsd" desc, "calls" desc, key'}
   limit ${maxGroups + 1}`

type SumRow = Record<keyof UsageSums, string> & { key: string | null; isTotal: boolean }

const sumsOf = ({ key: _, isTotal: __, ...row }: SumRow): UsageSums =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, Number(value)]),
  ) as unknown as UsageSums

/**
 * What models were asked and what it cost, by the days of the tenant's time zone. Conversations that were deleted are
 * in it.
 * @throws AppError `forbidden`, `invalid_value` for a span that ends before it begins or has more than 366 days
 */
export const reportUsage = (
  db: Database,
  actor: TenantActor,
  { from, to, llm, group }: UsageQuery,
): Promise<UsageReport> => {
  authorize(actor, 'quotas:view')
  const { tenantId } = actor
  const select = { type: QueryTypes.SELECT as const }
  return withTenant(db, tenantId, async () => {
    const span = await readSpan(db, tenantId, { from, to })
    const bind = [tenantId, span.from, span.to, span.timeZone, llm ?? null]
    const [totals, ...groups] = await db.sequelize.query<SumRow>(reportSql(group), { ...select, bind })
    return {
      ...span,
      totals: sumsOf(totals!),
      groups: groups.map((row) => ({ key: row.key, ...sumsOf(row) })),
    }
  })
}
