import { z } from 'zod'
import { limits } from '../../config/limits.ts'
import { type MappedRole, readRoleMap, setRoleMap } from '../../core/tenancy/role-map.ts'
import type { Database } from '../../db/database.ts'
import { defineRoute, type Route } from '../route.ts'
import { actInTenant } from '../tenant-of-path.ts'

const tags = ['installs']
const params = z.strictObject({ client_id: z.string().max(100), id: z.uuid() })
const path = '/v1/tenants/:client_id/installs/:id/role-map'
const { maxEntries, maxNameCharacters } = limits.roleMap

const platformRoleId = z
  .string()
  .regex(/^\w{1,100}$/)
  .meta({
    description:
      'As the platform knows it: a user group of Slack (`S…`), or a role of Discord, where the server’s own id is the role that everybody has',
    example: '1180000000000000001',
  })
const role = z
  .string()
  .max(40)
  .meta({ description: 'Code of the tenant’s role that it stands for', example: 'marketing' })

const entry = z.strictObject({
  platform_role_id: platformRoleId,
  name: z
    .string()
    .trim()
    .min(1)
    .max(maxNameCharacters)
    .nullish()
    .meta({ description: 'As people know the platform’s role' }),
  role,
})

const body = z.strictObject({
  items: z
    .array(entry)
    .max(maxEntries)
    .superRefine((items, context) => {
      const seen = new Set<string>()
      for (const [at, { platform_role_id: id }] of items.entries()) {
        const path = [at, 'platform_role_id']
        if (seen.has(id)) context.addIssue({ code: 'custom', path, message: 'stands in the list already' })
        seen.add(id)
      }
    })
    .meta({ description: 'Each platform role once' }),
})

const roleMapView = z
  .strictObject({
    items: z.array(z.strictObject({ platform_role_id: platformRoleId, name: z.string().nullable(), role })),
  })
  .meta({ id: 'RoleMap' })

const presentRoleMap = (roles: MappedRole[]): z.infer<typeof roleMapView> => ({
  items: roles.map(({ platformRoleId: platform_role_id, name, role: ours }) => ({
    platform_role_id,
    name,
    role: ours,
  })),
})

/** What the roles of a chat platform stand for in the tenant. */
export const installRoleMapRoutes = ({ db }: { db: Database }): Route[] => [
  defineRoute({
    method: 'GET',
    path,
    summary: 'What the platform’s roles stand for, by their ids',
    tags,
    auth: 'signed_in',
    permission: 'installs:manage',
    params,
    responses: { 200: roleMapView },
    handler: async ({ actor, params: { client_id, id } }) =>
      presentRoleMap(await readRoleMap(db, await actInTenant(db, actor, client_id), id)),
  }),
  defineRoute({
    method: 'PUT',
    path,
    summary: 'Set what the platform’s roles stand for, in place of all that was set',
    description:
      'Whoever is linked to no person and bears such a role acts with the rights of the tenant’s role; of several, with the one that holds most. Linked people keep their own role. Roles of a Discord server, or user groups of a Slack workspace whose installation has `usergroups:read`. Nobody maps a role that holds more than they do (403).',
    tags,
    auth: 'signed_in',
    permission: 'installs:manage',
    params,
    body,
    responses: { 200: roleMapView },
    handler: async ({ actor, params: { client_id, id }, body: { items } }) => {
      const acting = await actInTenant(db, actor, client_id)
      const roles = items.map(({ platform_role_id, name, role: ours }) => ({
        platformRoleId: platform_role_id,
        name: name ?? null,
        role: ours,
      }))
      return presentRoleMap(await setRoleMap(db, acting, id, roles))
    },
  }),
]
