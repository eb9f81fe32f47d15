import { asOwner } from '../../db/tenant.ts'
import { recordDeploymentAct } from '../access/audit.ts'
import { type Actor, authorize, type TenantActor } from '../access/can.ts'
import type { Core } from '../core.ts'
import { AppError } from '../errors.ts'
import { type StartedTask, startTask } from '../tasks/start.ts'
import { findTenant } from '../tenancy/tenants.ts'

/**
 * Collects all rows and files of the actor's tenant into a file: for operators, and for those who give the tenant's
 * roles their permissions, which nobody can who is not an admin.
 * @throws `forbidden`
 */
export const requestTenantExport = async (
  core: Pick<Core, 'db' | 'queue'>,
  actor: TenantActor,
): Promise<StartedTask> => {
  authorize(actor, 'roles:manage')
  return startTask(core, actor, {
    kind: 'tenant.export',
    input: {},
    onceKey: `${actor.tenantId} ${actor.kind}:${actor.id}`,
    resultPermission: 'roles:manage',
  })
}

/**
 * Removes a tenant, see `tenantRemove`.
 * @param confirm its client id again, as a sign that it is meant
 * @throws `forbidden`, `not_found`, `invalid_value` for another confirmation
 */
export const requestTenantRemoval = async (
  core: Pick<Core, 'db' | 'queue'>,
  actor: Actor,
  { clientId, confirm }: { clientId: string; confirm: string },
): Promise<StartedTask> => {
  authorize(actor, 'tenants:manage')
  const { id: tenantId } = await findTenant(core.db, clientId)
  if (confirm !== clientId)
    throw new AppError('invalid_value', 'confirm must be the client id of the tenant', {
      details: { errors: [{ in: 'query', pointer: '/confirm', reason: 'the client id' }], count: 1 },
    })
  return asOwner(core.db, async () => {
    const started = await startTask(core, actor, {
      kind: 'tenant.remove',
      input: {},
      tenantId,
      onceKey: tenantId,
      resultPermission: 'tenants:manage',
    })
    // The tenant's own trail goes with it.
    if (started.isNew)
      await recordDeploymentAct(core.db, actor, {
        action: 'tenant.removal_requested',
        permission: 'tenants:manage',
        target: { kind: 'tenant', id: tenantId },
        details: { clientId, taskId: started.task.id },
      })
    return started
  })
}
