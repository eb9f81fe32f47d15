import { z } from 'zod'
import { labelOf } from '../../core/notifications/delivery/sentence.ts'
import { countUnread, listNotices } from '../../core/notifications/inbox/list.ts'
import { markNotices } from '../../core/notifications/inbox/mark.ts'
import { explainNotice, muteNotice, muteScopes } from '../../core/notifications/inbox/why.ts'
import {
  kindOf,
  noticeCategories,
  noticePriorities,
  noticeTypeCodes,
} from '../../core/notifications/types.ts'
import type { Database } from '../../db/database.ts'
import { listQuery, listWindow, pageSchema, presentPage } from '../present.ts'
import { defineRoute, type Route } from '../route.ts'
import { noticeStateSchema, noticeTypeSchema, noticeView, presentNotice } from './notification-view.ts'

const tags = ['notifications']
const path = '/v1/notifications'
const params = z.strictObject({ id: z.uuid() })
const unreadCount = z.int().meta({ description: 'Of all that the caller has not read, counted up to 10,000' })

const marking = z
  .union([
    z.strictObject({ ids: z.array(z.uuid()).min(1).max(500) }),
    z.strictObject({ all: z.literal(true) }),
  ])
  .meta({ example: { all: true } })
const marked = z.strictObject({ changed: z.int(), unread_count: unreadCount })

const typeView = z
  .strictObject({
    code: noticeTypeSchema,
    label: z.string(),
    audience: z.enum(['general', 'personal', 'both']),
    priority: z.enum(noticePriorities),
    category: z.enum(noticeCategories),
    rule: z.string(),
    can_be_muted: z.boolean(),
    in_inbox: z.boolean().meta({ description: 'false = told by a mail alone' }),
  })
  .meta({ id: 'NotificationType' })

const whyView = z
  .strictObject({
    rule: z.string().meta({ example: 'responsible' }),
    text: z.string().meta({ description: 'The rule, in the caller’s language' }),
    type: noticeTypeSchema,
    mute: z.array(z.enum(muteScopes)).meta({ description: 'What `POST …/mute` takes' }),
  })
  .meta({ id: 'NotificationReason' })

const markRoute = (db: Database, word: 'mark_read' | 'archive', summary: string): Route =>
  defineRoute({
    method: 'POST',
    path: `${path}/${word}`,
    summary,
    description: 'Those that are named, or all. Others’ and unknown ones are left out.',
    tags,
    auth: 'required',
    access: 'own',
    body: marking,
    responses: { 200: marked },
    handler: async ({ actor, body }) => {
      const ids = 'ids' in body ? body.ids : null
      const state = word === 'archive' ? 'archived' : 'read'
      const changed = await markNotices(db, actor, { ids, state })
      return { changed, unread_count: await countUnread(db, actor) }
    },
  })

/** What somebody is told: their own inbox, and why. */
export const notificationRoutes = ({ db }: { db: Database }): Route[] => [
  defineRoute({
    method: 'GET',
    path,
    summary: 'My notifications, newest first',
    description: 'Without `state` those that are not archived.',
    tags,
    auth: 'required',
    access: 'own',
    query: z.strictObject({
      ...listQuery,
      state: noticeStateSchema.optional(),
      type: noticeTypeSchema.optional(),
      project_id: z.uuid().optional(),
    }),
    responses: { 200: pageSchema(noticeView).extend({ unread_count: unreadCount }) },
    handler: async ({ actor, query, request }) => {
      const filter = {
        ...(query.state && { state: query.state }),
        ...(query.type && { type: query.type }),
        ...(query.project_id && { projectId: query.project_id }),
      }
      const rows = await listNotices(db, actor, { page: listWindow(query), filter })
      const page = presentPage(
        rows.map((row) => ({ row, createdAt: row.createdAt!, id: row.id })),
        query.limit,
        ({ row }) => presentNotice(row, request.locale),
      )
      return { ...page, unread_count: await countUnread(db, actor) }
    },
  }),
  markRoute(db, 'mark_read', 'Mark notifications as read'),
  markRoute(db, 'archive', 'Archive notifications'),
  defineRoute({
    method: 'GET',
    path: `${path}/types`,
    summary: 'Everything that people can be told',
    tags,
    auth: 'required',
    access: 'member',
    responses: { 200: z.strictObject({ items: z.array(typeView) }) },
    handler: ({ request: { locale } }) => ({
      items: noticeTypeCodes.map((code) => {
        const { audience, priority, category, rule, isListed } = kindOf(code)
        const label = labelOf(locale, code)
        return {
          code,
          label,
          audience,
          priority,
          category,
          rule,
          can_be_muted: priority !== 'critical',
          in_inbox: isListed,
        }
      }),
    }),
  }),
  defineRoute({
    method: 'GET',
    path: `${path}/:id/why`,
    summary: 'Why I got a notification',
    tags,
    auth: 'required',
    access: 'own',
    params,
    responses: { 200: whyView },
    handler: async ({ actor, params: { id }, request: { locale } }) => {
      const { notice, rule, text, scopes } = await explainNotice(db, actor, { id, locale })
      return { rule, text, type: notice.type as z.infer<typeof noticeTypeSchema>, mute: scopes }
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/:id/mute`,
    summary: 'Mute what a notification stands for',
    description:
      'Its type, its project, or the type in the project. `PATCH /v1/me/preferences` brings it back.',
    tags,
    auth: 'required',
    access: 'own',
    params,
    body: z.strictObject({ scope: z.enum(muteScopes).default('type') }),
    isBodyOptional: true,
    responses: { 204: null },
    handler: async ({ actor, params: { id }, body }) => {
      await muteNotice(db, actor, { id, scope: body?.scope ?? 'type' })
      return undefined
    },
  }),
]
