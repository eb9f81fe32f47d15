import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import { DiscordFailure } from './failure.ts'

/** Before a connection stood, nothing was sent. */
const neverSent =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_)/

interface Caused {
  code?: unknown
  cause?: unknown
  errors?: unknown[]
}

/** Of the error and what it came from. */
const codesOf = (error: unknown): string[] => {
  if (typeof error !== 'object' || error === null) return []
  const { code, cause, errors = [] } = error as Caused
  return [...(typeof code === 'string' ? [code] : []), ...codesOf(cause), ...errors.flatMap(codesOf)]
}

/** An error of the library as one of ours. Its own holds the request, and with it what people wrote: it is left behind. */
export const explainFailure = (what: string, error: unknown): DiscordFailure => {
  if (error instanceof RateLimitError) {
    const retryAfterMs = Math.max(1, error.retryAfter)
    return new DiscordFailure(what, { kind: 'rate_limited', code: 'rate_limited', status: 429, retryAfterMs })
  }
  if (error instanceof DiscordAPIError) {
    const { code, status, message: notes } = error
    // A proxy's page has no code.
    const isDiscord = (typeof code === 'number' && code !== 0) || typeof code === 'string'
    return new DiscordFailure(what, {
      kind: 'refused',
      code: isDiscord ? code : `http_${status}`,
      status,
      notes,
    })
  }
  if (error instanceof HTTPError) {
    const { status } = error
    return new DiscordFailure(what, { kind: 'unknown_outcome', code: `http_${status}`, status })
  }
  const [code] = codesOf(error).filter((one) => neverSent.test(one))
  if (code) return new DiscordFailure(what, { kind: 'unreachable', code: 'no_connection', cause: error })
  return new DiscordFailure(what, { kind: 'unknown_outcome', code: 'no_answer', cause: error })
}
