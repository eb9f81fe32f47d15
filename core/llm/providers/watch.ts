import { limits } from '../../../config/limits.ts'
import type { CallOptions, Deadlines } from '../provider.ts'

/** Watches over one call: the SDKs' own `timeout` ends with the headers, so nothing of theirs sees a stream stall. */
export interface Watch {
  /** Fires at a deadline and when the caller gives up: it closes the socket, which stops the provider's bill. */
  signal: AbortSignal
  /** The request is on its way: a connection stands. */
  connected(): void
  /** A token came: text, reasoning or the end. */
  progressed(): void
  /** The answer is whole, only its count of tokens is missing. */
  finished(): void
  /** Why the signal fired; null = it did not, or `abort` did. */
  cause(): 'timeout' | 'cancelled' | null
  abort(): void
  /** No timer and no listener is left after this. */
  stop(): void
}

/** One for all: made anew at each abort, with its stack, it is the dearest part of a failed call. */
const aborted = Object.assign(new Error('aborted'), { name: 'AbortError' })

export const openWatch = ({ signal, deadlines }: Pick<CallOptions, 'signal' | 'deadlines'>): Watch => {
  const controller = new AbortController()
  let cause: 'timeout' | 'cancelled' | null = null
  const end = (why: typeof cause): void => {
    cause ??= why
    controller.abort(aborted)
  }
  const cancel = (): void => end('cancelled')
  const clock = openClock(deadlines, () => end('timeout'))
  if (signal.aborted) cancel()
  else signal.addEventListener('abort', cancel, { once: true })
  return {
    signal: controller.signal,
    ...clock,
    cause: () => cause,
    abort: () => controller.abort(aborted),
    stop: () => {
      clock.stop()
      signal.removeEventListener('abort', cancel)
    },
  }
}

/** One timer at a time: to connect, then to the first token (counted from the start), then between tokens. */
const openClock = ({ connectMs, firstTokenMs, idleMs }: Deadlines, expire: () => void) => {
  const startedAt = performance.now()
  let isIdle = false
  let timer = setTimeout(expire, Math.min(connectMs, firstTokenMs))
  const rearm = (ms: number): void => {
    clearTimeout(timer)
    timer = setTimeout(expire, ms)
  }
  return {
    connected: () => {
      if (!isIdle) rearm(Math.max(0, firstTokenMs - (performance.now() - startedAt)))
    },
    progressed: () => {
      if (isIdle) return void timer.refresh()
      isIdle = true
      rearm(idleMs)
    },
    finished: () => {
      isIdle = true
      rearm(Math.min(idleMs, limits.provider.usageGraceMs))
    },
    stop: () => clearTimeout(timer),
  }
}
