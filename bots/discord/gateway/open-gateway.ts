import { type Client, Status } from 'discord.js'
import { limits } from '../../../config/limits.ts'
import { log } from '../../../config/log.ts'
import type { DiscordApi } from '../api.ts'
import { isDiscordFailure } from '../failure.ts'
import { makeClient } from './client.ts'
import { openIdentifyBudget } from './identify-budget.ts'
import { type Dispatch, idOf, objectOf } from './loose.ts'

/** Why there is no connection and none is tried: what an operator has to put right first. */
export type GatewayProblem = 'token' | 'intents' | 'refused'

export interface GatewayHealth {
  isConnected: boolean
  problem: GatewayProblem | null
  /** When Discord last answered a heartbeat, of the connection that waits longest for it; null = none yet. */
  lastAckAt: Date | null
  latencyMs: number | null
  /** Sessions that can be begun today; null = not known. */
  sessionsLeft: number | null
  hasMessageContent: boolean
}

export interface GatewayOptions {
  api: DiscordApi
  apiUrl: string
  token: string
  wantsMessageContent: boolean
  onDispatch(dispatch: Dispatch): void
  /** A session was begun that knows nothing of the one before. */
  onSession(ready: Dispatch): void
  deadAfterMs?: number
  identifyEveryMs?: number
  reconnectMs?: number
  recycleAfterMs?: number
}

export interface Gateway {
  health(): GatewayHealth
  hasMessageContent(): boolean
  /** Null before the first session. */
  botUserId(): string | null
  close(): Promise<void>
}

const { discordGateway: limit } = limits

/** Discord's codes for "never again like this". */
const closeCodes = { token: 4004, sharding: 4011, intents: 4013, privileged: 4014 }

/** Ours, for a client that is given up. */
const recycled = 0

const advice: Record<GatewayProblem, string> = {
  token:
    'Discord does not take DISCORD_BOT_TOKEN: copy the token anew from the page Bot of the application at discord.com/developers, and start again',
  intents: 'Discord does not know the intents that are asked for: this version is too old or too new for it',
  refused: 'Discord refuses the connection for good',
}

