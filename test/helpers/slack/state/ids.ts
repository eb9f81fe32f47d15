import type { Clock } from './clock.ts'

/** Makers of Slack's ids (`C00000001`) and message times (`1760000000.000100`), never the same twice. */
export const openIds = (clock: Clock): { nextId(prefix: string): string; nextTs(): string } => {
  let count = 0
  let lastMicros = 0
  return {
    nextId: (prefix) => `${prefix}${(++count).toString(36).toUpperCase().padStart(9, '0')}`,
    nextTs: () => {
      lastMicros = Math.max(lastMicros + 1, clock.now() * 1000)
      const seconds = Math.floor(lastMicros / 1_000_000)
      return `${seconds}.${String(lastMicros % 1_000_000).padStart(6, '0')}`
    },
  }
}
