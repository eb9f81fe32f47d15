import { z } from 'zod'
import {
  findPerson,
  listPeople,
  type PersonChanges,
  removePerson,
  updatePerson,
} from '../../core/tenancy/manage-people.ts'
import { createPerson, type NewPerson, personFields } from '../../core/tenancy/people.ts'
import type { Database } from '../../db/database.ts'
import type { Person } from '../../db/models/person.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { listQuery, listWindow, pageSchema, presentPage, presentTime, timeSchema } from '../present.ts'
import { defineRoute, type Route, reply } from '../route.ts'

const tags = ['users']
const path = '/v1/users'
const params = z.strictObject({ id: z.uuid() })
const permission = 'users:manage'

const fields = {
  email: personFields.email.nullish().meta({ example: 'zoe@example.org' }),
  user_name: personFields.userName
    .nullish()
    .meta({ description: 'Signs in like the address. No other may look like it', example: 'zoe.martin' }),
  full_name: personFields.fullName.meta({ example: 'Zoé Martin' }),
  role: personFields.role.meta({ description: 'Code of a role, see `GET /v1/roles`', example: 'marketing' }),
  service_id: personFields.serviceId.nullish().meta({ description: 'See `GET /v1/services`' }),
  locale: personFields.locale.nullish(),
}

const newBody = z
  .strictObject({
    ...fields,
    role: fields.role.default('marketing'),
    password: z.string().min(1).max(1_000).optional().meta({ description: 'To be told to them' }),
    invite: z.boolean().optional().meta({
      description:
        'Mails a link to choose a password; true unless a password is given or there is no address',
    }),
  })
  .superRefine(({ email, password, invite }, context) => {
    const add = (message: string) => context.addIssue({ code: 'custom', path: ['invite'], message })
    if (invite && !email) add('needs an e-mail address')
    if (invite && password !== undefined) add('has a password already')
  })

const changesBody = z.strictObject({
  ...fields,
  full_name: fields.full_name.optional(),
  role: fields.role.optional(),
  active: z.boolean().optional().meta({ description: 'false: gets in no more, from now on' }),
})

export const userView = z
  .strictObject({
    id: z.uuid(),
    email: z.string().nullable(),
    user_name: z.string().nullable(),
    full_name: z.string(),
    role: z.string(),
    service_id: z.uuid().nullable(),
    locale: z.enum(['fr', 'en']).nullable(),
    active: z.boolean(),
    is_admin: z.boolean().meta({ description: 'Whether the role is `admin`' }),
    has_password: z.boolean(),
    created_at: timeSchema,
    updated_at: timeSchema,
  })
  .meta({ id: 'User' })

export const presentUser = (person: Person): z.infer<typeof userView> => ({
  id: person.id,
  email: person.email ?? null,
  user_name: person.userName ?? null,
  full_name: person.fullName,
  role: person.role,
  service_id: person.serviceId ?? null,
  locale: person.locale ?? null,
  active: person.isActive,
  is_admin: person.role === 'admin',
  has_password: (person.passwordHash ?? null) !== null,
  created_at: presentTime(person.createdAt),
  updated_at: presentTime(person.updatedAt),
})

const newOf = (body: z.output<typeof newBody>): NewPerson => ({
  email: body.email ?? null,
  userName: body.user_name ?? null,
  fullName: body.full_name,
  role: body.role,
  serviceId: body.service_id ?? null,
  locale: body.locale ?? null,
  password: body.password ?? null,
  isInvited: body.invite ?? (body.password === undefined && Boolean(body.email)),
})

/** Only what was sent: an absent field is not a change. */
const changesOf = (body: z.output<typeof changesBody>): PersonChanges => {
  const all: PersonChanges = {
    email: body.email,
    userName: body.user_name,
    fullName: body.full_name,
    role: body.role,
    serviceId: body.service_id,
    locale: body.locale,
    isActive: body.active,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

const answer = (status: number, person: Person, headers: Record<string, string> = {}) =>
  reply(status, presentUser(person), { ETag: etagOf(person), ...headers })

/** The same twice, as two documents name it differently. */
const createRoute = (db: Database, { at, summary }: { at: string; summary: string }): Route =>
  defineRoute({
    method: 'POST',
    path: at,
    summary,
    tags,
    auth: 'required',
    permission,
    isVersioned: true,
    body: newBody,
    responses: { 201: userView },
    handler: async ({ actor, body }) => {
      const person = await createPerson(db, actor, newOf(body))
      return answer(201, person, { Location: `${path}/${person.id}` })
    },
  })

/** People of the tenant. */
export const userRoutes = ({ db }: { db: Database }): Route[] => [
  defineRoute({
    method: 'GET',
    path,
    summary: 'People of the tenant, newest first',
    tags,
    auth: 'required',
    permission,
    query: z.strictObject({
      ...listQuery,
      role: z.string().max(40).optional().meta({ description: 'Code of a role' }),
      service_id: z
        .union([z.uuid(), z.literal('none')])
        .optional()
        .meta({ description: '`none` = those who belong to no service' }),
      active: z.enum(['true', 'false']).optional(),
      q: z.string().trim().max(200).optional().meta({ description: 'Part of the name or the address' }),
    }),
    responses: { 200: pageSchema(userView) },
    handler: async ({ actor, query }) => {
      const { role, service_id, active, q: part } = query
      const filter = {
        part,
        ...(role !== undefined && { role }),
        ...(service_id !== undefined && { serviceId: service_id === 'none' ? null : service_id }),
        ...(active && { isActive: active === 'true' }),
      }
      const rows = await listPeople(db, actor, { page: listWindow(query), filter })
      return presentPage(rows, query.limit, presentUser)
    },
  }),
  createRoute(db, { at: path, summary: 'Add somebody to the tenant' }),
  createRoute(db, { at: '/v1/auth/register', summary: 'Add somebody to the tenant, as POST /v1/users' }),
  defineRoute({
    method: 'GET',
    path: `${path}/:id`,
    summary: 'Somebody of the tenant',
    tags,
    auth: 'required',
    permission,
    params,
    responses: { 200: userView },
    handler: async ({ actor, params: { id } }) => answer(200, await findPerson(db, actor, id)),
  }),
  defineRoute({
    method: 'PATCH',
    path: `${path}/:id`,
    summary: 'Change somebody of the tenant',
    description:
      'Another role, switching off and on end what they are signed in with. Nobody gives a role that holds more than their own, changes somebody who has more rights, or takes the tenant its last administrator (409).',
    tags,
    auth: 'required',
    permission,
    params,
    body: changesBody,
    responses: { 200: userView },
    handler: async ({ actor, params: { id }, body, request }) => {
      requireMatch(request, await findPerson(db, actor, id))
      return answer(200, await updatePerson(db, actor, { id, changes: changesOf(body) }))
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${path}/:id`,
    summary: 'Switch somebody off',
    description: 'What they did stays; they get in no more. As PATCH with `active: false`.',
    tags,
    auth: 'required',
    permission,
    params,
    responses: { 204: null },
    handler: async ({ actor, params: { id } }) => {
      await removePerson(db, actor, id)
      return undefined
    },
  }),
]
