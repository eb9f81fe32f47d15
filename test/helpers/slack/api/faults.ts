/**
 * What goes wrong with one call. `…_after_acceptance` means that Slack did what was asked and the caller does not get
 * to know; the others happen before anything was done.
 */
export type Fault =
  | 'drop_reply_after_acceptance'
  | 'hang_after_acceptance'
  | 'http_500_after_acceptance'
  | 'http_500'
  | 'hang'
  | 'reset'
  | { rateLimited: number }
  | { error: string }
  /** Runs when the call arrives, before it is looked at: an uninstall mid-turn, for one. */
  | { meanwhile: () => unknown }

/** A call that waits at the door until it is let in. */
export interface Hold {
  /** Resolves when the call has arrived. */
  arrived: Promise<void>
  release(): void
}

export interface Faults {
  /** The next `count` calls of the method (`*` = of any method). */
  next(method: string, fault: Fault, count?: number): void
  /** Every answer of the method takes this much longer. */
  latency(method: string, ms: number): void
  /** The next call of the method waits. */
  hold(method: string): Hold
  clear(): void
  /** Used by the server. */
  take(method: string): Fault | null
  delayOf(method: string): number
  enter(method: string): Promise<void> | null
}

interface Planned {
  method: string
  fault: Fault
  left: number
}

export const openFaults = (): Faults => {
  let planned: Planned[] = []
  const delays = new Map<string, number>()
  const holds: { method: string; arrive: () => void; released: Promise<void>; release: () => void }[] = []
  const isFor = (method: string) => (one: { method: string }) => one.method === method || one.method === '*'
  return {
    next: (method, fault, count = 1) => {
      planned.push({ method, fault, left: count })
    },
    latency: (method, ms) => {
      delays.set(method, ms)
    },
    hold: (method) => {
      const arrived = Promise.withResolvers<void>()
      const released = Promise.withResolvers<void>()
      holds.push({ method, arrive: arrived.resolve, released: released.promise, release: released.resolve })
      return { arrived: arrived.promise, release: released.resolve }
    },
    clear: () => {
      planned = []
      delays.clear()
      for (const { release } of holds.splice(0)) release()
    },
    take: (method) => {
      const found = planned.find(isFor(method))
      if (!found) return null
      found.left--
      if (found.left <= 0) planned = planned.filter((one) => one !== found)
      return found.fault
    },
    delayOf: (method) => delays.get(method) ?? delays.get('*') ?? 0,
    enter: (method) => {
      const at = holds.findIndex(isFor(method))
      if (at < 0) return null
      const [hold] = holds.splice(at, 1)
      hold!.arrive()
      return hold!.released
    },
  }
}
