import type { Locale } from '../../../core/answers/answer.ts'
import { translate } from '../../../core/locales/translate.ts'

export type Say = (key: string, values?: Record<string, unknown>) => string

/** The words of commands in a language. */
export const openWords =
  (locale: Locale): Say =>
  (key, values) =>
    translate(locale, `commands:${key}`, values)
