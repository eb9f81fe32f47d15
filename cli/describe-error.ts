import type { Locale } from '../core/answers/answer.ts'
import { translate } from '../core/locales/translate.ts'

interface Described {
  code: string
  /** One sentence or two, in the terminal's language, that say what to do next. */
  message: string
}

const words = (locale: Locale, key: string, values: Record<string, unknown>): string | null => {
  try {
    return translate(locale, key, values)
  } catch {
    return null
  }
}

/** Data that an error carries: `details` of an AppError, `holder` of a locked directory, `faults` of a configuration. */
const valuesOf = (error: object): Record<string, unknown> => {
  const { details, holder, reason, faults } = error as Record<string, unknown>
  return {
    ...(details as object | undefined),
    ...(holder as object | undefined),
    ...(reason === undefined ? {} : { reason }),
    ...(Array.isArray(faults) ? { count: faults.length, faults: faults.join('\n  ') } : {}),
  }
}

const codeOf = (error: object): string => {
  const { name, code } = error as { name?: string; code?: unknown }
  if (name === 'ConfigurationError') return 'configuration_invalid'
  return typeof code === 'string' ? code : 'internal'
}

/** What to tell about a failure: the command line's own words for it, else the core's, else its message. */
export const describeError = (error: unknown, locale: Locale): Described => {
  const fault = error instanceof Error ? error : new Error(String(error))
  const code = codeOf(fault)
  const values: Record<string, unknown> = {
    ...valuesOf(fault),
    ...(code === 'internal' && { message: fault.message }),
  }
  const message =
    words(locale, `cli:errors.${code}.${values.reason}`, values) ??
    words(locale, `cli:errors.${code}`, values) ??
    (code === 'internal' ? null : words(locale, `errors:${code}`, values)) ??
    translate(locale, 'cli:errors.internal', { message: fault.message })
  return { code, message }
}
