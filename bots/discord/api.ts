import { type RawFile, REST } from 'discord.js'
import { limits } from '../../config/limits.ts'
import { openDownload } from './download.ts'
import { explainFailure } from './explain-failure.ts'
import { DiscordFailure, isDiscordFailure } from './failure.ts'
import { withoutMentions } from './without-mentions.ts'

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

export interface CallGiven {
  body?: unknown
  query?: URLSearchParams
  files?: RawFile[]
}

type Call = <Body = unknown>(method: Method, route: `/${string}`, given?: CallGiven) => Promise<Body>

export interface DiscordApi {
  /**
   * With the bot's token, as soon as Discord's buckets allow. What can be done twice without harm is tried again, a
   * message with an enforced nonce too; anything else never.
   * @throws DiscordFailure
   */
  call: Call
  /**
   * With an interaction's own token, which has another budget than the bot's fifty a second. Callbacks too.
   * @throws DiscordFailure
   */
  callInteraction: Call
  /**
   * A file that somebody attached, fetched at once: its address expires.
   * @throws DiscordFailure; AppError `file_too_large`
   */
  download(url: string, limits: { maxBytes: number }): Promise<Buffer>
  close(): void
}

export interface DiscordApiOptions {
  token: string
  /** Base of the REST API, without its version or a trailing slash. */
  apiUrl: string
  callMs?: number
}

const { discordCalls: limit } = limits

/** A nonce makes a second message of the same the first one. Callbacks and follow-ups have none. */
const isRepeatable = (method: Method, { body }: CallGiven): boolean =>
  method !== 'POST' || (body as { enforce_nonce?: unknown } | undefined)?.enforce_nonce === true

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Failures that pass. A number of seconds to wait is nothing to try again at once for. */
const isPassing = (error: unknown): boolean =>
  isDiscordFailure(error) && (error.kind === 'unreachable' || error.kind === 'unknown_outcome')

/** The way to Discord's REST API: tokens, buckets, one kind of error. */
export const openDiscordApi = ({ token, apiUrl, callMs = limit.callMs }: DiscordApiOptions): DiscordApi => {
  const common = {
    api: apiUrl,
    version: '10',
    timeout: callMs,
    // The library would repeat what creates something, too.
    retries: 0,
    rejectOnRateLimit: ({ retryAfter }: { retryAfter: number }): boolean => retryAfter > limit.patienceMs,
  }
  const bot = new REST(common)
  const interactions = new REST({ ...common, globalRequestsPerSecond: limit.interactionsPerSecond })
  /** Refusals for the token's sake count towards a ban of this machine's address. */
  let refusedUntil = 0

  const callOnce = async <Body>(rest: REST, method: Method, route: `/${string}`, given: CallGiven) => {
    const isBot = rest === bot
    if (isBot && Date.now() < refusedUntil)
      throw new DiscordFailure(`${method} ${route}`, { kind: 'refused', code: 'token_refused', status: 401 })
    // The library forgets the token at the first 401.
    if (isBot) rest.setToken(token)
    try {
      const { query, files } = given
      return (await rest.request({
        method: method as never,
        fullRoute: route,
        auth: isBot,
        body: withoutMentions(method, route, given.body),
        ...(query && { query }),
        ...(files && { files }),
      })) as Body
    } catch (error) {
      const failure = explainFailure(`${method} ${routeName(route)}`, error)
      if (isBot && failure.status === 401) refusedUntil = Date.now() + limit.refusedTokenMs
      throw failure
    }
  }

  const callWith =
    (rest: REST): Call =>
    async <Body>(method: Method, route: `/${string}`, given: CallGiven = {}): Promise<Body> => {
      const isCallback = route.startsWith('/interactions/')
      for (let left = isRepeatable(method, given) && !isCallback ? limit.retries : 0; ; left--) {
        try {
          return await callOnce<Body>(rest, method, route, given)
        } catch (error) {
          if (left === 0 || !isPassing(error)) throw error
          await pause(limit.retryMs)
        }
      }
    }

  const close = (): void => {
    for (const rest of [bot, interactions]) {
      rest.clearHashSweeper()
      rest.clearHandlerSweeper()
    }
  }

  return {
    call: callWith(bot),
    callInteraction: callWith(interactions),
    download: openDownload({ apiUrl }),
    close,
  }
}

/** For messages and logs: an interaction's token answers in its name. */
const routeName = (route: string): string =>
  route.replace(/^(\/(?:interactions|webhooks)\/\d+\/)[^/?]+/, '$1…')
