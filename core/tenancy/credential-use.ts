import type { Database } from '../../db/database.ts'
import type { Credential } from '../../db/models/credential.ts'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { actorOnBehalf } from '../access/can.ts'
import type { ProviderName } from '../llm/provider.ts'

/** A stored key that the provider has begun to refuse. */
export interface FailingCredential {
  tenantId: string
  credentialId: string
  provider: ProviderName
  lastFour: string
}

const dayOf = (time: Date): string => time.toISOString().slice(0, 10)

const begunToFail = (row: Credential): FailingCredential => ({
  tenantId: row.tenantId,
  credentialId: row.id,
  provider: row.provider as ProviderName,
  lastFour: row.lastFour,
})

/**
 * Notes that a call used a tenant's key. The audit trail has a day's first use, and when it begins to fail. A
 * credential that was deleted meanwhile is nothing.
 * @param use.outcome `failed` when the provider refused the key, and for no other failure
 * @param onFailing told once, until the key works again or is replaced; outside of any transaction
 */
export const noteCredentialUse = async (
  db: Database,
  { tenantId, credentialId, outcome }: { tenantId: string; credentialId: string; outcome: 'ok' | 'failed' },
  onFailing?: (failing: FailingCredential) => Promise<void>,
): Promise<void> => {
  const actor = actorOnBehalf(tenantId, { kind: 'system', id: 'llm' })
  const target = { kind: 'credential', id: credentialId }
  const failing = await withTenant(db, tenantId, async () => {
    const row = await db.models.Credential.findOne({ where: { tenantId, id: credentialId }, lock: true })
    if (!row) return null
    const now = new Date()
    const isFirstToday = !row.lastUsedAt || dayOf(row.lastUsedAt) !== dayOf(now)
    const hasBegun = outcome === 'failed' && !row.failingSince
    const failingSince = outcome === 'ok' ? null : (row.failingSince ?? now)
    await row.update({ lastUsedAt: now, failingSince }, { silent: true })
    if (isFirstToday) await recordAct(db, actor, { action: 'credential.used', target })
    if (hasBegun) await recordAct(db, actor, { action: 'credential.refused', target, outcome: 'failed' })
    return hasBegun ? begunToFail(row) : null
  })
  if (failing) await onFailing?.(failing)
}
