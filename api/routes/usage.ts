import { z } from 'zod'
import { modelName } from '../../core/llm/model-entry.ts'
import { limitKinds } from '../../core/quotas/scopes.ts'
import type { Storage } from '../../core/quotas/storage.ts'
import { readUsage, type Shown, type ShownUsage, type Spent } from '../../core/quotas/usage.ts'
import { reportUsage, type UsageSums, usageGroups } from '../../core/quotas/usage-report.ts'
import type { Database } from '../../db/database.ts'
import { presentTime, timeSchema } from '../present.ts'
import { defineRoute, type Route } from '../route.ts'
import { actInTenant } from '../tenant-of-path.ts'

const nanoUsd = z.int().meta({ description: 'Billionths of a US dollar' })

const spentSchema = z.strictObject({
  requests: z.strictObject({
    used: z.int(),
    limit: z.int().nullable(),
    remaining: z.int().nullable(),
  }),
  budget: z
    .strictObject({
      spent_nano_usd: nanoUsd,
      reserved_nano_usd: nanoUsd,
      limit_usd: z.number().nullable(),
      remaining_nano_usd: nanoUsd.nullable(),
      unknown_calls: z.int().meta({ description: 'Calls whose cost nobody knows; in no sum' }),
    })
    .nullable()
    .meta({ description: 'null = not for who asks, who lacks quotas:view' }),
  percent: z
    .int()
    .nullable()
    .meta({ description: 'Of whichever of the two is used up further; null = no limit' }),
})

const usageSchema = z
  .strictObject({
    period: z.string().meta({ example: '2026-11' }),
    time_zone: z.string(),
    ...spentSchema.shape,
    resets_at: timeSchema.meta({ description: 'When all of this begins anew' }),
    limits: z
      .array(z.strictObject({ kind: z.enum(limitKinds), subject_id: z.string(), ...spentSchema.shape }))
      .meta({ description: 'Those that hold for who asks, and what is left of each' }),
    storage: z
      .strictObject({
        used_bytes: z.int(),
        limit_bytes: z.int(),
        used_share: z
          .number()
          .meta({ description: '0 to 1, reached and not rounded up; above 1 when the limit was lowered' }),
      })
      .meta({ description: 'What the tenant’s files take; it does not begin anew' }),
  })
  .meta({ id: 'Usage' })

const presentSpent = ({ requests, budget, percent }: Shown<Spent>): z.infer<typeof spentSchema> => ({
  requests,
  budget: budget && {
    spent_nano_usd: budget.spentNanoUsd,
    reserved_nano_usd: budget.reservedNanoUsd,
    limit_usd: budget.limitNanoUsd === null ? null : budget.limitNanoUsd / 1e9,
    remaining_nano_usd: budget.remainingNanoUsd,
    unknown_calls: budget.unknownCalls,
  },
  percent,
})

const presentStorage = ({ usedBytes, limitBytes }: Storage) => ({
  used_bytes: usedBytes,
  limit_bytes: limitBytes,
  used_share: limitBytes === 0 ? 1 : Math.floor((usedBytes / limitBytes) * 10_000) / 10_000,
})

const presentUsage = (usage: ShownUsage): z.infer<typeof usageSchema> => ({
  period: usage.period,
  time_zone: usage.timeZone,
  ...presentSpent(usage),
  resets_at: presentTime(usage.resetsAt),
  limits: usage.limits.map((limit) => ({
    kind: limit.kind,
    subject_id: limit.subjectId,
    ...presentSpent(limit),
  })),
  storage: presentStorage(usage.storage),
})

const sumsSchema = z.strictObject({
  calls: z.int(),
  requests: z.int().meta({ description: 'Questions that asked a model' }),
  input_tokens: z.int(),
  cache_read_tokens: z.int(),
  cache_write_tokens: z.int(),
  output_tokens: z.int(),
  reasoning_tokens: z.int(),
  cost_nano_usd: nanoUsd,
  unknown_cost_calls: z.int().meta({ description: 'Calls whose cost nobody knows; in no sum' }),
  failures: z.int().meta({ description: 'Calls that gave no answer' }),
})

const presentSums = (sums: UsageSums): z.infer<typeof sumsSchema> => ({
  calls: sums.calls,
  requests: sums.requests,
  input_tokens: sums.inputTokens,
  cache_read_tokens: sums.cacheReadTokens,
  cache_write_tokens: sums.cacheWriteTokens,
  output_tokens: sums.outputTokens,
  reasoning_tokens: sums.reasoningTokens,
  cost_nano_usd: sums.costNanoUsd,
  unknown_cost_calls: sums.unknownCostCalls,
  failures: sums.failures,
})

const reportSchema = z
  .strictObject({
    from: z.iso.date(),
    to: z.iso.date(),
    time_zone: z.string(),
    group: z.enum(usageGroups),
    llm: z.string().nullable().meta({ description: 'The model that was asked for; null = all' }),
    totals: sumsSchema,
    groups: z.array(z.strictObject({ key: z.string().nullable(), ...sumsSchema.shape })),
  })
  .meta({ id: 'UsageReport' })

const day = z.iso.date().optional()

/** What models were asked, what it cost, and what is left of the month. */
export const usageRoutes = ({ db }: { db: Database }): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/v1/tenants/:client_id/usage',
    summary: 'What the month has used, and what is left of it',
    description: 'For every member of the tenant; figures of money take quotas:view.',
    tags: ['quotas'],
    auth: 'signed_in',
    access: 'member',
    params: z.strictObject({ client_id: z.string().max(100) }),
    responses: { 200: usageSchema },
    handler: async ({ actor, params: { client_id } }) =>
      presentUsage(await readUsage(db, await actInTenant(db, actor, client_id))),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/llm/usage',
    summary: 'Calls of models, their tokens and cost, by day or another group',
    description:
      'Days are those of the tenant’s time zone, both inclusive: this month unless told otherwise.',
    tags: ['quotas'],
    auth: 'required',
    permission: 'quotas:view',
    query: z.strictObject({
      from: day.meta({ description: 'First day' }),
      to: day.meta({ description: 'Last day' }),
      group: z.enum(usageGroups).default('day'),
      llm: modelName.optional().meta({ description: 'Name of a model: its calls only' }),
    }),
    responses: { 200: reportSchema },
    handler: async ({ actor, query }) => {
      const { from, to, timeZone, totals, groups } = await reportUsage(db, actor, query)
      return {
        from,
        to,
        time_zone: timeZone,
        group: query.group,
        llm: query.llm ?? null,
        totals: presentSums(totals),
        groups: groups.map(({ key, ...sums }) => ({ key, ...presentSums(sums) })),
      }
    },
  }),
]
