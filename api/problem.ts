import type { Locale } from '../core/answers/answer.ts'
import type { AppError, ErrorCode } from '../core/errors.ts'
import { translate } from '../core/locales/translate.ts'

/**
 * The status of every code; a code without one does not compile. Decided once: malformed JSON and unknown fields are
 * 400 (`invalid_json`, `invalid_request`), a well-formed request with an unacceptable value is 422 (`invalid_value`).
 */
export const statusOf: Record<ErrorCode, number> = {
  file_missing: 422,
  file_empty: 422,
  file_too_large: 413,
  file_type_unknown: 415,
  file_type_mismatch: 415,
  file_encrypted: 422,
  file_archive_unsafe: 422,
  file_xml_unsafe: 422,
  file_unreadable: 422,
  file_json_invalid: 422,
  file_too_slow: 422,
  file_too_many_columns: 422,
  file_too_many_rows: 422,
  file_no_data: 422,
  file_no_known_column: 422,
  file_no_figures: 422,
  mapping_invalid: 422,
  mapping_needed: 422,
  question_empty: 422,
  question_too_long: 422,
  label_unknown: 422,
  plan_invalid: 422,
  assistant_inactive: 409,
  assistant_not_ready: 409,
  dataset_in_use: 409,
  llm_in_use: 409,
  tenant_suspended: 403,
  storage_full: 413,
  invalid_credential: 422,
  provider_unavailable: 503,
  platform_unreachable: 503,
  platform_refused: 502,
  signature_invalid: 401,
  request_repeated: 409,
  secret_unreadable: 500,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  too_many_requests: 429,
  sign_in_failed: 401,
  token_reuse: 401,
  link_invalid: 400,
  invalid_request: 400,
  invalid_value: 422,
  url_not_allowed: 422,
  invalid_json: 400,
  unsupported_media_type: 415,
  not_acceptable: 406,
  method_not_allowed: 405,
  body_too_large: 413,
  conflict: 409,
  dependency_cycle: 409,
  precondition_failed: 412,
  idempotency_mismatch: 422,
  idempotency_running: 409,
  disk_full: 507,
  database_unavailable: 503,
  data_dir_locked: 503,
  data_dir_unusable: 503,
  configuration_invalid: 500,
  port_in_use: 500,
  answer_timeout: 504,
  backup_invalid: 422,
  internal: 500,
}

/** One fault of a request: a JSON pointer into the part that `in` names, and why. */
export interface Fault {
  in: 'body' | 'query' | 'path' | 'header'
  pointer: string
  reason: string
}

/** RFC 9457 plus this project's own members. Members of `details` that are named below are copied to the top. */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  instance: string
  code: ErrorCode
  errors: Fault[]
  request_id: string
  timestamp: string
  path: string
  /** The permission that lacks (403). */
  missing?: string
  /** The step of a longer act that failed, such as the making of an assistant. */
  step?: string
}

export interface ProblemPlace {
  requestId: string
  path: string
  locale: Locale
}

/** Reason phrases that RFC 9110 names; the title never changes with the language. */
const titles: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  507: 'Insufficient Storage',
}

const isFault = (value: unknown): value is Fault =>
  typeof value === 'object' && value !== null && 'pointer' in value && 'reason' in value

/** Rules of a password are said in the reader's language; other reasons come as they are to be shown. */
const presentFault =
  (locale: Locale, details: Record<string, unknown>) =>
  ({ in: part, pointer, reason, ...rest }: Fault & { rule?: string }): Fault => ({
    in: part,
    pointer,
    reason: rest.rule === undefined ? reason : translate(locale, `api:password.${rest.rule}`, details),
  })

/** A bug says nothing but its reference; what happened is in the log. */
const bugDetail = ({ locale, requestId }: ProblemPlace): string =>
  translate(locale, 'api:internal', { reference: requestId })

/** A code without its sentence must not turn an explained failure into a crash: the English message is safe to show. */
const detailOf = (error: AppError, locale: Locale): string => {
  try {
    return translate(locale, `errors:${error.code}`, error.details)
  } catch {
    return error.message
  }
}

/** The answer body for an explained failure. Of `details`, only `errors`, `missing` and `step` are shown as members. */
export const problemOf = (error: AppError, place: ProblemPlace): Problem => {
  const status = statusOf[error.code]
  const { errors, missing, step } = error.details
  return {
    type: `urn:sextant:error:${error.code}`,
    title: titles[status] ?? 'Error',
    status,
    detail: error.code === 'internal' ? bugDetail(place) : detailOf(error, place.locale),
    instance: `urn:sextant:request:${place.requestId}`,
    code: error.code,
    errors: Array.isArray(errors)
      ? errors.filter(isFault).map(presentFault(place.locale, error.details))
      : [],
    request_id: place.requestId,
    timestamp: new Date().toISOString(),
    path: place.path,
    ...(typeof missing === 'string' && { missing }),
    ...(typeof step === 'string' && { step }),
  }
}
