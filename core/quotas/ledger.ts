import { metrics } from '../../config/metrics.ts'
import type { Database } from '../../db/database.ts'
import type { Ledger } from '../llm/ledger.ts'
import { openLanes } from './lanes.ts'
import { type ReservationRow, reservationOf, wantedOf } from './reserve.ts'
import { type BookedRow, closingOf, noteClosed, reservationIdOf, tenantIdOf } from './settle.ts'
import { tellThresholdsLater } from './thresholds.ts'

/**
 * The ledger on the database, for all processes that share it. Not for use inside a transaction: it has its own.
 * @param options.now instead of the database's clock, for tests
 */
export const openLedger = (db: Database, { now }: { now?: () => Date } = {}): Ledger => {
  const inLane = openLanes(db)
  return {
    reserve: async (asked) => {
      const { tenantId } = asked.payer
      const [row] = await inLane<ReservationRow>(tenantId, reservationOf(asked, now?.() ?? null))
      await tellThresholdsLater(db, tenantId, row!, wantedOf(asked, row!))
      const { denial } = row!
      if (denial === null) return { granted: true, reservationId: reservationIdOf(tenantId, asked.callId) }
      metrics.llmDenied.inc({ reason: denial })
      return { granted: false, denial }
    },
    close: async (reservationId, attempt) => {
      const closing = { reservationId, attempt }
      await noteClosed(db, closing, await inLane<BookedRow>(tenantIdOf(reservationId), closingOf(closing)))
    },
  }
}
