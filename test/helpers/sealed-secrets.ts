import { join } from 'node:path'
import { operatorActor } from '../../core/access/can.ts'
import { isAppError } from '../../core/errors.ts'
import { readMasterKey } from '../../core/tenancy/master-key.ts'
import { openSecret, sealSecret } from '../../core/tenancy/tenant-keys.ts'
import type { Database } from '../../db/database.ts'
import { createTestTenant } from './database.ts'

/** Who rotates. */
export const actor = operatorActor('test', null)
export const canary = 'canary-8d1c-what-nobody-may-see'

export interface Kept {
  tenantId: string
  sealed: string
}

/** Tenants with a secret each. */
export const fill = async (db: Database, masterKey: Buffer, count: number): Promise<Kept[]> => {
  const kept: Kept[] = []
  for (let i = 0; i < count; i += 1) {
    const tenantId = await createTestTenant(db)
    const place = { tenantId, field: 'f' }
    kept.push({ tenantId, sealed: await sealSecret(db, masterKey, { place, secret: canary }) })
  }
  return kept
}

export const countReadable = async (db: Database, masterKey: Buffer, kept: Kept[]): Promise<number> => {
  let readable = 0
  for (const { tenantId, sealed } of kept) {
    const opened = openSecret(db, masterKey, { place: { tenantId, field: 'f' }, sealed })
    const text = await opened.catch((error) => {
      if (!isAppError(error, 'secret_unreadable')) throw error
      return null
    })
    if (text === canary) readable += 1
  }
  return readable
}

export const keyFile = (dataDir: string): string => join(dataDir, 'secrets', 'master.key')
export const generated = (dataDir: string) => readMasterKey({ masterKey: null, dataDir })
