import type { FailureKind } from '../provider.ts'
import { kindOfStatus } from './failure.ts'

const byType = new Map<unknown, FailureKind>([
  ['authentication_error', 'auth'],
  ['permission_error', 'auth'],
  ['billing_error', 'quota'],
  ['not_found_error', 'gone'],
  ['request_too_large', 'context'],
  ['rate_limit_error', 'rate'],
  ['timeout_error', 'overload'],
  ['api_error', 'overload'],
  ['overloaded_error', 'overload'],
])

/** `error.details.error_code`: 429s that waiting does not cure. */
const byCode = new Map<unknown, FailureKind>([
  ['contract_spend_limit_reached', 'quota'],
  ['enforced_spend_limit_reached', 'quota'],
  ['linked_organization_spend_limit_reached', 'quota'],
  ['linked_organization_billing_unavailable', 'quota'],
  ['organization_on_hold', 'auth'],
])

/** An `invalid_request_error` only says in words which it is. Fixtures of the real bodies: `providers.test.ts`. */
const bySentence: [RegExp, FailureKind][] = [
  [/prompt is too long|exceed.{0,20}context (limit|window)/i, 'context'],
  [/credit balance is too low|specified API usage limits/i, 'quota'],
  [/content filtering policy/i, 'filter'],
]

interface Fields {
  type?: unknown
  message?: unknown
  details?: { error_code?: unknown } | null
}

/** `{type:'error', error:{…}}`, whole or its inside. */
const fieldsOf = (body: unknown): Fields => {
  if (typeof body !== 'object' || body === null) return {}
  const error = 'error' in body ? body.error : body
  return typeof error === 'object' && error !== null ? error : {}
}

export const classifyAnthropic = (status: number | null, body: unknown): FailureKind => {
  const { type, message, details } = fieldsOf(body)
  const coded = byCode.get(details?.error_code)
  if (coded) return coded
  const sentence = typeof message === 'string' ? message.slice(0, 2_000) : ''
  const said = bySentence.find(([pattern]) => pattern.test(sentence))
  if (said && (type === 'invalid_request_error' || type === 'api_error')) return said[1]
  const typed = byType.get(type)
  if (typed) return typed
  if (status !== null) return kindOfStatus(status)
  return type === 'invalid_request_error' ? 'rejected' : 'overload'
}
