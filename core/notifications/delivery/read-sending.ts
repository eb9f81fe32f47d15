import { QueryTypes } from 'sequelize'
import type { Database } from '../../../db/database.ts'
import type { NotificationSend } from '../../../db/models/notification-send.ts'
import { withTenant } from '../../../db/tenant.ts'
import { loadRole } from '../../access/roles.ts'
import type { Locale } from '../../answers/answer.ts'
import { refusalOf } from '../routing/choose.ts'
import { kindOf, type NoticePriority, type NoticeType, noticePriorities } from '../types.ts'
import type { Told } from './sentence.ts'

/** One thing that a message tells. */
export interface SendingNotice extends Told {
  eventId: string
  /** Of the person's own row; null in a channel. */
  noticeId: string | null
  projectId: string | null
  /** Why this person, or `channel`. */
  rule: string
  createdAt: Date
}

/** A message that tells notices, and to whom. */
export interface NoticeSending {
  sendId: string
  personId: string | null
  isChannel: boolean
  workspace: string
  target: string
  locale: Locale
  tenantName: string
  /** They had waited for the person's hours. */
  isHeld: boolean
  /** The highest of them. */
  priority: NoticePriority
  /** Oldest first. */
  notices: SendingNotice[]
}

interface Row extends SendingNotice {
  state: string
  isActive: boolean | null
  role: string | null
  locale: Locale | null
  isMuted: boolean
  isProjectGone: boolean
  mayViewProject: boolean
  isBoundHere: boolean
}

const sql = `
  select e.id as "eventId", n.id as "noticeId", e.type, e.actor_label as "actorLabel", e.project_id as "projectId",
         e.project_name as "projectName", e.phase, e.step_name as "stepName", e.task_name as "taskName", e.data,
         coalesce(n.rule, 'channel') as rule, e.created_at as "createdAt", p.is_active as "isActive", p.role, p.locale,
         exists (select from notification_mutes m where m.tenant_id = n.tenant_id and m.person_id = n.person_id
                    and m.type in ('', e.type) and m.project_id in ('00000000-0000-0000-0000-000000000000',
                        coalesce(e.project_id, '00000000-0000-0000-0000-000000000000'))) as "isMuted",
         e.project_id is not null and j.id is null as "isProjectGone",
         coalesce(j.owner_id = n.person_id, false)
           or exists (select from project_permissions v where v.tenant_id = e.tenant_id
                         and v.project_id = e.project_id and v.person_id = n.person_id) as "mayViewProject",
         exists (select from project_channels c where c.tenant_id = e.tenant_id and c.project_id = e.project_id
                    and c.channel_id = $4) as "isBoundHere"
    from notification_send_events se
    join notification_events e on e.tenant_id = se.tenant_id and e.id = se.event_id
    left join notifications n on n.tenant_id = e.tenant_id and n.event_id = e.id and n.person_id = $3
    left join people p on p.tenant_id = n.tenant_id and p.id = n.person_id
    left join projects j on j.tenant_id = e.tenant_id and j.id = e.project_id
   where se.tenant_id = $1 and se.send_id = $2
   order by e.created_at, e.id`

type Refusal = 'person_gone' | 'project_gone' | 'no_right' | 'muted' | 'unbound'

/** Everything is looked at again when it is sent: much can happen while a message waits. @returns null = to be told */
const refusalInChannel = ({ type, isProjectGone, isBoundHere }: Row): Refusal | null => {
  if (isProjectGone) return type === 'project.deleted' ? null : 'project_gone'
  return isBoundHere ? null : 'unbound'
}

const refusalFor = (row: Row, seesProjects: boolean): Refusal | null => {
  if (row.noticeId === null) return 'person_gone'
  if (row.isMuted && kindOf(row.type as NoticeType).priority !== 'critical') return 'muted'
  return refusalOf({ ...row, isActive: row.isActive === true }, seesProjects)
}

const highest = (notices: readonly SendingNotice[]): NoticePriority =>
  noticePriorities.findLast((one) => notices.some(({ type }) => kindOf(type).priority === one)) ?? 'low'

const skip = async (
  db: Database,
  { tenantId, id }: Pick<NotificationSend, 'tenantId' | 'id'>,
  reason: string,
): Promise<null> => {
  const where = { tenantId, id, result: null }
  await db.models.NotificationSend.update({ result: 'skipped', reason, settledAt: new Date() }, { where })
  return null
}

const refusalsOf = async (db: Database, tenantId: string, rows: Row[], isChannel: boolean) => {
  if (isChannel) return rows.map(refusalInChannel)
  const role = rows.find(({ role: code }) => code !== null)?.role
  const held = role ? await loadRole(db, tenantId, role) : null
  return rows.map((row) => refusalFor(row, held?.permissions.has('projects:view') ?? false))
}

/**
 * What a message is to tell now: without what was deleted since, or muted, or is not the reader's to see any more.
 * @returns null when nothing is left to be told, which the log then says
 */
export const readNoticeSending = (
  db: Database,
  tenantId: string,
  sendId: string,
): Promise<NoticeSending | null> =>
  withTenant(db, tenantId, async () => {
    const send = await db.models.NotificationSend.findOne({ where: { tenantId, id: sendId }, raw: true })
    if (!send || send.result === 'skipped') return null
    const { personId, isChannel, workspace, target, groupKey } = send
    const rows = await db.sequelize.query<Row>(sql, {
      type: QueryTypes.SELECT,
      bind: [tenantId, sendId, personId, target],
    })
    const refusals = await refusalsOf(db, tenantId, rows, isChannel)
    const notices = rows.filter((_row, at) => refusals[at] === null)
    if (notices.length === 0) return skip(db, send, refusals.find((one) => one !== null) ?? 'gone')
    const tenant = await db.models.Tenant.findByPk(tenantId, { rejectOnEmpty: true, raw: true })
    return {
      sendId,
      personId: personId ?? null,
      isChannel: isChannel === true,
      workspace: workspace ?? '',
      target: target ?? '',
      locale: notices[0]?.locale ?? tenant.locale,
      tenantName: tenant.name,
      isHeld: groupKey === 'held',
      priority: highest(notices),
      notices,
    }
  })
