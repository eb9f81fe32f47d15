import { formatNumber } from '../../../core/answers/figures.ts'
import { formatBytes } from '../../../core/locales/bytes.ts'
import { translate } from '../../../core/locales/translate.ts'
import type { Visit } from './section.ts'

type Words = Pick<Visit, 'locale'>

/** Figures as the page's language writes them. */
export const openFigures = ({ locale }: Words) => ({
  number: (value: number): string => formatNumber(value, 0, locale),
  bytes: (bytes: number): string => formatBytes(locale, bytes),
  usd: (nano: number): string =>
    new Intl.NumberFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
      style: 'currency',
      currency: 'USD',
      currencyDisplay: 'narrowSymbol',
    }).format(nano / 1e9),
})

/** A word of a closed list, or the code itself when it is newer than the words. */
export const wordOf = ({ locale }: Words, key: string, code: string): string => {
  try {
    return translate(locale, `admin:${key}.${code}`)
  } catch {
    return code
  }
}
