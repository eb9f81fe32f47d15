import { Op } from 'sequelize'
import { metrics } from '../../config/metrics.ts'
import type { Database } from '../../db/database.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { callAsTenant, type TenantCall } from '../../db/tenant-call.ts'
import type { Attempt, Settlement } from '../llm/chat.ts'
import { type Standing, tellThresholds, tellThresholdsLater } from './thresholds.ts'

interface Ended {
  id: string
  state: 'settled' | 'closed' | 'expired'
  [column: string]: unknown
}

/** Calls that were booked just now, and how their month stood after it. */
export interface BookedRow extends Standing {
  ids: string[]
}

/** Books each call once, in the month in which it was reserved. */
const bookingOf = (ended: readonly Ended[]): TenantCall => ({ name: 'book_llm_calls', document: ended })

/** How each month stands after all of them. */
const lastOfMonths = (rows: readonly BookedRow[]): Iterable<BookedRow> =>
  new Map(rows.map((row) => [row.period, row])).values()

/** Books in the open transaction, and tells what comes of it. @returns the ids of what was booked just now */
const book = async (db: Database, tenantId: string, ended: readonly Ended[]): Promise<Set<string>> => {
  const [rows] = await callAsTenant<BookedRow>(db, tenantId, [bookingOf(ended)])
  for (const standing of lastOfMonths(rows!)) await tellThresholds(db, tenantId, standing)
  return new Set(rows!.flatMap(({ ids }) => ids))
}

/** Carries its tenant: to close it, nothing else is needed. */
export const reservationIdOf = (tenantId: string, callId: string): string => `${tenantId}/${callId}`
const callIdOf = (reservationId: string): string => reservationId.split('/')[1] ?? ''
export const tenantIdOf = (reservationId: string): string => reservationId.split('/')[0] ?? ''

/** What a model or its adapter counts wrongly must not cost the answer that is stored along with it. */
const whole = (value: number | null | undefined): number | null =>
  value === null || value === undefined || !Number.isFinite(value)
    ? null
    : Math.min(Math.max(0, Math.ceil(value)), Number.MAX_SAFE_INTEGER)

const tokensOf = ({ usage }: Attempt) => ({
  input: whole(usage?.inputTokens),
  cache_read: whole(usage?.cacheReadTokens),
  cache_write: whole(usage?.cacheWriteTokens),
  output: whole(usage?.outputTokens),
  reasoning: whole(usage?.reasoningTokens),
})

const endedOf = (
  { attempt, reservationId }: Settlement,
  { state, messageId }: { state: 'settled' | 'closed'; messageId: string | null },
): Ended => {
  const tokens = tokensOf(attempt)
  return {
    id: callIdOf(reservationId),
    state,
    message_id: messageId,
    outcome: attempt.outcome,
    cost_nano_usd: whole(attempt.costNanoUsd),
    input_tokens: tokens.input,
    cache_read_tokens: tokens.cache_read,
    cache_write_tokens: tokens.cache_write,
    output_tokens: tokens.output,
    reasoning_tokens: tokens.reasoning,
    usage_source: attempt.usage?.source ?? null,
    first_token_ms: attempt.firstTokenMs,
    took_ms: attempt.tookMs,
  }
}

const measure = (attempt: Attempt): void => {
  const { provider, outcome } = attempt
  metrics.llmCalls.inc({ provider, outcome })
  metrics.llmCost.inc({ provider }, whole(attempt.costNanoUsd) ?? 0)
  for (const [kind, count] of Object.entries(tokensOf(attempt)))
    metrics.llmTokens.inc({ provider, kind }, count ?? 0)
}

export interface AnswerSettlements {
  messageId: string
  settlements: readonly Settlement[]
}

/**
 * Books what the calls of answers cost, in the transaction that stores the answers. A cost that is null (unknown)
 * leaves what was spent as it is, and is counted as unknown. Best last in a transaction: from here to its end the
 * tenant's counter is locked.
 */
export const settleAnswers = (
  db: Database,
  tenantId: string,
  answers: readonly AnswerSettlements[],
): Promise<void> =>
  withTenant(db, tenantId, async (transaction) => {
    const settlements = answers.flatMap((answer) => answer.settlements)
    if (settlements.length === 0) return
    const ended = answers.flatMap(({ messageId, settlements }) =>
      settlements.map((one) => endedOf(one, { state: 'settled', messageId })),
    )
    const booked = await book(db, tenantId, ended)
    transaction.afterCommit(() => {
      for (const { attempt, reservationId } of settlements)
        if (booked.has(callIdOf(reservationId))) measure(attempt)
    })
  })

/** As `settleAnswers`, for one. */
export const settleAttempts = (db: Database, tenantId: string, answer: AnswerSettlements): Promise<void> =>
  settleAnswers(db, tenantId, [answer])

/** The booking of an attempt that gave no answer, as a call of the database. */
export const closingOf = (settlement: Settlement): TenantCall =>
  bookingOf([endedOf(settlement, { state: 'closed', messageId: null })])

/** What is done once it is booked; there is no row when it was booked before. */
export const noteClosed = async (
  db: Database,
  { reservationId, attempt }: Settlement,
  [booked]: readonly BookedRow[],
): Promise<void> => {
  if (!booked) return
  measure(attempt)
  await tellThresholdsLater(db, tenantIdOf(reservationId), booked)
}

/** Books an attempt that gave no answer, in a transaction of its own. */
export const closeCall = async (db: Database, settlement: Settlement): Promise<void> => {
  const calls = [closingOf(settlement)]
  const [rows] = await callAsTenant<BookedRow>(db, tenantIdOf(settlement.reservationId), calls)
  await noteClosed(db, settlement, rows!)
}

/** Past this nothing is still asked: a question has a minute. */
const orphanedAfterMs = 5 * 60_000

/**
 * Gives back what was reserved by processes that died before they settled it. What these calls cost stays unknown; if
 * one is settled after all, it is booked then, and its row keeps `expired_at`.
 * @returns how many
 */
export const expireOrphans = async (
  db: Database,
  { olderThanMs = orphanedAfterMs, now = new Date() }: { olderThanMs?: number; now?: Date } = {},
): Promise<number> => {
  const tenants = await asOwner(db, () => db.models.Tenant.findAll({ attributes: ['id'], raw: true }))
  const startedAt = { [Op.lt]: new Date(now.getTime() - olderThanMs) }
  let expired = 0
  for (const { id: tenantId } of tenants)
    expired += await withTenant(db, tenantId, async () => {
      const where = { tenantId, state: 'reserved', startedAt }
      const orphans = await db.models.LlmCall.findAll({ attributes: ['id'], where, raw: true })
      if (orphans.length === 0) return 0
      const ended = orphans.map(({ id }) => ({ id, state: 'expired' as const, outcome: 'unknown' }))
      return (await book(db, tenantId, ended)).size
    })
  return expired
}
