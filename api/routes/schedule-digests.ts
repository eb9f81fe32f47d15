import { z } from 'zod'
import type { Core } from '../../core/core.ts'
import {
  digestChangesSchema,
  type OwnDigest,
  readOwnDigest,
  setOwnDigest,
} from '../../core/digests/preferences.ts'
import {
  addRecipient,
  askRecipient,
  listRecipients,
  type RecipientFields,
  type RecipientView,
  readRecipient,
  removeRecipient,
  updateRecipient,
} from '../../core/digests/recipients.ts'
import { clockText, minutesOf } from '../../core/schedules/clock.ts'
import type { Database } from '../../db/database.ts'
import { etagOf, requireMatch } from '../etag.ts'
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
import { atSchema, weekdaySchema } from './schedules.ts'

// biome-ignore format: one list of imports

const tags = ['schedules']
const ownPath = '/v1/me/digest'
const path = '/v1/digest-recipients'
const params = z.strictObject({ id: z.uuid() })
const hour = { at: atSchema.nullable(), weekday: weekdaySchema.nullable() }

const ownView = z
  .strictObject({
    frequency: z.enum(['off', 'daily', 'weekly', 'both']),
    at: hour.at.meta({ description: 'null = the tenant’s hour' }),
    weekday: hour.weekday.meta({ description: 'Of the weekly one; null = the tenant’s day' }),
    route: z.enum(['auto', 'chat', 'mail']).meta({ description: '`auto`: a direct message where there is an account, else mail' }),
    all_projects: z.boolean().meta({ description: 'Of all projects that you may see, not only of those you take part in' }),
    updated_at: timeSchema.nullable().meta({ description: 'null = never set' }),
  })
  .meta({ id: 'OwnDigest' }) // biome-ignore format: one view

const presentOwn = (own: OwnDigest): z.infer<typeof ownView> => ({
  frequency: own.frequency,
  at: atOf(own.minuteOfDay),
  weekday: own.weekday ?? null,
  route: own.route,
  all_projects: own.isOfAll,
  updated_at: own.updatedAt.getTime() === 0 ? null : presentTime(own.updatedAt),
})

const atOf = (minute: number | null | undefined): string | null =>
  minute === null || minute === undefined ? null : clockText(minute)
const minuteOf = (at: string | null): number | null => (at === null ? null : minutesOf(at))

const answerOwn = (own: OwnDigest) => reply(200, presentOwn(own), { ETag: etagOf(own) })

const ownRoutes = (db: Database): Route[] => [
  defineRoute({
    method: 'GET',
    path: ownPath,
    summary: 'When and how you get digests',
    tags,
    auth: 'required',
    access: 'own',
    responses: { 200: ownView },
    handler: async ({ actor }) => answerOwn(await readOwnDigest(db, actor)),
  }),
  defineRoute({
    method: 'PATCH',
    path: ownPath,
    summary: 'Set when and how you get digests',
    description: 'In your time zone, which stands in `/v1/me/preferences`.',
    tags,
    auth: 'required',
    access: 'own',
    body: z.strictObject({
      frequency: digestChangesSchema.shape.frequency,
      at: hour.at.optional(),
      weekday: hour.weekday.optional(),
      route: digestChangesSchema.shape.route,
      all_projects: z.boolean().optional(),
    }),
    responses: { 200: ownView },
    handler: async ({ actor, body: { at, all_projects, ...rest }, request }) => {
      const changes = {
        ...rest,
        ...(at !== undefined && { minuteOfDay: minuteOf(at) }),
        ...(all_projects !== undefined && { isOfAll: all_projects }),
      }
      const check = (row: OwnDigest): void => requireMatch(request, row)
      return answerOwn(await setOwnDigest(db, actor, { changes, check }))
    },
  }),
]

const fields = {
  frequency: z.enum(['daily', 'weekly', 'both']),
  ...hour,
  locale: z.enum(['fr', 'en']),
  time_zone: z.string().max(60).meta({ example: 'Europe/Paris' }),
  project_ids: z.array(z.uuid()).min(1).max(50),
}

const recipientView = z
  .strictObject({
    id: z.uuid(),
    address: z.string(),
    frequency: z.enum(['off', 'daily', 'weekly', 'both']),
    at: hour.at,
    weekday: hour.weekday,
    locale: fields.locale,
    time_zone: z.string(),
    project_ids: z.array(z.uuid()),
    added_by: z
      .uuid()
      .meta({ description: 'What this member may not see any more, the recipient does not get' }),
    confirmed_at: timeSchema
      .nullable()
      .meta({ description: 'null = asked and not answered: nothing is sent' }),
    created_at: timeSchema,
    updated_at: timeSchema,
  })
  .meta({ id: 'DigestRecipient' })

