import { limits } from '../../../config/limits.ts'
import { log } from '../../../config/log.ts'
import type { DiscordApi } from '../api.ts'

/** What Discord says about sessions that may be begun. */
interface GatewayBot {
  shards: number
  session_start_limit: { total: number; remaining: number; reset_after: number; max_concurrency: number }
}

export interface Budget {
  /** Resolves when a session may be begun. @throws once `signal` is aborted or this is closed */
  waitForIdentify(shardId: number, signal: AbortSignal): Promise<void>
  /** Resolves when there are sessions to begin. @throws DiscordFailure; when this is closed */
  waitForSessions(): Promise<void>
  /** Sessions that can be begun today, as Discord last told; null before. */
  left(): number | null
  close(): void
}

export interface BudgetOptions {
  api: Pick<DiscordApi, 'call'>
  /** Between two sessions, as Discord demands. */
  everyMs?: number
}

const { discordGateway: limit } = limits

const sleep = (ms: number, signals: AbortSignal[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const signal = AbortSignal.any(signals)
    if (signal.aborted) return reject(signal.reason as Error)
    const end = (): void => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end)
      resolve()
    }, ms)
    signal.addEventListener('abort', end, { once: true })
  })

/**
 * A thousand sessions a day can be begun; after that Discord resets the token, and the bot is gone until somebody puts
 * a new one in. Whoever begins them in quick succession waits longer each time, and the last ones are never used.
 */
export const openIdentifyBudget = ({ api, everyMs = limit.identifyEveryMs }: BudgetOptions): Budget => {
  const closing = new AbortController()
  /** When the next one of each of Discord's lanes may begin. */
  const lanes = new Map<number, number>()
  let begun: number[] = []
  let left: number | null = null

  const ask = async (signals: AbortSignal[]): Promise<GatewayBot> => {
    for (;;) {
      const told = await api.call<GatewayBot>('GET', '/gateway/bot')
      const { remaining, reset_after: resetMs } = told.session_start_limit
      left = remaining
      if (remaining > limit.reservedSessions) return told
      log.error(
        { remaining, resetMs },
        'Discord lets this bot begin hardly any more sessions today: waiting until it does, so that its token is not reset',
      )
      await sleep(Math.min(Math.max(resetMs, 1_000), limit.longestWaitMs), signals)
    }
  }

  /** Sessions of the last minutes: one that holds is begun once. */
  const restMs = (): number => {
    begun = begun.filter((at) => Date.now() - at < limit.identifyWindowMs)
    const extra = begun.length - limit.freeIdentifies
    return extra < 0 ? 0 : Math.min(everyMs * 2 ** extra, limit.longestWaitMs)
  }

  return {
    waitForSessions: async () => void (await ask([closing.signal])),
    waitForIdentify: async (shardId, signal) => {
      const signals = [signal, closing.signal]
      const { session_start_limit: start, shards } = await ask(signals)
      const lane = shardId % Math.max(1, start.max_concurrency)
      const at = Math.max(lanes.get(lane) ?? 0, Date.now() + (begun.length >= shards ? restMs() : 0))
      lanes.set(lane, at + everyMs)
      if (at > Date.now()) await sleep(at - Date.now(), signals)
      signal.throwIfAborted()
      begun.push(Date.now())
      left = Math.max(0, start.remaining - 1)
    },
    left: () => left,
    close: () => closing.abort(new Error('closed')),
  }
}
