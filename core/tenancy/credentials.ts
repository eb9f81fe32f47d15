import type { Database } from '../../db/database.ts'
import type { Credential, CredentialProfile } from '../../db/models/credential.ts'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { auditedFields, changesOf, heldBy } from '../access/audit-changes.ts'
import { authorize, type TenantActor } from '../access/can.ts'
import { AppError } from '../errors.ts'
import type { CandidateKey, ListedModel } from '../llm/check-credential.ts'
import type { ProviderName } from '../llm/provider.ts'
import { behind, newestFirst, type Page } from '../paging.ts'
import { hasProfile, lockProfiles, pickProfile } from './profiles.ts'
import { openSecrets, sealSecret } from './tenant-keys.ts'
import { requireActiveTenant } from './tenants.ts'

const permission = 'credentials:manage'

export interface CredentialServices {
  db: Database
  masterKey: Buffer
  /** `checkCredential` of the models, with its clients. */
  check(candidate: CandidateKey, signal: AbortSignal): Promise<ListedModel[]>
  /** Told what the provider says it will end. */
  noteShutdowns?(tenantId: string, provider: ProviderName, models: ListedModel[]): Promise<void>
  /** Told of a credential that was replaced or deleted: no client keeps its old key. */
  forgetClient?(credentialId: string): void
}

/** A credential as it may be shown: with its profile, and without its key. */
export type ShownCredential = Omit<Credential, 'sealed' | 'profile'> & { profile: CredentialProfile }

/** Of a key only that it is another one; its last four signs are shown wherever it is listed. */
const audited = auditedFields({ shown: ['provider', 'baseUrl', 'lastFour'] })

/** The key of one row opens in no other one. */
const fieldOf = (id: string): string => `credentials.sealed:${id}`

/** Of a short key four characters would be too much. */
const lastFourOf = (apiKey: string): string => (apiKey.length < 12 ? '' : apiKey.slice(-4))

const noProfile = () =>
  new AppError('invalid_value', 'there is no such profile', {
    details: { errors: [{ in: 'body', pointer: '/profile', reason: 'there is no such profile' }], count: 1 },
  })

interface Checked extends CandidateKey {
  profile: string | null
  checkedAt: Date
}

const shown = (row: Credential, profile: CredentialProfile): ShownCredential =>
  Object.assign(row, { profile }) as ShownCredential

/** The row of the same profile and provider stays, with its id: what counts by credential goes on. */
const store = async (
  { db, masterKey }: CredentialServices,
  actor: TenantActor,
  { provider, apiKey, baseUrl, profile: name, checkedAt }: Checked,
): Promise<ShownCredential> => {
  const { tenantId } = actor
  const { Credential } = db.models
  const profile = pickProfile(await lockProfiles(db, tenantId), name)
  if (!profile) throw noProfile()
  const known = await Credential.findOne({ where: { tenantId, profileId: profile.id, provider } })
  const createdBy = actor.kind === 'person' ? actor.id : null
  const row =
    known ??
    Credential.build({
      tenantId,
      profileId: profile.id,
      provider,
      createdBy,
      sealed: '',
      lastFour: '',
      checkedAt,
    })
  const sealed = await sealSecret(db, masterKey, {
    place: { tenantId, field: fieldOf(row.id) },
    secret: apiKey,
  })
  const before = known && heldBy(known, audited)
  await row.set({ baseUrl, sealed, lastFour: lastFourOf(apiKey), checkedAt, failingSince: null }).save()
  await recordAct(db, actor, {
    action: known ? 'credential.replaced' : 'credential.stored',
    permission,
    target: { kind: 'credential', id: row.id, label: `${profile.name} · ${provider}` },
    details: { provider, profileId: profile.id },
    changes: changesOf(before, row, audited),
  })
  return shown(row, profile)
}

/**
 * Stores a tenant's own key for a provider, once the provider has accepted it; in place of the one that the profile
 * had. @param given.profile null = the current one
 * @throws AppError `forbidden`, `tenant_suspended`, `invalid_value` for an unknown profile, and what `check` throws:
 *   then nothing is stored
 */
export const storeCredential = async (
  services: CredentialServices,
  actor: TenantActor,
  given: CandidateKey & { profile: string | null; signal: AbortSignal },
): Promise<ShownCredential> => {
  authorize(actor, permission)
  const { db, check, noteShutdowns, forgetClient } = services
  const { tenantId } = actor
  await requireActiveTenant(db, tenantId)
  const { signal, ...candidate } = { ...given, apiKey: given.apiKey.trim() }
  if (!(await hasProfile(db, tenantId, candidate.profile))) throw noProfile()
  const models = await check(candidate, signal)
  const checked = { ...candidate, checkedAt: new Date() }
  const row = await withTenant(db, tenantId, () => store(services, actor, checked))
  forgetClient?.(row.id)
  await noteShutdowns?.(tenantId, candidate.provider, models)
  return row
}

/** Of all profiles, newest first. @throws AppError `forbidden` */
export const listCredentials = async (
  db: Database,
  actor: TenantActor,
  page: Page,
): Promise<ShownCredential[]> => {
  authorize(actor, permission)
  const where = { tenantId: actor.tenantId, ...behind(page) }
  const options = { where, include: ['profile'], order: newestFirst, limit: page.limit }
  const rows = await withTenant(db, actor.tenantId, () => db.models.Credential.findAll(options))
  return rows as (Credential & ShownCredential)[]
}

/** @param which.profile null = the current one. @throws AppError `forbidden`, `not_found` */
export const deleteCredential = async (
  { db, forgetClient }: Pick<CredentialServices, 'db' | 'forgetClient'>,
  actor: TenantActor,
  { provider, profile: name }: { provider: ProviderName; profile: string | null },
): Promise<void> => {
  authorize(actor, permission)
  const { tenantId } = actor
  const credentialId = await withTenant(db, tenantId, async () => {
    const profile = pickProfile(await lockProfiles(db, tenantId), name)
    const profileId = profile?.id
    const row =
      profileId && (await db.models.Credential.findOne({ where: { tenantId, profileId, provider } }))
    if (!row) throw new AppError('not_found', 'there is no such credential')
    await row.destroy()
    const target = { kind: 'credential', id: row.id, label: `${profile.name} · ${provider}` }
    const details = { provider, profileId }
    await recordAct(db, actor, { action: 'credential.deleted', permission, target, details })
    return row.id
  })
  forgetClient?.(credentialId)
}

export interface CredentialKey {
  credentialId: string
  apiKey: string
  /** null = the deployment's address of the provider. */
  baseUrl: string | null
}

/**
 * The keys that calls of this tenant use: the current profile's. A provider without one is left to the deployment's.
 * @throws AppError `secret_unreadable`: somebody else's key must not stand in for one that cannot be opened
 */
export const readCredentialKeys = (
  db: Database,
  masterKey: Buffer,
  tenantId: string,
): Promise<Map<ProviderName, CredentialKey>> =>
  withTenant(db, tenantId, async () => {
    const rows = await db.models.Credential.findAll({
      where: { tenantId },
      include: [{ association: 'profile', attributes: [], required: true, where: { isCurrent: true } }],
    })
    if (rows.length === 0) return new Map()
    const secrets = rows.map(({ id, sealed }) => ({ field: fieldOf(id), sealed }))
    const apiKeys = await openSecrets(db, masterKey, { tenantId, secrets })
    return new Map(
      rows.map(({ id, provider, baseUrl }, index) => [
        provider as ProviderName,
        { credentialId: id, apiKey: apiKeys[index]!, baseUrl: baseUrl ?? null },
      ]),
    )
  })
