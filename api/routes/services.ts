import { z } from 'zod'
import {
  createService,
  deleteService,
  findService,
  listServices,
  serviceFieldsSchema,
  updateService,
} from '../../core/tenancy/services.ts'
import type { Database } from '../../db/database.ts'
import type { Service } from '../../db/models/service.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { listQuery, listWindow, pageSchema, presentPage, presentTime, timeSchema } from '../present.ts'
import { defineRoute, type Route, reply } from '../route.ts'

const tags = ['services']
const path = '/v1/services'
const params = z.strictObject({ id: z.uuid() })
const body = z.strictObject({ name: serviceFieldsSchema.shape.name.meta({ example: 'Études et conseil' }) })

const serviceView = z
  .strictObject({ id: z.uuid(), name: z.string(), created_at: timeSchema, updated_at: timeSchema })
  .meta({ id: 'Service' })

const presentService = (service: Service): z.infer<typeof serviceView> => ({
  id: service.id,
  name: service.name,
  created_at: presentTime(service.createdAt),
  updated_at: presentTime(service.updatedAt),
})

const answer = (status: number, service: Service, headers: Record<string, string> = {}) =>
  reply(status, presentService(service), { ETag: etagOf(service), ...headers })

/** Departments of the tenant: each person belongs to one, or to none. */
export const serviceRoutes = ({ db }: { db: Database }): Route[] => [
  defineRoute({
    method: 'GET',
    path,
    summary: 'Services, newest first',
    tags,
    auth: 'required',
    access: 'member',
    query: z.strictObject(listQuery),
    responses: { 200: pageSchema(serviceView) },
    handler: async ({ actor, query }) =>
      presentPage(await listServices(db, actor, listWindow(query)), query.limit, presentService),
  }),
  defineRoute({
    method: 'POST',
    path,
    summary: 'Make a service',
    tags,
    auth: 'required',
    permission: 'services:manage',
    body,
    responses: { 201: serviceView },
    handler: async ({ actor, body: fields }) => {
      const service = await createService(db, actor, fields)
      return answer(201, service, { Location: `${path}/${service.id}` })
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${path}/:id`,
    summary: 'A service',
    tags,
    auth: 'required',
    access: 'member',
    params,
    responses: { 200: serviceView },
    handler: async ({ actor, params: { id } }) => answer(200, await findService(db, actor, id)),
  }),
  defineRoute({
    method: 'PATCH',
    path: `${path}/:id`,
    summary: 'Rename a service',
    tags,
    auth: 'required',
    permission: 'services:manage',
    params,
    body,
    responses: { 200: serviceView },
    handler: async ({ actor, params: { id }, body: fields, request }) => {
      requireMatch(request, await findService(db, actor, id))
      return answer(200, await updateService(db, actor, { id, fields }))
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${path}/:id`,
    summary: 'Delete a service',
    description:
      'While people belong to it 409, unless `move_to` says where they go. Limits that were set for it go with it.',
    tags,
    auth: 'required',
    permission: 'services:manage',
    params,
    query: z.strictObject({
      move_to: z
        .union([z.uuid(), z.literal('none')])
        .optional()
        .meta({ description: 'Another service, or `none`' }),
    }),
    responses: { 204: null },
    handler: async ({ actor, params: { id }, query: { move_to } }) => {
      await deleteService(db, actor, { id, moveTo: move_to === 'none' ? null : move_to })
      return undefined
    },
  }),
]
