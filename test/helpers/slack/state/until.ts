import { setTimeout as wait } from 'node:timers/promises'

/** Looks again and again instead of trusting a clock; the time limit only ends what would never come. */
export const until = async <Value>(
  find: () => Value | Promise<Value>,
  { timeoutMs = 20_000, what = 'what was waited for' }: { timeoutMs?: number; what?: string } = {},
): Promise<NonNullable<Value>> => {
  const end = Date.now() + timeoutMs
  for (;;) {
    const found = await find()
    if (found) return found as NonNullable<typeof found>
    if (Date.now() > end) throw new Error(`It did not happen in ${timeoutMs} ms: ${what} (${find}).`)
    await wait(5)
  }
}
