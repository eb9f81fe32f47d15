import type { Claim } from '../datasets/claims.ts'
import type { Locale } from './answer.ts'

const formats = new Map<string, Intl.NumberFormat>()

const formatOf = (locale: Locale, decimals: number): Intl.NumberFormat => {
  const key = `${locale} ${decimals}`
  const known = formats.get(key)
  if (known) return known
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  const format = new Intl.NumberFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', digits)
  formats.set(key, format)
  return format
}

/** A number as a language writes it: `1 234,5` (narrow no-break space) or `1,234.5`; a true minus sign. */
export const formatNumber = (value: number, decimals: number, locale: Locale): string =>
  formatOf(locale, decimals)
    .format(value)
    .replace('-', '−')
    .replace(/\u00a0/gu, '\u202f')

/** A figure in its unit, with the decimals it was printed with: `40,6 %`, `40.6%`, `146`, `1 234`. */
export const formatFigure = (
  value: number,
  unit: Claim['unit'],
  decimals: number,
  locale: Locale,
): string => {
  const number = formatNumber(value, decimals, locale)
  if (unit !== 'percent') return number
  return locale === 'fr' ? `${number}\u202f%` : `${number}%`
}
