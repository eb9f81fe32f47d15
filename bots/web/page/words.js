import { en } from './words-en.js'
import { fr } from './words-fr.js'

/** @typedef {'fr' | 'en'} Locale */
/** @typedef {keyof typeof fr} WordKey */

/** @type {Record<Locale, Record<string, string>>} */
const catalogue = { fr, en }

/** @type {Locale} */
let current = document.documentElement.lang === 'en' ? 'en' : 'fr'

export const locale = () => current

/** @param {Locale} next */
export const setLocale = (next) => {
  current = next
  document.documentElement.lang = next
}

/**
 * Fills `{{name}}`; numbers are written the language's way, except places in a file: row 12345 stays as the
 * spreadsheet shows it. The syntax is the core catalogue's, so that its
 * sentences (`fillSentence`) and the page's read alike.
 * @param {string} sentence
 * @param {Record<string, any>} values
 */
export const fill = (sentence, values) =>
  sentence.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_, name) => {
    const value = values[name]
    const isPlace = name === 'row' || name === 'rows' || name === 'position'
    return typeof value === 'number' && !isPlace ? formatNumber(value) : String(value ?? '')
  })

/**
 * Picks `key_one` or `key_other` by `count` where the catalogue has them. French counts 0 as one.
 * @param {Record<string, string>} sentences
 * @param {string} key
 * @param {Record<string, any>} values
 * @returns {string | undefined}
 */
export const fillSentence = (sentences, key, values) => {
  const plural =
    typeof values.count === 'number' ? `${key}_${new Intl.PluralRules(current).select(values.count)}` : key
  const sentence = sentences[plural] ?? sentences[`${key}_other`] ?? sentences[key]
  return sentence === undefined ? undefined : fill(sentence, values)
}

/**
 * The page's words in the language in force.
 * @param {string} key a WordKey, without its plural ending
 * @param {Record<string, any>} [values]
 */
export const t = (key, values = {}) => {
  const text = fillSentence(catalogue[current], key, values)
  if (text === undefined) throw new Error(`no ${current} words for ${key}`)
  return text
}

/** @param {string} key */
export const hasWords = (key) => key in catalogue[current]

/**
 * @param {number} value
 * @param {Intl.NumberFormatOptions} [options]
 */
export const formatNumber = (value, options) => new Intl.NumberFormat(current, options).format(value)

/** @param {string} instant RFC 3339 */
export const formatDate = (instant) => {
  const date = new Date(instant)
  const isToday = new Date().toDateString() === date.toDateString()
  return new Intl.DateTimeFormat(
    current,
    isToday ? { timeStyle: 'short' } : { day: 'numeric', month: 'short', year: 'numeric' },
  ).format(date)
}
