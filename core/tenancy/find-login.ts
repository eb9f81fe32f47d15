import { QueryTypes } from 'sequelize'
import type { Database } from '../../db/database.ts'
import { asOwner } from '../../db/tenant.ts'
import type { Holder } from './tokens.ts'

/** Somebody whose login it may be. */
export interface Candidate {
  holder: Holder
  passwordHash: string | null
}

interface Row {
  kind: 'operator' | 'person'
  id: string
  tenant_id: string | null
  password_hash: string | null
}

/** More tenants with the same login than this are not looked at: each costs a password hash. */
const maxCandidates = 5

const candidatesSql = `
  select 'operator' as kind, id, null::uuid as tenant_id, password_hash from operators
  where is_active and :clientId::text is null and (lower(email) = :login or lower(user_name) = :login)
  union all
  select 'person', people.id, tenant_id, password_hash from people join tenants on tenants.id = tenant_id
  where people.is_active and (:clientId::text is null or client_id = :clientId)
    and (lower(email) = :login or lower(user_name) = :login)
  limit ${maxCandidates}`

/** Active operators and people of all tenants, or of one, whose e-mail address or user name this is, whatever its case. */
export const findCandidates = (
  db: Database,
  wanted: { login: string; clientId?: string },
): Promise<Candidate[]> =>
  asOwner(db, async (transaction) => {
    const login = wanted.login.trim().toLowerCase()
    const show = (whose: string) =>
      db.sequelize.query(`select set_config('app.login', :whose, true)`, {
        replacements: { whose },
        transaction,
      })
    // Row-level security shows the owner those people only whose login this is.
    await show(login)
    const rows = await db.sequelize.query<Row>(candidatesSql, {
      replacements: { login, clientId: wanted.clientId ?? null },
      type: QueryTypes.SELECT,
      transaction,
    })
    await show('')
    return rows.map(({ kind, id, tenant_id, password_hash }) => ({
      holder: { kind, id, tenantId: tenant_id },
      passwordHash: password_hash,
    }))
  })
