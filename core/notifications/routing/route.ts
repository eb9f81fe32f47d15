import { QueryTypes } from 'sequelize'
import type { Database } from '../../../db/database.ts'
import { withTenant } from '../../../db/tenant.ts'
import { loadRoles } from '../../access/roles.ts'
import { raiseAlert } from '../raise-alert.ts'
import { kindOf, type NoticeType } from '../types.ts'
import { type Choice, choose, type Way } from './choose.ts'
import { claimDue, type DueNotice } from './due.ts'
import { type BoundWorkspace, listAccounts, listBound, listProjectPlaces, listTried } from './facts.ts'
import { type Posting, post } from './post.ts'
import { settleSends } from './settle.ts'

/** As many in one transaction: ten thousand at once are fifty of them, and whatever else there is to do goes between. */
const batchSize = 200
/** Any number that no other pair of advisory locks begins with. */
const routeLock = 7_130_055

/** What several notices may be about, for which they come as one message. */
const subjectOf = (of: {
  taskId: string | null
  stepId: string | null
  phase: string | null
  projectId: string | null
  eventId: string
}): string => {
  if (of.taskId) return `task:${of.taskId}`
  if (of.stepId) return `step:${of.stepId}`
  if (of.projectId) return of.phase ? `phase:${of.projectId}:${of.phase}` : `project:${of.projectId}`
  return `event:${of.eventId}`
}

interface DueEvent {
  eventId: string
  type: NoticeType
  projectId: string
  phase: string | null
  stepId: string | null
  taskId: string | null
}

type Places = Map<string, Way[]>

const readPlaces = async (
  db: Database,
  tenantId: string,
  { projects, bound }: { projects: string[]; bound: readonly BoundWorkspace[] },
): Promise<Places> => {
  const places: Places = new Map()
  if (projects.length === 0) return places
  for (const { projectId, workspaceRow, channel } of await listProjectPlaces(db, tenantId, projects)) {
    const workspace = bound.find(({ id }) => id === workspaceRow)
    if (!workspace) continue
    const way = { route: workspace.platform, workspace: workspace.workspaceId, target: channel }
    places.set(projectId, [...(places.get(projectId) ?? []), way])
  }
  return places
}

/** General news go once to each channel that their project is bound to. @returns how many events were looked at */
const routeEvents = async (
  db: Database,
  tenantId: string,
  { bound, now }: { bound: readonly BoundWorkspace[]; now: Date },
): Promise<number> => {
  const events = await db.sequelize.query<DueEvent>(
    `select id as "eventId", type, project_id as "projectId", phase, step_id as "stepId", task_id as "taskId"
       from notification_events where tenant_id = $1 and routed_at is null order by id limit $2 for update skip locked`,
    { type: QueryTypes.SELECT, bind: [tenantId, batchSize] },
  )
  if (events.length === 0) return 0
  const places = await readPlaces(db, tenantId, { projects: events.map(({ projectId }) => projectId), bound })
  const postings = events.flatMap((event) =>
    (places.get(event.projectId) ?? []).map((way): Posting => {
      const { eventId, type } = event
      return { way, personId: null, eventId, groupKey: subjectOf(event), isEdit: kindOf(type).isEdit }
    }),
  )
  await post(db, tenantId, { postings, now })
  const ids = events.map(({ eventId }) => eventId)
  await db.models.NotificationEvent.update({ routedAt: now }, { where: { tenantId, id: ids } })
  return events.length
}

const chooseAll = async (
  db: Database,
  tenantId: string,
  { due, bound, now }: { due: DueNotice[]; bound: readonly BoundWorkspace[]; now: Date },
): Promise<{ notice: DueNotice; choice: Choice }[]> => {
  const people = [...new Set(due.map(({ personId }) => personId))]
  const accounts = Map.groupBy(await listAccounts(db, tenantId, people), ({ personId }) => personId)
  const roles = await loadRoles(db, tenantId, [...new Set(due.map(({ role }) => role))])
  const seers = new Set(
    roles.filter(({ permissions }) => permissions.has('projects:view')).map(({ code }) => code),
  )
  const retried = due.filter(({ outcome }) => outcome === 'failed')
  const tried = retried.length > 0 ? await listTried(db, tenantId, retried) : []
  const projects = due.flatMap(({ projectId, type }) =>
    projectId !== null && kindOf(type).audience === 'general' ? [projectId] : [],
  )
  const places = await readPlaces(db, tenantId, { projects: [...new Set(projects)], bound })
  return due.map((notice) => {
    const { personId, eventId, projectId, role } = notice
    const toldIn = new Set(
      (places.get(projectId ?? '') ?? []).map(({ route, workspace }) => `${route}:${workspace}`),
    )
    const inVain = tried.filter((one) => one.eventId === eventId && one.personId === personId)
    const facts = {
      now, bound, accounts: accounts.get(personId) ?? [], tried: inVain, toldIn, seesProjects: seers.has(role),
    } // biome-ignore format: one list, read at a glance
    return { notice, choice: choose(notice, facts) }
  })
}

const store = async (
  db: Database,
  tenantId: string,
  chosen: { notice: DueNotice; choice: Choice }[],
): Promise<void> => {
  const outcomeOf = ({ notice, choice }: (typeof chosen)[number]): string | null => {
    if (choice.kind === 'hold') return notice.outcome
    return choice.kind === 'send' ? 'routed' : choice.reason
  }
  await db.sequelize.query(
    `update notifications n set route_at = v.route_at, outcome = v.outcome, is_held = n.is_held or v.route_at is not null,
            updated_at = now()
       from unnest($2::uuid[], $3::timestamptz[], $4::text[]) as v (id, route_at, outcome)
      where n.tenant_id = $1 and n.id = v.id`,
    {
      bind: [
        tenantId,
        chosen.map(({ notice }) => notice.id),
        chosen.map(({ choice }) => (choice.kind === 'hold' ? choice.until : null)),
        chosen.map(outcomeOf),
      ],
    },
  )
}

