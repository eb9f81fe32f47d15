import { v7 as uuidv7 } from 'uuid'
import type { Database } from '../../db/database.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { AppError } from '../errors.ts'
import { tellHolder } from '../notifications/tell-holder.ts'
import type { Account } from './authentication.ts'
import { endAccessOf } from './end-holder-access.ts'
import { inHolderScope, recordOwn } from './holder-trail.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import type { SignInGuard } from './sign-in-guard.ts'
import type { Holder } from './tokens.ts'

/** null for somebody who has none. */
export const passwordHashOf = async (db: Database, { tenantId, id }: Holder): Promise<string | null> => {
  const row =
    tenantId === null
      ? await asOwner(db, () => db.models.Operator.findByPk(id))
      : await withTenant(db, tenantId, () => db.models.Person.findOne({ where: { tenantId, id } }))
  return row?.passwordHash ?? null
}

/**
 * Stores a new password, ends whatever the account is signed in with, and tells its owner by mail. Joins the
 * transaction that `inHolderScope` has opened.
 */
export const storePassword = async (
  db: Database,
  holder: Holder,
  { passwordHash, how }: { passwordHash: string; how: 'link' | 'signed_in' },
): Promise<void> => {
  const { kind, tenantId, id } = holder
  const act = { action: 'password.changed', target: { kind, id }, details: { how } }
  const alert = {
    type: 'password.changed' as const,
    onceKey: `password.changed ${id} ${uuidv7()}`,
    data: { how },
  }
  if (tenantId === null)
    await asOwner(db, () => db.models.Operator.update({ passwordHash }, { where: { id } }))
  else
    await withTenant(db, tenantId, () =>
      db.models.Person.update({ passwordHash }, { where: { tenantId, id } }),
    )
  await endAccessOf(db, holder)
  await recordOwn(db, holder, act)
  await tellHolder(db, holder, alert)
}

/**
 * Changes the password of somebody signed in who knows the old one. All sessions end; the caller opens the next one.
 * @throws AppError `sign_in_failed` for a wrong password, `too_many_requests`, `invalid_value` for a new one that
 *   breaks a rule
 */
export const changeOwnPassword = async (
  { db, guard }: { db: Database; guard: SignInGuard },
  { holder, email, userName }: Account,
  wanted: { currentPassword: string; password: string; ip: string },
): Promise<void> => {
  const attempt = { subjects: [holder.id], ip: wanted.ip, device: null }
  await guard.begin(attempt)
  const stored = await passwordHashOf(db, holder)
  if (!(await verifyPassword(stored, wanted.currentPassword)))
    throw new AppError('sign_in_failed', 'the current password is wrong')
  await guard.succeeded(attempt)
  const passwordHash = await hashPassword(wanted.password, [email, userName])
  await inHolderScope(db, holder, () => storePassword(db, holder, { passwordHash, how: 'signed_in' }))
}
