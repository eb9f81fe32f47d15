import type { TenantCall } from '../../db/tenant-call.ts'
import type { Denial } from '../llm/chat.ts'
import type { Reserving } from '../llm/ledger.ts'
import type { Target } from '../llm/provider.ts'
import { scopesOf } from './scopes.ts'
import type { Standing } from './thresholds.ts'

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
 * The reservation of what a call can cost at most, as a call of the database: it either counts the call on the tenant's
 * month and on everything that has limits, or changes nothing and says why. The same call twice is one reservation.
 * @param at instead of the database's clock
 */
export const reservationOf = (asked: Reserving, at: Date | null): TenantCall => ({
  name: 'reserve_llm_call',
  document: askedOf(asked, at),
})

/** What the database said to it. */
export interface ReservationRow extends Standing {
  denial: Denial | null
}

/** @returns what could not be afforded, if that is why the call was denied, in nano-dollars */
export const wantedOf = (asked: Reserving, { denial }: ReservationRow): number | null =>
  denial === 'budget_spent' ? worstOf(asked) : null
