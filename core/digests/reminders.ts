import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import { type NoticeEvent, notify } from '../notifications/notify.ts'
import { type Deadline, listDueSoon, listLate } from '../projects/deadlines.ts'

type When = 'late' | 'due_soon'

const typeOf = ({ kind }: Deadline, when: When): NoticeEvent['type'] =>
  // Of a project nothing is said before it is late.
  (kind === 'project' ? 'project.late' : `${kind}.${when}`) as NoticeEvent['type']

const eventOf = (item: Deadline, when: When, members: readonly string[]): NoticeEvent => {
  const { kind, id, name, projectId, projectName, phase, personIds, endOn, lateDays, onceKey } = item
  return {
    type: typeOf(item, when),
    actor: null,
    project: { id: projectId, name: projectName },
    ...(phase !== null && { phase }),
    ...(kind === 'step' && { step: { id, name } }),
    ...(kind === 'task' && { task: { id, name } }),
    to: kind === 'project' ? [...new Set([...personIds, ...members])] : personIds,
    data: { due_on: endOn, ...(when === 'late' && { late_days: lateDays }) },
    onceKey,
  }
}

const membersOf = async (db: Database, tenantId: string, projectIds: string[]) => {
  const where = { tenantId, projectId: projectIds }
  const rows = await db.models.ProjectMember.findAll({
    attributes: ['projectId', 'personId'],
    where,
    raw: true,
  })
  return Map.groupBy(rows, ({ projectId }) => projectId)
}

/** What there is to remind of. Inside `withTenant`. */
const listEvents = async (db: Database, tenantId: string, now: Date): Promise<NoticeEvent[]> => {
  const late = await listLate(db, tenantId, { now })
  const dueSoon = await listDueSoon(db, tenantId, { now })
  const projects = late.filter(({ kind }) => kind === 'project').map(({ projectId }) => projectId)
  const members = await membersOf(db, tenantId, projects)
  const event = (when: When) => (item: Deadline) =>
    eventOf(item, when, members.get(item.projectId)?.map(({ personId }) => personId) ?? [])
  return [...late.map(event('late')), ...dueSoon.map(event('due_soon'))]
}

/** Which of these were told before. */
const listTold = async (db: Database, tenantId: string, events: readonly NoticeEvent[]) => {
  const where = { tenantId, onceKey: events.map(({ onceKey }) => onceKey!) }
  const rows = await db.models.NotificationEvent.findAll({ attributes: ['onceKey'], where, raw: true })
  return new Set(rows.map(({ onceKey }) => onceKey))
}

const atOnce = 200

/**
 * Tells people what ends soon and what is late, each once for its end: done again, it tells nothing twice.
 * @returns how many things were told now
 */
export const remind = async (db: Database, tenantId: string, now: Date): Promise<number> => {
  const fresh = await listReminders(db, tenantId, now)
  // A transaction of thousands would hold up everybody else on the embedded database.
  for (let at = 0; at < fresh.length; at += atOnce)
    await withTenant(db, tenantId, async () => {
      for (const event of fresh.slice(at, at + atOnce)) await notify(db, tenantId, event)
    })
  return fresh.length
}

/** What `remind` would tell now. */
export const listReminders = (db: Database, tenantId: string, now: Date): Promise<NoticeEvent[]> =>
  withTenant(db, tenantId, async () => {
    const events = await listEvents(db, tenantId, now)
    const told = events.length === 0 ? new Set() : await listTold(db, tenantId, events)
    return events.filter(({ onceKey }) => !told.has(onceKey))
  })
