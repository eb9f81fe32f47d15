import { formatNumber, hasWords, locale, t } from './words.js'

/** @param {number} milliseconds */
export const durationWords = (milliseconds) =>
  milliseconds < 1000
    ? t('answer.milliseconds', { value: Math.max(1, Math.round(milliseconds)) })
    : t('answer.seconds', { value: formatNumber(milliseconds / 1000, { maximumFractionDigits: 1 }) })

/**
 * What something cost, two significant digits below a cent. Unknown is said, and is not the same as free.
 * @param {number | null} nanoUsd
 */
export const costWords = (nanoUsd) => {
  if (nanoUsd === null) return t('cost.unknown')
  if (nanoUsd === 0) return t('cost.none')
  const dollars = nanoUsd / 1e9
  const digits = dollars < 0.01 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 2 }
  return formatNumber(dollars, { style: 'currency', currency: 'USD', ...digits })
}

/** @param {string} reason a denial or a kind of failure */
export const reasonWords = (reason) =>
  hasWords(`reason.${reason}`) ? t(`reason.${reason}`) : t('reason.other', { reason })

/**
 * A day of the tenant's calendar: the same day wherever the reader is.
 * @param {string} day `2026-12-01`
 */
export const dayWords = (day) => {
  const format = new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'long', timeZone: 'UTC' })
  const words = format.format(new Date(`${day}T00:00:00Z`))
  return locale() === 'fr' ? words.replace(/^1 /, '1er ') : words
}
