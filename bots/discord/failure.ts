/**
 * How a call to Discord failed. `refused`: Discord said no, with a code of its own. `rate_limited`: not now, surely not
 * done. `unreachable`: surely not sent. `unknown_outcome`: it may have been done.
 */
export type FailureKind = 'refused' | 'rate_limited' | 'unreachable' | 'unknown_outcome'

interface FailureFacts {
  kind: FailureKind
  /** Discord's JSON error code (10062, 50013, …) as a number; ours, as a word, for what never reached it. */
  code: number | string
  status?: number
  retryAfterMs?: number
  /** Discord's remarks on what it did not like, such as the place of a bad component. */
  notes?: string
  cause?: unknown
}

/** The one error of calls to Discord. */
export class DiscordFailure extends Error {
  readonly kind: FailureKind
  readonly code: number | string
  /** Of the answer; 0 when there was none. */
  readonly status: number
  /** When to come back, of `rate_limited`. */
  readonly retryAfterMs: number
  readonly notes: string

  constructor(what: string, { kind, code, status = 0, retryAfterMs = 0, notes = '', cause }: FailureFacts) {
    super(`${what}: ${code}`, { cause })
    this.name = 'DiscordFailure'
    this.kind = kind
    this.code = code
    this.status = status
    this.retryAfterMs = retryAfterMs
    this.notes = notes
  }
}

export const isDiscordFailure = (error: unknown, ...codes: (number | string)[]): error is DiscordFailure =>
  error instanceof DiscordFailure && (codes.length === 0 || codes.includes(error.code))
