import { v7 as uuid } from 'uuid'
import type { Database } from '../../db/database.ts'
import type { Person, PlatformIdentity } from '../../db/models/person.ts'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { authorize, type TenantActor } from '../access/can.ts'
import { AppError } from '../errors.ts'
import { behind, newestFirst, type Page } from '../paging.ts'
import type { Platform } from '../platforms.ts'

/** An account on a chat platform. */
export interface PlatformAccount {
  platform: Platform
  /** Slack workspace or Discord guild; empty where the platform has none. */
  workspace: string
  platformUserId: string
}

/** Somebody as a chat platform knows them. */
export interface PlatformUser extends PlatformAccount {
  /** How the platform names them, for a person who is made from this. */
  displayName: string
}

const keyOf = (tenantId: string, user: PlatformAccount) => ({
  tenantId,
  platform: user.platform,
  workspace: user.workspace,
  platformUserId: user.platformUserId,
})

const find = async (db: Database, tenantId: string, user: PlatformAccount): Promise<Person | null> => {
  const { Person, PlatformIdentity } = db.models
  const identity = await PlatformIdentity.findOne({ where: keyOf(tenantId, user) })
  return identity && Person.findOne({ where: { tenantId, id: identity.personId } })
}

/** The person behind a platform's user, or null. */
export const findPersonOf = (db: Database, tenantId: string, user: PlatformAccount): Promise<Person | null> =>
  withTenant(db, tenantId, () => find(db, tenantId, user))

/**
 * The person behind a platform's user, made when new. Two messages of a newcomer may come at the same moment: the
 * identity is unique, and whoever comes second takes the first one's person.
 */
export const findOrCreatePersonOf = (db: Database, tenantId: string, user: PlatformUser): Promise<Person> =>
  withTenant(db, tenantId, async () => {
    const known = await find(db, tenantId, user)
    if (known) return known
    const { Person, PlatformIdentity } = db.models
    const person = await Person.create({ tenantId, fullName: user.displayName })
    const identity = { ...keyOf(tenantId, user), personId: person.id }
    // One row comes back when it was inserted, none when somebody was faster.
    const [made] = await PlatformIdentity.bulkCreate([identity], { ignoreDuplicates: true, returning: true })
    if (await isStored(PlatformIdentity, made)) return person
    await person.destroy()
    const first = await find(db, tenantId, user)
    if (!first) throw new Error('the identity of a platform user vanished')
    return first
  })

const isStored = async (
  model: Database['models']['PlatformIdentity'],
  identity: PlatformIdentity | undefined,
): Promise<boolean> =>
  identity !== undefined &&
  (await model.count({ where: { tenantId: identity.tenantId, id: identity.id } })) === 1

/**
 * Makes an account one of the person's, once. Inside `withTenant`.
 * @throws AppError `conflict` (context `identity_taken`) when it is another person's
 */
export const linkAccount = async (
  db: Database,
  tenantId: string,
  { account, personId }: { account: PlatformAccount; personId: string },
): Promise<{ identity: PlatformIdentity; isNew: boolean }> => {
  const { PlatformIdentity } = db.models
  const [id, key] = [uuid(), keyOf(tenantId, account)]
  // Of two who link it at the same moment, the second waits for the first and finds its row.
  await PlatformIdentity.bulkCreate([{ ...key, id, personId }], { ignoreDuplicates: true })
  const identity = await PlatformIdentity.findOne({ where: key, rejectOnEmpty: true })
  if (identity.personId !== personId)
    throw new AppError('conflict', 'this account is linked to another person', {
      details: { context: 'identity_taken' },
    })
  return { identity, isNew: identity.id === id }
}

/** Everybody sees to their own accounts. @throws AppError `forbidden` */
const authorizeFor = (actor: TenantActor, personId: string): void => {
  if (actor.kind !== 'person' || actor.id !== personId) authorize(actor, 'users:manage')
}

const requirePerson = async (db: Database, tenantId: string, id: string): Promise<void> => {
  if ((await db.models.Person.count({ where: { tenantId, id } })) === 0)
    throw new AppError('not_found', 'there is no such person')
}

/** A person's accounts, newest first. @throws AppError `forbidden`, `not_found` */
export const listIdentities = (
  db: Database,
  actor: TenantActor,
  { personId, page }: { personId: string; page: Page },
): Promise<PlatformIdentity[]> => {
  authorizeFor(actor, personId)
  const { tenantId } = actor
  return withTenant(db, tenantId, async () => {
    await requirePerson(db, tenantId, personId)
    const where = { tenantId, personId, ...behind(page) }
    return db.models.PlatformIdentity.findAll({ where, order: newestFirst, limit: page.limit })
  })
}

/**
 * Unlinks one account of a person, or all of them. Whoever uses it is again somebody whom nobody knows.
 * @param which.identityId null = all
 * @throws AppError `forbidden`, `not_found` for an unknown person or account
 */
export const removeIdentity = (
  db: Database,
  actor: TenantActor,
  { personId, identityId }: { personId: string; identityId: string | null },
): Promise<void> => {
  authorizeFor(actor, personId)
  const { tenantId } = actor
  return withTenant(db, tenantId, async () => {
    await requirePerson(db, tenantId, personId)
    const where = { tenantId, personId, ...(identityId !== null && { id: identityId }) }
    const rows = await db.models.PlatformIdentity.findAll({ where })
    if (identityId !== null && rows.length === 0) throw new AppError('not_found', 'there is no such identity')
    for (const { id, platform, workspace } of rows) {
      await db.models.PlatformIdentity.destroy({ where: { tenantId, id } })
      const target = { kind: 'person', id: personId }
      await recordAct(db, actor, { action: 'identity.removed', target, details: { platform, workspace } })
    }
  })
}
