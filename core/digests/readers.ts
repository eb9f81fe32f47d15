import { QueryTypes } from 'sequelize'
import type { Database } from '../../db/database.ts'
import type { DigestKind } from '../../db/models/digest.ts'
import type { DigestRoute } from '../../db/models/digest-preference.ts'
import type { ChatPlatform } from '../../db/models/workspace.ts'
import { loadRoles } from '../access/roles.ts'
import type { Locale } from '../answers/answer.ts'
import type { Told } from '../notifications/delivery/sentence.ts'

/** An open task of somebody. */
export interface OwnTask {
  id: string
  name: string
  projectId: string
  projectName: string
  dueOn: string | null
}

export interface HeldNotice extends Told {
  id: string
  projectId: string | null
}

export interface ChatAccount {
  platform: ChatPlatform
  workspace: string
  user: string
}

/** Somebody who gets digests, as they are at this moment: rights are never older than what they let through. */
export interface Reader {
  kind: 'person' | 'recipient'
  id: string
  /** null = no mail. */
  address: string | null
  locale: Locale
  timeZone: string
  /** False when switched off, or when nothing is wanted any more. */
  isWanted: boolean
  route: DigestRoute
  accounts: ChatAccount[]
  /** Which projects they may see. */
  sees: 'all' | ReadonlySet<string>
  /** Which of these they hear of. */
  hears: 'all' | ReadonlySet<string>
  tasks: OwnTask[]
  held: HeldNotice[]
  unread: number
  /** Until when the last digest of this kind told. */
  lastTo: Date | null
}

interface PersonRow extends Pick<Reader, 'id' | 'address' | 'locale' | 'timeZone' | 'route' | 'accounts' | 'tasks' | 'held' | 'unread'> {
  isActive: boolean
  frequency: string
  isOfAll: boolean
  isChatOn: boolean
  isMailOn: boolean
  role: string
  granted: string[]
  takesPart: string[]
  lastTo: string | null
} // biome-ignore format: one row, read at a glance

const peopleSql = `
  select p.id, p.email as address, coalesce(p.locale, t.locale) as locale,
         coalesce(n.time_zone, t.time_zone) as "timeZone", p.is_active as "isActive", p.role,
         coalesce(d.frequency, 'daily') as frequency, coalesce(d.route, 'auto') as route,
         coalesce(d.is_of_all, false) as "isOfAll", coalesce(n.is_chat_on, true) as "isChatOn",
         coalesce(n.is_mail_on, true) as "isMailOn",
         array(select project_id::text from project_permissions g where g.tenant_id = $1 and g.person_id = p.id
               union select id::text from projects o where o.tenant_id = $1 and o.owner_id = p.id) as granted,
         array(select project_id::text from project_members m where m.tenant_id = $1 and m.person_id = p.id
               union select project_id::text from project_permissions g where g.tenant_id = $1 and g.person_id = p.id
               union select id::text from projects o where o.tenant_id = $1 and o.owner_id = p.id
               union select project_id::text from project_steps s where s.tenant_id = $1 and s.owner_id = p.id
               union select k.project_id::text from task_assignees a
                       join project_tasks k on k.tenant_id = a.tenant_id and k.id = a.task_id
                      where a.tenant_id = $1 and a.person_id = p.id) as "takesPart",
         coalesce((select jsonb_agg(k) from (
           select k.id, k.name, k.project_id as "projectId", j.name as "projectName", k.due_on as "dueOn"
             from task_assignees a join project_tasks k on k.tenant_id = a.tenant_id and k.id = a.task_id
             join projects j on j.tenant_id = k.tenant_id and j.id = k.project_id
            where a.tenant_id = $1 and a.person_id = p.id and k.status in ('pending', 'in_progress')
              and j.is_active and j.status <> 'rejected'
            order by k.due_on nulls last, k.created_at, k.id limit 30) k), '[]') as tasks,
         coalesce((select jsonb_agg(h) from (
           select w.id, w.project_id as "projectId", e.type, e.actor_label as "actorLabel",
                  e.project_name as "projectName", e.phase, e.step_name as "stepName", e.task_name as "taskName", e.data
             from notifications w join notification_events e on e.tenant_id = w.tenant_id and e.id = w.event_id
            where w.tenant_id = $1 and w.person_id = p.id and w.state = 'unread' and w.is_held
              and w.route_at is not null
            order by w.created_at desc, w.id limit 10) h), '[]') as held,
         (select count(*)::int from notifications w
           where w.tenant_id = $1 and w.person_id = p.id and w.state = 'unread') as unread,
         coalesce((select jsonb_agg(jsonb_build_object('platform', i.platform, 'workspace', i.workspace,
                                                       'user', i.platform_user_id)
                                    order by i.platform desc, i.created_at, i.id)
                     from platform_identities i where i.tenant_id = $1 and i.person_id = p.id
                      and i.platform in ('slack', 'discord')), '[]') as accounts,
         (select max(covers_to) from digests x
           where x.tenant_id = $1 and x.reader_id = p.id and x.kind = $3) as "lastTo"
    from people p
    join tenants t on t.id = p.tenant_id
    left join digest_preferences d on d.tenant_id = p.tenant_id and d.person_id = p.id
    left join notification_preferences n on n.tenant_id = p.tenant_id and n.person_id = p.id
   where p.tenant_id = $1 and p.id = any($2::uuid[])`