const presentRecipient = ({ recipient, projectIds }: RecipientView): z.infer<typeof recipientView> => ({
  id: recipient.id,
  address: recipient.address,
  frequency: recipient.frequency,
  at: atOf(recipient.minuteOfDay),
  weekday: recipient.weekday ?? null,
  locale: recipient.locale,
  time_zone: recipient.timeZone,
  project_ids: projectIds,
  added_by: recipient.addedBy,
  confirmed_at: presentTimeOrNull(recipient.confirmedAt),
  created_at: presentTime(recipient.createdAt),
  updated_at: presentTime(recipient.updatedAt),
})

const answer = (status: number, view: RecipientView, headers: Record<string, string> = {}) =>
  reply(status, presentRecipient(view), { ETag: etagOf(view.recipient), ...headers })

const body = z.strictObject({
  address: z.string().trim().max(254).pipe(z.email()).meta({ example: 'cliente@example.org' }),
  ...fields,
  frequency: fields.frequency.default('weekly'),
  at: hour.at.default(null),
  weekday: hour.weekday.default(null),
})

const fieldsOf = ({ at, time_zone, project_ids, ...rest }: {
  at?: string | null | undefined
  time_zone?: string | undefined
  project_ids?: string[] | undefined
} & Partial<Omit<RecipientFields, 'minuteOfDay' | 'timeZone' | 'projectIds'>>): Partial<RecipientFields> => ({
  ...rest,
  ...(at !== undefined && { minuteOfDay: minuteOf(at) }),
  ...(time_zone !== undefined && { timeZone: time_zone }),
  ...(project_ids !== undefined && { projectIds: project_ids }),
}) // biome-ignore format: the parameters, read at a glance

/** Digests: a person's own, and those of people without an account whom a member adds. */
export const digestRoutesOf = ({ db, queue }: Pick<Core, 'db' | 'queue'>): Route[] => [
  ...ownRoutes(db),
  defineRoute({
    method: 'GET',
    path,
    summary: 'People without an account who get digests, newest first',
    description: 'Those that you added; all of them for whoever manages schedules.',
    tags,
    auth: 'required',
    access: 'inside',
    query: z.strictObject(listQuery),
    responses: { 200: pageSchema(recipientView) },
    handler: async ({ actor, query }) => {
      const rows = await listRecipients(db, actor, listWindow(query))
      const placed = rows.map((view) => ({
        ...view,
        createdAt: view.recipient.createdAt,
        id: view.recipient.id,
      }))
      return presentPage(placed, query.limit, presentRecipient)
    },
  }),
  defineRoute({
    method: 'POST',
    path,
    summary: 'Send digests to somebody without an account',
    description:
      'They are asked by mail first, by a link that ends after 7 days; before they confirm they get nothing else.',
    tags,
    auth: 'required',
    access: 'inside',
    body,
    responses: { 201: recipientView },
    handler: async ({ actor, body: { address, ...rest } }) => {
      const view = await addRecipient({ db, queue }, actor, {
        address,
        ...(fieldsOf(rest) as RecipientFields),
      })
      return answer(201, view, { Location: `${path}/${view.recipient.id}` })
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${path}/:id`,
    summary: 'A recipient of digests',
    tags,
    auth: 'required',
    access: 'inside',
    params,
    responses: { 200: recipientView },
    handler: async ({ actor, params: { id } }) => answer(200, await readRecipient(db, actor, id)),
  }),
  defineRoute({
    method: 'PATCH',
    path: `${path}/:id`,
    summary: 'Change what and when a recipient gets',
    tags,
    auth: 'required',
    access: 'inside',
    params,
    body: z.strictObject(fields).partial(),
    responses: { 200: recipientView },
    handler: async ({ actor, params: { id }, body: changes, request }) => {
      const check = (row: { updatedAt: Date }): void => requireMatch(request, row)
      return answer(200, await updateRecipient(db, actor, { id, fields: fieldsOf(changes), check }))
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/:id/ask`,
    summary: 'Ask a recipient once more to confirm',
    description: 'Once a day at most.',
    tags,
    auth: 'required',
    access: 'inside',
    params,
    responses: { 200: recipientView },
    handler: async ({ actor, params: { id } }) => answer(200, await askRecipient({ db, queue }, actor, id)),
  }),
  defineRoute({
    method: 'DELETE',
    path: `${path}/:id`,
    summary: 'Send a recipient nothing more',
    tags,
    auth: 'required',
    access: 'inside',
    params,
    responses: { 204: null },
    handler: async ({ actor, params: { id } }) => {
      await removeRecipient(db, actor, id)
      return undefined
    },
  }),
]