/** The log names what reached nobody, and why. */
const logSkipped = (
  db: Database,
  tenantId: string,
  { chosen, now }: { chosen: { notice: DueNotice; choice: Choice }[]; now: Date },
): Promise<void> => {
  const rows = chosen.flatMap(({ notice, choice }) =>
    choice.kind === 'skip' && choice.reason !== 'undelivered' ? [{ notice, reason: choice.reason }] : [],
  )
  return logRows(db, tenantId, { rows, now })
}

const logRows = async (
  db: Database,
  tenantId: string,
  { rows, now }: { rows: { notice: DueNotice; reason: string }[]; now: Date },
): Promise<void> => {
  if (rows.length === 0) return
  const sends = await db.models.NotificationSend.bulkCreate(
    rows.map(({ notice, reason }) => ({
      tenantId, personId: notice.personId, route: 'none' as const, groupKey: subjectOf(notice),
      result: 'skipped' as const, reason, settledAt: now, createdAt: now,
    })),
  ) // biome-ignore format: one row, read at a glance
  await db.models.NotificationSendEvent.bulkCreate(
    sends.map(({ id }, at) => ({ tenantId, sendId: id, eventId: rows[at]!.notice.eventId })),
  )
}

/** Whom no way reaches any more: their admins hear of it, once a day and person. Inside `withTenant`. */
const tellUndelivered = async (
  db: Database,
  tenantId: string,
  { chosen, now }: { chosen: { notice: DueNotice; choice: Choice }[]; now: Date },
): Promise<void> => {
  const lost = chosen.filter(
    ({ notice, choice }) =>
      choice.kind === 'skip' && choice.reason === 'undelivered' && notice.type !== 'delivery.failed',
  )
  for (const [personId, [first]] of Map.groupBy(lost, ({ notice }) => notice.personId)) {
    const person = await db.models.Person.findOne({ where: { tenantId, id: personId }, raw: true })
    const failed = await db.sequelize.query<{ route: 'slack' | 'discord' | 'mail'; reason: string | null }>(
      `select s.route, s.reason from notification_sends s join notification_send_events se
          on se.tenant_id = s.tenant_id and se.send_id = s.id
        where s.tenant_id = $1 and s.person_id = $2 and se.event_id = $3 and s.result = 'failed'
        order by s.created_at desc limit 1`,
      { type: QueryTypes.SELECT, bind: [tenantId, personId, first!.notice.eventId] },
    )
    await raiseAlert(db, tenantId, {
      type: 'delivery.failed',
      onceKey: JSON.stringify(['delivery.failed', personId, now.toISOString().slice(0, 10)]),
      data: {
        to: person?.fullName ?? null,
        person_id: personId,
        route: failed[0]?.route ?? null,
        reason: failed[0]?.reason ?? null,
        notice: first!.notice.type,
      },
    })
  }
}

const routeNotices = async (
  db: Database,
  tenantId: string,
  { bound, now }: { bound: readonly BoundWorkspace[]; now: Date },
): Promise<number> => {
  const due = await claimDue(db, tenantId, { now, most: batchSize })
  if (due.length === 0) return 0
  const chosen = await chooseAll(db, tenantId, { due, bound, now })
  const postings = chosen.flatMap(({ notice, choice }): Posting[] => {
    if (choice.kind !== 'send') return []
    const { personId, eventId, isHeld, type } = notice
    // What waited comes as one message, and a way that failed is tried with all that it was to tell.
    const groupKey = isHeld ? 'held' : subjectOf(notice)
    return [{ way: choice.way, personId, eventId, groupKey, isEdit: !isHeld && kindOf(type).isEdit }]
  })
  await post(db, tenantId, { postings, now })
  await store(db, tenantId, chosen)
  await logSkipped(db, tenantId, { chosen, now })
  await tellUndelivered(db, tenantId, { chosen, now })
  return due.length
}

/**
 * Decides how what waits is told, and puts it into the outbox: at the time of the send and not of the event, so that a
 * change costs the same whoever reads along, and what counts is what people prefer, may see and can be reached by now.
 * One transaction a batch, one at a time for a tenant: what belongs together finds each other. Any number of processes
 * may call it.
 * @param now the clock of hours and frequencies; tests move it
 * @returns how many notices and events were looked at
 */
export const routeTenant = async (db: Database, tenantId: string, now = new Date()): Promise<number> => {
  const bound = await listBound(db, tenantId)
  let total = 0
  for (;;) {
    const count = await withTenant(db, tenantId, async () => {
      const tenant = await db.models.Tenant.findByPk(tenantId, { attributes: ['isActive'], raw: true })
      // What a suspended tenant's people are to be told waits with everything else of theirs.
      if (!tenant?.isActive) return 0
      await db.sequelize.query('select pg_advisory_xact_lock($1, hashtext($2))', {
        bind: [routeLock, tenantId],
      })
      const settled = await settleSends(db, tenantId, now)
      const events = await routeEvents(db, tenantId, { bound, now })
      return settled + events + (await routeNotices(db, tenantId, { bound, now }))
    })
    if (count === 0) return total
    total += count
  }
}
