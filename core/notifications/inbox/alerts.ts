import { Op } from 'sequelize'
import type { Database } from '../../../db/database.ts'
import type { Alert } from '../../../db/models/alert.ts'
import { withTenant } from '../../../db/tenant.ts'
import { authorize, type TenantActor } from '../../access/can.ts'
import { behind, newestFirst, type Page } from '../../paging.ts'
import { kindOf, noticeTypeCodes } from '../types.ts'

/** What a tenant's admins are told of; what one person was told about an own account is not among it. */
export const alertTypes = noticeTypeCodes.filter((type) => kindOf(type).rule === 'admin')

/** Alerts of the tenant, newest first. @throws AppError `forbidden` */
export const listAlerts = (
  db: Database,
  actor: TenantActor,
  { page, type }: { page: Page; type?: string },
): Promise<Alert[]> => {
  authorize(actor, 'audit:view')
  const { tenantId } = actor
  const wanted = alertTypes.filter((one) => type === undefined || one === type)
  return withTenant(db, tenantId, () =>
    db.models.Alert.findAll({
      where: { tenantId, type: { [Op.in]: wanted }, ...behind(page) },
      order: newestFirst,
      limit: page.limit,
    }),
  )
}
