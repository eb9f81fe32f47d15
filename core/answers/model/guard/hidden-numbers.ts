import { multipliers, readWords, units } from '../../number-words.ts'
import { fold } from '../../understand/text.ts'
import { amounts, ones } from './amounts.ts'
import { disguises, findRoman, findSplitNumbers, glued } from './disguises.ts'

/**
 * A model may write no number of its own, however it is dressed up: figures stand in for placeholders only. Stricter
 * than the guard of our own templates, which never write such words; a harmless word that is refused costs a repair.
 */

const articles = new Set(['un', 'une', 'one'])
const more = [
  'zero',
  'zeros',
  'fourty',
  'huitante',
  'octante',
  'milliard',
  'milliards',
  'billion',
  'billions',
]
const numberWords = [...Object.keys(units), ...Object.keys(multipliers), ...more]
  .filter((word) => !articles.has(word))
  .sort((a, b) => b.length - a.length)
const word = `(?:${numberWords.join('|')})`
const joint = '(?:[ -]?(?:et|and|un|une|one))?[ -]?'
/** `quarante-deux`, `quarantedeux`, `two hundred and six`. */
const numbers = new RegExp(`(?<!\\p{L})${word}(?:${joint}${word})*(?:[ -](?:et[ -])?une?)?(?!\\p{L})`, 'gu')

/** What may be counted in an answer without being a quantity of the data: `trois raisons`, `three key takeaways`. */
const rhetorical =
  /^ (?:(?:grand(?:e?s)?|principa(?:ux|les)|cles?|autres?|main|key|other|big|short)[ -]){0,2}(?:raisons?|axes?|idees?|conseils?|constats?|enseignements?|recommandations?|etapes?|leviers?|questions?|options?|elements?|aspects?|remarques?|precautions?|lecons?|messages?|approches?|sens|reasons?|ideas?|takeaways?|insights?|recommendations?|steps?|levers?|things|findings?|lessons?|caveats?|remarks?|ways|angles?|sides)(?!\p{L})(?! (?:par|per|sur|out of)(?!\p{L}))/u
const mostEnumerated = 10

const isEnumeration = (number: string, after: string): boolean =>
  !/(?:\p{L}|[ -])(?:cents?|mille|hundred)/u.test(number) &&
  readWords(number) >= 2 &&
  readWords(number) <= mostEnumerated &&
  rhetorical.test(after)

/** Names of measures hold a sign of their own. */
const measureNames = /%\s?(?:vert|horz)\.?(?!\p{L})|(?<!\p{L})(?:vertical|horizontal) %/giu

const findAll = (text: string, patterns: readonly RegExp[]): string[] =>
  patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([found]) => found.trim()))

/** As letters compare, with one kind of apostrophe. */
const plain = (text: string): string => fold(text).replaceAll('’', "'")

/** @param text without placeholders and without labels. @returns what is, or may hide, a number */
export const findHiddenNumbers = (text: string): string[] => {
  const shown = text.replace(measureNames, ' ').replace(/\s+/gu, ' ')
  const folded = plain(shown)
  const written = [...folded.matchAll(numbers)]
    // Enough to see what is counted.
    .filter(({ 0: found, index }) => !isEnumeration(found, folded.slice(index + found.length).slice(0, 80)))
    .map(([found]) => found)
  return [
    ...findAll(shown, disguises),
    ...findRoman(shown),
    ...written,
    ...findSplitNumbers(folded),
    ...findAll(folded, [glued, ...amounts, ...ones]),
  ]
}

/** Whether a text that may be a name could be read as a figure. */
export const holdsNumber = (text: string): boolean => {
  const folded = plain(text)
  return /[\p{N}%]/u.test(text) || findRoman(text).length > 0 || findAll(folded, [numbers, glued, ...amounts]).length > 0
} // biome-ignore format: one condition
