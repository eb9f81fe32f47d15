import { requestContext } from '../../config/log.ts'
import type { Database } from '../../db/database.ts'
import { asOwner } from '../../db/tenant.ts'
import { type Changes, refuseSecrets } from './audit-changes.ts'
import { disguise } from './audit-identities.ts'
import type { Actor, TenantActor } from './can.ts'
import type { Permission } from './permissions.ts'

export interface Act {
  /** `<thing>.<past participle>`: `dataset.created`. */
  action: string
  permission?: Permission
  /** `label` is what the target is called at this time: of things, not of people, who may want to be forgotten. */
  target?: { kind: string; id: string | null; label?: string | null }
  /** `allowed` unless told otherwise. */
  outcome?: 'allowed' | 'denied' | 'failed'
  /** Codes and ids; never a secret or what people wrote. */
  details?: Record<string, unknown>
  /** From `changesOf`. */
  changes?: Changes
}

/** What is about getting in: there the address matters, and nowhere else is it kept. */
const isAboutAccess = (action: string): boolean => /^(?:session|password)\./.test(action)

/** The longest label that is kept, in characters. */
const longestLabel = 200

const labelOf = (label: string | null | undefined): string | null =>
  label ? [...label.toWellFormed().replaceAll(/\p{Cc}/gu, ' ')].slice(0, longestLabel).join('') : null

const columnsOf = (actor: Pick<Actor, 'kind' | 'id'>, act: Act) => {
  const { details = {}, changes = {} } = act
  refuseSecrets({ details, changes })
  // What the deployment does by itself, no request asked for.
  const itself = actor.kind === 'system' ? ('job' as const) : null
  const { requestId = null, surface = itself, ip = null } = requestContext.getStore() ?? {}
  return {
    actorKind: actor.kind,
    actorId: actor.id,
    action: act.action,
    permission: act.permission ?? null,
    targetKind: act.target?.kind ?? null,
    targetId: act.target?.id ?? null,
    targetLabel: labelOf(act.target?.label),
    outcome: act.outcome ?? ('allowed' as const),
    details,
    changes,
    requestId,
    surface,
    ip: isAboutAccess(act.action) ? ip : null,
  }
}

/**
 * Writes an act into the tenant's audit trail, inside the transaction that does it: no trail, no act. Which surface it
 * came from is known from the request. The database makes it a link of the tenant's chain when the transaction
 * commits; see `audit-chain.ts`. Addresses, and accounts that are nobody's, stand in it under a pseudonym, which is
 * forgotten with whoever it stands for; see `audit-identities.ts`.
 * @throws TypeError when a field of `details` or `changes` is named like a secret
 */
export const recordAct = async (db: Database, actor: TenantActor, act: Act): Promise<void> => {
  const { tenantId } = actor
  const columns = columnsOf(actor, act)
  const disguised = await disguise(db, tenantId, { actor, ip: columns.ip })
  await db.models.AuditEvent.create({ tenantId, ...columns, ...disguised })
}

/**
 * Writes an act that belongs to no tenant: sign-ins of operators, new tenants. Joins `asOwner` when inside it. Where a
 * transaction records acts of a tenant as well, those come first, or two of them could wait for each other.
 */
export const recordDeploymentAct = (
  db: Database,
  actor: Pick<Actor, 'kind' | 'id'>,
  act: Act,
): Promise<void> =>
  asOwner(db, async () => {
    await db.models.DeploymentAuditEvent.create(columnsOf(actor, act))
  })
