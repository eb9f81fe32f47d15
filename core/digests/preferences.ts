import { z } from 'zod'
import type { Database } from '../../db/database.ts'
import { type DigestPreference, digestFrequencies, digestRoutes } from '../../db/models/digest-preference.ts'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import type { TenantActor } from '../access/can.ts'
import { AppError } from '../errors.ts'

/** When and how somebody gets digests; null = as the tenant does. */
export type OwnDigest = Pick<
  DigestPreference,
  'frequency' | 'minuteOfDay' | 'weekday' | 'route' | 'isOfAll' | 'updatedAt'
>

export const digestChangesSchema = z.strictObject({
  frequency: z.enum(digestFrequencies).optional(),
  minuteOfDay: z.int().min(0).max(1439).nullable().optional(),
  weekday: z.int().min(1).max(7).nullable().optional(),
  route: z.enum(digestRoutes).optional(),
  isOfAll: z.boolean().optional(),
})
export type DigestChanges = z.infer<typeof digestChangesSchema>

const unset: OwnDigest = {
  frequency: 'daily',
  minuteOfDay: null,
  weekday: null,
  route: 'auto',
  isOfAll: false,
  updatedAt: new Date(0),
}

const requirePerson = ({ kind, id }: TenantActor): string => {
  if (kind !== 'person') throw new AppError('forbidden', 'Digests are for people of the tenant.')
  return id
}

const read = async (db: Database, tenantId: string, personId: string): Promise<OwnDigest> =>
  (await db.models.DigestPreference.findOne({ where: { tenantId, personId }, raw: true })) ?? unset

/** @throws AppError `forbidden` for whoever is no person of the tenant */
export const readOwnDigest = (db: Database, actor: TenantActor): Promise<OwnDigest> => {
  const personId = requirePerson(actor)
  return withTenant(db, actor.tenantId, () => read(db, actor.tenantId, personId))
}

/** Keeps what somebody wants. Inside `withTenant`. */
export const storeDigest = async (
  db: Database,
  {
    tenantId,
    personId,
    changes,
    now,
  }: { tenantId: string; personId: string; changes: DigestChanges; now: Date },
): Promise<void> => {
  const { DigestPreference } = db.models
  const key = { tenantId, personId }
  await DigestPreference.bulkCreate([{ ...key, countsFrom: now }], { ignoreDuplicates: true })
  await DigestPreference.update({ ...changes, countsFrom: now }, { where: key })
}

/**
 * Sets when and how somebody gets digests themselves. An hour that was over before it was set does not count.
 * @throws AppError `forbidden`, and what `check` throws
 */
export const setOwnDigest = (
  db: Database,
  actor: TenantActor,
  {
    changes,
    check,
    now = new Date(),
  }: { changes: DigestChanges; check?: (row: OwnDigest) => void; now?: Date },
): Promise<OwnDigest> => {
  const personId = requirePerson(actor)
  const { tenantId } = actor
  return withTenant(db, tenantId, async () => {
    check?.(await read(db, tenantId, personId))
    await storeDigest(db, { tenantId, personId, changes, now })
    const details = { digest: Object.keys(changes) }
    await recordAct(db, actor, { action: 'preferences.changed', details })
    return read(db, tenantId, personId)
  })
}
