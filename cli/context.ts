import type { Locale } from '../core/answers/answer.ts'

/** What a command needs to know of the place it runs in. */
export interface CommandContext {
  /** The terminal's language: what was chosen, else French. */
  locale: Locale
  /** Null when neither `--locale` nor the system says. */
  chosenLocale: Locale | null
  env: Record<string, string | undefined>
  /** Words in the terminal's language, from the namespace `cli`. */
  say(key: string, values?: Record<string, unknown>): string
}

/** Done · failed · wrong use. Anything else that ends the process is a crash. */
export const exitCodes = { done: 0, failed: 1, wrongUse: 2 } as const

/** What was asked makes no sense: told in one sentence, with where to read how. */
export class UsageError extends Error {
  /** Key of the namespace `cli`, and the values of its sentence. */
  readonly key: string
  readonly values: Record<string, unknown>
  constructor(key: string, values: Record<string, unknown> = {}) {
    super(key)
    this.name = 'UsageError'
    this.key = key
    this.values = values
  }
}
