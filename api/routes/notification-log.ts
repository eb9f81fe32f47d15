import { z } from 'zod'
import { labelOf } from '../../core/notifications/delivery/sentence.ts'
import { alertTypes, listAlerts } from '../../core/notifications/inbox/alerts.ts'
import { listSends, redeliver, type SendLine } from '../../core/notifications/inbox/log.ts'
import { isNoticeType, kindOf, type NoticeType, noticePriorities } from '../../core/notifications/types.ts'
import type { Database } from '../../db/database.ts'
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

const tags = ['notifications']
const path = '/v1/notifications/log'
const result = z.enum(['sent', 'unknown', 'failed', 'skipped'])
const route = z.enum(['slack', 'discord', 'mail', 'digest', 'none'])

const sendView = z
  .strictObject({
    id: z.uuid(),
    created_at: timeSchema,
    settled_at: timeSchema.nullable(),
    to: z
      .strictObject({ id: z.uuid(), name: z.string().nullable() })
      .nullable()
      .meta({ description: 'null = a channel' }),
    route,
    workspace: z.string().nullable(),
    target: z
      .string()
      .nullable()
      .meta({ description: 'The platform’s id of a user or channel, or an address' }),
    types: z.array(z.string()).meta({ example: ['step.assigned'] }),
    result: result.nullable().meta({ description: 'null = on its way' }),
    reason: z.string().nullable().meta({ description: 'A code', example: 'discord_50007' }),
    redelivers: z.uuid().nullable().meta({ description: 'The message that it repeats' }),
  })
  .meta({ id: 'NotificationSend' })

const presentSend = ({ send, personName, types }: SendLine): z.infer<typeof sendView> => ({
  id: send.id,
  created_at: presentTime(send.createdAt!),
  settled_at: presentTimeOrNull(send.settledAt),
  to: send.personId ? { id: send.personId, name: personName } : null,
  route: send.route,
  workspace: send.workspace || null,
  target: send.target || null,
  types,
  result: send.result ?? null,
  reason: send.reason ?? null,
  redelivers: send.redelivers ?? null,
})

const alertView = z
  .strictObject({
    id: z.uuid(),
    type: z.string().meta({ example: 'quota.80' }),
    priority: z.enum(noticePriorities),
    title: z.string(),
    data: z.record(z.string(), z.unknown()),
    created_at: timeSchema,
  })
  .meta({ id: 'Alert' })

/** What was sent to whom, by which way, and what became of it; and what admins were told. */
export const notificationLogRoutes = ({ db }: { db: Database }): Route[] => [
  defineRoute({
    method: 'GET',
    path,
    summary: 'What was sent to whom, newest first',
    tags,
    auth: 'required',
    permission: 'audit:view',
    query: z.strictObject({
      ...listQuery,
      result: result.optional(),
      route: route.optional(),
      person_id: z.uuid().optional(),
    }),
    responses: { 200: pageSchema(sendView) },
    handler: async ({ actor, query }) => {
      const filter = {
        ...(query.result && { result: query.result }),
        ...(query.route && { route: query.route }),
        ...(query.person_id && { personId: query.person_id }),
      }
      const lines = await listSends(db, actor, { page: listWindow(query), filter })
      return presentPage(
        lines.map((line) => ({ line, createdAt: line.send.createdAt!, id: line.send.id })),
        query.limit,
        ({ line }) => presentSend(line),
      )
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/:id/redeliver`,
    summary: 'Send a message again',
    description:
      'What failed, or may not have arrived, within three days, once: by the same way to the same place. 409 otherwise.',
    tags,
    auth: 'required',
    permission: 'notifications:broadcast',
    params: z.strictObject({ id: z.uuid() }),
    responses: {
      202: z.strictObject({ id: z.uuid().meta({ description: 'Of the new message in the log' }) }),
    },
    handler: async ({ actor, params: { id } }) => reply(202, { id: (await redeliver(db, actor, { id })).id }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/alerts',
    summary: 'What the admins were told, newest first',
    tags,
    auth: 'required',
    permission: 'audit:view',
    query: z.strictObject({
      ...listQuery,
      type: z.enum(alertTypes as [NoticeType, ...NoticeType[]]).optional(),
    }),
    responses: { 200: pageSchema(alertView) },
    handler: async ({ actor, query, request: { locale } }) => {
      const rows = await listAlerts(db, actor, {
        page: listWindow(query),
        ...(query.type && { type: query.type }),
      })
      return presentPage(
        rows.map((row) => ({ row, createdAt: row.createdAt!, id: row.id })),
        query.limit,
        ({ row: { id, type, data, createdAt } }) => ({
          id,
          type,
          priority: isNoticeType(type) ? kindOf(type).priority : ('normal' as const),
          title: isNoticeType(type) ? labelOf(locale, type) : type,
          data: data ?? {},
          created_at: presentTime(createdAt!),
        }),
      )
    },
  }),
]
