/** One fault of a request: a JSON pointer into the part that `in` names, and why. */
export interface Fault {
  in: 'body' | 'query' | 'path' | 'header'
  pointer: string
  reason: string
}

/** Everything that goes wrong, as one class. `code` is Sextant's, `network` when no answer came. */
export class SextantError extends Error {
  /** Stable, to decide by: `not_found`, `forbidden`, `invalid_value` … */
  readonly code: string
  /** Of HTTP; 0 when no answer came. */
  readonly status: number
  /** The faults of the request. */
  readonly errors: readonly Fault[]
  /** What the server's log knows the request by. */
  readonly requestId: string | null
  /** The permission that lacks (403). */
  readonly missing: string | null

  constructor(
    message: string,
    about: {
      code: string
      status: number
      errors?: Fault[]
      requestId?: string
      missing?: string
      cause?: unknown
    },
  ) {
    super(message, { cause: about.cause })
    this.name = 'SextantError'
    this.code = about.code
    this.status = about.status
    this.errors = about.errors ?? []
    this.requestId = about.requestId ?? null
    this.missing = about.missing ?? null
  }
}

interface Problem {
  code: string
  detail: string
  errors?: Fault[]
  request_id?: string
  missing?: string
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && typeof (value as Problem).code === 'string'

/** What an answer that is no success says; one that does not come from Sextant (a proxy's) has the code `http_<status>`. */
export const errorOf = async (answer: Response): Promise<SextantError> => {
  const { status } = answer
  const problem: unknown = await answer
    .clone()
    .json()
    .catch(() => null)
  if (!isProblem(problem))
    return new SextantError(`The server answered ${status}.`, { code: `http_${status}`, status })
  const { code, detail, errors, request_id: requestId, missing } = problem
  return new SextantError(detail, { code, status, errors, requestId, missing })
}
