import { z } from 'zod'
import type { Database } from '../../db/database.ts'
import type { Frequency } from '../../db/models/notification-preference.ts'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import type { TenantActor } from '../access/can.ts'
import { AppError } from '../errors.ts'
import { isTimeZone } from './hours.ts'
import { requireInbox } from './inbox/list.ts'
import { nowhere } from './notify.ts'
import { isNoticeType, kindOf } from './types.ts'

/** How somebody wants to be told. */
export interface Preferences {
  /** IANA name; null = the tenant's. */
  timeZone: string | null
  tenantTimeZone: string
  /** Reception hours in that zone, `HH:MM`; null = always. */
  hours: { from: string; to: string } | null
  frequency: Frequency
  isMailOn: boolean
  isChatOn: boolean
  mutedTypes: string[]
  mutedProjects: string[]
  /** A type in one project. */
  muted: { type: string; projectId: string }[]
  locale: 'fr' | 'en' | null
  updatedAt: Date
}

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 08:00')

export const preferenceChangesSchema = z.strictObject({
  timeZone: z.string().max(60).refine(isTimeZone, 'no time zone of the IANA database').nullable().optional(),
  hours: z.strictObject({ from: time, to: time }).nullable().optional(),
  frequency: z.enum(['immediate', 'daily', 'weekly']).optional(),
  isMailOn: z.boolean().optional(),
  isChatOn: z.boolean().optional(),
  /** By code: false = muted. */
  types: z.record(z.string(), z.boolean()).optional(),
  /** By id. */
  projects: z.record(z.uuid(), z.boolean()).optional(),
})
export type PreferenceChanges = z.infer<typeof preferenceChangesSchema>

const mostMutes = 500

/** @throws AppError `forbidden` for whoever is no person */
export const readPreferences = (db: Database, actor: TenantActor): Promise<Preferences> => {
  requireInbox(actor)
  const { tenantId, id: personId } = actor
  return withTenant(db, tenantId, async () => {
    const { NotificationPreference, NotificationMute, Person, Tenant } = db.models
    const where = { tenantId, personId }
    const row = await NotificationPreference.findOne({ where, raw: true })
    const mutes = await NotificationMute.findAll({
      where,
      order: ['type', 'projectId'],
      limit: mostMutes,
      raw: true,
    })
    const person = await Person.findOne({ where: { tenantId, id: personId }, rejectOnEmpty: true, raw: true })
    const tenant = await Tenant.findByPk(tenantId, { rejectOnEmpty: true, raw: true })
    const { hoursFrom = null, hoursTo = null } = row ?? {}
    return {
      timeZone: row?.timeZone ?? null,
      tenantTimeZone: tenant.timeZone,
      hours: hoursFrom !== null && hoursTo !== null ? { from: hoursFrom, to: hoursTo } : null,
      frequency: row?.frequency ?? 'immediate',
      isMailOn: row?.isMailOn ?? true,
      isChatOn: row?.isChatOn ?? true,
      mutedTypes: mutes.filter(({ projectId }) => projectId === nowhere).map(({ type }) => type),
      mutedProjects: mutes.filter(({ type }) => type === '').map(({ projectId }) => projectId),
      muted: mutes
        .filter(({ type, projectId }) => type !== '' && projectId !== nowhere)
        .map(({ type, projectId }) => ({ type, projectId })),
      locale: person.locale ?? null,
      updatedAt: row?.updatedAt ?? new Date(0),
    }
  })
}

const bad = (pointer: string, reason: string): AppError => {
  const details = { errors: [{ in: 'body', pointer, reason }], count: 1 }
  return new AppError('invalid_value', reason, { details })
}

/** @throws AppError `invalid_value` for a type that there is none of, or that is never muted */
const requireMutable = (types: Record<string, boolean>): void => {
  for (const [type, isOn] of Object.entries(types)) {
    if (!isNoticeType(type)) throw bad(`/types/${type}`, 'no such type')
    if (!isOn && kindOf(type).priority === 'critical')
      throw bad(`/types/${type}`, 'critical types cannot be muted')
  }
}

/** Makes the row if there is none; a change of what is muted is one of the preferences as well. Inside `withTenant`. */
export const touchPreferences = async (
  db: Database,
  { tenantId, id: personId }: TenantActor,
): Promise<void> => {
  const { NotificationPreference } = db.models
  await NotificationPreference.bulkCreate([{ tenantId, personId }], { ignoreDuplicates: true })
  await NotificationPreference.update({ updatedAt: new Date() }, { where: { tenantId, personId } })
}

const changeMutes = async (
  db: Database,
  { tenantId, id: personId }: TenantActor,
  rows: { type: string; projectId: string; isOn: boolean }[],
): Promise<void> => {
  const { NotificationMute } = db.models
  for (const { type, projectId, isOn } of rows) {
    const mute = { tenantId, personId, type, projectId }
    // What comes back comes back whole: a type in all projects, a project with all its types.
    const whole = { tenantId, personId, ...(type === '' ? { projectId } : { type }) }
    if (isOn) await NotificationMute.destroy({ where: whole })
    else await NotificationMute.bulkCreate([mute], { ignoreDuplicates: true })
  }
  if ((await NotificationMute.count({ where: { tenantId, personId } })) > mostMutes)
    throw bad('/types', `at most ${mostMutes} can be muted`)
}

/**
 * Changes what is named and leaves the rest.
 * @param check throws when the row is not the one that the change is meant for
 * @throws AppError `forbidden`, `invalid_value`
 */
export const changePreferences = async (
  db: Database,
  actor: TenantActor,
  { changes, check }: { changes: PreferenceChanges; check?: (row: { updatedAt: Date }) => void },
): Promise<Preferences> => {
  requireInbox(actor)
  const { tenantId, id: personId } = actor
  const { hours, types = {}, projects = {}, ...columns } = changes
  requireMutable(types)
  await withTenant(db, tenantId, async () => {
    const where = { tenantId, personId }
    const { NotificationPreference } = db.models
    const before = await NotificationPreference.findOne({ where, lock: true })
    check?.({ updatedAt: before?.updatedAt ?? new Date(0) })
    await touchPreferences(db, actor)
    const hourColumns =
      hours === undefined ? {} : { hoursFrom: hours?.from ?? null, hoursTo: hours?.to ?? null }
    await NotificationPreference.update({ ...columns, ...hourColumns }, { where })
    await changeMutes(db, actor, [
      ...Object.entries(types).map(([type, isOn]) => ({ type, projectId: nowhere, isOn })),
      ...Object.entries(projects).map(([projectId, isOn]) => ({ type: '', projectId, isOn })),
    ])
    await releaseHeld(db, actor)
    await recordAct(db, actor, { action: 'preferences.changed', details: { fields: Object.keys(changes) } })
  })
  return readPreferences(db, actor)
}

/** What waits for hours or a summary is looked at anew: they may have changed. */
const releaseHeld = (db: Database, { tenantId, id: personId }: TenantActor): Promise<unknown> =>
  db.sequelize.query(
    `update notifications set route_at = now(), is_held = false, updated_at = now()
      where tenant_id = $1 and person_id = $2 and is_held and route_at > now()`,
    { bind: [tenantId, personId] },
  )
