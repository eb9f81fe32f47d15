import { z } from 'zod'
import type { Core } from '../../core/core.ts'
import { requestTenantExport, requestTenantRemoval } from '../../core/privacy/tenant-requests.ts'
import { defineRoute, type Route } from '../route.ts'
import { actInTenant } from '../tenant-of-path.ts'
import { acceptTask, jobView } from './jobs.ts'

const tags = ['tenants']
const params = z.strictObject({ client_id: z.string() })

/** A tenant's data: a copy of it, and its end. */
export const tenantRemovalRoutes = (core: Core): Route[] => [
  defineRoute({
    method: 'POST',
    path: '/v1/tenants/:client_id/export',
    summary: 'Collect all rows and files of a tenant into a file',
    description:
      'For operators, and admins of the tenant. A zip of JSON and files, kept 7 days; secrets are never in it.',
    tags,
    auth: 'signed_in',
    permission: 'roles:manage',
    params,
    responses: { 202: jobView },
    handler: async ({ actor, params: { client_id }, request }) => {
      const inTenant = await actInTenant(core.db, actor, client_id)
      return acceptTask((await requestTenantExport(core, inTenant)).task, request)
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/tenants/:client_id',
    summary: 'Remove a tenant with everything that it has',
    description:
      'Suspends it, exports it (the file is kept 30 days, and its contact is told by mail), ends its installations, then removes all rows and files. Can be cancelled until the installations end.',
    tags,
    auth: 'operator',
    permission: 'tenants:manage',
    params,
    query: z.strictObject({
      confirm: z.string().max(100).meta({ description: 'The client id again', example: 'acme' }),
    }),
    responses: { 202: jobView },
    handler: async ({ actor, params: { client_id: clientId }, query: { confirm }, request }) =>
      acceptTask((await requestTenantRemoval(core, actor, { clientId, confirm })).task, request),
  }),
]
