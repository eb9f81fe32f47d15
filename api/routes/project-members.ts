import { z } from 'zod'
import { projectPermissionCodes } from '../../core/projects/codes.ts'
import { memberFields, permissionList } from '../../core/projects/fields.ts'
import {
  addMember,
  listMembers,
  type MemberView,
  removeMember,
  updateMember,
} from '../../core/projects/members.ts'
import {
  grantProjectPermissions,
  listProjectPermissions,
  type PermissionView,
} from '../../core/projects/project-permissions.ts'
import type { Database } from '../../db/database.ts'
import { auditDenials } from '../audit-denials.ts'
import { etagOf } from '../etag.ts'
import { listQuery, listWindow, pageSchema, presentPage, presentTime, timeSchema } from '../present.ts'
import { defineRoute, type Route, reply } from '../route.ts'
import { matching } from './project-shapes.ts'

const tags = ['projects']
const path = '/v1/projects/:id/members'
const permissionPath = '/v1/projects/:id/permissions'
const params = z.strictObject({ id: z.uuid(), person_id: z.uuid() })
const byRight = 'Needs `members:manage`, or to be the owner of the project.'

const memberView = z
  .strictObject({
    person_id: z.uuid(),
    full_name: z.string(),
    role: z.string().nullable().meta({ description: 'What they do in the project, in words' }),
    service_id: z.uuid().nullable(),
    service: z.string().nullable(),
    owner: z.boolean().meta({ description: 'Answers for the project' }),
    created_at: timeSchema,
    updated_at: timeSchema,
  })
  .meta({ id: 'ProjectMember' })

const presentMember = (member: MemberView): z.infer<typeof memberView> => ({
  person_id: member.personId,
  full_name: member.fullName,
  role: member.role,
  service_id: member.serviceId,
  service: member.serviceName,
  owner: member.isOwner,
  created_at: presentTime(member.createdAt),
  updated_at: presentTime(member.updatedAt),
})

const permissionView = z
  .strictObject({ person_id: z.uuid(), permissions: z.array(z.enum(projectPermissionCodes)) })
  .meta({ id: 'ProjectPermissions' })

const presentPermissions = ({ personId, codes }: PermissionView): z.infer<typeof permissionView> => ({
  person_id: personId,
  permissions: codes,
})

const answer = (code: number, member: MemberView, headers: Record<string, string> = {}) =>
  reply(code, presentMember(member), { ETag: etagOf(member), ...headers })

/** Who takes part in a project, and who may more there than their role says. */
export const projectMemberRoutes = ({ db }: { db: Database }): Route[] =>
  auditDenials({ db }, [
    defineRoute({
      method: 'GET',
      path,
      summary: 'Members of a project, whoever came first comes first',
      tags,
      auth: 'required',
      access: 'inside',
      params: z.strictObject({ id: z.uuid() }),
      query: z.strictObject(listQuery),
      responses: { 200: pageSchema(memberView) },
      handler: async ({ actor, params: { id }, query }) => {
        const rows = await listMembers(db, actor, { projectId: id, page: listWindow(query) })
        return presentPage(rows, query.limit, presentMember)
      },
    }),
    defineRoute({
      method: 'POST',
      path,
      summary: 'Add a member',
      description: byRight,
      tags,
      auth: 'required',
      access: 'inside',
      params: z.strictObject({ id: z.uuid() }),
      body: z.strictObject({ person_id: z.uuid(), role: memberFields.role.optional() }),
      responses: { 201: memberView },
      handler: async ({ actor, params: { id }, body: { person_id, role } }) => {
        const member = await addMember(db, actor, { projectId: id, personId: person_id, role })
        return answer(201, member, { Location: `/v1/projects/${id}/members/${person_id}` })
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: `${path}/:person_id`,
      summary: 'Say what a member does',
      description: byRight,
      tags,
      auth: 'required',
      access: 'inside',
      params,
      body: z.strictObject({ role: memberFields.role.optional() }),
      responses: { 200: memberView },
      handler: async ({ actor, params: { id, person_id }, body: { role }, request }) => {
        const wanted = { projectId: id, personId: person_id, role }
        return answer(200, await updateMember(db, actor, wanted, matching(request)))
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: `${path}/:person_id`,
      summary: 'Take somebody out of a project',
      description: `Their permissions there go with them, and what they had still to do is nobody's. ${byRight}`,
      tags,
      auth: 'required',
      access: 'inside',
      params,
      responses: { 204: null },
      handler: async ({ actor, params: { id, person_id }, request }) => {
        await removeMember(db, actor, { projectId: id, personId: person_id }, matching(request))
        return undefined
      },
    }),
    defineRoute({
      method: 'GET',
      path: permissionPath,
      summary: 'Who may more in a project than their role says',
      tags,
      auth: 'required',
      access: 'inside',
      params: z.strictObject({ id: z.uuid() }),
      responses: { 200: z.strictObject({ items: z.array(permissionView), next_cursor: z.null() }) },
      handler: async ({ actor, params: { id } }) => {
        const rows = await listProjectPermissions(db, actor, { projectId: id })
        return { items: rows.map(presentPermissions), next_cursor: null }
      },
    }),
    defineRoute({
      method: 'PUT',
      path: `${permissionPath}/:person_id`,
      summary: 'Give a member exactly these permissions in a project',
      description: `Besides those of their role; nobody gives what they have not. ${byRight}`,
      tags,
      auth: 'required',
      access: 'inside',
      params,
      body: z.strictObject({ permissions: permissionList }),
      responses: { 200: permissionView },
      handler: async ({ actor, params: { id, person_id }, body: { permissions } }) => {
        const wanted = { projectId: id, personId: person_id, codes: permissions }
        return presentPermissions(await grantProjectPermissions(db, actor, wanted))
      },
    }),
  ])
