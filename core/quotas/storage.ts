import { QueryTypes } from 'sequelize'
import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import { AppError, isAppError } from '../errors.ts'
import { lockWarning, rearmWarning, tellStorage } from './storage-warning.ts'

/** What a tenant's files take, and may take. */
export interface Storage {
  usedBytes: number
  limitBytes: number
}

/** The sum of what the rows say and no counter of its own, which could go another way than the rows. */
const storageSql = `
  select t.storage_limit_bytes as "limitBytes",
         coalesce((select sum(d.stored_bytes) from datasets d where d.tenant_id = t.id), 0)
           + coalesce((select sum((c.request->'file'->>'bytes')::bigint) from assistant_creations c
                        where c.tenant_id = t.id and c.state not in ('completed', 'failed')), 0) as "usedBytes"
    from tenants t where t.id = $1`

/**
 * What is counted: of every dataset the file as it was brought, the encoded table, and what was found in it; and the
 * files that wait for their assistant. Reads in the open transaction when there is one. Authorises nobody.
 */
export const readStorage = (db: Database, tenantId: string): Promise<Storage> =>
  withTenant(db, tenantId, async () => {
    const [row] = await db.sequelize.query<{ usedBytes: string; limitBytes: string }>(storageSql, {
      bind: [tenantId],
      type: QueryTypes.SELECT,
    })
    if (!row) throw new AppError('not_found', 'There is no such tenant.')
    return { usedBytes: Number(row.usedBytes), limitBytes: Number(row.limitBytes) }
  })

const storageFull = ({ usedBytes, limitBytes }: Storage, needed: number): AppError =>
  new AppError('storage_full', 'The storage has no room for this.', {
    details: { used: usedBytes, limit: limitBytes, needed },
  })

/** What did not fit tells the admins that the storage is full, for nothing that was refused is left to tell it. */
const tellRefused = (db: Database, tenantId: string): Promise<void> =>
  withTenant(db, tenantId, async () => {
    const told = await lockWarning(db, tenantId)
    await tellStorage(db, tenantId, { told, isRefused: true, ...(await readStorage(db, tenantId)) })
  })

/**
 * Refuses what cannot fit before any work goes into it. What grew in the meantime is seen by `growStorage` alone.
 * @throws AppError `storage_full`
 */
export const requireRoom = async (db: Database, tenantId: string, bytes: number): Promise<void> => {
  const storage = await readStorage(db, tenantId)
  if (storage.usedBytes + bytes <= storage.limitBytes) return
  await tellRefused(db, tenantId)
  throw storageFull(storage, bytes)
}

const growInTurn = async <T>(db: Database, tenantId: string, work: () => Promise<T>): Promise<T> => {
  const told = await lockWarning(db, tenantId)
  const before = await readStorage(db, tenantId)
  const armed = await rearmWarning(db, tenantId, { told, ...before })
  const result = await work()
  const after = await readStorage(db, tenantId)
  const needed = after.usedBytes - before.usedBytes
  if (needed > 0 && after.usedBytes > after.limitBytes) throw storageFull(before, needed)
  await tellStorage(db, tenantId, { told: armed, ...after })
  return result
}

/**
 * Does in one transaction what stores files or changes what they take, if the tenant has room for the outcome, else
 * takes it back. One at a time for each tenant, so that several at once cannot pass the limit together. What makes
 * room needs none of this. Not for use inside a transaction: it opens its own.
 * @throws AppError `storage_full`
 */
export const growStorage = async <T>(db: Database, tenantId: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await withTenant(db, tenantId, () => growInTurn(db, tenantId, work))
  } catch (error) {
    if (isAppError(error, 'storage_full')) await tellRefused(db, tenantId)
    throw error
  }
}

/** Tells, or arms anew, what a changed limit calls for. */
export const noteLimitChange = (db: Database, tenantId: string): Promise<void> =>
  withTenant(db, tenantId, async () => {
    const told = await lockWarning(db, tenantId)
    const storage = await readStorage(db, tenantId)
    await tellStorage(db, tenantId, {
      ...storage,
      told: await rearmWarning(db, tenantId, { told, ...storage }),
    })
  })
