import { z } from 'zod'
import {
  limitSchema,
  limitSubjectSchema,
  listLimits,
  removeLimit,
  setLimit,
} from '../../core/quotas/limits.ts'
import type { Database } from '../../db/database.ts'
import type { UsageLimit } from '../../db/models/usage-limit.ts'
import { listQuery, listWindow, pageSchema, presentPage, presentTime, timeSchema } from '../present.ts'
import { defineRoute, type Route } from '../route.ts'
import { actInTenant } from '../tenant-of-path.ts'

const tags = ['quotas']
const path = '/v1/tenants/:client_id/limits'
const params = z.strictObject({ client_id: z.string().max(100) })
const rules = limitSchema.shape
const stored = limitSubjectSchema.shape

const subject = {
  kind: rules.kind,
  subject_id: rules.subjectId.meta({
    description: 'Of a service, an assistant or a member, or the name of a channel; * = each one, separately',
  }),
}

const limitView = z
  .strictObject({
    id: z.uuid(),
    kind: stored.kind,
    subject_id: z.string(),
    monthly_requests: z.int().nullable(),
    monthly_budget_usd: z.number().nullable(),
    created_at: timeSchema,
    updated_at: timeSchema,
  })
  .meta({ id: 'UsageLimit' })

const presentLimit = (limit: UsageLimit): z.infer<typeof limitView> => ({
  id: limit.id,
  kind: limit.kind,
  subject_id: limit.subjectId,
  monthly_requests: limit.monthlyRequests,
  monthly_budget_usd: limit.monthlyBudgetUsd,
  created_at: presentTime(limit.createdAt),
  updated_at: presentTime(limit.updatedAt),
})

/** A month's limits of services, assistants, channels and members. */
export const limitRoutes = ({ db }: { db: Database }): Route[] => [
  defineRoute({
    method: 'GET',
    path,
    summary: 'Limits, newest first',
    tags,
    auth: 'signed_in',
    permission: 'quotas:manage',
    params,
    query: z.strictObject(listQuery),
    responses: { 200: pageSchema(limitView) },
    handler: async ({ actor, params: { client_id }, query }) => {
      const rows = await listLimits(db, await actInTenant(db, actor, client_id), listWindow(query))
      return presentPage(rows, query.limit, presentLimit)
    },
  }),
  defineRoute({
    method: 'PUT',
    path,
    summary: 'Set or replace the limit of a subject',
    tags,
    auth: 'signed_in',
    permission: 'quotas:manage',
    params,
    body: z.strictObject({
      ...subject,
      monthly_requests: rules.monthlyRequests.optional(),
      monthly_budget_usd: rules.monthlyBudgetUsd.optional(),
    }),
    responses: { 200: limitView },
    handler: async ({ actor, params: { client_id }, body }) => {
      const limit = await setLimit(db, await actInTenant(db, actor, client_id), {
        kind: body.kind,
        subjectId: body.subject_id,
        monthlyRequests: body.monthly_requests ?? null,
        monthlyBudgetUsd: body.monthly_budget_usd ?? null,
      })
      return presentLimit(limit)
    },
  }),
  defineRoute({
    method: 'DELETE',
    path,
    summary: 'Remove the limit of a subject',
    tags,
    auth: 'signed_in',
    permission: 'quotas:manage',
    params,
    query: z.strictObject({ kind: stored.kind, subject_id: stored.subjectId }),
    responses: { 204: null },
    handler: async ({ actor, params: { client_id }, query }) => {
      const { kind, subject_id: subjectId } = query
      await removeLimit(db, await actInTenant(db, actor, client_id), { kind, subjectId })
      return undefined
    },
  }),
]
