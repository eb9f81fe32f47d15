import type { Database } from '../../db/database.ts'
import { callAsTenant, type TenantCall } from '../../db/tenant-call.ts'

interface Waiting {
  call: TenantCall
  resolve(rows: unknown[]): void
  reject(error: unknown): void
}

const maxTogether = 10

/**
 * One transaction at a time for each tenant: all of them want the same counter, so several would only wait for each
 * other, a connection each. Calls that come meanwhile share the next one. A call must do no harm when it is done twice:
 * when a shared transaction fails, each is done again alone.
 * @returns calls a function of the database in its tenant's lane, for its rows
 */
export const openLanes = (db: Database) => {
  const lanes = new Map<string, Waiting[]>()

  const run = async (tenantId: string, group: Waiting[]): Promise<void> => {
    try {
      const calls = group.map(({ call }) => call)
      const rows = await callAsTenant<unknown>(db, tenantId, calls)
      for (const [at, { resolve }] of group.entries()) resolve(rows[at]!)
    } catch (error) {
      if (group.length === 1) group[0]!.reject(error)
      else for (const single of group) await run(tenantId, [single])
    }
  }

  const drain = async (tenantId: string, lane: Waiting[]): Promise<void> => {
    while (lane.length > 0) await run(tenantId, lane.splice(0, maxTogether))
    lanes.delete(tenantId)
  }

  return <Row>(tenantId: string, call: TenantCall): Promise<Row[]> =>
    new Promise((resolve, reject) => {
      const waiting: Waiting = { call, resolve: (rows) => resolve(rows as Row[]), reject }
      const lane = lanes.get(tenantId)
      if (lane) return void lane.push(waiting)
      const opened = [waiting]
      lanes.set(tenantId, opened)
      void drain(tenantId, opened)
    })
}
