import { z } from 'zod'
import { createInstallCode, listInstallCodes } from '../../core/tenancy/install-codes.ts'
import type { Database } from '../../db/database.ts'
import type { InstallCode } from '../../db/models/workspace.ts'
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
const path = '/v1/tenants/:client_id/install-codes'
const params = z.strictObject({ client_id: z.string().max(100) })

const fields = {
  id: z.uuid(),
  created_by: z.string().meta({ example: 'person:018f…' }),
  expires_at: timeSchema,
  used_at: timeSchema.nullable(),
  install_id: z.uuid().nullable().meta({ description: 'What it bound' }),
  created_at: timeSchema,
}
const codeView = z.strictObject(fields).meta({ id: 'InstallCode' })
const newCodeView = z
  .strictObject({
    ...fields,
    code: z.string().meta({ description: 'Shown this once', example: '7K2M-Q9XD-4TRB' }),
  })
  .meta({ id: 'NewInstallCode' })

const presentCode = (row: InstallCode): z.infer<typeof codeView> => ({
  id: row.id,
  created_by: row.createdBy,
  expires_at: presentTime(row.expiresAt),
  used_at: presentTimeOrNull(row.usedAt),
  install_id: row.workspaceId ?? null,
  created_at: presentTime(row.createdAt),
})

/** Codes that connect a chat workspace to the tenant. */
export const installCodeRoutes = ({ db }: { db: Database }): Route[] => [
  defineRoute({
    method: 'GET',
    path,
    summary: 'Installation codes, newest first, without the codes themselves',
    tags,
    auth: 'signed_in',
    permission: 'installs:manage',
    params,
    query: z.strictObject(listQuery),
    responses: { 200: pageSchema(codeView) },
    handler: async ({ actor, params: { client_id }, query }) => {
      const rows = await listInstallCodes(db, await actInTenant(db, actor, client_id), listWindow(query))
      return presentPage(rows, query.limit, presentCode)
    },
  }),
  defineRoute({
    method: 'POST',
    path,
    summary: 'Make a code that connects one chat workspace to the tenant',
    description:
      'Whoever runs the workspace types it there: `/sextant setup <code>`. It works once, within 24 hours; any case, with or without the hyphens.',
    tags,
    auth: 'signed_in',
    permission: 'installs:manage',
    params,
    responses: { 201: newCodeView },
    // The code would be stored along with the answer.
    isIdempotent: false,
    handler: async ({ actor, params: { client_id } }) => {
      const { code, row } = await createInstallCode(db, await actInTenant(db, actor, client_id))
      return reply(201, { ...presentCode(row), code })
    },
  }),
]
