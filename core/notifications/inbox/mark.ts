import type { Database } from '../../../db/database.ts'
import type { NoticeState } from '../../../db/models/notification.ts'
import { withTenant } from '../../../db/tenant.ts'
import type { TenantActor } from '../../access/can.ts'
import { requireInbox } from './list.ts'

/** What a change of state writes; what was archived once is read as well. */
const changeOf = (state: Exclude<NoticeState, 'unread'>, now: Date) =>
  state === 'read' ? { state, readAt: now } : { state, archivedAt: now }

/**
 * Marks notices of one's own as read, or archives them: those that are named, or all.
 * @param ids null = all; others' and unknown ones are left out
 * @returns how many changed
 * @throws AppError `forbidden` for whoever has no inbox
 */
export const markNotices = (
  db: Database,
  actor: TenantActor,
  { ids, state, now = new Date() }: { ids: string[] | null; state: 'read' | 'archived'; now?: Date },
): Promise<number> => {
  requireInbox(actor)
  const { tenantId, id: personId } = actor
  const from: NoticeState[] = state === 'read' ? ['unread'] : ['unread', 'read']
  return withTenant(db, tenantId, async () => {
    const where = { tenantId, personId, state: from, ...(ids && { id: ids }) }
    const [count] = await db.models.Notification.update(changeOf(state, now), { where })
    return count
  })
}
