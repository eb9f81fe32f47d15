import type { Locale } from '../answers/answer.ts'
import { translate } from '../locales/translate.ts'
import { oneLine } from '../mail/wording.ts'

const regionOf = { fr: 'fr-FR', en: 'en-GB' } as const

/** French says `1er` of the first day of a month, and of no other; Intl does not. */
const withFirst = (locale: Locale, date: string): string =>
  locale === 'fr' ? date.replace(/^1(?= )/, '1er') : date

/** How a digest says things: in the reader's language and time zone. */
export interface DigestWording {
  locale: Locale
  say(key: string, values?: Record<string, unknown>): string
  /** Of the locale namespace `notices`: statuses, phases. */
  term(key: string): string
  /** A day of the calendar, `yyyy-mm-dd`; null in words. */
  day(date: string | null): string
  /** The day of a moment. */
  dayOf(at: Date): string
  /** A moment. */
  moment(at: Date): string
  /** A name that people chose, on one line. */
  name(text: string): string
  /** Working days with their sign. */
  days(count: number): string
}

const formats = new Map<string, Intl.DateTimeFormat>()
const formatOf = (locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${locale} ${JSON.stringify(options)}`
  const format = formats.get(key) ?? new Intl.DateTimeFormat(regionOf[locale], options)
  formats.set(key, format)
  return format
}

export const openWording = (locale: Locale, timeZone: string): DigestWording => {
  const say: DigestWording['say'] = (key, values) => translate(locale, `digests:${key}`, values)
  const format = (at: Date, options: Intl.DateTimeFormatOptions): string =>
    withFirst(locale, formatOf(locale, options).format(at))
  return {
    locale,
    say,
    term: (key) => translate(locale, `notices:${key}`),
    day: (date) =>
      date === null
        ? say('no_date')
        : format(new Date(`${date}T00:00:00Z`), { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
    dayOf: (at) => format(at, { weekday: 'long', day: 'numeric', month: 'long', timeZone }),
    moment: (at) => format(at, { dateStyle: 'long', timeStyle: 'short', timeZone }),
    name: oneLine,
    days: (count) => say('slip', { count: Math.abs(count), sign: count < 0 ? '−' : '+' }),
  } // biome-ignore format: one wording
}
