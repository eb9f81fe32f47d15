import { metrics } from '../../config/metrics.ts'
import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import type { Ledger } from '../llm/ledger.ts'
import { reserveCall } from './reserve.ts'
import { closeCall, reservationIdOf, tenantIdOf } from './settle.ts'

interface Waiting {
  work(): Promise<unknown>
  resolve(value: unknown): void
  reject(error: unknown): void
}

const maxTogether = 10

/**
 * One transaction at a time for each tenant: all of them want the same counter, so several would only wait for each
 * other, a connection each. Those that come meanwhile share the next one. Work must do no harm when it is done twice:
 * when a shared transaction fails, each is done again alone.
 */
const openLanes = (db: Database) => {
  const lanes = new Map<string, Waiting[]>()

  const run = async (tenantId: string, group: Waiting[]): Promise<void> => {
    try {
      const results = await withTenant(db, tenantId, async () => {
        const done: unknown[] = []
        for (const { work } of group) done.push(await work())
        return done
      })
      for (const [at, { resolve }] of group.entries()) resolve(results[at])
    } catch (error) {
      if (group.length === 1) group[0]!.reject(error)
      else for (const single of group) await run(tenantId, [single])
    }
  }

  const drain = async (tenantId: string, lane: Waiting[]): Promise<void> => {
    while (lane.length > 0) await run(tenantId, lane.splice(0, maxTogether))
    lanes.delete(tenantId)
  }

  return <T>(tenantId: string, work: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const waiting: Waiting = { work, resolve: resolve as Waiting['resolve'], reject }
      const lane = lanes.get(tenantId)
      if (lane) return void lane.push(waiting)
      const opened = [waiting]
      lanes.set(tenantId, opened)
      void drain(tenantId, opened)
    })
}

/**
 * The ledger on the database, for all processes that share it. Not for use inside a transaction: it opens its own.
 * @param options.now instead of the database's clock, for tests
 */
export const openLedger = (db: Database, { now }: { now?: () => Date } = {}): Ledger => {
  const inLane = openLanes(db)
  return {
    reserve: async (asked) => {
      const { tenantId } = asked.payer
      const denial = await inLane(tenantId, () => reserveCall(db, asked, now?.() ?? null))
      if (denial === null) return { granted: true, reservationId: reservationIdOf(tenantId, asked.callId) }
      metrics.llmDenied.inc({ reason: denial })
      return { granted: false, denial }
    },
    close: (reservationId, attempt) =>
      inLane(tenantIdOf(reservationId), () => closeCall(db, { reservationId, attempt })),
  }
}
