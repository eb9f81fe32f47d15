import { z } from 'zod'
import { roleLabel } from '../../core/access/labels.ts'
import { grantable, heldIn } from '../../core/access/permissions.ts'
import {
  createRole,
  deleteRole,
  findRole,
  listRoles,
  newRoleSchema,
  roleChangesSchema,
  updateRole,
} from '../../core/access/roles.ts'
import type { Locale } from '../../core/answers/answer.ts'
import type { Database } from '../../db/database.ts'
import type { Role } from '../../db/models/role.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { listQuery, listWindow, pageSchema, presentPage, presentTime, timeSchema } from '../present.ts'
import { defineRoute, type Route, reply } from '../route.ts'

const tags = ['roles']
const path = '/v1/roles'
const params = z.strictObject({ id: z.uuid() })
const rules = newRoleSchema.shape

const code = rules.code.meta({ description: 'Never changes', example: 'planner' })
const name = rules.name.meta({ example: 'Media-planning' })
const permissions = rules.permissions.meta({
  description: 'Of `GET /v1/permissions`. Nobody gives one away without having it (403).',
  example: ['projects:create', 'projects:view'],
})

const roleView = z
  .strictObject({
    id: z.uuid(),
    code: z.string(),
    name: z
      .string()
      .meta({ description: 'In the language that was asked for, where the role has no name of its own' }),
    is_system: z.boolean().meta({ description: 'Comes with the tenant and cannot be deleted' }),
    permissions: z
      .array(z.enum(grantable))
      .meta({ description: 'What it holds, that of everybody included' }),
    created_at: timeSchema,
    updated_at: timeSchema,
  })
  .meta({ id: 'Role' })

const presentRole = (role: Role, locale: Locale): z.infer<typeof roleView> => ({
  id: role.id,
  code: role.code,
  name: roleLabel(locale, role),
  is_system: role.isSystem,
  permissions: ([...heldIn(role.code, role.permissions)] as z.infer<typeof roleView>['permissions']).sort(),
  created_at: presentTime(role.createdAt),
  updated_at: presentTime(role.updatedAt),
})

const answer = (status: number, role: Role, locale: Locale, headers: Record<string, string> = {}) =>
  reply(status, presentRole(role, locale), { ETag: etagOf(role), ...headers })

/** What people of the tenant may do, by the one role that each has. */
export const roleRoutes = ({ db }: { db: Database }): Route[] => [
  defineRoute({
    method: 'GET',
    path,
    summary: 'Roles, newest first',
    tags,
    auth: 'required',
    access: 'member',
    query: z.strictObject(listQuery),
    responses: { 200: pageSchema(roleView) },
    handler: async ({ actor, query, request: { locale } }) => {
      const rows = await listRoles(db, actor, listWindow(query))
      return presentPage(rows, query.limit, (role) => presentRole(role, locale))
    },
  }),
  defineRoute({
    method: 'POST',
    path,
    summary: 'Make a role',
    tags,
    auth: 'required',
    permission: 'roles:manage',
    body: z.strictObject({ code, name, permissions }),
    responses: { 201: roleView },
    handler: async ({ actor, body, request: { locale } }) => {
      const role = await createRole(db, actor, body)
      return answer(201, role, locale, { Location: `${path}/${role.id}` })
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${path}/:id`,
    summary: 'A role',
    tags,
    auth: 'required',
    access: 'member',
    params,
    responses: { 200: roleView },
    handler: async ({ actor, params: { id }, request: { locale } }) =>
      answer(200, await findRole(db, actor, id), locale),
  }),
  defineRoute({
    method: 'PATCH',
    path: `${path}/:id`,
    summary: 'Change a role',
    description:
      'Whoever bears it may do so from their next request on. Administrators keep `users:manage` and `roles:manage` (409).',
    tags,
    auth: 'required',
    permission: 'roles:manage',
    params,
    body: z.strictObject({ name: name.optional(), permissions: permissions.optional() }),
    responses: { 200: roleView },
    handler: async ({ actor, params: { id }, body, request }) => {
      requireMatch(request, await findRole(db, actor, id))
      const changes = roleChangesSchema.parse(body)
      return answer(200, await updateRole(db, actor, { id, changes }), request.locale)
    },
  }),
  defineRoute({
    method: 'PUT',
    path: `${path}/:id/permissions`,
    summary: 'Set what a role holds, in place of all that it held',
    tags,
    auth: 'required',
    permission: 'roles:manage',
    params,
    isVersioned: true,
    body: z.strictObject({ permissions }),
    responses: { 200: roleView },
    handler: async ({ actor, params: { id }, body, request }) => {
      requireMatch(request, await findRole(db, actor, id))
      return answer(200, await updateRole(db, actor, { id, changes: body }), request.locale)
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${path}/:id`,
    summary: 'Delete a role that nobody bears',
    description: 'While people bear it, or roles of a chat platform stand for it: 409.',
    tags,
    auth: 'required',
    permission: 'roles:manage',
    params,
    responses: { 204: null },
    handler: async ({ actor, params: { id } }) => {
      await deleteRole(db, actor, id)
      return undefined
    },
  }),
]
