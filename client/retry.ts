import { setTimeout as wait } from 'node:timers/promises'
import { SextantError } from './error.ts'

export interface RetryOptions {
  /** Further tries after the first; 3 unless told otherwise. */
  retries?: number
  /** The first pause; each further one is twice as long. */
  backoffMs?: number
  /** The longest Retry-After that is waited for; beyond it the answer is given as it is. */
  patienceMs?: number
}

const passing = new Set([429, 502, 503, 504])

/** Doing it twice does what doing it once does: reading, and what has an Idempotency-Key. */
const isSafe = ({ method, headers }: Request): boolean =>
  method === 'GET' || method === 'HEAD' || headers.has('idempotency-key')

/** The first request with the key is still under way: its answer comes to who asks again. */
const isRunning = async (answer: Response): Promise<boolean> =>
  answer.status === 409 &&
  (await answer
    .clone()
    .json()
    .then(
      (body) => (body as { code?: string }).code === 'idempotency_running',
      () => false,
    ))

/** In seconds or as a date; null when the server names none. */
const retryAfterMs = (answer: Response): number | null => {
  const said = answer.headers.get('retry-after')
  if (said === null) return null
  const ms = /^\d+$/.test(said) ? Number(said) * 1_000 : Date.parse(said) - Date.now()
  return Number.isNaN(ms) ? null : Math.max(0, ms)
}

/** Between half of it and all of it: who was refused together does not come back together. */
const jittered = (ms: number): number => ms * (0.5 + Math.random() / 2)

/**
 * Sends a request, and again what may be repeated and met a passing failure.
 * @throws SextantError `network` when no answer came; the signal's reason when it was given up
 */
export const sendPatiently = async (
  request: Request,
  send: (request: Request) => Promise<Response>,
  { retries = 3, backoffMs = 300, patienceMs = 30_000 }: RetryOptions = {},
): Promise<Response> => {
  const { signal } = request
  for (let attempt = 0; ; attempt += 1) {
    const isLast = attempt >= retries || !isSafe(request)
    const pause = jittered(backoffMs * 2 ** attempt)
    try {
      const answer = await send(request.clone())
      const isPassing = passing.has(answer.status) || (await isRunning(answer))
      // A pause that the server names is the least.
      const due = Math.max(pause, retryAfterMs(answer) ?? 0)
      if (!isPassing || isLast || due > patienceMs) return answer
      await answer.body?.cancel()
      await wait(due, undefined, { signal })
    } catch (cause) {
      if (signal.aborted) throw signal.reason
      if (cause instanceof SextantError) throw cause
      if (isLast) throw new SextantError('No answer came.', { code: 'network', status: 0, cause })
      await wait(pause, undefined, { signal }).catch(() => {
        throw signal.reason
      })
    }
  }
}
