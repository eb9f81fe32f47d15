import type { Locale } from '../core/answers/answer.ts'

// Not by the core's own list: that would load zod before every `--help`.
export const isLocale = (value: string | undefined): value is Locale => value === 'fr' || value === 'en'

/** `--locale x` or `--locale=x` anywhere before `--`; read before commander runs, whose own words need it. */
const optionIn = (words: string[]): string | undefined => {
  const end = words.indexOf('--')
  const options = end < 0 ? words : words.slice(0, end)
  const at = options.findIndex((word) => word === '--locale' || word.startsWith('--locale='))
  return at < 0 ? undefined : (options[at]!.split('=')[1] ?? options[at + 1])
}

/** The language that the system is set to, when it is one of ours. */
const systemLocale = (env: Record<string, string | undefined>): Locale | null => {
  const name = (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').slice(0, 2).toLowerCase()
  return isLocale(name) ? name : null
}

/** The language that somebody chose, by the option or the system's setting; null when nobody did. */
export const chosenLocale = (words: string[], env: Record<string, string | undefined>): Locale | null => {
  const option = optionIn(words)
  return isLocale(option) ? option : systemLocale(env)
}
