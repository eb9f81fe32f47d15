import type { Locale } from '../../answers/answer.ts'
import { formatNumber } from '../../answers/figures.ts'
import type { UsageNotice } from '../../quotas/notice.ts'
import { openWords } from './words.ts'

/** A day of the tenant's calendar: the same day wherever the reader is. */
const dayText = (day: string, locale: Locale): string => {
  const format = new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  })
  const text = format.format(new Date(`${day}T00:00:00Z`))
  return locale === 'fr' ? text.replace(/^1 /, '1er ') : text
}

/** What is left of the month, from four fifths on: before anybody is blocked. */
export const usageText = (
  { kind, used_percent: used, limit, remaining, refills_on: day }: UsageNotice,
  locale: Locale,
): string => {
  const say = openWords(locale)
  const most = limit === null ? '' : formatNumber(limit, 0, locale)
  const values = { date: dayText(day, locale), limit: most, percent: Math.floor(used) }
  if (used >= 100) return say(`usage.${kind}_spent`, values)
  return say(`usage.${kind}`, kind === 'requests' ? { ...values, count: remaining ?? 0 } : values)
}
