import { setTimeout as wait } from 'node:timers/promises'
import { SocketModeReceiver } from '@slack/bolt'
import { log } from '../../config/log.ts'
import { isAppError } from '../../core/errors.ts'
import { type Answer, answerInTime, type Interactions } from './answer-in-time.ts'
import type { Loose } from './event-keys.ts'
import { sdkLog } from './sdk-log.ts'
import { takeEvent } from './take-event.ts'

export interface SocketModeOptions extends Interactions {
  /** `xapp-…` */
  appToken: string
  /** Slack's API, with a trailing slash. */
  apiUrl: string
}

export interface SocketMode {
  /** Resolves when the first connection stands. */
  connected: Promise<void>
  close(): Promise<void>
}

/** What came over the socket. Slack signs nothing here: the connection itself is authenticated. */
interface Envelope {
  type: 'events_api' | 'slash_commands' | 'interactive'
  body: Loose
  ack(response?: string | object): Promise<void>
}

const connectMs = 10_000
/** A connection that ends sooner counts as a failed attempt, or both sides would do nothing but connect. */
const steadyMs = 10_000
const retriesMs = [0, 1_000, 2_000, 5_000, 10_000, 30_000]

/** A copy of a request is acknowledged, or it would come again and again; nothing is done. */
const answerOnce = async (options: Interactions, body: Loose): Promise<Answer> => {
  try {
    return await answerInTime(options, body, {})
  } catch (error) {
    if (isAppError(error, 'request_repeated')) return { status: 200, body: '' }
    throw error
  }
}

/** What cannot be stored is not acknowledged: Slack sends it again, on this connection or the next one. */
const take = async (options: Interactions, { type, body, ack }: Envelope): Promise<void> => {
  try {
    if (type === 'events_api') {
      await takeEvent(options.db, body, JSON.stringify(body))
      return await ack()
    }
    const answer = await answerOnce(options, body)
    await (answer.body === '' ? ack() : ack(answer.body))
  } catch (error) {
    log.warn({ err: error, kind: type }, 'a Slack envelope was not acknowledged; it will come again')
  }
}

/**
 * Slack over a WebSocket that we open, for who has no public address. Everything goes the way of the HTTP receiver.
 * Slack closes a connection every few hours. The library's own way back ends the process when Slack is away in that
 * moment (a rejection that nobody handles), and waits five seconds when it is not; so the way back is here.
 */
export const openSocketMode = (options: SocketModeOptions): SocketMode => {
  const { appToken, apiUrl } = options
  const { client } = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    logger: sdkLog(),
    installerOptions: {
      clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 0 }, timeout: connectMs },
    },
  })
  const closing = new AbortController()
  const running = new Set<Promise<void>>()
  const connected = Promise.withResolvers<void>()
  let failures = 0
  let upSince: number | null = null

  const connect = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      try {
        await wait(retriesMs[Math.min(failures, retriesMs.length - 1)], undefined, { signal: closing.signal })
        await client.start()
        upSince = performance.now()
        return connected.resolve()
      } catch (error) {
        if (closing.signal.aborted) return
        failures++
        log.warn({ err: error }, 'Slack cannot be reached by Socket Mode; trying again')
      }
    }
  }

  let connecting = connect()
  client.on('slack_event', (envelope: Envelope) => {
    const done = take(options, envelope).finally(() => running.delete(done))
    running.add(done)
  })
  client.on('disconnected', () => {
    // An attempt that did not come to stand tries again by itself.
    if (upSince === null) return
    failures = performance.now() - upSince < steadyMs ? failures + 1 : 0
    upSince = null
    connecting = connect()
  })
  return {
    connected: connected.promise,
    close: async () => {
      closing.abort()
      await client.disconnect()
      await connecting
      // It may have come to stand in the meantime.
      if (upSince !== null) await client.disconnect()
      await Promise.all(running)
    },
  }
}
