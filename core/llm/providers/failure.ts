import { type FailureKind, ProviderFailure } from '../provider.ts'

/** Which kind of failure a body means; `status` null = it came in a 200 or in the middle of a stream. */
export type Classify = (status: number | null, body: unknown) => FailureKind

const byStatus = new Map<number, FailureKind>([
  [401, 'auth'],
  [402, 'quota'],
  [403, 'auth'],
  [404, 'gone'],
  [408, 'overload'],
  [410, 'gone'],
  [413, 'context'],
  [429, 'rate'],
])

/** What a status means when the body does not say more. */
export const kindOfStatus = (status: number): FailureKind =>
  byStatus.get(status) ?? (status >= 500 ? 'overload' : 'rejected')

/** A whole number of milliseconds, at least 0; null when there is none. */
const asMs = (value: number): number | null => (Number.isFinite(value) ? Math.max(0, Math.ceil(value)) : null)

/** `retry-after-ms`, or `Retry-After` in seconds or as a date, however long. */
export const retryAfterOf = (headers: Headers, now = Date.now()): number | null => {
  const ms = headers.get('retry-after-ms')
  if (ms?.trim()) return asMs(Number(ms))
  const after = headers.get('retry-after')?.trim()
  if (!after) return null
  const seconds = Number(after)
  return asMs(Number.isNaN(seconds) ? Date.parse(after) - now : seconds * 1000)
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Error objects hide under one another: `cause` by `cause`, the outermost first. */
function* causesOf(error: unknown): Generator<object> {
  let each = error
  for (let depth = 0; depth < 8 && typeof each === 'object' && each !== null; depth++) {
    yield each
    each = (each as { cause?: unknown }).cause
  }
}

/** Of a socket or of Node; never a word of the provider. */
const systemCode = /^(E[A-Z]{3,20}|ERR_[A-Z_]+|UND_ERR_[A-Z_]+|HPE_[A-Z_]+)$/
const timeoutCodes = [
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]

const kindOfCode = (code: string): FailureKind => {
  if (timeoutCodes.includes(code)) return 'timeout'
  return code.startsWith('HPE_') ? 'malformed' : 'network'
}

/**
 * A failure of ours out of whatever an SDK or its `fetch` threw. Their errors are not kept as a cause: they hold
 * headers, bodies that may repeat the key, and what was said.
 */
export const failureOf = (error: unknown, classify: Classify): ProviderFailure => {
  // The SDKs throw an error event of a stream as an error with its body, and a lost connection as one without.
  const body = error instanceof Error && 'error' in error ? error.error : undefined
  if (body !== undefined) return new ProviderFailure({ kind: classify(null, body) })
  for (const each of causesOf(error)) {
    if (each instanceof ProviderFailure) return each
    if ('code' in each && typeof each.code === 'string' && systemCode.test(each.code))
      return new ProviderFailure({ kind: kindOfCode(each.code), cause: { code: each.code } })
  }
  const isGarbage = error instanceof SyntaxError || error instanceof TypeError
  return new ProviderFailure({ kind: isGarbage ? 'malformed' : 'network' })
}

const isStream = (response: Response): boolean => {
  const type = response.headers.get('content-type') ?? ''
  return !/json|html/i.test(type)
}

/**
 * Lets a stream (or a list of models) pass, and for anything else throws what it means: a status, an error in a 200, a page of a proxy.
 * Read here rather than by the SDKs, which drop every body that is not of their own shape.
 * @throws ProviderFailure
 */
export const refuseFailure = async (
  response: Response,
  { isList, classify }: { isList: boolean; classify: Classify },
): Promise<void> => {
  const { status, headers, ok } = response
  // Nothing compressed was asked for; a compressed body could inflate without end.
  if ((headers.get('content-encoding') ?? 'identity') !== 'identity') {
    await response.body?.cancel().catch(() => undefined)
    throw new ProviderFailure({ kind: 'malformed', status })
  }
  if (ok && (isList || isStream(response))) return
  const body = parse(await response.text())
  if (!ok)
    throw new ProviderFailure({ kind: classify(status, body), status, retryAfterMs: retryAfterOf(headers) })
  const isError = typeof body === 'object' && body !== null && 'error' in body
  throw new ProviderFailure({ kind: isError ? classify(null, body) : 'malformed', status })
}
