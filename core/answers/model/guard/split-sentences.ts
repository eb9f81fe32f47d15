/** A sentence, or the whole line where it has no end mark. */
export interface Piece {
  /** The blank before it: nothing, a space, or one or two line breaks, and the bullet of its line. */
  lead: string
  text: string
}

export interface Splitter {
  /** @returns what is whole by now */
  feed(text: string): Piece[]
  /** @returns the rest */
  end(): Piece[]
}

/** Headings become lines, numbered lists bullets: their marks would be markup or figures. */
const lineMark = /^[^\S\n]*(?:(?:(#{1,6})|([-*•–—])|(\d{1,2}[.)]))[^\S\n]+)?(?=\S)/u
const maybeLineMark = /^[^\S\n]*(?:#{1,6}|[-*•–—]|\d{1,2}[.)]?)?[^\S\n]*$/u
const sentenceEnd = /\n|[.!?…]+[»”")*]*(?=\s)/gu

const isWithinQuotes = (text: string): boolean => {
  let depth = 0
  for (const char of text) {
    if (char === '«' || char === '“') depth++
    else if ((char === '»' || char === '”') && depth > 0) depth--
  }
  return depth > 0
}

/** Where the first sentence of a text ends, or -1; a full stop within a quoted label ends nothing. */
const findEnd = (text: string): number => {
  for (const { 0: mark, index } of text.matchAll(sentenceEnd)) {
    if (mark === '\n') return index
    if (!isWithinQuotes(text.slice(0, index))) return index + mark.length
  }
  return -1
}

const leadOf = (blank: string, isFirst: boolean): string => {
  if (isFirst) return ''
  const breaks = blank.split('\n').length - 1
  return breaks > 1 ? '\n\n' : breaks === 1 ? '\n' : ' '
}

/** Cuts a text that comes in pieces of any size into sentences. */
export const openSplitter = (): Splitter => {
  let rest = ''
  let blank = '\n'
  let bullet = ''
  let isAtLineStart = true
  let isFirst = true

  const skipBlank = (): void => {
    const [found] = /^\s*/u.exec(rest)!
    blank += found
    if (found.includes('\n')) isAtLineStart = true
    rest = rest.slice(found.length)
  }

  /** False: the line's mark may go on in what is still to come. */
  const readLineMark = (isLast: boolean): boolean => {
    if (!isAtLineStart) return true
    if (!isLast && maybeLineMark.test(rest)) return false
    const [mark, , dash, number] = lineMark.exec(rest) ?? ['']
    bullet = dash || number ? '- ' : ''
    rest = rest.slice(mark.length)
    isAtLineStart = false
    return true
  }

  const take = (isLast: boolean): Piece | null => {
    skipBlank()
    if (rest === '' || !readLineMark(isLast)) return null
    const found = findEnd(rest)
    if (found < 0 && !isLast) return null
    const end = found < 0 ? rest.length : found
    const piece = { lead: `${leadOf(blank, isFirst)}${bullet}`, text: rest.slice(0, end).trim() }
    rest = rest.slice(end)
    blank = ''
    bullet = ''
    isFirst = false
    return piece
  }

  const takeAll = (isLast: boolean): Piece[] => {
    const pieces: Piece[] = []
    for (let piece = take(isLast); piece; piece = take(isLast))
      if (/[\p{L}\p{N}{]/u.test(piece.text)) pieces.push(piece)
    return pieces
  }

  return {
    feed: (text) => {
      rest += text
      return takeAll(false)
    },
    end: () => takeAll(true),
  }
}

export const splitSentences = (text: string): Piece[] => {
  const splitter = openSplitter()
  return [...splitter.feed(text), ...splitter.end()]
}
