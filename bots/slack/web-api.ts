import { webApi } from '@slack/bolt'
import { limits } from '../../config/limits.ts'
import { SlackFailure } from './failure.ts'
import { sdkLog } from './sdk-log.ts'

/** One call of a method with a token, at once. @throws SlackFailure */
export type Ask = (token: string, method: string, args: Record<string, unknown>) => Promise<unknown>

/** The SDK takes a 429 without a number of seconds for a bug, and leaves its body unread. */
const fetchGuarded: typeof fetch = async (...asked) => {
  const response = await fetch(...asked)
  if (response.status !== 429) return response
  await response.body?.cancel()
  const said = response.headers.get('retry-after') ?? ''
  const seconds = /^\d+$/.test(said) ? said : String(limits.slackCalls.defaultRetryAfterMs / 1000)
  return new Response(null, { status: 429, headers: { 'retry-after': seconds } })
}

/** Before a connection stood, nothing was sent. */
const neverSent =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_)/

interface Caused {
  code?: unknown
  cause?: unknown
  errors?: unknown[]
}

/** Of the error and what it came from: fetch hides the reason two levels deep. */
const codesOf = (error: unknown): string[] => {
  if (typeof error !== 'object' || error === null) return []
  const { code, cause, errors = [] } = error as Caused
  return [...(typeof code === 'string' ? [code] : []), ...codesOf(cause), ...errors.flatMap(codesOf)]
}

/** Slack's words for "something broke, and part of it may have been done". */
const brokeInside = ['internal_error', 'fatal_error', 'service_unavailable']

const explainRefusal = (method: string, data: webApi.WebAPICallResult & { error: string }): SlackFailure => {
  const { error: code, response_metadata: about } = data
  // An answer that is not Slack's JSON, such as a proxy's page, comes as a refusal with the page as its code.
  if (!/^[a-z][a-z0-9_]*$/.test(code)) return new SlackFailure(method, { kind: 'unknown', code: 'no_json' })
  if (code === 'ratelimited' || code === 'rate_limited') {
    const retryAfterMs = about?.retryAfter ? about.retryAfter * 1000 : limits.slackCalls.defaultRetryAfterMs
    return new SlackFailure(method, { kind: 'rate_limited', code: 'rate_limited', retryAfterMs })
  }
  // The request came in part: nothing was done.
  if (code === 'request_timeout') return new SlackFailure(method, { kind: 'unreachable', code })
  const kind = brokeInside.includes(code) ? 'unknown' : 'refused'
  return new SlackFailure(method, { kind, code, notes: about?.messages ?? [] })
}

const explain = (method: string, error: unknown): SlackFailure => {
  if (error instanceof webApi.WebAPIPlatformError) return explainRefusal(method, error.data)
  if (error instanceof webApi.WebAPIRateLimitedError)
    return new SlackFailure(method, {
      kind: 'rate_limited',
      code: 'rate_limited',
      retryAfterMs: Math.max(1, error.retryAfter) * 1000,
    })
  if (error instanceof webApi.WebAPIHTTPError) {
    const { statusCode } = error
    const kind = statusCode >= 400 && statusCode < 500 ? 'refused' : 'unknown'
    return new SlackFailure(method, { kind, code: `http_${statusCode}` })
  }
  const cause = error instanceof webApi.WebAPIRequestError ? error.original : error
  const [code] = codesOf(cause).filter((one) => neverSent.test(one))
  if (code) return new SlackFailure(method, { kind: 'unreachable', code: 'no_connection', cause })
  return new SlackFailure(method, { kind: 'unknown', code: 'no_answer', cause })
}

/** Half a surrogate pair cannot be written into a form; what is nested goes as JSON, which has a way. */
const wellFormed = (args: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(args).map(([key, value]) => [
      key,
      typeof value === 'string' ? value.toWellFormed() : value,
    ]),
  )

/**
 * Slack's own client, put straight: by default it waits for ever, sends a message up to eleven times when answers get
 * lost, and holds every call of every workspace when one is refused for a while. Here it tries once, for a time, and
 * all waiting is `pacing.ts`'s. One client serves all workspaces with the token of each call, so
 * that none is kept of a token that has rotated away.
 */
export const openWebApi = (apiUrl: string, { callMs = limits.slackCalls.callMs as number } = {}): Ask => {
  const client = new webApi.WebClient(undefined, {
    slackApiUrl: apiUrl,
    allowAbsoluteUrls: false,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    maxRequestConcurrency: Number.POSITIVE_INFINITY,
    timeout: callMs,
    logger: sdkLog(),
    fetch: fetchGuarded,
  })
  return async (token, method, args) => {
    try {
      return await client.apiCall(method, { ...wellFormed(args), token })
    } catch (error) {
      throw explain(method, error)
    }
  }
}
