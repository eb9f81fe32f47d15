import type { Database } from '../../db/database.ts'
import { asOwner } from '../../db/tenant.ts'
import type { Actor } from '../access/can.ts'
import { AppError } from '../errors.ts'
import { createOperator, hasNoOperator } from './people.ts'
import { hashSecret, makeSecret } from './tokens.ts'

const settingKey = 'set_up_token'

/** Before there is anybody, the deployment itself acts. */
const deployment: Actor = {
  kind: 'system',
  id: 'set-up',
  tenantId: null,
  role: null,
  permissions: new Set(['tenants:manage']),
}

/**
 * Makes the first operator from the configuration, or a one-time secret that lets somebody become it. Nothing when
 * there is one. A new secret voids the one before.
 * @returns the secret for `/setup?token=…`; null when none is needed
 */
export const prepareFirstOperator = async (
  db: Database,
  admin: { email: string; password: string } | null,
): Promise<string | null> => {
  if (!(await hasNoOperator(db))) return null
  if (admin) {
    await createOperator(db, deployment, { ...admin, fullName: admin.email })
    return null
  }
  const secret = makeSecret()
  await asOwner(db, async () => {
    await db.models.Setting.upsert({ key: settingKey, value: { hash: hashSecret(secret) } })
  })
  return secret
}

/**
 * Uses the one-time secret. Whatever comes second finds it gone.
 * @throws AppError `unauthenticated` for a wrong or used secret
 */
export const completeSetUp = (
  db: Database,
  { token, email, password }: { token: string; email: string; password: string },
): Promise<{ id: string; email: string }> =>
  asOwner(db, async () => {
    const setting = await db.models.Setting.findByPk(settingKey, { lock: true })
    const hash = (setting?.value as { hash?: string } | undefined)?.hash
    if (!setting || hash !== hashSecret(token) || !(await hasNoOperator(db)))
      throw new AppError('unauthenticated', 'the set-up link was used or is not the newest')
    await setting.destroy()
    const operator = await createOperator(db, deployment, { email, password, fullName: email })
    return { id: operator.id, email: operator.email }
  })
