import { validate as isUuid } from 'uuid'
import type { Database } from '../../../db/database.ts'
import { withTenant } from '../../../db/tenant.ts'
import type { TenantActor } from '../../access/can.ts'
import { AppError } from '../../errors.ts'
import type { Told } from '../delivery/sentence.ts'
import { isGeneral, isNoticeType } from '../types.ts'
import { toldOf } from './why.ts'

/**
 * What a message in a channel told: general news of the tenant, and nobody's own.
 * @throws AppError `not_found`
 */
export const explainEvent = (db: Database, actor: TenantActor, id: string): Promise<Told> =>
  withTenant(db, actor.tenantId, async () => {
    const { tenantId } = actor
    const event = isUuid(id) ? await db.models.NotificationEvent.findOne({ where: { tenantId, id } }) : null
    if (!event || !isNoticeType(event.type) || !isGeneral(event.type))
      throw new AppError('not_found', 'There is no such notification.')
    return toldOf({ event })
  })
