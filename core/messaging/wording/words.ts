import type { Answer, Locale } from '../../answers/answer.ts'
import { formatNumber } from '../../answers/figures.ts'
import { translate } from '../../locales/translate.ts'

export type Say = (key: string, values?: Record<string, unknown>) => string

/** The words of cards in a language. */
export const openWords =
  (locale: Locale): Say =>
  (key, values) =>
    translate(locale, `cards:${key}`, values)

/** Facts of one line, the way every card sets them apart. */
export const joinFacts = (facts: readonly (string | null | undefined | false)[]): string =>
  facts.filter(Boolean).join(' · ')

export const durationText = (milliseconds: number, locale: Locale): string => {
  const say = openWords(locale)
  if (milliseconds < 1_000)
    return say('duration.milliseconds', {
      value: formatNumber(Math.max(1, Math.round(milliseconds)), 0, locale),
    })
  const seconds = Math.round(milliseconds / 100) / 10
  return say('duration.seconds', { value: formatNumber(seconds, Number.isInteger(seconds) ? 0 : 1, locale) })
}

/** Why a model was not asked or gave nothing, as a sentence; a code of another version of Sextant is shown as it is. */
export const reasonText = (reason: string, locale: Locale): string => {
  try {
    return translate(locale, `reasons:${reason}`)
  } catch {
    return openWords(locale)('fallback.other', { reason })
  }
}

/** The file that the figures come from, with its sheet; null when none was read from a file. */
export const fileText = ({ claims, locale }: Pick<Answer, 'claims' | 'locale'>): string | null => {
  const say = openWords(locale)
  const places = claims.flatMap(({ source }) =>
    source === null ? [] : [source.sheet === null ? source.file : say('file_sheet', { ...source })],
  )
  const [file, ...others] = new Set(places)
  if (file === undefined) return null
  return others.length === 0 ? file : say('files', { file, count: others.length })
}
