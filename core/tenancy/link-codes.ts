import { Op } from 'sequelize'
import { limits } from '../../config/limits.ts'
import type { Database } from '../../db/database.ts'
import type { LinkCode } from '../../db/models/link-code.ts'
import type { Person, PlatformIdentity } from '../../db/models/person.ts'
import type { ChatPlatform } from '../../db/models/workspace.ts'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { actorOnBehalf, type TenantActor } from '../access/can.ts'
import { AppError } from '../errors.ts'
import { raiseAlert } from '../notifications/raise-alert.ts'
import { findPersonOf, linkAccount, type PlatformAccount } from './identities.ts'
import { hashTypedCode, makeTypedCode, openGuessGuard, wrongCode } from './typed-codes.ts'

/** Of the workspace or guild whose tenant it is, as its verified event tells. */
export type ChatAccount = PlatformAccount & { platform: ChatPlatform }

/** Who makes a code, or types one: an account on a chat platform, or a person who is signed in. */
export type LinkSide = { user: ChatAccount } | { personId: string }

/** The account, whoever it belongs to, and the person, as far as there is one. */
interface Known {
  account: ChatAccount | null
  personId: string | null
}

const know = async (db: Database, tenantId: string, side: LinkSide): Promise<Known> => {
  if ('personId' in side) return { account: null, personId: side.personId }
  const person = await findPersonOf(db, tenantId, side.user)
  return { account: side.user, personId: person?.id ?? null }
}

/** A code of an account that belongs to somebody is that person's: what is typed elsewhere becomes theirs too. */
const subjectOf = ({ account, personId }: Known) => {
  if (personId !== null || account === null) return { personId }
  const { platform, workspace, platformUserId } = account
  return { platform, workspace, platformUserId }
}

const requireActive = async (db: Database, tenantId: string, personId: string): Promise<Person> => {
  const person = await db.models.Person.findOne({ where: { tenantId, id: personId, isActive: true } })
  if (!person) throw new AppError('not_found', 'there is no such person')
  return person
}

/**
 * A code that links its maker to whoever types it, within ten minutes; the maker's earlier one ends.
 * @returns the code itself, which is stored nowhere
 * @throws AppError `not_found` for somebody who is switched off
 */
export const createLinkCode = (
  db: Database,
  { tenantId, ...side }: { tenantId: string } & LinkSide,
): Promise<{ code: string; expiresAt: Date }> =>
  withTenant(db, tenantId, async () => {
    const { LinkCode } = db.models
    const known = await know(db, tenantId, side)
    if (known.personId !== null) await requireActive(db, tenantId, known.personId)
    const subject = subjectOf(known)
    await LinkCode.destroy({
      where: { tenantId, [Op.or]: [subject, { expiresAt: { [Op.lt]: new Date() } }] },
    })
    const code = makeTypedCode({ groups: 2, letters: 5 })
    const expiresAt = new Date(Date.now() + limits.codes.linkMinutes * 60_000)
    await LinkCode.create({ tenantId, ...subject, codeHash: hashTypedCode(code), expiresAt })
    return { code, expiresAt }
  })

const use = async (db: Database, tenantId: string, code: string): Promise<LinkCode> => {
  const { LinkCode } = db.models
  const where = { tenantId, codeHash: hashTypedCode(code), usedAt: null, expiresAt: { [Op.gt]: new Date() } }
  const row = await LinkCode.findOne({ where, lock: true })
  if (!row) throw wrongCode()
  return row.update({ usedAt: new Date() })
}

const makerOf = ({ personId, platform, workspace, platformUserId }: LinkCode): LinkSide =>
  platform !== null && workspace !== null && platformUserId !== null
    ? { user: { platform, workspace, platformUserId } }
    : { personId: personId! }

type Context = 'identity_taken' | 'link_nobody' | 'link_no_account'

const refusal = (context: Context, message: string) =>
  new AppError('conflict', message, { details: { context } })

interface Link {
  account: ChatAccount
  personId: string
}

/** Which account becomes whose. What does not follow from the two is refused: nobody's account is guessed. */
const decide = (maker: Known, typist: Known): Link => {
  const people = new Set([maker.personId, typist.personId].filter((id) => id !== null))
  const accounts = [maker, typist].filter(({ account }) => account !== null)
  if (people.size > 1) throw refusal('identity_taken', 'the account is linked to another person')
  if (accounts.length === 0)
    throw refusal('link_no_account', 'a code that a person made is typed on a chat platform')
  const [personId] = people
  if (personId === undefined) throw refusal('link_nobody', 'neither of the two is a person')
  // The one that is nobody's yet; when none is, the link exists.
  const { account } = accounts.find((side) => side.personId === null) ?? accounts.at(-1)!
  return { account: account!, personId }
}

const noteLinked = async (
  db: Database,
  { actor, identity, person }: { actor: TenantActor; identity: PlatformIdentity; person: Person },
): Promise<void> => {
  const { tenantId } = actor
  const { platform, workspace, platformUserId } = identity
  const target = { kind: 'person', id: person.id }
  // Not the account: the trail stays when somebody is forgotten.
  const details = { platform, workspace }
  await recordAct(db, actor, { action: 'identity.linked', target, details })
  const alert = {
    type: 'identity.linked' as const,
    onceKey: `identity.linked ${identity.id}`,
    data: { platform: platform as ChatPlatform, workspace_id: workspace, account: platformUserId },
  }
  await raiseAlert(db, tenantId, alert, { personId: person.id })
}

const actorOf = (tenantId: string, side: LinkSide): TenantActor => {
  if ('personId' in side) return actorOnBehalf(tenantId, { kind: 'person', id: side.personId })
  const { platform, workspace, platformUserId } = side.user
  return actorOnBehalf(tenantId, { kind: 'session', id: `${platform}:${workspace}:${platformUserId}` })
}

export interface Linked {
  person: Person
  identity: PlatformIdentity
  /** False when the account was the person's already. */
  isNew: boolean
}

const guardGuesses = openGuessGuard('link-code')

/**
 * Links the maker of a code and whoever types it: of the two one is an account, and one is a person or the account of
 * one. A code that is refused was not used.
 * @throws AppError `not_found` (context `code`: unknown, used or out of date; of another tenant too),
 *   `too_many_requests`, `conflict` (context `identity_taken`: of another person; `link_nobody`: two accounts that are
 *   nobody's; `link_no_account`: nobody's account is in it)
 */
export const redeemLinkCode = (
  db: Database,
  { tenantId, code, by }: { tenantId: string; code: string; by: LinkSide },
): Promise<Linked> => {
  const actor = actorOf(tenantId, by)
  return guardGuesses(`${tenantId} ${actor.kind}:${actor.id}`, () =>
    withTenant(db, tenantId, async () => {
      const maker = await know(db, tenantId, makerOf(await use(db, tenantId, code)))
      const { account, personId } = decide(maker, await know(db, tenantId, by))
      const person = await requireActive(db, tenantId, personId)
      const { identity, isNew } = await linkAccount(db, tenantId, { account, personId })
      if (isNew) await noteLinked(db, { actor, identity, person })
      return { person, identity, isNew }
    }),
  )
}
