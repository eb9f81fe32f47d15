/** What somebody holds after an act, read from what the platform was sent, without the marks of its medium. */
export interface Held {
  kind: 'card' | 'form' | 'errors' | 'answer' | 'file'
  title: string | null
  /** Every word that is read, labels of controls aside, in the order of the alphabet: mediums lay out differently. */
  words: string[]
  tables: string[][][]
  /** `button assistant.edit "Change"`, in the order of the alphabet. Of answers: actions alone. */
  controls: string[]
  /** Of forms: labels in order. Of errors: names of fields. */
  fields: string[]
}

export const nothingHeld: Held = {
  kind: 'card',
  title: null,
  words: [],
  tables: [],
  controls: [],
  fields: [],
}

/** What is another at every run says only what it is. */
const changing: [RegExp, string][] = [
  [/[0-9A-Z]{5}-[0-9A-Z]{5}/g, 'CODE'],
  [/\b\d{1,2}:\d{2}\b/g, 'TIME'],
  [/\b[\d.,]+\s?ms\b/g, 'TOOK'],
  [/\btest-[0-9a-f-]{36}\b/g, 'TENANT'],
  [/\bhttps?:\/\/\S+/g, 'URL'],
  [/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID'],
]

/** Signs without width keep a medium from reading more into a text than it says. */
export const plainOf = (text: string): string =>
  changing.reduce((so, [pattern, name]) => so.replace(pattern, name), text.replace(/\p{Cf}/gu, ''))

const word = /[\p{L}\p{N}%]+(?:[.,’'/-][\p{L}\p{N}%]+)*/gu

export const wordsIn = (texts: readonly string[]): string[] =>
  texts
    .flatMap((text) => plainOf(text).match(word) ?? [])
    .map((one) => one.replaceAll("'", '’'))
    .sort()

export const titleOf = (text: string | null | undefined): string | null =>
  text ? wordsInOrder(text).join(' ') : null

export const wordsInOrder = (text: string): string[] => plainOf(text).match(word) ?? []

/** Our little Markdown as it is read. */
export const unmarked = (markdown: string): string =>
  markdown.replace(/\\([\\`*_#>-])|\*\*|`|^\s*(?:[-*•]|\d{1,3}[.)])\s+/gmu, '$1')

/** An answer is whole where it shows every word of the stored one. */
export const lacking = (shown: readonly string[], wanted: readonly string[]): string[] => {
  const has = new Set(wordsIn(shown))
  return [...new Set(wordsIn(wanted))].filter((one) => !has.has(one))
}
