import type { Clock } from '../../bots/slack/pacing.ts'

export interface ManualClock extends Clock {
  /** Lets time pass: what falls due runs at its time, with everything that it sets off. */
  pass(ms: number): Promise<void>
}

/** Time that stands still until it is told to go on. */
export const openManualClock = (): ManualClock => {
  let now = 0
  const alarms = new Set<{ at: number; act: () => void }>()
  const rest = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  const next = (until: number) =>
    [...alarms].filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)[0]
  return {
    now: () => now,
    after: (ms, act) => {
      const alarm = { at: now + ms, act }
      alarms.add(alarm)
      return () => alarms.delete(alarm)
    },
    pass: async (ms) => {
      const until = now + ms
      await rest()
      for (let alarm = next(until); alarm; alarm = next(until)) {
        alarms.delete(alarm)
        now = Math.max(now, alarm.at)
        alarm.act()
        await rest()
      }
      now = until
      await rest()
    },
  }
}
