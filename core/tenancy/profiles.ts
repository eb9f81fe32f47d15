import { UniqueConstraintError } from 'sequelize'
import { z } from 'zod'
import type { Database } from '../../db/database.ts'
import type { CredentialProfile } from '../../db/models/credential.ts'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { authorize, type TenantActor } from '../access/can.ts'
import { AppError } from '../errors.ts'
import { oldestFirst } from '../paging.ts'
import { requireActiveTenant } from './tenants.ts'

const permission = 'credentials:manage'

/** The profile that every tenant begins with; its row is made with the first thing that needs it. */
export const defaultProfile = 'default'

/** Part of an address: begins with a letter or digit, no slashes. */
export const profileName = z
  .string()
  .trim()
  .normalize('NFKC')
  .min(1)
  .max(60)
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{M}\p{N} '’&().,:;+!°_-]*$/u,
    'letters, digits, spaces and simple punctuation only',
  )

export interface Profile {
  name: string
  isCurrent: boolean
  /** Providers that it has a key for. */
  providers: string[]
  createdAt: Date | null
}

const presentRow = ({ name, isCurrent, credentials = [], createdAt }: CredentialProfile): Profile => ({
  name,
  isCurrent,
  providers: credentials.map(({ provider }) => provider).sort(),
  createdAt,
})

export interface Made {
  profile: Profile
  isNew: boolean
}

/** Oldest first; before anything was stored, the default one that nobody needed yet. @throws AppError `forbidden` */
export const listProfiles = async (db: Database, actor: TenantActor): Promise<Profile[]> => {
  authorize(actor, permission)
  const { tenantId } = actor
  const rows = await withTenant(db, tenantId, () =>
    db.models.CredentialProfile.findAll({
      where: { tenantId },
      include: ['credentials'],
      order: oldestFirst,
    }),
  )
  const unmade: Profile = { name: defaultProfile, isCurrent: true, providers: [], createdAt: null }
  return rows.length === 0 ? [unmade] : rows.map(presentRow)
}

/**
 * All profiles of the tenant, locked until the transaction ends: whoever changes them, or stores a key in one, comes
 * one after the other. Makes the default one when there is none.
 */
export const lockProfiles = async (db: Database, tenantId: string): Promise<CredentialProfile[]> => {
  const { CredentialProfile } = db.models
  const read = () => CredentialProfile.findAll({ where: { tenantId }, order: [['id', 'ASC']], lock: true })
  if ((await read()).length === 0) {
    // Of two who come first, one inserts and the other finds.
    const values = { tenantId, name: defaultProfile, isCurrent: true }
    await CredentialProfile.bulkCreate([values], { ignoreDuplicates: true })
    await read()
  }
  // A read that waited for a lock does not see the rows that were inserted meanwhile; this one does.
  return read()
}

/** Whether a key can be put into the profile of this name; null = the current one, which there always is. */
export const hasProfile = async (db: Database, tenantId: string, name: string | null): Promise<boolean> => {
  const { CredentialProfile } = db.models
  const rows = await withTenant(db, tenantId, () => CredentialProfile.findAll({ where: { tenantId } }))
  return (
    name === null || (rows.length === 0 ? name === defaultProfile : pickProfile(rows, name) !== undefined)
  )
}

const isNamed = (name: string) => (row: CredentialProfile) => row.name.toLowerCase() === name.toLowerCase()

/** The profile of this name, or the current one for null. */
export const pickProfile = (rows: CredentialProfile[], name: string | null): CredentialProfile | undefined =>
  rows.find(name === null ? ({ isCurrent }) => isCurrent : isNamed(name))

const switchTo = async (rows: CredentialProfile[], chosen: CredentialProfile): Promise<void> => {
  // First the old one: two current ones at once are against the index.
  await rows.find(({ isCurrent }) => isCurrent)?.update({ isCurrent: false })
  await chosen.update({ isCurrent: true })
}

const conflict = (context: string, cause?: unknown) =>
  new AppError('conflict', 'the profiles do not allow this', { cause, details: { context } })

const openProfile = async (
  db: Database,
  actor: TenantActor,
  { name, isCurrent }: { name: string; isCurrent: boolean },
): Promise<Made> => {
  const { tenantId } = actor
  const rows = await lockProfiles(db, tenantId)
  const known = pickProfile(rows, name)
  if (known && !isCurrent) throw conflict('profile_taken')
  const createdBy = actor.kind === 'person' ? actor.id : null
  const chosen = known ?? (await db.models.CredentialProfile.create({ tenantId, name, createdBy }))
  const target = { kind: 'credential_profile', id: chosen.id, label: chosen.name }
  if (!known) await recordAct(db, actor, { action: 'credential_profile.created', permission, target })
  if (isCurrent && !chosen.isCurrent) {
    await switchTo(rows, chosen)
    await recordAct(db, actor, { action: 'credential_profile.switched', permission, target })
  }
  return { profile: presentRow(await chosen.reload({ include: ['credentials'] })), isNew: !known }
}

/**
 * Makes a profile, or switches to one: `isCurrent` makes it the one that calls use.
 * @throws AppError `forbidden`, `tenant_suspended`, `conflict` for a name that is taken when there is nothing to switch
 */
export const createProfile = async (
  db: Database,
  actor: TenantActor,
  values: { name: string; isCurrent: boolean },
): Promise<Made> => {
  authorize(actor, permission)
  await requireActiveTenant(db, actor.tenantId)
  try {
    return await withTenant(db, actor.tenantId, () => openProfile(db, actor, values))
  } catch (cause) {
    throw cause instanceof UniqueConstraintError ? conflict('profile_taken', cause) : cause
  }
}

/** @throws AppError `forbidden`, `not_found`, `conflict` for the current one and one that has keys */
export const deleteProfile = (db: Database, actor: TenantActor, name: string): Promise<void> => {
  authorize(actor, permission)
  const { tenantId } = actor
  return withTenant(db, tenantId, async () => {
    const row = pickProfile(await lockProfiles(db, tenantId), name)
    if (!row) throw new AppError('not_found', 'there is no such profile')
    if (row.isCurrent) throw conflict('profile_current')
    const keys = await db.models.Credential.count({ where: { tenantId, profileId: row.id } })
    if (keys > 0) throw conflict('profile_not_empty')
    await row.destroy()
    const target = { kind: 'credential_profile', id: row.id, label: row.name }
    await recordAct(db, actor, { action: 'credential_profile.deleted', permission, target })
  })
}
