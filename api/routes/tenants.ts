import { z } from 'zod'
import { limits } from '../../config/limits.ts'
import {
  createTenant,
  findTenant,
  listTenants,
  newTenantSchema,
  type TenantChanges,
  tenantChangesSchema,
  updateTenant,
} from '../../core/tenancy/tenants.ts'
import type { Database } from '../../db/database.ts'
import type { Tenant } from '../../db/models/tenant.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { listQuery, listWindow, pageSchema, presentPage, presentTime, timeSchema } from '../present.ts'
import { defineRoute, type Route, reply } from '../route.ts'

const tags = ['tenants']
const rules = newTenantSchema.shape
const params = z.strictObject({ client_id: z.string().max(100) })

const changesBody = z.strictObject({
  name: rules.name.optional(),
  domain: rules.domain,
  contact_email: rules.contactEmail,
  contact_name: rules.contactName,
  contact_phone: rules.contactPhone,
  monthly_quota: rules.monthlyQuota.meta({
    description:
      'Questions a month for which a model is asked, beyond which fallbacks answer; null = no limit',
  }),
  monthly_budget_usd: rules.monthlyBudgetUsd,
  free_models_after_budget: rules.freeModelsAfterBudget.meta({
    description: 'Whether models that nobody bills still answer when the budget is spent',
  }),
  storage_limit_bytes: rules.storageLimitBytes.meta({
    description: 'What its files may take in all; 10 GB unless set. Uploads beyond it are refused',
  }),
  active: rules.isActive,
  locale: rules.locale,
  time_zone: rules.timeZone.meta({ example: 'Europe/Paris' }),
})

const wholeBody = changesBody.extend({ name: rules.name })

const newBody = wholeBody.extend({
  client_id: rules.clientId.meta({ example: 'acme', description: 'Part of addresses; never changes' }),
})

const tenantSchema = z
  .strictObject({
    id: z.uuid(),
    client_id: z.string(),
    name: z.string(),
    domain: z.string().nullable(),
    contact_email: z.string().nullable(),
    contact_name: z.string().nullable(),
    contact_phone: z.string().nullable(),
    monthly_quota: z.int().nullable(),
    monthly_budget_usd: z.number().nullable(),
    free_models_after_budget: z.boolean(),
    storage_limit_bytes: z.int(),
    active: z.boolean(),
    locale: z.enum(['fr', 'en']),
    time_zone: z.string(),
    created_at: timeSchema,
    updated_at: timeSchema,
  })
  .meta({ id: 'Tenant' })

const presentTenant = (tenant: Tenant): z.infer<typeof tenantSchema> => ({
  id: tenant.id,
  client_id: tenant.clientId,
  name: tenant.name,
  domain: tenant.domain ?? null,
  contact_email: tenant.contactEmail ?? null,
  contact_name: tenant.contactName ?? null,
  contact_phone: tenant.contactPhone ?? null,
  monthly_quota: tenant.monthlyQuota ?? null,
  monthly_budget_usd: tenant.monthlyBudgetUsd ?? null,
  free_models_after_budget: tenant.freeModelsAfterBudget,
  storage_limit_bytes: tenant.storageLimitBytes,
  active: tenant.isActive,
  locale: tenant.locale,
  time_zone: tenant.timeZone,
  created_at: presentTime(tenant.createdAt),
  updated_at: presentTime(tenant.updatedAt),
})

/** Only what was sent: an absent field is not a change. */
const changesOf = (body: z.output<typeof changesBody>): TenantChanges => {
  const all = {
    name: body.name,
    domain: body.domain,
    contactEmail: body.contact_email,
    contactName: body.contact_name,
    contactPhone: body.contact_phone,
    monthlyQuota: body.monthly_quota,
    monthlyBudgetUsd: body.monthly_budget_usd,
    freeModelsAfterBudget: body.free_models_after_budget,
    storageLimitBytes: body.storage_limit_bytes,
    isActive: body.active,
    locale: body.locale,
    timeZone: body.time_zone,
  }
  return tenantChangesSchema.parse(
    Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
  )
}

/** What a tenant has of which nothing was said. */
const unsaid: TenantChanges = {
  domain: null,
  contactEmail: null,
  contactName: null,
  contactPhone: null,
  monthlyQuota: null,
  monthlyBudgetUsd: null,
  freeModelsAfterBudget: true,
  storageLimitBytes: limits.storage.defaultBytes,
  isActive: true,
  locale: 'fr',
  timeZone: 'Europe/Paris',
}

/** Customers of the deployment, for operators. */
export const tenantRoutes = ({ db }: { db: Database }): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/v1/tenants',
    summary: 'Tenants, newest first',
    tags,
    auth: 'operator',
    permission: 'tenants:manage',
    query: z.strictObject({
      ...listQuery,
      active: z.enum(['true', 'false']).optional(),
      name: z.string().max(200).optional().meta({ description: 'Part of the name' }),
      domain: z.string().max(200).optional(),
    }),
    responses: { 200: pageSchema(tenantSchema) },
    handler: async ({ actor, query }) => {
      const { active, name, domain } = query
      const filter = { name, domain, ...(active && { isActive: active === 'true' }) }
      const rows = await listTenants(db, actor, { page: listWindow(query), filter })
      return presentPage(rows, query.limit, presentTenant)
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/tenants',
    summary: 'Make a tenant',
    tags,
    auth: 'operator',
    permission: 'tenants:manage',
    body: newBody,
    responses: { 201: tenantSchema },
    handler: async ({ actor, body }) => {
      const { client_id: clientId, name } = body
      const tenant = await createTenant(db, actor, { ...changesOf(body), clientId, name })
      return reply(201, presentTenant(tenant), { Location: `/v1/tenants/${clientId}`, ETag: etagOf(tenant) })
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/tenants/:client_id',
    summary: 'A tenant',
    tags,
    auth: 'operator',
    permission: 'tenants:manage',
    params,
    responses: { 200: tenantSchema },
    handler: async ({ params: { client_id } }) => {
      const tenant = await findTenant(db, client_id)
      return reply(200, presentTenant(tenant), { ETag: etagOf(tenant) })
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/v1/tenants/:client_id',
    summary: 'Replace a tenant',
    description: 'All of it but its client id: what is left out is what it is for a new tenant.',
    tags,
    auth: 'operator',
    permission: 'tenants:manage',
    params,
    body: wholeBody,
    responses: { 200: tenantSchema },
    handler: async ({ actor, params: { client_id: clientId }, body, request }) => {
      const check = (now: Tenant): void => requireMatch(request, now)
      const changes = { ...unsaid, ...changesOf(body) }
      const tenant = await updateTenant(db, actor, { clientId, changes, check })
      return reply(200, presentTenant(tenant), { ETag: etagOf(tenant) })
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: '/v1/tenants/:client_id',
    summary: 'Change a tenant',
    tags,
    auth: 'operator',
    permission: 'tenants:manage',
    params,
    body: changesBody,
    responses: { 200: tenantSchema },
    handler: async ({ actor, params: { client_id: clientId }, body, request }) => {
      const check = (now: Tenant): void => requireMatch(request, now)
      const tenant = await updateTenant(db, actor, { clientId, changes: changesOf(body), check })
      return reply(200, presentTenant(tenant), { ETag: etagOf(tenant) })
    },
  }),
]
