import { Op, QueryTypes } from 'sequelize'
import { validate as isUuid } from 'uuid'
import type { Database } from '../../../db/database.ts'
import type { NoticeState, Notification, NotificationEvent } from '../../../db/models/notification.ts'
import { withTenant } from '../../../db/tenant.ts'
import type { TenantActor } from '../../access/can.ts'
import { AppError } from '../../errors.ts'
import { behind, newestFirst, type Page } from '../../paging.ts'
import type { NoticeType } from '../types.ts'

/** A person's notice with what it is about. */
export type Notice = Notification & { event: NotificationEvent }

export interface NoticeFilter {
  state?: NoticeState
  type?: NoticeType
  projectId?: string
}

/** An inbox belongs to a person: operators, programs and visitors have none. */
const hasInbox = ({ kind }: TenantActor): boolean => kind === 'person'

/** @throws AppError `forbidden` */
export const requireInbox = (actor: TenantActor): void => {
  if (!hasInbox(actor)) throw new AppError('forbidden', 'only a person has notifications')
}

const whereOf = ({ tenantId, id: personId }: TenantActor, { state, type, projectId }: NoticeFilter) => ({
  tenantId,
  personId,
  // What was archived, or muted, is out of sight until it is asked for.
  state: state ?? { [Op.ne]: 'archived' },
  ...(type && { type }),
  ...(projectId && { projectId }),
})

const includeEvent = (db: Database) => ({ model: db.models.NotificationEvent, as: 'event', required: true })

/** Somebody's own notices, newest first, without the archived unless they are asked for; nobody else's ever. */
export const listNotices = (
  db: Database,
  actor: TenantActor,
  { page, filter = {} }: { page: Page; filter?: NoticeFilter },
): Promise<Notice[]> =>
  withTenant(db, actor.tenantId, async () => {
    if (!hasInbox(actor)) return []
    const { Notification, NotificationEvent } = db.models
    const where = { ...whereOf(actor, filter), ...behind(page) }
    const rows = await Notification.findAll({ where, order: newestFirst, limit: page.limit })
    const { tenantId } = actor
    const events = await NotificationEvent.findAll({
      where: { tenantId, id: rows.map(({ eventId }) => eventId) },
    })
    const byId = new Map(events.map((event) => [event.id, event]))
    return rows.map((row) => Object.assign(row, { event: byId.get(row.eventId)! }))
  })

/** Nobody reads so many, and counting more would take longer than the page beside it. */
export const mostCounted = 10_000

/** How many of somebody's notices are unread, up to ten thousand. */
export const countUnread = (db: Database, actor: TenantActor): Promise<number> =>
  withTenant(db, actor.tenantId, async () => {
    if (!hasInbox(actor)) return 0
    const [row] = await db.sequelize.query<{ count: number }>(
      `select count(*)::int as count from (
         select from notifications where tenant_id = $1 and person_id = $2 and state = 'unread' limit $3) n`,
      { type: QueryTypes.SELECT, bind: [actor.tenantId, actor.id, mostCounted] },
    )
    return row?.count ?? 0
  })

/** @throws AppError `not_found` for what is somebody else's as well */
export const findNotice = (db: Database, actor: TenantActor, id: string): Promise<Notice> =>
  withTenant(db, actor.tenantId, async () => {
    const { tenantId, id: personId } = actor
    const where = { tenantId, personId, id }
    const isOne = hasInbox(actor) && isUuid(id)
    const found = isOne ? await db.models.Notification.findOne({ where, include: includeEvent(db) }) : null
    if (!found) throw new AppError('not_found', 'There is no such notification.')
    return found as Notice
  })
