import { z } from 'zod'
import { providerNames } from '../../core/llm/provider.ts'
import {
  type CredentialServices,
  deleteCredential,
  listCredentials,
  type ShownCredential,
  storeCredential,
} from '../../core/tenancy/credentials.ts'
import { profileName } from '../../core/tenancy/profiles.ts'
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

const tags = ['credentials']
const tenantParams = z.strictObject({ client_id: z.string().max(100) })
const params = tenantParams.extend({ provider: z.enum(providerNames) })
const profile = profileName.optional().meta({ description: 'The current one when absent' })

const newBody = z.strictObject({
  api_key: z
    .string()
    .min(1)
    .max(500)
    .regex(/^\s*[\x21-\x7e]+\s*$/, 'may only hold printable ASCII characters, as it travels in a header')
    .meta({ format: 'password', description: 'Never given back', example: 'sk-0123456789abcdef' }),
  base_url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullish()
    .meta({ description: 'Only a public address, over https; the deployment’s own when absent' }),
  profile,
})

const credentialSchema = z
  .strictObject({
    provider: z.enum(providerNames),
    profile: z.string(),
    current: z.boolean().meta({ description: 'Calls use it' }),
    base_url: z.string().nullable(),
    last_four: z.string().meta({ example: '…abcd' }),
    checked_at: timeSchema,
    last_used_at: timeSchema.nullable(),
    failing: z.boolean().meta({ description: 'The provider refuses it' }),
    failing_since: timeSchema.nullable(),
    created_at: timeSchema,
    updated_at: timeSchema,
  })
  .meta({ id: 'Credential' })

const presentCredential = (row: ShownCredential): z.infer<typeof credentialSchema> => ({
  provider: row.provider as (typeof providerNames)[number],
  profile: row.profile.name,
  current: row.profile.isCurrent,
  base_url: row.baseUrl ?? null,
  last_four: `…${row.lastFour}`,
  checked_at: presentTime(row.checkedAt),
  last_used_at: presentTimeOrNull(row.lastUsedAt),
  failing: Boolean(row.failingSince),
  failing_since: presentTimeOrNull(row.failingSince),
  created_at: presentTime(row.createdAt),
  updated_at: presentTime(row.updatedAt),
})

/** A tenant's own keys for models, for the tenant's admins and operators. No answer ever has a key. */
export const credentialRoutes = (services: CredentialServices): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/v1/tenants/:client_id/credentials',
    summary: 'The tenant’s own keys for models, of all profiles, newest first',
    tags,
    auth: 'signed_in',
    permission: 'credentials:manage',
    params: tenantParams,
    query: z.strictObject(listQuery),
    responses: { 200: pageSchema(credentialSchema) },
    handler: async ({ actor, params: { client_id }, query }) => {
      const { db } = services
      const rows = await listCredentials(db, await actInTenant(db, actor, client_id), listWindow(query))
      return presentPage(rows, query.limit, presentCredential)
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/v1/tenants/:client_id/credentials/:provider',
    summary: 'Store or replace a key, once the provider has accepted it',
    description:
      'The provider is asked for its list of models before anything is stored: a key that it refuses is 422 `invalid_credential`, a provider that does not answer 503 `provider_unavailable`, an address that may not be asked 422 `url_not_allowed`. Chats and assistants stay as they are.',
    tags,
    auth: 'signed_in',
    permission: 'credentials:manage',
    params,
    body: newBody,
    responses: { 200: credentialSchema },
    handler: async ({ actor, params: { client_id, provider }, body, request: { signal } }) => {
      const { api_key: apiKey, base_url, profile: name } = body
      const given = { provider, apiKey, baseUrl: base_url ?? null, profile: name ?? null, signal }
      const row = await storeCredential(services, await actInTenant(services.db, actor, client_id), given)
      return presentCredential(row)
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/tenants/:client_id/credentials/:provider',
    summary: 'Forget a key',
    tags,
    auth: 'signed_in',
    permission: 'credentials:manage',
    params,
    query: z.strictObject({ profile }),
    responses: { 204: null },
    handler: async ({ actor, params: { client_id, provider }, query }) => {
      const which = { provider, profile: query.profile ?? null }
      await deleteCredential(services, await actInTenant(services.db, actor, client_id), which)
      return reply(204, undefined)
    },
  }),
]
