import { z } from 'zod'
import {
  readTenantStats,
  type Said,
  type Spent,
  type TenantStats,
} from '../../core/analytics/tenant-stats.ts'
import { stages } from '../../core/answers/answer.ts'
import type { Database } from '../../db/database.ts'
import { defineRoute, type Route } from '../route.ts'
import { actInTenant } from '../tenant-of-path.ts'

const nanoUsd = z
  .int()
  .nullable()
  .meta({ description: 'Billionths of a US dollar; null without quotas:view' })

/** What was said and what models were asked. */
export const sumsShape = {
  conversations: z.int().meta({ description: 'Begun then' }),
  messages: z.int().meta({ description: 'Questions and answers' }),
  questions: z.int(),
  active_users: z.int().meta({ description: 'Who asked something; accounts that are linked to nobody too' }),
  rated_up: z.int(),
  rated_down: z.int(),
}
export const spentShape = {
  calls: z.int(),
  requests: z.int().meta({ description: 'Questions that asked a model, as quotas count them' }),
  tokens: z.int(),
  cost_nano_usd: nanoUsd,
  unknown_cost_calls: z.int().nullable().meta({ description: 'Calls whose cost nobody knows; in no sum' }),
}

export const presentSaid = (said: Said) => ({
  conversations: said.conversations,
  messages: said.messages,
  questions: said.questions,
  active_users: said.activeUsers,
  rated_up: said.up,
  rated_down: said.down,
})
export const presentSpent = (spent: Spent) => ({
  calls: spent.calls,
  requests: spent.requests,
  tokens: spent.tokens,
  cost_nano_usd: spent.costNanoUsd,
  unknown_cost_calls: spent.unknownCostCalls,
})

const named = { id: z.string(), name: z.string().nullable().meta({ description: 'null = deleted since' }) }

export const statsShape = {
  from: z.iso.date(),
  to: z.iso.date(),
  time_zone: z.string(),
  totals: z.strictObject({ ...sumsShape, ...spentShape }),
  days: z
    .array(z.strictObject({ day: z.iso.date(), ...sumsShape, ...spentShape }))
    .meta({ description: 'Every day, also those on which nothing happened' }),
  answers: z
    .record(z.string(), z.int())
    .meta({ description: `How many questions were answered by each of ${stages.join(', ')}` }),
  platforms: z.record(z.string(), z.int()).meta({ description: 'Questions by platform' }),
  assistants: z.array(z.strictObject({ ...named, ...sumsShape, ...spentShape })),
  stands: z
    .strictObject({
      assistants: z.int(),
      datasets: z.int(),
      users: z.int().meta({ description: 'Who is not switched off' }),
      storage_bytes: z.int(),
      storage_limit_bytes: z.int(),
    })
    .meta({ description: 'At this moment' }),
  quota: z.strictObject({
    monthly_requests: z.int().nullable().meta({ description: 'null = no limit' }),
    monthly_budget_usd: z
      .number()
      .nullable()
      .meta({ description: 'null = no limit, or without quotas:view' }),
    months: z
      .array(
        z.strictObject({
          month: z.string().meta({ example: '2026-11' }),
          requests: z.int(),
          cost_nano_usd: nanoUsd,
        }),
      )
      .meta({ description: 'Whole months that the days touch' }),
  }),
}
const statsSchema = z.strictObject(statsShape).meta({ id: 'TenantStats' })

export const presentStats = (stats: TenantStats): z.infer<typeof statsSchema> => ({
  from: stats.from,
  to: stats.to,
  time_zone: stats.timeZone,
  totals: { ...presentSaid(stats.totals), ...presentSpent(stats.totals) },
  days: stats.days.map((day) => ({ day: day.day, ...presentSaid(day), ...presentSpent(day) })),
  answers: stats.stages,
  platforms: stats.platforms,
  assistants: stats.assistants.map((one) => ({
    id: one.id, name: one.name, ...presentSaid(one), ...presentSpent(one),
  })), // biome-ignore format: one assistant
  stands: {
    assistants: stats.stands.assistants,
    datasets: stats.stands.datasets,
    users: stats.stands.users,
    storage_bytes: stats.stands.storage.usedBytes,
    storage_limit_bytes: stats.stands.storage.limitBytes,
  },
  quota: {
    monthly_requests: stats.quota.monthlyRequests,
    monthly_budget_usd: stats.quota.monthlyBudgetUsd,
    months: stats.quota.months.map(({ month, requests, costNanoUsd }) => ({
      month, requests, cost_nano_usd: costNanoUsd,
    })), // biome-ignore format: one month
  },
})

const day = z.iso.date().optional()

/** How a tenant uses Sextant. */
export const tenantStatsRoutes = ({ db }: { db: Database }): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/v1/tenants/:client_id/stats',
    summary: 'How a tenant uses Sextant',
    description:
      'Days are those of the tenant’s time zone, both inclusive: this month unless told otherwise. Figures of money take quotas:view.',
    tags: ['tenants'],
    auth: 'signed_in',
    permission: 'analytics:view',
    params: z.strictObject({ client_id: z.string().max(100) }),
    query: z.strictObject({
      from: day.meta({ description: 'First day' }),
      to: day.meta({ description: 'Last day' }),
    }),
    responses: { 200: statsSchema },
    handler: async ({ actor, params: { client_id }, query }) =>
      presentStats(await readTenantStats(db, await actInTenant(db, actor, client_id), query)),
  }),
]
