import { createHash } from 'node:crypto'
import { QueryTypes } from 'sequelize'
import type { Database } from '../../db/database.ts'
import { inTenantAsOwner } from '../../db/tenant.ts'

/** Somebody on a chat platform, as `<platform>:<workspace>:<user>`: also the id of their session. */
export type AccountId = string

/** Whose data it is: a person with the accounts that are linked to them, or one account that is linked to nobody. */
export interface Subject {
  tenantId: string
  personId: string | null
  accounts: AccountId[]
  /** Null when the person is gone. */
  person: {
    fullName: string
    email: string | null
    userName: string | null
    locale: 'fr' | 'en' | null
  } | null
}

/** What the statements of the inventory are given; the names stand in them. */
export interface SubjectBinds extends Record<string, unknown> {
  tenant: string
  person: string | null
  accounts: string[]
  /** The accounts without platform and workspace. */
  users: string[]
  workspaces: string[]
  /** Addresses, in lower case. */
  emails: string[]
  /** How people know them: names and addresses. */
  names: string[]
  /** Stands where somebody stood who was erased. */
  ghost: string
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The same for the same person, and tells nobody who it was. */
export const ghostOf = ({ tenantId, personId, accounts }: Subject): string =>
  `erased:${sha256(`${tenantId} ${personId ?? accounts[0] ?? ''}`).slice(0, 12)}`

export const hashAccount = (tenantId: string, account: AccountId): string => sha256(`${tenantId} ${account}`)

const partOf = (account: AccountId, at: number): string => account.split(':')[at] ?? ''

export const bindsOf = (subject: Subject): SubjectBinds => {
  const { tenantId, personId, accounts, person } = subject
  const email = person?.email?.trim().toLowerCase()
  const names = [person?.fullName, person?.email, person?.userName, email]
  return {
    tenant: tenantId,
    person: personId,
    accounts,
    users: accounts.map((account) => partOf(account, 2)),
    workspaces: accounts.map((account) => partOf(account, 1)),
    emails: email ? [email] : [],
    names: names.filter((name): name is string => typeof name === 'string' && name !== ''),
    ghost: ghostOf(subject),
  }
}

const accountsSql = `
  select platform || ':' || workspace || ':' || platform_user_id as account
    from platform_identities where tenant_id = $1 and person_id = $2 order by created_at, id`

/** A person and the linked accounts. Nobody is found of somebody who was erased, but the id. */
export const loadPerson = (db: Database, tenantId: string, personId: string): Promise<Subject> =>
  inTenantAsOwner(db, tenantId, async () => {
    const person = await db.models.Person.findOne({ where: { tenantId, id: personId }, raw: true })
    const rows = await db.sequelize.query<{ account: string }>(accountsSql, {
      bind: [tenantId, personId],
      type: QueryTypes.SELECT,
    })
    const { fullName, email = null, userName = null, locale = null } = person ?? { fullName: '' }
    return {
      tenantId,
      personId,
      accounts: rows.map(({ account }) => account),
      person: person && { fullName, email, userName, locale },
    }
  })

/** Somebody on a chat platform who is linked to no person. */
export const accountSubject = (tenantId: string, account: AccountId): Subject => ({
  tenantId,
  personId: null,
  accounts: [account],
  person: null,
})
