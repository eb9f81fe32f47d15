import { QueryTypes } from 'sequelize'
import { validate as isUuid, v7 as uuid } from 'uuid'
import type { Database } from '../../db/database.ts'
import type { Schedule, ScheduleWindow } from '../../db/models/schedule.ts'
import type { Tenant } from '../../db/models/tenant.ts'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { auditedFields, changesOf, heldBy } from '../access/audit-changes.ts'
import { authorize, type TenantActor } from '../access/can.ts'
import type { Core } from '../core.ts'
import { AppError } from '../errors.ts'
import { nextAt } from './due.ts'
import { openWindow } from './fire.ts'
import { type Preview, type Runners, scheduleTraits } from './kinds.ts'
import { ensureSchedules } from './rows.ts'
import { askedSlot } from './windows.ts'

const permission = 'schedules:manage'
const audited = auditedFields({ shown: ['minuteOfDay', 'weekday', 'isPaused', 'isForced'] })

/** How the last times of a schedule went. */
export interface LastRun {
  state: ScheduleWindow['state']
  at: Date
}

export interface ScheduleView {
  schedule: Schedule
  timeZone: string
  /** When it comes next by its own hour; null while it is paused. */
  nextAt: Date | null
  last: LastRun | null
  isPausable: boolean
  isPreviewable: boolean
}

const notFound = () => new AppError('not_found', 'There is no such schedule.')

const readTenant = (db: Database, tenantId: string): Promise<Tenant> =>
  db.models.Tenant.findByPk(tenantId, { rejectOnEmpty: true })

const readLast = async (db: Database, { tenantId, id }: Schedule): Promise<LastRun | null> => {
  const [row] = await db.sequelize.query<{ state: LastRun['state']; at: string }>(
    `select state, covers_to as at from schedule_windows where tenant_id = $1 and schedule_id = $2
      order by covers_to desc limit 1`,
    { type: QueryTypes.SELECT, bind: [tenantId, id] },
  )
  return row ? { state: row.state, at: new Date(row.at) } : null
}

const view = async (
  db: Database,
  schedule: Schedule,
  { timeZone, now }: { timeZone: string; now: Date },
): Promise<ScheduleView> => {
  const { minuteOfDay, weekday = null, isPaused, kind } = schedule
  const { isPausable, isPreviewable } = scheduleTraits[kind]
  const next = isPaused ? null : nextAt({ minuteOfDay, weekday, timeZone }, now)
  return { schedule, timeZone, nextAt: next, last: await readLast(db, schedule), isPausable, isPreviewable }
}

/** All schedules of the tenant, in the order of their kinds. @throws AppError `forbidden` */
export const listSchedules = (
  db: Database,
  actor: TenantActor,
  now = new Date(),
): Promise<ScheduleView[]> => {
  authorize(actor, permission)
  return withTenant(db, actor.tenantId, async () => {
    const tenant = await readTenant(db, actor.tenantId)
    const views: ScheduleView[] = []
    for (const schedule of await ensureSchedules(db, tenant))
      views.push(await view(db, schedule, { timeZone: tenant.timeZone, now }))
    return views
  })
}

/** @param which its id, or its kind */
const find = async (db: Database, tenantId: string, which: string): Promise<[Schedule, Tenant]> => {
  const tenant = await readTenant(db, tenantId)
  const all = await ensureSchedules(db, tenant)
  const schedule = all.find(({ id, kind }) => (isUuid(which) ? id === which : kind === which))
  if (!schedule) throw notFound()
  return [schedule, tenant]
}

/** @throws AppError `forbidden`, `not_found` */
export const readSchedule = (
  db: Database,
  actor: TenantActor,
  which: string,
  now = new Date(),
): Promise<ScheduleView> => {
  authorize(actor, permission)
  return withTenant(db, actor.tenantId, async () => {
    const [schedule, { timeZone }] = await find(db, actor.tenantId, which)
    return view(db, schedule, { timeZone, now })
  })
}

export interface ScheduleChanges {
  minuteOfDay?: number
  weekday?: number
  isPaused?: boolean
  isForced?: boolean
}

const invalid = (pointer: string, reason: string): AppError =>
  new AppError('invalid_value', reason, { details: { errors: [{ in: 'body', pointer, reason }], count: 1 } })

