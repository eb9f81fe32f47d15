import { QueryTypes } from 'sequelize'
import type { Database } from '../../db/database.ts'
import type { Denial } from '../llm/chat.ts'
import type { Reserving } from '../llm/ledger.ts'
import type { Target } from '../llm/provider.ts'
import { scopesOf } from './scopes.ts'
import { type Standing, tellThresholds } from './thresholds.ts'

/** Nobody bills it: it may answer after the hard stop. */
const isFree = ({ prices }: Target): boolean =>
  prices !== null &&
  (prices.source === 'free' ||
    [prices.inputNanoUsd, prices.outputNanoUsd, prices.cacheReadNanoUsd, prices.cacheWriteNanoUsd].every(
      (price) => !price,
    ))

const worstOf = ({ target, worstCaseNanoUsd }: Reserving): number | null => {
  if (isFree(target)) return 0
  return worstCaseNanoUsd === null ? null : Math.ceil(worstCaseNanoUsd)
}

/** As the function of the database takes it, which decides over the tenant and every limit that applies. */
const askedOf = (asked: Reserving, at: Date | null) => {
  const { callId, payer, target, role, purpose, isFirstCall } = asked
  return {
    id: callId,
    llm: target.name,
    provider: target.provider,
    model: target.model,
    credential_id: target.credentialId,
    role,
    purpose,
    assistant_id: payer.assistantId,
    conversation_id: payer.conversationId,
    person_id: payer.personId,
    service: payer.service,
    channel: payer.channel,
    counts_request: isFirstCall,
    prices: target.prices,
    reserved_nano_usd: worstOf(asked),
    started_at: at,
    is_free: isFree(target),
    scopes: scopesOf(payer),
  }
}

/**
 * Reserves what a call can cost at most, or says why not: one statement, which either counts the call on the tenant's
 * month and on everything that has limits, or changes nothing. Joins the open transaction.
 * @param at instead of the database's clock
 */
export const reserveCall = async (
  db: Database,
  asked: Reserving,
  at: Date | null,
): Promise<Denial | null> => {
  const { tenantId } = asked.payer
  const given = askedOf(asked, at)
  const [row] = await db.sequelize.query<Standing & { denial: Denial | null }>(
    'select * from reserve_llm_call($1, $2::jsonb)',
    { bind: [tenantId, JSON.stringify(given)], type: QueryTypes.SELECT },
  )
  const { denial } = row!
  await tellThresholds(db, tenantId, row!, denial === 'budget_spent' ? given.reserved_nano_usd : null)
  return denial
}
