import { z } from 'zod'
import { projectPriorities, projectStatuses } from '../../core/projects/codes.ts'
import { projectFields } from '../../core/projects/fields.ts'
import { latestProject, listProjectBoard, listProjects } from '../../core/projects/list-projects.ts'
import { createProject, deleteProject, readProject, updateProject } from '../../core/projects/projects.ts'
import type { ProjectView } from '../../core/projects/views.ts'
import type { Database } from '../../db/database.ts'
import { auditDenials } from '../audit-denials.ts'
import { etagOf } from '../etag.ts'
import { listQuery, listWindow, pageSchema, presentPage, presentTime, timeSchema } from '../present.ts'
import { defineRoute, type Route, reply } from '../route.ts'
import { matching, plannedShape, presentPlanned } from './project-shapes.ts'

const tags = ['projects']
const path = '/v1/projects'
const params = z.strictObject({ id: z.uuid() })

const { name, description, status, priority, isActive, ownerId, startOn, endOn } = projectFields
const fields = {
  description: description.optional(),
  status: status.optional().meta({ description: '`late` is none: it follows from `end_on`' }),
  priority: priority.optional(),
  active: isActive
    .optional()
    .meta({ description: 'A project that is off is hidden and tells nobody anything' }),
  owner_id: ownerId.optional().meta({ description: 'Who answers for it; becomes a member' }),
  start_on: startOn.optional(),
  end_on: endOn.optional(),
}
const creation = z.strictObject({ name: name.meta({ example: 'Lancement fibre' }), ...fields })
const change = z.strictObject({ name: name.optional(), ...fields })

const projectView = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    description: z.string(),
    status: z.enum(projectStatuses),
    priority: z.enum(projectPriorities),
    active: z.boolean(),
    owner_id: z.uuid().nullable(),
    ...plannedShape,
    progress: z.number().min(0).max(100).meta({ description: 'Percent, two decimals' }),
    created_at: timeSchema,
    updated_at: timeSchema,
  })
  .meta({ id: 'Project' })

const presentProject = (project: ProjectView): z.infer<typeof projectView> => ({
  id: project.id,
  name: project.name,
  description: project.description,
  status: project.status,
  priority: project.priority,
  active: project.isActive,
  owner_id: project.ownerId,
  ...presentPlanned(project),
  progress: project.progress,
  created_at: presentTime(project.createdAt),
  updated_at: presentTime(project.updatedAt),
})

const fieldsOf = (body: z.output<typeof change>) => ({
  ...(body.name !== undefined && { name: body.name }),
  description: body.description,
  status: body.status,
  priority: body.priority,
  isActive: body.active,
  ownerId: body.owner_id,
  startOn: body.start_on,
  endOn: body.end_on,
})

const flag = z.enum(['true', 'false'])
const query = z.strictObject({
  ...listQuery,
  status: z
    .enum([...projectStatuses, 'late'])
    .optional()
    .meta({ description: '`late`: its end is over and it is neither done nor rejected' }),
  priority: z.enum(projectPriorities).optional(),
  active: z
    .enum(['true', 'false', 'all'])
    .default('true')
    .meta({ description: 'Projects that are off are left out unless asked for' }),
  service: z.uuid().optional().meta({ description: 'Somebody of this service takes part' }),
  member: z.uuid().optional().meta({ description: 'This person takes part' }),
  late: flag.optional(),
  q: z.string().max(200).optional().meta({ description: 'In the name, whatever the case and the accents' }),
  default: z.literal('latest').optional().meta({ description: 'Only the one that was made last' }),
  group: z.literal('status').optional().meta({ description: 'Also as columns, `limit` of each; no pages' }),
})

const filterOf = (asked: z.output<typeof query>) => ({
  ...(asked.status !== undefined && asked.status !== 'late' && { status: asked.status }),
  priority: asked.priority,
  isActive: asked.active === 'all' ? ('all' as const) : asked.active === 'true',
  serviceId: asked.service,
  memberId: asked.member,
  ...((asked.status === 'late' || asked.late !== undefined) && {
    isLate: asked.status === 'late' || asked.late === 'true',
  }),
  q: asked.q,
})

const page = pageSchema(projectView).extend({
  groups: z
    .array(
      z.strictObject({
        status: z.enum(projectStatuses),
        count: z.int().meta({ description: 'Of all, shown or not' }),
        items: z.array(projectView),
      }),
    )
    .optional()
    .meta({ description: 'With `group=status`' }),
})

const answer = (code: number, project: ProjectView, headers: Record<string, string> = {}) =>
  reply(code, presentProject(project), { ETag: etagOf(project), ...headers })

/** Marketing projects of the tenant. */
export const projectRoutes = ({ db }: { db: Database }): Route[] =>
  auditDenials({ db }, [
    defineRoute({
      method: 'GET',
      path,
      summary: 'Projects, newest first',
      description: 'All of them with `projects:view`; else those in which the caller was given a permission.',
      tags,
      auth: 'required',
      access: 'inside',
      query,
      responses: { 200: page },
      handler: async ({ actor, query: asked }) => {
        const filter = filterOf(asked)
        if (asked.group) {
          const columns = await listProjectBoard(db, actor, { limit: asked.limit, filter })
          const groups = columns.map(({ status, count, projects }) => ({
            status,
            count,
            items: projects.map(presentProject),
          }))
          return { items: groups.flatMap(({ items }) => items), next_cursor: null, groups }
        }
        if (asked.default) {
          const latest = await latestProject(db, actor)
          return { items: latest ? [presentProject(latest)] : [], next_cursor: null }
        }
        const rows = await listProjects(db, actor, { page: listWindow(asked), filter })
        return presentPage(rows, asked.limit, presentProject)
      },
    }),
    defineRoute({
      method: 'POST',
      path,
      summary: 'Make a project',
      description:
        'With its six phases. Who makes it is a member, and answers for it unless `owner_id` says who does.',
      tags,
      auth: 'required',
      permission: 'projects:create',
      body: creation,
      responses: { 201: projectView },
      handler: async ({ actor, body }) => {
        const project = await createProject(db, actor, { ...fieldsOf(body), name: body.name })
        return answer(201, project, { Location: `${path}/${project.id}` })
      },
    }),
    defineRoute({
      method: 'GET',
      path: `${path}/:id`,
      summary: 'A project',
      tags,
      auth: 'required',
      access: 'inside',
      params,
      responses: { 200: projectView },
      handler: async ({ actor, params: { id } }) => answer(200, await readProject(db, actor, { id })),
    }),
    defineRoute({
      method: 'PATCH',
      path: `${path}/:id`,
      summary: 'Change a project',
      description:
        'Needs `projects:edit`, to reject it or take that back `projects:approve`, to give it another owner `members:manage`; in general or in this project.',
      tags,
      auth: 'required',
      access: 'inside',
      params,
      body: change,
      responses: { 200: projectView },
      handler: async ({ actor, params: { id }, body, request }) => {
        const fields = fieldsOf(body)
        return answer(200, await updateProject(db, actor, { id, fields }, matching(request)))
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: `${path}/:id`,
      summary: 'Delete a project',
      description:
        'With all in it. Its history stays. Needs `projects:delete`, in general or in this project.',
      tags,
      auth: 'required',
      access: 'inside',
      params,
      responses: { 204: null },
      handler: async ({ actor, params: { id }, request }) => {
        await deleteProject(db, actor, { id }, matching(request))
        return undefined
      },
    }),
  ])
