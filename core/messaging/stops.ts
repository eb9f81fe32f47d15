import { Op } from 'sequelize'
import { log } from '../../config/log.ts'
import { withTenant } from '../../db/tenant.ts'
import type { Core } from '../core.ts'

const topic = 'stop-question'

/** Tells whoever works on the question, in whatever process, that it was stopped; inside the transaction that says so. */
export const announceStop = (core: Core, inboxId: string): Promise<void> => core.queue.signal(topic, inboxId)

/** A question while it is worked on. */
export interface Held {
  /** Fires when somebody stops the question, and when the process stops. */
  signal: AbortSignal
  /** Somebody stopped the question. */
  isStopped(): boolean
  release(): void
}

export interface Stops {
  /** To be held before the question is read: a stop is then either read with it or heard. */
  hold(question: { tenantId: string; inboxId: string; ending: AbortSignal }): Held
}

interface Holding {
  tenantId: string
  inboxId: string
  stop(): void
}

/** How often questions that take long are looked up, for stops whose announcement got lost. */
const lookEveryMs = 2_000

/** Which of these questions were stopped. */
const findStopped = (core: Core, tenantId: string, ids: string[]): Promise<Set<string>> =>
  withTenant(core.db, tenantId, async () => {
    const where = { tenantId, id: ids, stoppedAt: { [Op.ne]: null } }
    const rows = await core.db.models.InboxEvent.findAll({ attributes: ['id'], where, raw: true })
    return new Set(rows.map(({ id }) => id))
  })

const lookForLost = async (core: Core, holdings: Iterable<Holding>): Promise<void> => {
  const byTenant = Map.groupBy(holdings, ({ tenantId }) => tenantId)
  for (const [tenantId, held] of byTenant) {
    const stopped = await findStopped(
      core,
      tenantId,
      held.map(({ inboxId }) => inboxId),
    )
    for (const holding of held) if (stopped.has(holding.inboxId)) holding.stop()
  }
}

/** Hears which of the questions that this process works on are stopped. */
export const openStops = (core: Core): Stops => {
  const holdings = new Set<Holding>()
  let timer: NodeJS.Timeout | undefined
  core.queue.onSignal(topic, (inboxId) => {
    for (const holding of holdings) if (holding.inboxId === inboxId) holding.stop()
  })
  const look = (): void => {
    lookForLost(core, holdings).catch((error: unknown) =>
      log.warn({ err: error }, 'stopped questions cannot be looked up'),
    )
  }
  const add = (holding: Holding): void => {
    // The embedded database has one process, in which nothing gets lost.
    if (holdings.size === 0 && core.db.kind === 'postgres') timer = setInterval(look, lookEveryMs).unref()
    holdings.add(holding)
  }
  const remove = (holding: Holding): void => {
    holdings.delete(holding)
    if (holdings.size === 0) clearInterval(timer)
  }
  return {
    hold: ({ tenantId, inboxId, ending }) => {
      const over = new AbortController()
      const end = (): void => over.abort()
      let isStopped = false
      const stop = (): void => {
        isStopped = true
        end()
      }
      const holding = { tenantId, inboxId, stop }
      add(holding)
      ending.addEventListener('abort', end, { once: true })
      if (ending.aborted) end()
      return {
        signal: over.signal,
        isStopped: () => isStopped,
        release: () => {
          remove(holding)
          ending.removeEventListener('abort', end)
        },
      }
    },
  }
}
