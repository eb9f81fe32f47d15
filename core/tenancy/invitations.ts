import { v7 as uuidv7 } from 'uuid'
import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import type { TenantActor } from '../access/can.ts'
import { AppError } from '../errors.ts'
import { raiseAlert } from '../notifications/raise-alert.ts'

/** Who acts, as people know them; null = nobody of the tenant. Inside `withTenant`. */
export const actorName = async (
  db: Database,
  { kind, id, tenantId }: TenantActor,
): Promise<string | null> => {
  if (kind !== 'person') return null
  const person = await db.models.Person.findOne({
    attributes: ['fullName'],
    where: { tenantId, id },
    raw: true,
  })
  return person?.fullName ?? null
}

/**
 * Mails somebody without a password a link to choose one, good for seven days; a newer link ends the one before. Joins
 * the open transaction of the tenant. The link itself is made when the mail leaves, and is stored nowhere.
 * @throws AppError `not_found` for nobody of this tenant, or somebody switched off; `conflict` (context
 *   `invitation_no_mail`: no e-mail address; `invitation_password`: has a password already)
 */
export const sendInvitation = (db: Database, actor: TenantActor, personId: string): Promise<void> =>
  withTenant(db, actor.tenantId, async () => {
    const { tenantId } = actor
    const person = await db.models.Person.findOne({ where: { tenantId, id: personId, isActive: true } })
    if (!person) throw new AppError('not_found', 'there is no such person')
    if (person.email === null) throw conflict('invitation_no_mail', 'this person has no e-mail address')
    if (person.passwordHash !== null) throw conflict('invitation_password', 'this person has a password')
    await recordAct(db, actor, {
      action: 'person.invited',
      permission: 'users:manage',
      target: { kind: 'person', id: personId },
    })
    const data = { holder_kind: 'person' as const, holder_id: personId, by: await actorName(db, actor) }
    const onceKey = `invitation ${personId} ${uuidv7()}`
    await raiseAlert(db, tenantId, { type: 'invitation', onceKey, data }, { personId })
  })

const conflict = (context: string, message: string) =>
  new AppError('conflict', message, { details: { context } })
