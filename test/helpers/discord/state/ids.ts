import type { Clock } from '../../slack/state/clock.ts'

const epoch = 1_420_070_400_000n

let worlds = BigInt(process.pid)

/**
 * Ids as Discord makes them: the time in the upper bits, never the same twice, never going back. Those of two worlds
 * differ too, so that they may share a database.
 */
export const openIds = (clock: Clock): (() => string) => {
  const worker = (worlds++ % 1_024n) << 12n
  let last = 0n
  return () => {
    const now = ((BigInt(Math.floor(clock.now())) - epoch) << 22n) + worker
    last = now > last ? now : last + 1n
    return String(last)
  }
}
