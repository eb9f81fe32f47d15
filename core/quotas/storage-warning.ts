import { QueryTypes } from 'sequelize'
import { v7 as uuid } from 'uuid'
import type { Database } from '../../db/database.ts'
import { raiseAlert } from '../notifications/raise-alert.ts'

/** Where a tenant's storage stands, and how far its admins know. */
interface Standing {
  usedBytes: number
  limitBytes: number
  told: number
}

/** Four fifths, in whole numbers. */
const isFilling = ({ usedBytes, limitBytes }: Standing): boolean => usedBytes * 5 >= limitBytes * 4

/**
 * Takes the tenant's turn until the transaction ends. Inside `withTenant`.
 * @returns the share in percent that the admins were told of, 0 when none
 */
export const lockWarning = async (db: Database, tenantId: string): Promise<number> => {
  const [row] = await db.sequelize.query<{ told: number }>(
    `insert into storage_warnings (tenant_id) values ($1)
         on conflict (tenant_id) do update set updated_at = now() returning told`,
    { bind: [tenantId], type: QueryTypes.SELECT },
  )
  return row!.told
}

const setTold = async (db: Database, tenantId: string, told: number): Promise<void> => {
  await db.models.StorageWarning.update({ told }, { where: { tenantId } })
}

/**
 * Below 80 % the next filling is worth a mail again. Seen before something grows: that is when usage is lowest, so that
 * whatever makes room need not take a turn. Under the lock. @returns what counts as told from here on
 */
export const rearmWarning = async (db: Database, tenantId: string, standing: Standing): Promise<number> => {
  if (standing.told === 0 || isFilling(standing)) return standing.told
  await setTold(db, tenantId, 0)
  return 0
}

/** Hardly any file meets the limit to the last byte: it is full when four fifths are used and one did not fit. */
const reachedOf = (standing: Standing & { isRefused?: boolean }): 0 | 80 | 100 => {
  const { usedBytes, limitBytes, isRefused = false } = standing
  if (usedBytes === 0 || !isFilling(standing)) return 0
  return isRefused || usedBytes >= limitBytes ? 100 : 80
}

/** Tells the admins that 80 % is used, or all of it, once until it is less than 80 % again. Under the lock. */
export const tellStorage = async (
  db: Database,
  tenantId: string,
  standing: Standing & { isRefused?: boolean },
): Promise<void> => {
  const reached = reachedOf(standing)
  if (reached <= standing.told) return
  await setTold(db, tenantId, reached)
  await raiseAlert(db, tenantId, {
    type: reached === 100 ? 'quota.100' : 'quota.80',
    // The lock makes it once; a tenant's storage may fill again.
    onceKey: `quota.${reached} bytes ${uuid()}`,
    data: {
      scope: 'tenant',
      scope_name: null,
      unit: 'bytes',
      used: standing.usedBytes,
      limit: standing.limitBytes,
      resets_at: null,
    },
  })
}
