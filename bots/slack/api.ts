import { limits } from '../../config/limits.ts'
import { isSlackFailure, SlackFailure } from './failure.ts'
import { type Files, openFiles } from './files.ts'
import { type Clock, openPacing, realClock } from './pacing.ts'
import { respond } from './respond.ts'
import { openWebApi } from './web-api.ts'

export interface SlackApiOptions {
  /** Base of the Web API: `https://slack.com/api/`. */
  apiUrl: string
  /** The bot's token in the workspace now; null = there is none (any more). */
  tokenOf(workspace: string): Promise<string | null>
  /** Slack does not take the workspace's token any more. */
  onRevoked?(workspace: string, code: string): void
  clock?: Clock
  callMs?: number
}

export interface CallOptions {
  /** Where a message is posted; the argument of that name otherwise. */
  channel?: string
  /** `high`: before other calls of the same method that wait. */
  priority?: 'normal' | 'high'
  /** How long the call may wait for its turn. */
  patienceMs?: number
  /** Calls the waiting off; what was sent is waited for. */
  signal?: AbortSignal
  /** Awaited when the turn has come: what must be written down before anything is sent, and not while it waits. */
  onTurn?: () => Promise<void>
}

export interface SlackApi extends Files {
  /**
   * Calls a method once, as soon as Slack's limits allow. What only reads is tried again; anything else never: whoever
   * gets `unknown` looks first.
   * @throws SlackFailure
   */
  call<T>(workspace: string, method: string, args: Record<string, unknown>, options?: CallOptions): Promise<T>
  /** See `respond.ts`. @throws AppError `platform_refused`, `platform_unreachable` */
  respond(responseUrl: string, body: Record<string, unknown>): Promise<void>
  /** How many calls of a method could be made at once. */
  room(workspace: string, method: string): number
  /** Calls off whatever waits. */
  close(): void
}

const reads = new Set([
  'auth.test',
  'bots.info',
  'chat.getPermalink',
  'conversations.history',
  'conversations.info',
  'conversations.list',
  'conversations.members',
  'conversations.open',
  'conversations.replies',
  'files.info',
  'team.info',
  'usergroups.users.list',
  'users.conversations',
  'users.info',
  'users.list',
])

const revokedCodes = ['account_inactive', 'invalid_auth', 'not_authed', 'token_revoked']
/** With these a token that has rotated meanwhile may be the reason. */
const tokenCodes = [...revokedCodes, 'token_expired']

const channelOf = (args: Record<string, unknown>): string | null =>
  typeof args.channel === 'string' ? args.channel : null

const noToken = (method: string): SlackFailure =>
  new SlackFailure(method, { kind: 'refused', code: 'no_token' })

/** The way to Slack's Web API: tokens, limits, one try a call, and one kind of error. */
export const openSlackApi = (options: SlackApiOptions): SlackApi => {
  const { apiUrl, tokenOf, onRevoked, clock = realClock, callMs } = options
  const { patienceMs: defaultPatienceMs, readRetries, readRetryMs } = limits.slackCalls
  const ask = openWebApi(apiUrl, callMs === undefined ? {} : { callMs })
  const pacing = openPacing(clock)

  /** A token can rotate between being read and being used. */
  const askWithToken = async (workspace: string, method: string, args: Record<string, unknown>) => {
    const token = await tokenOf(workspace)
    if (token === null) throw noToken(method)
    try {
      return await ask(token, method, args)
    } catch (error) {
      if (!isSlackFailure(error, ...tokenCodes)) throw error
      const fresh = await tokenOf(workspace)
      if (fresh !== null && fresh !== token) return ask(fresh, method, args)
      if (revokedCodes.includes(error.code)) onRevoked?.(workspace, error.code)
      throw error
    }
  }

  const callOnce = async (
    workspace: string,
    method: string,
    args: Record<string, unknown>,
    { channel = channelOf(args) ?? undefined, priority, patienceMs, signal, onTurn }: CallOptions,
  ) => {
    const turn = await pacing.turn({
      workspace,
      method,
      channel: channel ?? null,
      isUrgent: priority === 'high',
      patienceMs: patienceMs ?? defaultPatienceMs,
      ...(signal && { signal }),
    })
    try {
      await onTurn?.()
    } catch (error) {
      turn.end({ isUnused: true })
      throw error
    }
    try {
      const answer = await askWithToken(workspace, method, args)
      turn.end()
      return answer
    } catch (error) {
      turn.end({ retryAfterMs: isSlackFailure(error) ? error.retryAfterMs : 0 })
      throw error
    }
  }

  const pause = (ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve))

  const call: SlackApi['call'] = async <T>(
    workspace: string,
    method: string,
    args: Record<string, unknown>,
    given: CallOptions = {},
  ): Promise<T> => {
    const until = clock.now() + (given.patienceMs ?? defaultPatienceMs)
    for (let left = reads.has(method) ? readRetries : 0; ; left--) {
      const patienceMs = Math.max(0, until - clock.now())
      try {
        return (await callOnce(workspace, method, args, { ...given, patienceMs })) as T
      } catch (error) {
        const isFinal = !isSlackFailure(error) || error.kind === 'refused' || error.code === 'closed'
        // Until Slack takes it again, pacing waits as long as there is patience.
        const waitMs = isSlackFailure(error) && error.kind === 'rate_limited' ? 0 : readRetryMs
        if (left === 0 || isFinal || given.signal?.aborted || clock.now() + waitMs >= until) throw error
        await pause(waitMs)
      }
    }
  }

  const files = openFiles({ apiUrl, tokenOf, call })
  return {
    call,
    ...files,
    respond: (responseUrl, body) => respond(responseUrl, body, apiUrl),
    room: pacing.room,
    close: pacing.close,
  }
}