const requirePossible = ({ kind }: Schedule, { isPaused, weekday, isForced }: ScheduleChanges): void => {
  const traits = scheduleTraits[kind]
  if (isPaused && !traits.isPausable) throw invalid('/paused', 'this one cannot be paused')
  if (weekday !== undefined && traits.weekday === null) throw invalid('/weekday', 'this one comes every day')
  if (isForced && !kind.startsWith('digest.')) throw invalid('/send_empty', 'only digests can be empty')
}

/**
 * Pauses a schedule, lets it go on, or gives it another hour. What came while it was paused is not made up for.
 * Whoever changes it is told when it fails.
 * @throws AppError `forbidden`, `not_found`, `invalid_value`
 */
export const updateSchedule = (
  db: Database,
  actor: TenantActor,
  { which, changes, check, now = new Date() }: {
    which: string
    changes: ScheduleChanges
    /** Throws when the row is not the one that the change is meant for. */
    check?: (row: Schedule) => void
    now?: Date
  },
): Promise<ScheduleView> => {
  authorize(actor, permission)
  const { tenantId } = actor
  return withTenant(db, tenantId, async () => {
    const [{ id }, { timeZone }] = await find(db, tenantId, which)
    const where = { tenantId, id }
    const schedule = await db.models.Schedule.findOne({ where, lock: true, rejectOnEmpty: true })
    check?.(schedule)
    requirePossible(schedule, changes)
    const before = heldBy(schedule, audited)
    schedule.set(changes)
    const isOtherTime = ['minuteOfDay', 'weekday'].some((name) => schedule.changed(name as keyof Schedule))
    // Not for a time that was over before it was wanted.
    if (isOtherTime || (schedule.changed('isPaused') && !schedule.isPaused)) schedule.countsFrom = now
    schedule.ownerId = actor.kind === 'person' ? actor.id : null
    await schedule.save()
    const target = { kind: 'schedule', id, label: schedule.kind }
    const told = changesOf(before, schedule, audited)
    await recordAct(db, actor, { action: 'schedule.updated', permission, target, changes: told })
    return view(db, schedule, { timeZone, now })
  })
} // biome-ignore format: the parameters, read at a glance

/**
 * Does it now, whatever its hour, also while it is paused: for everybody whom it is for.
 * @throws AppError `forbidden`, `not_found`
 */
export const runSchedule = (
  core: Pick<Core, 'db' | 'queue'>,
  actor: TenantActor,
  { which, runners, now = new Date() }: { which: string; runners: Runners; now?: Date },
): Promise<ScheduleWindow> => {
  authorize(actor, permission)
  const { db } = core
  const { tenantId } = actor
  return withTenant(db, tenantId, async () => {
    const [schedule] = await find(db, tenantId, which)
    const days = schedule.kind === 'digest.weekly' ? 7 : 1
    const window = {
      slot: askedSlot, period: uuid(), coversFrom: new Date(now.getTime() - days * 86_400_000), coversTo: now,
      state: 'running' as const, isLate: false,
    } // biome-ignore format: one window
    const begun = await openWindow(core, runners[schedule.kind], { schedule, window })
    const target = { kind: 'schedule', id: schedule.id, label: schedule.kind }
    await recordAct(db, actor, { action: 'schedule.run', permission, target })
    return begun!
  })
}

/**
 * What it would send to somebody now; nothing is sent. That somebody looked is in the trail: it shows what is another's.
 * @throws AppError `forbidden`, `not_found`, `invalid_value` for one that sends nothing to people
 */
export const previewSchedule = async (
  core: Core,
  actor: TenantActor,
  {
    which,
    runners,
    personId,
    now = new Date(),
  }: { which: string; runners: Runners; personId: string; now?: Date },
): Promise<Preview> => {
  authorize(actor, permission)
  const { db } = core
  const { tenantId } = actor
  const schedule = await withTenant(db, tenantId, async () => {
    const [found] = await find(db, tenantId, which)
    const target = { kind: 'person', id: personId }
    const details = { kind: found.kind }
    await recordAct(db, actor, { action: 'schedule.previewed', permission, target, details })
    return found
  })
  const { preview } = runners[schedule.kind]
  if (!preview) throw invalid('/person_id', 'this one sends nothing to people')
  return preview(core, schedule, { personId, now })
}