/** The connection to Discord's gateway: made, kept, begun anew when it is lost, and told of. */
export const openGateway = (options: GatewayOptions): Gateway => {
  const { api, apiUrl, token, onDispatch, onSession } = options
  const { deadAfterMs = limit.deadAfterMs, identifyEveryMs, reconnectMs = limit.reconnectMs } = options
  const { recycleAfterMs = limit.recycleAfterMs } = options
  const budget = openIdentifyBudget({
    api,
    ...(identifyEveryMs !== undefined && { everyMs: identifyEveryMs }),
  })
  const closing = new AbortController()
  let hasMessageContent = options.wantsMessageContent
  let client: Client | null = null
  let problem: GatewayProblem | null = null
  let botUserId: string | null = null
  /** Of each connection: when it was last heard of. */
  const acks = new Map<number, { at: number; latencyMs: number | null }>()

  const hear = (dispatch: Dispatch): void => {
    const { t, d, shardId } = dispatch
    if (t === 'READY' || t === 'RESUMED') acks.set(shardId, { at: Date.now(), latencyMs: null })
    if (t !== 'READY') {
      onDispatch(dispatch)
      return
    }
    botUserId = idOf(objectOf(d.user).id) ?? botUserId
    onSession(dispatch)
  }

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      const end = (): void => {
        clearTimeout(timer)
        resolve()
      }
      closing.signal.addEventListener('abort', end, { once: true })
    })

  /** One client from its login to its end. @returns Discord's code when it closed for good, null otherwise */
  const live = async (): Promise<number | null> => {
    const ended = Promise.withResolvers<number>()
    const ending = new AbortController()
    const made = makeClient({
      apiUrl,
      hasMessageContent,
      budget,
      ending: ending.signal,
      events: {
        onDispatch: (dispatch) => {
          if (!ending.signal.aborted) hear(dispatch)
        },
        onAck: (shardId, latencyMs) => acks.set(shardId, { at: Date.now(), latencyMs }),
        onEnded: ended.resolve,
      },
    })
    client = made
    const unwatch = watch(() => ended.resolve(recycled))
    try {
      // A connection can be refused for good while others still begin.
      await Promise.race([made.login(token), ended.promise, aborted()])
      return await Promise.race([ended.promise, aborted()])
    } catch (error) {
      if ((error as { code?: unknown }).code === 'TokenInvalid') return closeCodes.token
      const code = await Promise.race([ended.promise, Promise.resolve(null)])
      if (code === null) log.warn({ err: error }, 'Discord cannot be reached; it is tried again')
      return code
    } finally {
      unwatch()
      ending.abort(new Error('closed'))
      client = null
      acks.clear()
      await made.destroy().catch((error: unknown) => log.warn({ err: error }, 'a connection did not close'))
    }
  }

  /** The library mends its connections itself; one that it has lost sight of would stay dead for ever. */
  const watch = (giveUp: () => void): (() => void) => {
    let goodAt = Date.now()
    const timer = setInterval(() => {
      if (isConnected()) goodAt = Date.now()
      if (Date.now() - goodAt < recycleAfterMs) return
      log.error('the connection to Discord does not come back: it is made anew')
      giveUp()
    }, recycleAfterMs / 10)
    return () => clearInterval(timer)
  }

  const aborted = (): Promise<null> =>
    new Promise((resolve) => {
      if (closing.signal.aborted) resolve(null)
      else closing.signal.addEventListener('abort', () => resolve(null), { once: true })
    })

  /** @returns what has to be put right; null = try again */
  const judge = (code: number | null): GatewayProblem | null => {
    if (code === null || code === recycled || code === closeCodes.sharding) return null
    if (code === closeCodes.privileged && hasMessageContent) {
      hasMessageContent = false
      log.error(
        'Discord does not grant the Message Content intent: switch it on at discord.com/developers, page Bot, or unset DISCORD_MESSAGE_CONTENT. Going on without it: threads need a mention or a reply',
      )
      return null
    }
    if (code === closeCodes.token) return 'token'
    return code === closeCodes.intents || code === closeCodes.privileged ? 'intents' : 'refused'
  }

  const run = async (): Promise<void> => {
    let waitMs = reconnectMs
    while (!closing.signal.aborted) {
      const begunAt = Date.now()
      try {
        await budget.waitForSessions()
        const code = await live()
        if (closing.signal.aborted) return
        problem = judge(code)
        if (problem !== null) return log.error({ code }, advice[problem])
      } catch (error) {
        if (closing.signal.aborted) return
        if (isDiscordFailure(error) && error.status === 401) {
          problem = 'token'
          return log.error(advice.token)
        }
        log.warn({ err: error }, 'Discord cannot be reached; it is tried again')
      }
      waitMs = Date.now() - begunAt > limit.maxReconnectMs ? reconnectMs : waitMs
      await pause(waitMs)
      waitMs = Math.min(waitMs * 2, limit.maxReconnectMs)
    }
  }

  const stands = (shard: { status: Status }): boolean =>
    shard.status === Status.Ready || shard.status === Status.WaitingForGuilds

  const oldestAck = () => [...acks.values()].toSorted((a, b) => a.at - b.at)[0] ?? null

  const isConnected = (): boolean => {
    const shards = [...(client?.ws.shards.values() ?? [])]
    const oldest = oldestAck()
    const isAlive = oldest !== null && Date.now() - oldest.at < deadAfterMs
    return isAlive && shards.length > 0 && shards.every(stands)
  }

  const running = run()

  return {
    health: () => {
      const oldest = oldestAck()
      return {
        isConnected: isConnected(),
        problem,
        lastAckAt: oldest && new Date(oldest.at),
        latencyMs: oldest?.latencyMs ?? null,
        sessionsLeft: budget.left(),
        hasMessageContent,
      }
    },
    hasMessageContent: () => hasMessageContent,
    botUserId: () => botUserId,
    close: async () => {
      closing.abort()
      budget.close()
      await running
    },
  }
}
