/** A word of a command line, or what stands in quotes. Positions count in the line. */
export interface Word {
  text: string
  start: number
  end: number
  isQuoted: boolean
}

/** Opening mark → the one that closes it. */
const quotes = new Map([
  ['«', '»'],
  ['"', '"'],
  ['“', '”'],
  ["'", "'"],
  ['‘', '’'],
])

const isSpace = (character: string | undefined): boolean => character === undefined || /\s/.test(character)

/** Where the quote that opens at `start` ends; -1 when nothing closes it. An apostrophe inside a word closes nothing. */
const closingAt = (line: string, start: number): number => {
  const closing = quotes.get(line[start]!)!
  for (let at = start + 1; at < line.length; at++)
    if (line[at] === closing && isSpace(line[at + 1])) return at
  return -1
}

/** The words of a line. A quote opens at the beginning of a word only: `l'indice` is one word. */
export const splitWords = (line: string): Word[] => {
  const words: Word[] = []
  /** What nothing closes here is closed by nothing further on: a line of many quotes is not searched for each. */
  const unclosed = new Set<string>()
  let at = 0
  while (at < line.length) {
    if (isSpace(line[at])) {
      at++
      continue
    }
    const opening = quotes.has(line[at]!) && !unclosed.has(line[at]!)
    const closing = opening ? closingAt(line, at) : -1
    if (opening && closing < 0) unclosed.add(line[at]!)
    if (closing > 0) {
      words.push({ text: line.slice(at + 1, closing).trim(), start: at, end: closing + 1, isQuoted: true })
      at = closing + 1
      continue
    }
    const start = at
    while (at < line.length && !isSpace(line[at])) at++
    words.push({ text: line.slice(start, at), start, end: at, isQuoted: false })
  }
  return words
}
