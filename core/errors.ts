/**
 * Every failure that Sextant can explain. The code is the contract: an edge picks the status and the sentence
 * (locale namespace `errors`, keyed by code, filled with `details`); nothing ever matches on `message`.
 */
export type ErrorCode =
  // a file that cannot become a dataset
  | 'file_missing'
  | 'file_empty'
  | 'file_too_large'
  | 'file_type_unknown'
  | 'file_type_mismatch'
  | 'file_encrypted'
  | 'file_archive_unsafe'
  | 'file_xml_unsafe'
  | 'file_unreadable'
  | 'file_json_invalid'
  | 'file_too_slow'
  | 'file_too_many_columns'
  | 'file_too_many_rows'
  | 'file_no_data'
  | 'file_no_known_column'
  | 'file_no_figures'
  | 'mapping_invalid'
  | 'mapping_needed'
  // what people ask for
  | 'question_empty'
  | 'question_too_long'
  | 'label_unknown'
  | 'plan_invalid'
  // assistants
  | 'assistant_inactive'
  | 'assistant_not_ready'
  | 'dataset_in_use'
  | 'llm_in_use'
  | 'tenant_suspended'
  | 'storage_full'
  // a tenant's own keys
  | 'invalid_credential'
  | 'provider_unavailable'
  // chat platforms
  | 'platform_unreachable'
  | 'platform_refused'
  | 'signature_invalid'
  | 'request_repeated'
  | 'secret_unreadable'
  // access
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'too_many_requests'
  | 'sign_in_failed'
  | 'token_reuse'
  | 'link_invalid'
  // requests
  | 'invalid_request'
  | 'invalid_value'
  | 'url_not_allowed'
  | 'invalid_json'
  | 'unsupported_media_type'
  | 'not_acceptable'
  | 'method_not_allowed'
  | 'body_too_large'
  | 'conflict'
  | 'dependency_cycle'
  | 'precondition_failed'
  | 'idempotency_mismatch'
  | 'idempotency_running'
  // the machine
  | 'disk_full'
  | 'database_unavailable'
  | 'data_dir_locked'
  | 'data_dir_unusable'
  | 'configuration_invalid'
  | 'port_in_use'
  | 'answer_timeout'
  | 'backup_invalid'
  | 'internal'

export interface AppErrorOptions {
  /** Values for the sentence and for machines; never a secret, never a path of this machine. */
  details?: Record<string, unknown>
  cause?: unknown
}

/** The one error class: a code, a message in English that is safe to show, and data. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: Record<string, unknown>

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.details = options.details ?? {}
  }
}

export const isAppError = (error: unknown, code?: ErrorCode): error is AppError =>
  error instanceof AppError && (code === undefined || error.code === code)
