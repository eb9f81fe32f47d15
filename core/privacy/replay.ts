import { existsSync } from 'node:fs'
import { QueryTypes } from 'sequelize'
import { log } from '../../config/log.ts'
import type { Database } from '../../db/database.ts'
import { asOwner, inTenantAsOwner } from '../../db/tenant.ts'
import type { Core } from '../core.ts'
import { eraseAgain } from './erase-person.ts'
import { removeTenantAgain } from './remove-tenant.ts'
import { accountSubject, hashAccount, loadPerson, type Subject } from './subject.ts'
import {
  keepTombstone,
  learnTombstones,
  readTombstones,
  type TombstoneLine,
  tombstoneFile,
} from './tombstones.ts'

type Place = Pick<Core, 'db' | 'dataDir' | 'accessEnds'>

/** Every account that a tenant's rows know of. */
const knownAccounts = `
  select platform || ':' || workspace || ':' || platform_user_id as account from platform_identities where tenant_id = $1
  union select platform || ':' || workspace || ':' || platform_user_id from member_preferences where tenant_id = $1
  union select platform || ':' || workspace || ':' || platform_user_id from link_codes
         where tenant_id = $1 and platform_user_id is not null
  union select session_id from conversations where tenant_id = $1 and session_id is not null
  union select platform || ':' || (payload #>> '{chat,workspace}') || ':' || (payload #>> '{chat,user}') from inbox
         where tenant_id = $1 and payload #>> '{chat,user}' is not null
  union select subject from audit_identities where tenant_id = $1 and kind = 'account'
  union select substr(rater, 9) from feedback where tenant_id = $1 and rater like 'session:%'`

const accountsOf = async (db: Database, { tenant_id: tenantId, account_hashes }: TombstoneLine) => {
  const rows = await inTenantAsOwner(db, tenantId, () =>
    db.sequelize.query<{ account: string }>(knownAccounts, { bind: [tenantId], type: QueryTypes.SELECT }),
  )
  const hashes = new Set(account_hashes)
  return rows.map(({ account }) => account).filter((account) => hashes.has(hashAccount(tenantId, account)))
}

const subjectsOf = async (db: Database, line: TombstoneLine): Promise<Subject[]> => {
  const accounts = await accountsOf(db, line)
  const { tenant_id: tenantId, person_id: personId } = line
  if (personId === null) return accounts.map((account) => accountSubject(tenantId, account))
  const person = await loadPerson(db, tenantId, personId)
  return [{ ...person, accounts: [...new Set([...person.accounts, ...accounts])] }]
}

const doAgain = async (core: Place, line: TombstoneLine): Promise<void> => {
  const { kind, tenant_id: tenantId } = line
  const isThere = await asOwner(core.db, () => core.db.models.Tenant.count({ where: { id: tenantId } }))
  if (!isThere) return
  if (kind === 'tenant') return removeTenantAgain(core, tenantId)
  for (const subject of await subjectsOf(core.db, line)) await eraseAgain(core, subject)
}

/**
 * Erases again whoever a restored database has brought back: those whom the file beside the secrets tells of and the
 * database does not. Before anything else is done with it. Can be broken off at any moment and begun anew.
 * @returns how many tombstones were new to the database
 */
export const replayTombstones = async (core: Place): Promise<number> => {
  const path = tombstoneFile(core)
  if (!existsSync(path)) return 0
  const lines = await learnTombstones(core.db, await readTombstones(path))
  for (const line of lines) {
    await doAgain(core, line)
    await keepTombstone(core.db, line)
  }
  if (lines.length > 0)
    log.warn({ tombstones: lines.length }, 'what a restored backup had brought back was erased again')
  return lines.length
}
