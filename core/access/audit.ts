import { requestContext } from '../../config/log.ts'
import type { Database } from '../../db/database.ts'
import { asOwner } from '../../db/tenant.ts'
import type { Actor, TenantActor } from './can.ts'
import type { Permission } from './permissions.ts'

export interface Act {
  /** `<thing>.<past participle>`: `dataset.created`. */
  action: string
  permission?: Permission
  target?: { kind: string; id: string | null }
  /** `allowed` unless told otherwise. */
  outcome?: 'allowed' | 'denied' | 'failed'
  /** Codes and ids; never a secret or what people wrote. */
  details?: Record<string, unknown>
}

const columnsOf = (actor: Pick<Actor, 'kind' | 'id'>, act: Act) => ({
  actorKind: actor.kind,
  actorId: actor.id,
  action: act.action,
  permission: act.permission ?? null,
  targetKind: act.target?.kind ?? null,
  targetId: act.target?.id ?? null,
  outcome: act.outcome ?? ('allowed' as const),
  details: act.details ?? {},
  requestId: requestContext.getStore()?.requestId ?? null,
})

/** Writes an act into the tenant's audit trail, inside the transaction that does it: no trail, no act. */
export const recordAct = async (db: Database, actor: TenantActor, act: Act): Promise<void> => {
  await db.models.AuditEvent.create({ tenantId: actor.tenantId, ...columnsOf(actor, act) })
}

/** Writes an act that belongs to no tenant: sign-ins of operators, new tenants. Joins `asOwner` when inside it. */
export const recordDeploymentAct = (
  db: Database,
  actor: Pick<Actor, 'kind' | 'id'>,
  act: Act,
): Promise<void> =>
  asOwner(db, async () => {
    await db.models.DeploymentAuditEvent.create(columnsOf(actor, act))
  })
