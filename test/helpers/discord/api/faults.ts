import { isRoute } from './route-pattern.ts'

/**
 * What goes wrong with one call. `…_after_acceptance` means that Discord did what was asked and the caller does not get
 * to know; the others happen before anything was done.
 */
export type Fault =
  | 'drop_reply_after_acceptance'
  | 'hang_after_acceptance'
  | 'http_500_after_acceptance'
  | 'http_500'
  | 'hang'
  | 'reset'
  /** Seconds. */
  | { rateLimited: number; global?: boolean }
  | { error: number; status?: number }
  /** Runs when the call arrives, before it is looked at: the bot taken out of the guild mid-turn, for one. */
  | { meanwhile: () => unknown }

/** A call that waits at the door until it is let in. */
export interface Hold {
  /** Resolves when the call has arrived. */
  arrived: Promise<void>
  release(): void
}

/** Routes are patterns: see `isRoute`. */
export interface Faults {
  /** The next `count` calls of the route. */
  next(route: string, fault: Fault, count?: number): void
  /** Every answer of the route takes this much longer. */
  latency(route: string, ms: number): void
  /** The next call of the route waits. */
  hold(route: string): Hold
  clear(): void
  /** Used by the server. */
  take(call: string): Fault | null
  delayOf(call: string): number
  enter(call: string): Promise<void> | null
}

export const openFaults = (): Faults => {
  let planned: { route: string; fault: Fault; left: number }[] = []
  const delays = new Map<string, number>()
  const holds: { route: string; arrive: () => void; released: Promise<void>; release: () => void }[] = []
  const isFor = (call: string) => (one: { route: string }) => isRoute(one.route, call)
  return {
    next: (route, fault, count = 1) => {
      planned.push({ route, fault, left: count })
    },
    latency: (route, ms) => {
      delays.set(route, ms)
    },
    hold: (route) => {
      const arrived = Promise.withResolvers<void>()
      const released = Promise.withResolvers<void>()
      holds.push({ route, arrive: arrived.resolve, released: released.promise, release: released.resolve })
      return { arrived: arrived.promise, release: released.resolve }
    },
    clear: () => {
      planned = []
      delays.clear()
      for (const { release } of holds.splice(0)) release()
    },
    take: (call) => {
      const found = planned.find(isFor(call))
      if (!found) return null
      found.left--
      if (found.left <= 0) planned = planned.filter((one) => one !== found)
      return found.fault
    },
    delayOf: (call) => [...delays].find(([route]) => isRoute(route, call))?.[1] ?? 0,
    enter: (call) => {
      const at = holds.findIndex(isFor(call))
      if (at < 0) return null
      const [hold] = holds.splice(at, 1)
      hold!.arrive()
      return hold!.released
    },
  }
}
