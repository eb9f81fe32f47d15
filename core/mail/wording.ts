import { formatBytes } from '../locales/bytes.ts'
import { translate } from '../locales/translate.ts'
import type { AlertData, AlertMail } from '../notifications/catalogue.ts'

type Unit = AlertData['quota.80']['unit']

const longest = 120

/**
 * Names that people chose, on one line and not too long: a line break would end a header, and the marks that turn the
 * writing direction would garble what stands beside them.
 */
export const oneLine = (text: string): string => {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\s]+/gu, ' ').trim()
  const characters = [...line]
  return characters.length <= longest ? line : `${characters.slice(0, longest - 1).join('')}…`
}

const regionOf = { fr: 'fr-FR', en: 'en-GB' } as const

/** How one mail says things: in its language, and in its tenant's time zone. */
export interface Wording {
  /** A text of the namespace `mail`. */
  say(key: string, values?: Record<string, unknown>): string
  /** Requests, bytes, or money from whole nano-dollars. */
  amount(count: number, unit: Unit): string
  share(part: number, whole: number): string
  /** A moment, with the zone. */
  moment(iso: string): string
  /** A day of the calendar, `yyyy-mm-dd`, which is the same one everywhere. */
  day(date: string): string
}

/** French says `1er` of the first day of a month, and of no other; Intl does not. */
const withFirst = (locale: 'fr' | 'en', date: string): string =>
  locale === 'fr' ? date.replace(/^1(?= )/, '1er') : date

/** Cents, and more digits where cents would be nothing. */
const digitsOf = (usd: number): number => (usd !== 0 && usd < 0.1 ? 4 : 2)

export const wordingOf = ({ locale, time_zone: timeZone }: AlertMail): Wording => {
  const region = regionOf[locale]
  const say: Wording['say'] = (key, values) => translate(locale, `mail:${key}`, values)
  const format = (date: Date, options: Intl.DateTimeFormatOptions): string =>
    withFirst(locale, new Intl.DateTimeFormat(region, options).format(date))
  const money = (nanoUsd: number): string => {
    const usd = nanoUsd / 1e9
    const maximumFractionDigits = digitsOf(usd)
    const options = { style: 'currency', currency: 'USD', minimumFractionDigits: 2, maximumFractionDigits } as const
    return new Intl.NumberFormat(region, options).format(usd)
  } // biome-ignore format: the options, read at a glance
  const amounts: Record<Unit, (count: number) => string> = {
    requests: (count) => say('requests', { count }),
    nano_usd: money,
    bytes: (count) => formatBytes(region, count),
  }
  return {
    say,
    amount: (count, unit) => amounts[unit](count),
    // Rounded down: 100 % is said when nothing is left, and not before.
    share: (part, whole) =>
      new Intl.NumberFormat(region, { style: 'percent' }).format(Math.floor((part / whole) * 100) / 100),
    moment: (iso) =>
      say('moment', {
        time: format(new Date(iso), { dateStyle: 'long', timeStyle: 'short', timeZone }),
        zone: timeZone,
      }),
    day: (date) => format(new Date(`${date}T00:00:00Z`), { dateStyle: 'long', timeZone: 'UTC' }),
  }
}
