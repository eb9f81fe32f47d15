import type { FailureKind } from '../provider.ts'
import { kindOfStatus } from './failure.ts'

/** Codes and types of the many who speak Chat Completions; the first found counts, `quota` before any other. */
const byCode = new Map<unknown, FailureKind>([
  ['insufficient_quota', 'quota'],
  ['insufficient_user_quota', 'quota'],
  ['insufficient_balance', 'quota'],
  ['billing_hard_limit_reached', 'quota'],
  ['billing_not_active', 'quota'],
  ['context_length_exceeded', 'context'],
  ['content_filter', 'filter'],
  ['content_policy_violation', 'filter'],
  ['model_not_found', 'gone'],
  ['model_decommissioned', 'gone'],
  ['rate_limit_exceeded', 'rate'],
  ['rate_limit_error', 'rate'],
  ['invalid_api_key', 'auth'],
  ['authentication_error', 'auth'],
  ['server_error', 'overload'],
  ['overloaded_error', 'overload'],
])

/**
 * Where a server has no code for it, only a sentence tells. Fixtures of the real bodies: `providers.test.ts`.
 * vLLM, SGLang and DeepSeek say the context so; DeepSeek the filter and an empty account; OpenRouter moderation.
 */
const bySentence: [RegExp, FailureKind][] = [
  [
    /maximum context length|longer than the model'?s context|context (window|size)|prompt is too long/i,
    'context',
  ],
  [/content exists risk|content management policy|requires moderation|flagged/i, 'filter'],
  [/insufficient balance|credit balance is too low/i, 'quota'],
  [/\bmodel\b.*(does not exist|not found|decommissioned|deprecated|shut ?down|retired)/i, 'gone'],
]

interface Fields {
  code?: unknown
  type?: unknown
  message?: unknown
}

/** `{error:{…}}`, `{error:"…"}`, or the fields at the top, as vLLM and SGLang had them. */
const fieldsOf = (body: unknown): Fields => {
  if (typeof body !== 'object' || body === null) return {}
  const error = 'error' in body ? body.error : body
  if (typeof error === 'string') return { message: error }
  return typeof error === 'object' && error !== null ? error : {}
}

const asksForWords = (status: number | null): boolean =>
  status === null || [400, 403, 404, 413, 422].includes(status)

/** OpenRouter's `code` is the status of whoever failed it; a 200 of ours may carry it. */
const statusIn = (code: unknown): number | null => {
  const status = Number(code)
  return status >= 400 && status <= 599 ? status : null
}

export const classifyOpenAi = (given: number | null, body: unknown): FailureKind => {
  const { code, type, message } = fieldsOf(body)
  const named = [byCode.get(code), byCode.get(type)]
  if (named.includes('quota')) return 'quota'
  const kind = named.find(Boolean)
  if (kind) return kind
  const status = given ?? statusIn(code)
  const sentence = asksForWords(status) && typeof message === 'string' ? message.slice(0, 2_000) : ''
  const said = bySentence.find(([pattern]) => pattern.test(sentence))
  if (said) return said[1]
  return status === null ? 'overload' : kindOfStatus(status)
}
