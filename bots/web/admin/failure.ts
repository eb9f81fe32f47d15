import { log } from '../../../config/log.ts'
import type { Locale } from '../../../core/answers/answer.ts'
import { AppError, type ErrorCode } from '../../../core/errors.ts'
import { translate } from '../../../core/locales/translate.ts'
import { DatabaseUnavailableError, DiskFullError, explainDatabaseError } from '../../../db/errors.ts'

/** Those that a page can meet and that are not simply an unacceptable value (422). */
const statuses: Partial<Record<ErrorCode, number>> = {
  unauthenticated: 401,
  sign_in_failed: 401,
  forbidden: 403,
  tenant_suspended: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  link_invalid: 410,
  llm_in_use: 409,
  precondition_failed: 412,
  body_too_large: 413,
  unsupported_media_type: 415,
  too_many_requests: 429,
  internal: 500,
  platform_refused: 502,
  platform_unreachable: 503,
  database_unavailable: 503,
  disk_full: 507,
}

/** What went wrong, as far as it can be explained; a bug is logged here, once, and tells nothing. */
export const explainFailure = (error: unknown): AppError => {
  if (error instanceof AppError) return error
  const explained = explainDatabaseError(error)
  const code =
    explained instanceof DatabaseUnavailableError
      ? 'database_unavailable'
      : explained instanceof DiskFullError
        ? 'disk_full'
        : 'internal'
  if (code === 'internal') log.error({ err: error }, 'a bug')
  else log.warn({ err: error, code }, 'the machine failed a request')
  return new AppError(code, 'the page cannot be shown now', { cause: error })
}

export const statusOfFailure = ({ code }: AppError): number => statuses[code] ?? 422

const isFault = (value: unknown): value is { pointer: string } =>
  typeof (value as { pointer?: unknown })?.pointer === 'string'

/** Names of the fields that will not do: `/email` → `email`. */
export const faultyFields = ({ details }: AppError): string[] =>
  Array.isArray(details.errors)
    ? details.errors.filter(isFault).map(({ pointer }) => pointer.replace(/^\//, ''))
    : []

/** The sentence of a refusal, with the right that lacks or the reference of a bug. */
export const sentenceOf = (error: AppError, { locale, requestId }: { locale: Locale; requestId: string }) => {
  const { code, details } = error
  if (code === 'internal') return translate(locale, 'api:internal', { reference: requestId })
  if (code === 'forbidden' && details.context === 'form') return translate(locale, 'admin:failure.form')
  const sentence = translate(locale, `errors:${code}`, details)
  return typeof details.missing === 'string'
    ? `${sentence} ${translate(locale, 'admin:failure.missing', { permission: details.missing })}`
    : sentence
}
