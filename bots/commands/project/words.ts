import type { Locale } from '../../../core/answers/answer.ts'
import { translate } from '../../../core/locales/translate.ts'
import type { Say } from '../cards/words.ts'

/** How projects and tasks are told in a language. */
export interface ProjectWords {
  locale: Locale
  /** Of the locale namespace `work`. */
  say: Say
  /** Of the locale namespace `projects`: `phase.design`, `work_status.done`. */
  term(key: string): string
  /** A day of the calendar, `yyyy-mm-dd`: `21 novembre 2026`. */
  day(date: string): string
}

const tags: Record<Locale, string> = { fr: 'fr-FR', en: 'en-GB' }

/** French says `1er` of the first of a month, which Intl does not. */
const withFirst = (locale: Locale, text: string): string =>
  locale === 'fr' ? text.replace(/^1(?= )/, '1er') : text

export const openProjectWords = (locale: Locale): ProjectWords => {
  const format = new Intl.DateTimeFormat(tags[locale], { dateStyle: 'long', timeZone: 'UTC' })
  return {
    locale,
    say: (key, values) => translate(locale, `work:${key}`, values),
    term: (key) => translate(locale, `projects:${key}`),
    day: (date) => withFirst(locale, format.format(new Date(`${date}T00:00:00Z`))),
  }
}
