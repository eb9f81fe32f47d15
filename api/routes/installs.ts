import { z } from 'zod'
import type { Core } from '../../core/core.ts'
import { countUndelivered, type Undelivered } from '../../core/messaging/undelivered.ts'
import { type Install, listInstalls, removeInstall } from '../../core/tenancy/installs.ts'
import {
  listQuery,
  listWindow,
  pageSchema,
  presentPage,
  presentTime,
  presentTimeOrNull,
  timeSchema,
} from '../present.ts'
import { defineRoute, type Route, reply } from '../route.ts'
import { actInTenant } from '../tenant-of-path.ts'

const tags = ['installs']
const tenantParams = z.strictObject({ client_id: z.string().max(100) })
const path = '/v1/tenants/:client_id/installs'

const installView = z
  .strictObject({
    id: z.uuid(),
    platform: z.enum(['slack', 'discord']),
    workspace_id: z.string().meta({ description: 'As the platform knows it', example: 'T0123ABCD' }),
    enterprise_id: z.string().nullable(),
    is_enterprise: z
      .boolean()
      .meta({ description: 'One installation for all workspaces of an organisation' }),
    name: z.string(),
    scopes: z.array(z.string()),
    active: z.boolean().meta({ description: 'False once Sextant was uninstalled there' }),
    revoked_at: timeSchema.nullable(),
    revoked_reason: z.string().nullable().meta({ example: 'uninstalled' }),
    installed_by: z.string().nullable().meta({ description: 'As the platform knows them' }),
    installed_at: timeSchema,
    bound_by: z.string().nullable().meta({ description: 'As the platform knows them' }),
    bound_at: timeSchema.nullable(),
    answers_unknown: z.int().meta({
      description:
        'Answers of the last 30 days that may or may not have arrived: the platform did not say, and Sextant may not look. They are not sent again',
    }),
    answers_failed: z.int().meta({ description: 'Answers of the last 30 days that surely did not arrive' }),
    created_at: timeSchema,
    updated_at: timeSchema,
  })
  .meta({ id: 'Install' })

const presentInstall = (row: Install, { unknown, failed }: Undelivered): z.infer<typeof installView> => ({
  id: row.id,
  platform: row.platform,
  workspace_id: row.workspaceId,
  enterprise_id: row.enterpriseId,
  is_enterprise: row.isEnterprise,
  name: row.name,
  scopes: row.scopes,
  active: row.revokedAt === null,
  revoked_at: presentTimeOrNull(row.revokedAt),
  revoked_reason: row.revokedReason,
  installed_by: row.installedBy,
  installed_at: presentTime(row.installedAt),
  bound_by: row.boundBy,
  bound_at: presentTimeOrNull(row.boundAt),
  answers_unknown: unknown,
  answers_failed: failed,
  created_at: presentTime(row.createdAt),
  updated_at: presentTime(row.updatedAt),
})

/** Chat workspaces that are connected to the tenant. */
export const installRoutes = (core: Pick<Core, 'db' | 'accessEnds'>): Route[] => [
  defineRoute({
    method: 'GET',
    path,
    summary: 'Connected chat workspaces, newest first',
    tags,
    auth: 'signed_in',
    permission: 'installs:manage',
    params: tenantParams,
    query: z.strictObject(listQuery),
    responses: { 200: pageSchema(installView) },
    handler: async ({ actor, params: { client_id }, query }) => {
      const { db } = core
      const acting = await actInTenant(db, actor, client_id)
      const rows = await listInstalls(db, acting, listWindow(query))
      const undelivered = await countUndelivered({ db }, acting.tenantId)
      return presentPage(rows, query.limit, (row) => presentInstall(row, undelivered(row)))
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${path}/:id`,
    summary: 'Disconnect a chat workspace',
    description:
      'Its tokens are given back to the platform and deleted, what waits to be sent there is given up, and it needs a new code to be connected again. Conversations, data and settings stay.',
    tags,
    auth: 'signed_in',
    permission: 'installs:manage',
    params: tenantParams.extend({ id: z.uuid() }),
    responses: { 204: null },
    handler: async ({ actor, params: { client_id, id } }) => {
      await removeInstall(core.db, await actInTenant(core.db, actor, client_id), id, core.accessEnds)
      return reply(204, undefined)
    },
  }),
]
