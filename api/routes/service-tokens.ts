import { z } from 'zod'
import { limits } from '../../config/limits.ts'
import { permissions } from '../../core/access/permissions.ts'
import { lineOfText } from '../../core/names.ts'
import {
  createServiceToken,
  listServiceTokens,
  revokeServiceToken,
} from '../../core/tenancy/service-tokens.ts'
import type { ServiceToken } from '../../db/models/service-token.ts'
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
import type { AuthServices } from './auth.ts'

const tags = ['service-tokens']
const path = '/v1/service-tokens'
const { maxDays, defaultDays, maxNameCharacters } = limits.serviceTokens

const fields = {
  id: z.uuid(),
  name: z.string(),
  scopes: z.array(z.string()).meta({ example: ['assistants:use'] }),
  created_by: z.string().meta({ example: 'person:018f…' }),
  expires_at: timeSchema,
  last_used_at: timeSchema.nullable().meta({ description: 'To the minute' }),
  revoked_at: timeSchema.nullable(),
  created_at: timeSchema,
}
const tokenView = z.strictObject(fields).meta({ id: 'ServiceToken' })
const newTokenView = z
  .strictObject({ ...fields, token: z.string().meta({ description: 'Shown this once', example: 'sxt_…' }) })
  .meta({ id: 'NewServiceToken' })

const presentToken = (row: ServiceToken): z.infer<typeof tokenView> => ({
  id: row.id,
  name: row.name,
  scopes: row.scopes,
  created_by: row.createdBy,
  expires_at: presentTime(row.expiresAt),
  last_used_at: presentTimeOrNull(row.lastUsedAt),
  revoked_at: presentTimeOrNull(row.revokedAt),
  created_at: presentTime(row.createdAt),
})

/** Tokens by which programs act in the tenant. */
export const serviceTokenRoutes = ({ db, authentication }: AuthServices): Route[] => [
  defineRoute({
    method: 'GET',
    path,
    summary: 'Tokens of programs, newest first, without the tokens themselves',
    tags,
    auth: 'required',
    permission: 'users:manage',
    query: z.strictObject(listQuery),
    responses: { 200: pageSchema(tokenView) },
    handler: async ({ actor, query }) =>
      presentPage(await listServiceTokens(db, actor, listWindow(query)), query.limit, presentToken),
  }),
  defineRoute({
    method: 'POST',
    path,
    summary: 'Make a token for a program',
    description:
      'Sent as `Authorization: Bearer sxt_…`, it may what its scopes say and nothing more; no scope that its maker lacks. It counts for nothing about accounts: sign-in, passwords, sessions, further tokens.',
    tags,
    auth: 'required',
    permission: 'users:manage',
    // The token would be stored along with the answer.
    isIdempotent: false,
    body: z.strictObject({
      name: lineOfText(maxNameCharacters).meta({ example: 'Nightly export' }),
      scopes: z
        .array(z.enum(permissions))
        .min(1)
        .max(permissions.length)
        .meta({ example: ['assistants:use'] }),
      expires_in_days: z.int().min(1).max(maxDays).default(defaultDays),
    }),
    responses: { 201: newTokenView },
    handler: async ({ actor, body }) => {
      const { name, scopes, expires_in_days: expiresInDays } = body
      const { row, token } = await createServiceToken(db, actor, { name, scopes, expiresInDays })
      return reply(201, { ...presentToken(row), token })
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${path}/:id`,
    summary: 'End a token',
    description: 'It is void at once. It stays in the list, with the time.',
    tags,
    auth: 'required',
    permission: 'users:manage',
    params: z.strictObject({ id: z.uuid() }),
    responses: { 204: null },
    handler: async ({ actor, params }) => {
      await revokeServiceToken(db, actor, params.id)
      authentication.forget(params.id)
      return reply(204, null)
    },
  }),
]
