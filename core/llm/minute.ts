/** What is left of the time that one question may take, over all of its calls. */
export interface Minute {
  remainingMs(): number
}

export const openMinute = (totalMs: number): Minute => {
  const endsAt = performance.now() + totalMs
  return { remainingMs: () => Math.max(0, endsAt - performance.now()) }
}

export interface Until {
  /** Whoever may leave. */
  leavers: readonly AbortSignal[]
  remainingMs: number
}

/** Why somebody left, `timeout` when the time that he gave was over; null = nobody has. */
export const reasonOfLeaving = (leavers: readonly AbortSignal[]): 'cancelled' | 'timeout' | null => {
  const left = leavers.find(({ aborted }) => aborted)
  if (!left) return null
  return (left.reason as Error | null)?.name === 'TimeoutError' ? 'timeout' : 'cancelled'
}

/**
 * Runs `work` with a signal that fires when somebody leaves or the time is over. By hand: `AbortSignal.any` with
 * `AbortSignal.timeout` costs more than all the rest of a call's bookkeeping in memory.
 */
export const runUntil = async <T>(
  { leavers, remainingMs }: Until,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const over = new AbortController()
  const end = (): void => over.abort()
  const timer = setTimeout(end, remainingMs)
  for (const leaver of leavers) leaver.addEventListener('abort', end, { once: true })
  if (leavers.some(({ aborted }) => aborted)) end()
  try {
    return await work(over.signal)
  } finally {
    clearTimeout(timer)
    for (const leaver of leavers) leaver.removeEventListener('abort', end)
  }
}
