import type { Locale } from '../answer.ts'

/** Anything that would end the line, the quotes, or start markup in an answer's light Markdown. */
const suspect = /[\p{C}\p{Zl}\p{Zp}\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000<>`*«»“”[\]]| {2}|^ | $/u

/**
 * Foreign text on one line and without markup: line breaks and control signs become blanks, quotes of ours become
 * others, tags, links, code and bold are taken apart. A harmless label stays letter for letter.
 */
export const flattenText = (text: string): string => {
  if (!suspect.test(text)) return text
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/\p{C}/gu, '')
    .replace(/[«“]/gu, '‹')
    .replace(/[»”]/gu, '›')
    .replace(/<(?=[\p{L}/!?])/gu, '‹')
    .replace(/`/gu, 'ʼ')
    .replace(/\*{2,}/gu, '∗')
    .replace(/\](?=[([:])/gu, '] ')
    .trim()
}

/** A label in the quotes of the language; it is never inflected. */
export const quoteLabel = (text: string, locale: Locale): string =>
  locale === 'fr' ? `«\u202f${flattenText(text)}\u202f»` : `“${flattenText(text)}”`
