import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { Database } from '../../db/database.ts'
import type { TenantKey } from '../../db/models/credential.ts'
import { withTenant } from '../../db/tenant.ts'
import { AppError } from '../errors.ts'
import { deriveKey } from './master-key.ts'
import { keyIdOf, type SealKey, type SealPlace, seal, unseal } from './seal.ts'

/** What the master key wraps with, and the id by which its wrapped keys are known; neither says anything of it. */
export const wrappingKeyOf = (masterKey: Buffer): SealKey => ({
  id: Buffer.from(deriveKey(masterKey, 'tenant-keys-id')).toString('hex').slice(0, 16),
  bytes: deriveKey(masterKey, 'tenant-keys'),
})

const placeOf = ({ tenantId, id }: Pick<TenantKey, 'tenantId' | 'id'>): SealPlace => ({
  tenantId,
  field: `tenant_keys.wrapped:${id}`,
})

export const wrapTenantKey = (
  wrapping: SealKey,
  row: Pick<TenantKey, 'tenantId' | 'id'>,
  bytes: Uint8Array,
) => seal(wrapping, placeOf(row), bytes)

/** @throws AppError `secret_unreadable` */
export const unwrapTenantKey = (wrapping: SealKey, row: TenantKey): SealKey => ({
  id: row.id,
  bytes: unseal(wrapping, placeOf(row), row.wrapped),
})

/** The tenant's keys that this master key opens, oldest first. */
const readKeys = (db: Database, masterKey: Buffer, tenantId: string): Promise<SealKey[]> =>
  withTenant(db, tenantId, async () => {
    const wrapping = wrappingKeyOf(masterKey)
    const rows = await db.models.TenantKey.findAll({ where: { tenantId }, order: [['id', 'ASC']] })
    return rows
      .filter(({ wrapped }) => keyIdOf(wrapped) === wrapping.id)
      .map((row) => unwrapTenantKey(wrapping, row))
  })

const makeKey = async (db: Database, masterKey: Buffer, tenantId: string): Promise<SealKey> => {
  const key: SealKey = { id: uuidv7(), bytes: randomBytes(32) }
  const wrapped = wrapTenantKey(wrappingKeyOf(masterKey), { tenantId, id: key.id }, key.bytes)
  await db.models.TenantKey.create({ tenantId, id: key.id, wrapped })
  return key
}

/**
 * Seals a secret under the tenant's key, which is made with the first one. A key that only another master key opens
 * stays as it is, and what it sealed with it: that master key may come back.
 */
export const sealSecret = (
  db: Database,
  masterKey: Buffer,
  { place, secret }: { place: SealPlace; secret: string },
): Promise<string> =>
  withTenant(db, place.tenantId, async () => {
    const [known] = await readKeys(db, masterKey, place.tenantId)
    const key = known ?? (await makeKey(db, masterKey, place.tenantId))
    return seal(key, place, Buffer.from(secret))
  })

/** Opens secrets of one tenant. @throws AppError `secret_unreadable` when one is altered, or under another master key */
export const openSecrets = async (
  db: Database,
  masterKey: Buffer,
  { tenantId, secrets }: { tenantId: string; secrets: { field: string; sealed: string }[] },
): Promise<string[]> => {
  const keys = await readKeys(db, masterKey, tenantId)
  return secrets.map(({ field, sealed }) => {
    const id = keyIdOf(sealed)
    const key = keys.find((known) => known.id === id)
    if (!key) throw new AppError('secret_unreadable', 'a stored secret is sealed by another master key')
    return unseal(key, { tenantId, field }, sealed).toString()
  })
}

/** Opens one secret; see `openSecrets`. @throws AppError `secret_unreadable` */
export const openSecret = async (
  db: Database,
  masterKey: Buffer,
  { place, sealed }: { place: SealPlace; sealed: string },
): Promise<string> => {
  const { tenantId, field } = place
  const [secret] = await openSecrets(db, masterKey, { tenantId, secrets: [{ field, sealed }] })
  return secret as string
}
