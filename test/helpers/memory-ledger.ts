import type { Attempt, Denial } from '../../core/llm/chat.ts'
import type { Ledger, Reserved, Reserving } from '../../core/llm/ledger.ts'

export interface MemoryLedger extends Ledger {
  reservations: Reserving[]
  /** Attempts that gave no answer, as they were closed. */
  closed: Attempt[]
  /** By reservation id: the worst case of each that is neither closed nor settled. */
  open: Map<string, number>
  spentNanoUsd: number
  /** What the transaction that stores the answer would do. */
  settle(reservationId: string, attempt: Attempt): void
}

export interface MemoryLedgerOptions {
  budgetNanoUsd?: number
  /** Asked first; null = go on. */
  deny?: (asked: Reserving) => Denial | null
}

/** The port without a database, for tests of the chain and for its benchmark. */
export const openMemoryLedger = (options: MemoryLedgerOptions = {}): MemoryLedger => {
  const { budgetNanoUsd = Number.POSITIVE_INFINITY, deny = () => null } = options
  const open = new Map<string, number>()
  let reservedNanoUsd = 0

  const refusal = (asked: Reserving): Denial | null => {
    const said = deny(asked)
    if (said || budgetNanoUsd === Number.POSITIVE_INFINITY) return said
    if (asked.worstCaseNanoUsd === null) return 'price_unknown'
    const worst = ledger.spentNanoUsd + reservedNanoUsd + asked.worstCaseNanoUsd
    return worst > budgetNanoUsd ? 'budget_spent' : null
  }

  const book = (reservationId: string, { costNanoUsd }: Attempt): void => {
    const reserved = open.get(reservationId)
    if (reserved === undefined) throw new Error(`there is no open reservation ${reservationId}`)
    open.delete(reservationId)
    reservedNanoUsd -= reserved
    ledger.spentNanoUsd += costNanoUsd ?? 0
  }

  const ledger: MemoryLedger = {
    reservations: [],
    closed: [],
    open,
    spentNanoUsd: 0,
    reserve: async (asked): Promise<Reserved> => {
      const denial = refusal(asked)
      if (denial) return { granted: false, denial }
      const worstCase = asked.worstCaseNanoUsd ?? 0
      ledger.reservations.push(asked)
      open.set(asked.callId, worstCase)
      reservedNanoUsd += worstCase
      return { granted: true, reservationId: asked.callId }
    },
    close: async (reservationId, attempt) => {
      book(reservationId, attempt)
      ledger.closed.push(attempt)
    },
    settle: book,
  }
  return ledger
}
