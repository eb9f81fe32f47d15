import type { Claim } from '../../datasets/claims.ts'
import { translate } from '../../locales/translate.ts'
import type { Locale } from '../answer.ts'
import { quoteLabel } from './quote.ts'

const listed = 6

/**
 * Where the main figures stand, on one line: file, sheet, rows and columns. It is apart from an answer's text because
 * row numbers are no claims; edges without clickable figures print it below. Null when nothing was read from a cell.
 */
export const wordSources = (claims: readonly Claim[], locale: Locale): string | null => {
  const say = (key: string, values: Record<string, unknown>): string =>
    translate(locale, `answers:source.${key}`, values)
  const sources = claims.map(({ source }) => source).filter((source) => source !== null)
  const [first] = sources
  if (!first) return null
  const file = say('file', { file: quoteLabel(first.file, locale) })
  const sheet = first.sheet ? say('sheet', { sheet: quoteLabel(first.sheet, locale) }) : ''
  const cells = [
    ...new Set(sources.map(({ row, column }) => say('cell', { row, column: quoteLabel(column, locale) }))),
  ]
  const more = cells.length > listed ? [say('more', {})] : []
  return say('line', {
    items: [`${file}${sheet}`, ...cells.slice(0, listed), ...more].join(locale === 'fr' ? '\u202f; ' : '; '),
  })
}
