import { Op } from 'sequelize'
import { limits } from '../../config/limits.ts'
import type { Database } from '../../db/database.ts'
import { asOwner } from '../../db/tenant.ts'
import { AppError } from '../errors.ts'
import { type Account, findAccount } from './authentication.ts'
import { inHolderScope } from './holder-trail.ts'
import { passwordHashOf, storePassword } from './own-password.ts'
import { hashPassword } from './passwords.ts'
import { type Holder, hashSecret, makeSecret } from './tokens.ts'

export type LinkPurpose = 'reset' | 'invitation'

const { resetMinutes, invitationDays } = limits.passwordLinks
const lifeMs: Record<LinkPurpose, number> = {
  reset: resetMinutes * 60_000,
  invitation: invitationDays * 24 * 3_600_000,
}

/**
 * Makes the secret of a link that sets a password, and ends the holder's earlier ones. Only its hash is kept, so it is
 * made by whoever sends the mail, at that moment.
 * @returns null when there is no use for it: switched off, or an invitation of somebody who has a password by now
 */
export const makePasswordLink = async (
  db: Database,
  holder: Holder,
  purpose: LinkPurpose,
): Promise<string | null> => {
  if (!(await findAccount(db, holder))) return null
  if (purpose === 'invitation' && (await passwordHashOf(db, holder)) !== null) return null
  return asOwner(db, async () => {
    const { PasswordLink } = db.models
    const secret = makeSecret()
    await PasswordLink.update(
      { endedAt: new Date() },
      { where: { holderKind: holder.kind, holderId: holder.id, endedAt: null } },
    )
    await PasswordLink.create({
      purpose,
      holderKind: holder.kind,
      tenantId: holder.tenantId,
      holderId: holder.id,
      tokenHash: hashSecret(secret),
      expiresAt: new Date(Date.now() + lifeMs[purpose]),
    })
    return secret
  })
}

const invalid = () =>
  new AppError('link_invalid', 'this link was used, replaced by a newer one, or is too old')

/**
 * Sets the password of whoever has the link, once: of many uses at the same moment one succeeds. Whatever the account
 * is signed in with ends, and its owner is told by mail. A password that is refused uses nothing up.
 * @throws AppError `link_invalid`, `invalid_value` for a password that breaks a rule
 */
export const setPasswordByLink = async (
  db: Database,
  { token, password }: { token: string; password: string },
): Promise<Account> => {
  const live = { tokenHash: hashSecret(token), endedAt: null, expiresAt: { [Op.gt]: new Date() } }
  const link = await asOwner(db, () => db.models.PasswordLink.findOne({ where: live }))
  if (!link) throw invalid()
  const holder: Holder = { kind: link.holderKind, id: link.holderId, tenantId: link.tenantId }
  const account = await findAccount(db, holder)
  if (!account) throw invalid()
  const passwordHash = await hashPassword(password, [account.email, account.userName])
  await inHolderScope(db, holder, async () => {
    const [used] = await db.models.PasswordLink.update({ endedAt: new Date() }, { where: live })
    if (used === 0) throw invalid()
    await storePassword(db, holder, { passwordHash, how: 'link' })
  })
  return account
}