const isOf = (frequency: string, kind: DigestKind): boolean => frequency === kind || frequency === 'both'

const timeOrNull = (time: string | Date | null): Date | null => (time === null ? null : new Date(time))

/** Who of a role sees every project. */
const openSeeing = async (
  db: Database,
  tenantId: string,
  roles: readonly string[],
): Promise<(role: string) => boolean> => {
  const held = await loadRoles(db, tenantId, [...new Set(roles)])
  const all = new Set(
    held.filter(({ permissions }) => permissions.has('projects:view')).map(({ code }) => code),
  )
  return (role) => all.has(role)
}

/** People of the tenant who get digests of this kind, or would. Inside `withTenant`. */
export const readPeople = async (
  db: Database,
  tenantId: string,
  { ids, kind }: { ids: readonly string[]; kind: DigestKind },
): Promise<Reader[]> => {
  const rows = await db.sequelize.query<PersonRow>(peopleSql, {
    type: QueryTypes.SELECT,
    bind: [tenantId, ids, kind],
  })
  const seesAll = await openSeeing(
    db,
    tenantId,
    rows.map(({ role }) => role),
  )
  return rows.map(({ isActive, frequency, isOfAll, isChatOn, isMailOn, role, granted, takesPart, lastTo, ...row }) => ({
    ...row,
    kind: 'person',
    address: isMailOn ? row.address : null,
    accounts: isChatOn ? row.accounts : [],
    isWanted: isActive && isOf(frequency, kind),
    sees: seesAll(role) ? 'all' : new Set(granted),
    hears: isOfAll ? 'all' : new Set(takesPart),
    lastTo: timeOrNull(lastTo),
  })) // biome-ignore format: one reader, read at a glance
}

interface RecipientRow extends Pick<Reader, 'id' | 'address' | 'locale' | 'timeZone'> {
  frequency: string
  isConfirmed: boolean
  isAdderActive: boolean
  role: string
  granted: string[]
  named: string[]
  lastTo: string | null
}

const recipientsSql = `
  select r.id, r.address, r.locale, r.time_zone as "timeZone", r.frequency, r.confirmed_at is not null as "isConfirmed",
         p.is_active as "isAdderActive", p.role,
         array(select project_id::text from project_permissions g where g.tenant_id = $1 and g.person_id = p.id
               union select id::text from projects o where o.tenant_id = $1 and o.owner_id = p.id) as granted,
         array(select project_id::text from digest_recipient_projects j
                where j.tenant_id = $1 and j.recipient_id = r.id) as named,
         (select max(covers_to) from digests x
           where x.tenant_id = $1 and x.reader_id = r.id and x.kind = $3) as "lastTo"
    from digest_recipients r
    join people p on p.tenant_id = r.tenant_id and p.id = r.added_by
   where r.tenant_id = $1 and r.id = any($2::uuid[])`

/** People without an account: they hear of what was named for them, as far as whoever named it may see it. */
export const readRecipients = async (
  db: Database,
  tenantId: string,
  { ids, kind }: { ids: readonly string[]; kind: DigestKind },
): Promise<Reader[]> => {
  const rows = await db.sequelize.query<RecipientRow>(recipientsSql, {
    type: QueryTypes.SELECT,
    bind: [tenantId, ids, kind],
  })
  const seesAll = await openSeeing(
    db,
    tenantId,
    rows.map(({ role }) => role),
  )
  return rows.map(({ frequency, isConfirmed, isAdderActive, role, granted, named, lastTo, ...row }) => ({
    ...row,
    kind: 'recipient',
    isWanted: isConfirmed && isAdderActive && isOf(frequency, kind),
    route: 'mail',
    accounts: [],
    sees: seesAll(role) ? 'all' : new Set(granted),
    hears: new Set(named),
    tasks: [],
    held: [],
    unread: 0,
    lastTo: timeOrNull(lastTo),
  })) // biome-ignore format: one reader, read at a glance
}
