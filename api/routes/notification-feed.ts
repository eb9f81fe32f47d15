import { z } from 'zod'
import { followNotices } from '../../core/notifications/inbox/feed.ts'
import { countUnread, listNotices } from '../../core/notifications/inbox/list.ts'
import type { Database } from '../../db/database.ts'
import { timeSchema } from '../present.ts'
import { defineRoute, eventStream, type Route } from '../route.ts'
import { noticeView, presentNotice } from './notification-view.ts'

const latest = 20
const unreadView = z.strictObject({ unread_count: z.int() })
const snapshot = unreadView.extend({ items: z.array(noticeView) }).meta({ id: 'NotificationFeed' })

const severities = ['success', 'info', 'warning', 'error'] as const
const dashboardView = z
  .strictObject({
    id: z.uuid(),
    type: z.enum(severities).meta({ description: 'How it is to be shown, by its type and priority' }),
    icon: z.string(),
    message: z.string(),
    time: timeSchema,
    read: z.boolean(),
  })
  .meta({ id: 'DashboardNotification' })

const severityOf = ({ type, priority }: z.infer<typeof noticeView>): (typeof severities)[number] => {
  if (priority === 'critical') return 'error'
  if (/\.(completed|ready|generated|validated|created|unblocked)$/.test(type)) return 'success'
  return priority === 'high' ? 'warning' : 'info'
}

/** New notifications as they come. */
export const notificationFeedRoutes = ({ db }: { db: Database }): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/v1/notifications/feed',
    summary: 'My notifications as they come',
    description:
      'With `Accept: text/event-stream` each new one as the event `notification`, and the count of unread ones as `unread` whenever it changes. Ends after a quarter of an hour, and when the account ends: come again with a fresh token. Otherwise the latest unread ones.',
    tags: ['notifications'],
    auth: 'required',
    access: 'own',
    responses: { 200: snapshot },
    events: { notification: noticeView, unread: unreadView, answer: snapshot },
    handler: async ({ actor, request }) => {
      const { locale } = request
      const read = async () => {
        const page = { limit: latest, after: null }
        const rows = await listNotices(db, actor, { page, filter: { state: 'unread' } })
        const items = rows.map((row) => presentNotice(row, locale))
        return { unread_count: await countUnread(db, actor), items }
      }
      if (!request.acceptsEvents) return read()
      return eventStream(async (send, signal) => {
        await followNotices(db, actor, {
          signal,
          onNotice: (notice) => send('notification', presentNotice(notice, locale)),
          onUnread: (count) => send('unread', { unread_count: count }),
        })
        return read()
      })
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/dashboard/notifications',
    summary: 'My latest notifications, as a page shows them',
    tags: ['dashboard'],
    auth: 'required',
    access: 'own',
    responses: { 200: unreadView.extend({ items: z.array(dashboardView) }) },
    handler: async ({ actor, request: { locale } }) => {
      const rows = await listNotices(db, actor, { page: { limit: latest, after: null } })
      const items = rows.map((row) => {
        const notice = presentNotice(row, locale)
        const { id, icon, message, read, created_at: time } = notice
        return { id, type: severityOf(notice), icon, message, time, read }
      })
      return { unread_count: await countUnread(db, actor), items }
    },
  }),
]
