import { recordAct } from '../core/access/audit.ts'
import type { TenantActor } from '../core/access/can.ts'
import { permissions } from '../core/access/permissions.ts'
import { isAppError } from '../core/errors.ts'
import type { Database } from '../db/database.ts'
import { withTenant } from '../db/tenant.ts'
import type { Route } from './route.ts'

/**
 * Routes where what a request is about decides who may (`access: 'inside'`) leave the same trace of a denial as those
 * with a permission of their own. After the request's transaction, which takes back all that it did.
 */
export const auditDenials = ({ db }: { db: Database }, routes: Route[]): Route[] =>
  routes.map((route) => ({
    ...route,
    handler: async (context) => {
      try {
        return await route.handler(context)
      } catch (error) {
        const missing = isAppError(error, 'forbidden') ? error.details.missing : undefined
        const permission = permissions.find((one) => one === missing)
        if (permission) {
          const actor = context.actor as TenantActor
          const details = { method: route.method, route: route.path, missing }
          const act = { action: 'request.denied', outcome: 'denied' as const, permission, details }
          await withTenant(db, actor.tenantId, () => recordAct(db, actor, act))
        }
        throw error
      }
    },
  }))
