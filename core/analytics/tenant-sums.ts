import { QueryTypes } from 'sequelize'
import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import type { Span } from '../quotas/span.ts'

/** Of $1 = tenant, from the first day $2 to the last $3 of the time zone $4. */
const within = (column: string): string => `
  ${column} >= $2::date::timestamp at time zone $4::text
  and ${column} < ($3::date + 1)::timestamp at time zone $4::text`

const dayOf = (column: string): string => `to_char(${column} at time zone $4::text, 'YYYY-MM-DD')`

/** Which of the grouping sets a row is of, and its key. */
const keyed = (sets: Record<string, string>): string => {
  const cases = Object.entries(sets)
  return `
    case ${cases.map(([name, column]) => `when grouping(${column}) = 0 then '${name}'`).join(' ')} else 'all' end as "by",
    case ${cases.map(([, column]) => `when grouping(${column}) = 0 then ${column}`).join(' ')} end as "key"`
}
const groupedBy = (sets: Record<string, string>): string =>
  `grouping sets ((), ${Object.values(sets)
    .map((column) => `(${column})`)
    .join(', ')})`

const saidSets = { day: 's.day', assistant: 's.assistant', platform: 's.platform', stage: 's.stage' }

/** Messages once, by the index on their times, and all that is counted of them in one go. */
export const saidSql = `
  with s as materialized (
    select ${dayOf('m.created_at')} as day, m.role = 'user' as is_question, m.stage, c.assistant_id::text as assistant,
           c.platform, coalesce(c.person_id::text, c.session_id) as who, f.up, f.down
      from messages m
      join conversations c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
      left join (select message_id, count(*) filter (where rating = 'up') as up,
                        count(*) filter (where rating = 'down') as down
                   from feedback where tenant_id = $1 group by message_id) f on f.message_id = m.id
     where m.tenant_id = $1 and ${within('m.created_at')}
  )
  select ${keyed(saidSets)}, count(*) as messages, count(*) filter (where s.is_question) as questions,
         count(*) filter (where not s.is_question) as answers,
         count(distinct s.who) filter (where s.is_question) as "activeUsers",
         coalesce(sum(s.up), 0) as up, coalesce(sum(s.down), 0) as down
    from s group by ${groupedBy(saidSets)}`

const startedSets = { day: 's.day', assistant: 's.assistant' }

/** Every kind is named, so that the index on kind and time fits. */
export const startedSql = `
  with s as (
    select ${dayOf('c.created_at')} as day, c.assistant_id::text as assistant from conversations c
     where c.tenant_id = $1 and c.kind in ('assistant', 'flow', 'project') and ${within('c.created_at')}
  )
  select ${keyed(startedSets)}, count(*) as conversations from s group by ${groupedBy(startedSets)}`

const callSets = {
  day: 's.day', llm: 's.llm', assistant: 's.assistant', member: 's.member', service: 's.service',
} // biome-ignore format: a list

/** A key null of members and services: nobody known, none. The dearest first, a thousand of each at most. */
export const callsSql = `
  with s as materialized (
    select ${dayOf('l.started_at')} as day, l.llm, l.assistant_id::text as assistant, l.person_id::text as member,
           l.service, l.counts_request, l.cost_nano_usd, l.state <> 'reserved' and l.cost_nano_usd is null as is_unknown,
           coalesce(l.input_tokens, 0) + coalesce(l.output_tokens, 0) as tokens
      from llm_calls l where l.tenant_id = $1 and ${within('l.started_at')}
  ), g as (
    select ${keyed(callSets)}, count(*) as calls, count(*) filter (where s.counts_request) as requests,
           coalesce(sum(s.tokens), 0) as tokens, coalesce(sum(s.cost_nano_usd), 0) as "costNanoUsd",
           count(*) filter (where s.is_unknown) as "unknownCostCalls"
      from s group by ${groupedBy(callSets)}
  ), r as (
    select g.*, row_number() over (partition by g."by" order by g."costNanoUsd" desc, g.requests desc, g."key") as at
      from g
  )
  select r.*, coalesce(p.full_name, v.name) as name from r
    left join people p on r."by" = 'member' and p.tenant_id = $1 and p.id::text = r."key"
    left join services v on r."by" = 'service' and v.tenant_id = $1 and v.id::text = r."key"
   where r.at <= 1000 order by r."by", r.at`

export const standsSql = `
  select (select count(*)::int from assistants where tenant_id = $1) as assistants,
         (select count(*)::int from datasets where tenant_id = $1) as datasets,
         (select count(*)::int from people where tenant_id = $1 and is_active) as users`

/** What the months that a span touches have used of the tenant's quota, which is as it is now. */
export interface QuotaMonths {
  monthlyRequests: number | null
  /** This and what months spent are null for those who may not see money; this also where there is no limit. */
  monthlyBudgetUsd: number | null
  months: { month: string; requests: number; costNanoUsd: number | null }[]
}

const monthsSql = `
  select to_char(m, 'YYYY-MM') as month, coalesce(c.requests, 0) as requests, coalesce(c.spent_nano_usd, 0) as spent,
         t.monthly_quota as quota, t.monthly_budget_usd as budget
    from tenants t
    cross join generate_series(date_trunc('month', $2::date::timestamp), $3::date::timestamp, interval '1 month') m
    left join quota_counters c on c.tenant_id = t.id and c.period = m::date and c.scope_kind = 'tenant'
     and c.scope_id = ''
   where t.id = $1 order by m`

interface MonthRow {
  month: string
  requests: string
  spent: string
  quota: number | null
  budget: string | null
}

/** Joins the open transaction. */
export const readQuotaMonths = (
  db: Database,
  tenantId: string,
  { span, seesMoney }: { span: Span; seesMoney: boolean },
): Promise<QuotaMonths> =>
  withTenant(db, tenantId, async () => {
    const rows = await db.sequelize.query<MonthRow>(monthsSql, {
      type: QueryTypes.SELECT,
      bind: [tenantId, span.from, span.to],
    })
    const { quota = null, budget = null } = rows[0] ?? {}
    return {
      monthlyRequests: quota,
      monthlyBudgetUsd: seesMoney && budget !== null ? Number(budget) : null,
      months: rows.map(({ month, requests, spent }) => ({
        month,
        requests: Number(requests),
        costNanoUsd: seesMoney ? Number(spent) : null,
      })),
    }
  })
