import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { authorize, type TenantActor } from '../access/can.ts'
import { recordingTries } from '../access/escalation.ts'
import { loadRole, requireNoMore } from '../access/roles.ts'
import { AppError } from '../errors.ts'
import { endAccessOf } from './end-holder-access.ts'

const permission = 'users:manage'

/**
 * Signs somebody of the tenant out of everything, on all devices; they may sign in again.
 * @throws AppError `forbidden`, also for somebody with more rights than the actor has; `not_found`
 */
export const endSessionsOf = (db: Database, actor: TenantActor, id: string): Promise<void> => {
  authorize(actor, permission)
  const { tenantId } = actor
  const target = { kind: 'person', id }
  const work = () =>
    withTenant(db, tenantId, async () => {
      const person = await db.models.Person.findOne({ where: { tenantId, id }, lock: true })
      if (!person) throw new AppError('not_found', 'There is no such person.')
      if (actor.id !== id) requireNoMore(actor, (await loadRole(db, tenantId, person.role)).permissions)
      await endAccessOf(db, { kind: 'person', id, tenantId })
      await recordAct(db, actor, { action: 'sessions.ended', permission, target })
    })
  return recordingTries(db, actor, { action: 'sessions.ended', permission, target }, work)
}
