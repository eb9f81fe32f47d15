import { z } from 'zod'
import { providerNames } from '../../core/llm/provider.ts'
import {
  createProfile,
  deleteProfile,
  listProfiles,
  type Profile,
  profileName,
} from '../../core/tenancy/profiles.ts'
import type { Database } from '../../db/database.ts'
import { pageSchema, presentTimeOrNull, timeSchema } from '../present.ts'
import { defineRoute, type Route, reply } from '../route.ts'
import { actInTenant } from '../tenant-of-path.ts'

const tags = ['credentials']
const tenantParams = z.strictObject({ client_id: z.string().max(100) })
const params = tenantParams.extend({ name: profileName })

const profileSchema = z
  .strictObject({
    name: z.string(),
    current: z.boolean().meta({ description: 'Calls use its keys' }),
    providers: z.array(z.enum(providerNames)).meta({ description: 'Providers that it has a key for' }),
    created_at: timeSchema
      .nullable()
      .meta({ description: 'null for the default one before anybody needed it' }),
  })
  .meta({ id: 'CredentialProfile' })

const presentProfile = ({
  name,
  isCurrent,
  providers,
  createdAt,
}: Profile): z.infer<typeof profileSchema> => ({
  name,
  current: isCurrent,
  providers: providers as (typeof providerNames)[number][],
  created_at: presentTimeOrNull(createdAt),
})

/** Named sets of a tenant's own keys, of which one is current. */
export const credentialProfileRoutes = ({ db }: { db: Database }): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/v1/tenants/:client_id/profiles',
    summary: 'The tenant’s credential profiles, oldest first',
    tags,
    auth: 'signed_in',
    permission: 'credentials:manage',
    params: tenantParams,
    responses: { 200: pageSchema(profileSchema) },
    handler: async ({ actor, params: { client_id } }) => {
      const profiles = await listProfiles(db, await actInTenant(db, actor, client_id))
      return { items: profiles.map(presentProfile), next_cursor: null }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/tenants/:client_id/profiles',
    summary: 'Make a credential profile, or switch to one',
    description:
      'With `current: true` the profile becomes the one whose keys calls use; 200 when it existed already.',
    tags,
    auth: 'signed_in',
    permission: 'credentials:manage',
    params: tenantParams,
    body: z.strictObject({ name: profileName, current: z.boolean().optional() }),
    responses: { 200: profileSchema, 201: profileSchema },
    handler: async ({ actor, params: { client_id }, body: { name, current } }) => {
      const tenantActor = await actInTenant(db, actor, client_id)
      const { profile, isNew } = await createProfile(db, tenantActor, { name, isCurrent: current === true })
      return reply(isNew ? 201 : 200, presentProfile(profile))
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/tenants/:client_id/profiles/:name',
    summary: 'Delete a credential profile that is empty and not the current one',
    tags,
    auth: 'signed_in',
    permission: 'credentials:manage',
    params,
    responses: { 204: null },
    handler: async ({ actor, params: { client_id, name } }) => {
      await deleteProfile(db, await actInTenant(db, actor, client_id), name)
      return reply(204, undefined)
    },
  }),
]
