import type { Database } from '../../db/database.ts'
import type { Person, PlatformIdentity } from '../../db/models/person.ts'
import { withTenant } from '../../db/tenant.ts'
import type { Platform } from '../platforms.ts'

/** Somebody as a chat platform knows them. */
export interface PlatformUser {
  platform: Platform
  /** Slack workspace or Discord guild; empty where the platform has none. */
  workspace: string
  platformUserId: string
  /** How the platform names them, for a person who is made from this. */
  displayName: string
}

const keyOf = (tenantId: string, user: PlatformUser) => ({
  tenantId,
  platform: user.platform,
  workspace: user.workspace,
  platformUserId: user.platformUserId,
})

const find = async (db: Database, tenantId: string, user: PlatformUser): Promise<Person | null> => {
  const { Person, PlatformIdentity } = db.models
  const identity = await PlatformIdentity.findOne({ where: keyOf(tenantId, user) })
  return identity && Person.findOne({ where: { tenantId, id: identity.personId } })
}

/** The person behind a platform's user, or null. */
export const findPersonOf = (db: Database, tenantId: string, user: PlatformUser): Promise<Person | null> =>
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
