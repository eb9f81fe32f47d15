import type { Attempt, Denial, Payer } from './chat.ts'
import type { Target } from './provider.ts'

/** `default`: the assistant's own model. Once the month's requests are spent, only fallbacks are asked. */
export type Role = 'default' | 'fallback'

export interface Reserving {
  /** The attempt's id: the same one twice is one reservation. */
  callId: string
  payer: Payer
  target: Target
  role: Role
  purpose: Attempt['purpose']
  /** What the call can cost at most; null = its price is unknown. */
  worstCaseNanoUsd: number | null
  /** The question's first call counts as one of the month's requests, its others do not. */
  isFirstCall: boolean
}

export type Reserved = { granted: true; reservationId: string } | { granted: false; denial: Denial }

/**
 * What may be spent. Reserved before a call, settled with the answer (see `settleAttempts` in `core/quotas`), closed
 * when there is no answer to settle with, expired when the process died in between.
 */
export interface Ledger {
  /** One atomic statement over every limit that applies: all of them or none. */
  reserve(asked: Reserving): Promise<Reserved>
  /**
   * An attempt that gave no answer: what it cost (0 when it failed before a token, what had come when it was cut or
   * cancelled, null when that is not known) is booked, the rest of its reservation given back.
   */
  close(reservationId: string, attempt: Attempt): Promise<void>
}
