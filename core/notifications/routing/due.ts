import { QueryTypes } from 'sequelize'
import type { Database } from '../../../db/database.ts'
import type { Frequency } from '../../../db/models/notification-preference.ts'
import { nowhere } from '../notify.ts'
import type { NoticeType } from '../types.ts'

/** A person's row that is due, with its event and all that decides how they are told. */
export interface DueNotice {
  id: string
  eventId: string
  personId: string
  type: NoticeType
  state: 'unread' | 'read' | 'archived'
  isHeld: boolean
  /** `failed`: a route was tried already, in vain. */
  outcome: string | null
  projectId: string | null
  phase: string | null
  stepId: string | null
  taskId: string | null
  isActive: boolean
  role: string
  email: string | null
  locale: 'fr' | 'en' | null
  timeZone: string
  hoursFrom: string | null
  hoursTo: string | null
  frequency: Frequency
  isMailOn: boolean
  isChatOn: boolean
  isMuted: boolean
  /** What it is about is not there any more. */
  isProjectGone: boolean
  /** Of this project, whatever the role. */
  mayViewProject: boolean
}

type Claimed = Pick<
  DueNotice,
  'id' | 'eventId' | 'personId' | 'type' | 'state' | 'isHeld' | 'outcome' | 'projectId'
>
type Reader = Pick<
  DueNotice,
  | 'personId'
  | 'isActive'
  | 'role'
  | 'email'
  | 'locale'
  | 'timeZone'
  | 'hoursFrom'
  | 'hoursTo'
  | 'frequency'
  | 'isMailOn'
  | 'isChatOn'
>

interface Muted {
  personId: string
  type: string
  projectId: string
}

/** What a batch is about, each thing once, by its key. */
interface About {
  events: Map<string, Pick<DueNotice, 'phase' | 'stepId' | 'taskId'>>
  readers: Map<string, Reader>
  mutes: Map<string, Muted[]>
  /** Owners of the projects that are there. */
  owners: Map<string, string | null>
  /** `project:person` */
  permitted: Set<string>
}

/** People's rows that are due, oldest first, and nobody else's until this transaction ends. */
const claim = (
  db: Database,
  tenantId: string,
  { now, most }: { now: Date; most: number },
): Promise<Claimed[]> =>
  db.sequelize.query<Claimed>(
    `select id, event_id as "eventId", person_id as "personId", type, state, is_held as "isHeld", outcome,
            project_id as "projectId"
       from notifications where tenant_id = $1 and route_at <= $2
      order by route_at, id limit $3 for update skip locked`,
    { type: QueryTypes.SELECT, bind: [tenantId, now, most] },
  )

/**
 * All that decides about a batch, a plain look-up a table: joined, a planner whose statistics are older than the batch
 * takes one row for the whole of a tenant, and reads all of it for each.
 */
const readAbout = async (db: Database, tenantId: string, claimed: readonly Claimed[]): Promise<About> => {
  const distinct = (ids: (string | null)[]): string[] => [...new Set(ids)].filter((id) => id !== null)
  const people = distinct(claimed.map(({ personId }) => personId))
  const projects = distinct(claimed.map(({ projectId }) => projectId))
  const read = <Row extends object>(sql: string, ...ids: string[][]): Promise<Row[]> =>
    db.sequelize.query<Row>(sql, { type: QueryTypes.SELECT, bind: [tenantId, ...ids] })
  const events = await read<{ id: string } & Pick<DueNotice, 'phase' | 'stepId' | 'taskId'>>(
    `select id, phase, step_id as "stepId", task_id as "taskId" from notification_events
      where tenant_id = $1 and id = any($2::uuid[])`,
    distinct(claimed.map(({ eventId }) => eventId)),
  )
  const readers = await read<Reader>(
    `select p.id as "personId", p.is_active as "isActive", p.role, p.email, p.locale,
            coalesce(f.time_zone, t.time_zone) as "timeZone", f.hours_from as "hoursFrom", f.hours_to as "hoursTo",
            coalesce(f.frequency, 'immediate') as frequency, coalesce(f.is_mail_on, true) as "isMailOn",
            coalesce(f.is_chat_on, true) as "isChatOn"
       from people p join tenants t on t.id = p.tenant_id
       left join notification_preferences f on f.tenant_id = p.tenant_id and f.person_id = p.id
      where p.tenant_id = $1 and p.id = any($2::uuid[])`,
    people,
  )
  const mutes = await read<Muted>(
    `select person_id as "personId", type, project_id as "projectId" from notification_mutes
      where tenant_id = $1 and person_id = any($2::uuid[])`,
    people,
  )
  const found = await read<{ id: string; ownerId: string | null }>(
    `select id, owner_id as "ownerId" from projects where tenant_id = $1 and id = any($2::uuid[])`,
    projects,
  )
  const permitted = await read<{ key: string }>(
    `select distinct project_id || ':' || person_id as key from project_permissions
      where tenant_id = $1 and project_id = any($2::uuid[]) and person_id = any($3::uuid[])`,
    projects,
    people,
  )
  return {
    events: new Map(events.map(({ id, ...event }) => [id, event])),
    readers: new Map(readers.map((reader) => [reader.personId, reader])),
    mutes: Map.groupBy(mutes, ({ personId }) => personId),
    owners: new Map(found.map(({ id, ownerId }) => [id, ownerId])),
    permitted: new Set(permitted.map(({ key }) => key)),
  }
}

const isMutedBy = (mutes: readonly Muted[], { type, projectId }: Claimed): boolean =>
  mutes.some(
    (mute) =>
      (mute.type === '' || mute.type === type) &&
      (mute.projectId === nowhere || mute.projectId === projectId),
  )

/**
 * People's rows that are due, with all that decides how they are told. Inside `withTenant`.
 * @param now the clock that "due" is told by
 */
export const claimDue = async (
  db: Database,
  tenantId: string,
  batch: { now: Date; most: number },
): Promise<DueNotice[]> => {
  const claimed = await claim(db, tenantId, batch)
  if (claimed.length === 0) return []
  const { events, readers, mutes, owners, permitted } = await readAbout(db, tenantId, claimed)
  return claimed.map((one) => {
    const { personId, projectId, eventId } = one
    return {
      ...one,
      ...events.get(eventId)!,
      ...readers.get(personId)!,
      isMuted: isMutedBy(mutes.get(personId) ?? [], one),
      isProjectGone: projectId !== null && !owners.has(projectId),
      mayViewProject:
        projectId !== null &&
        (owners.get(projectId) === personId || permitted.has(`${projectId}:${personId}`)),
    }
  })
}
