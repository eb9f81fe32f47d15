/**
 * How a call to Slack failed. `refused`: Slack said no, with a code of its own. `rate_limited`: not now, surely not
 * done. `unreachable`: surely not sent. `unknown`: it may have been done.
 */
export type FailureKind = 'refused' | 'rate_limited' | 'unreachable' | 'unknown'

interface FailureFacts {
  kind: FailureKind
  /** Slack's code, or ours for what never reached it. */
  code: string
  retryAfterMs?: number
  /** Slack's remarks on what it did not like, such as the place of a bad block. */
  notes?: readonly string[]
  cause?: unknown
}

/** The one error of calls to Slack. */
export class SlackFailure extends Error {
  readonly kind: FailureKind
  readonly code: string
  /** When to come back, of `rate_limited`. */
  readonly retryAfterMs: number
  readonly notes: readonly string[]

  constructor(method: string, { kind, code, retryAfterMs = 0, notes = [], cause }: FailureFacts) {
    super(`${method}: ${code}`, { cause })
    this.name = 'SlackFailure'
    this.kind = kind
    this.code = code
    this.retryAfterMs = retryAfterMs
    this.notes = notes
  }
}

export const isSlackFailure = (error: unknown, ...codes: string[]): error is SlackFailure =>
  error instanceof SlackFailure && (codes.length === 0 || codes.includes(error.code))
