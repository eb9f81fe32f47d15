import { lengthOf } from '../escape.ts'

/** Where text is best cut, best first: between paragraphs, lines, sentences, words. */
const seams = [/\n{2,}/g, /\n/g, /(?<=[.!?…])\s+/g, /\s+/g]

/** The last place within the first `most` signs where a seam of this kind ends; 0 = none in their second half. */
const lastSeam = (text: string, seam: RegExp, most: number): number => {
  let found = 0
  for (const { index, 0: gap } of text.slice(0, most).matchAll(seam)) found = index + gap.length
  return found > most / 2 ? found : 0
}

const letters = new Intl.Segmenter()

/** Not within what people see as one letter: the halves of a character, an accent, a joined sign. */
const wholeBefore = (text: string, at: number): number => {
  const start = letters.segment(text.slice(0, at + 32)).containing(at)?.index ?? at
  if (start > 0) return start
  // A letter longer than the room has to be cut, but not in the middle of a character.
  return at > 1 && /^[\udc00-\udfff]/.test(text.slice(at)) ? at - 1 : at
}

/** How many signs of the text are no longer than `most` as Slack may count them. */
const roomIn = (text: string, most: number, measure: (text: string) => number): number => {
  if (measure(text) <= most) return text.length
  let low = 0
  let high = Math.min(text.length, most)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (measure(text.slice(0, middle)) <= most) low = middle
    else high = middle - 1
  }
  return Math.max(1, low)
}

/**
 * Text in pieces of at most `most` signs, cut where it hurts least; put together they are the text, sign for sign.
 * @param measure how long a text counts
 */
export const cutText = (
  text: string,
  most: number,
  measure: (text: string) => number = lengthOf,
): string[] => {
  const pieces: string[] = []
  let rest = text
  while (rest !== '') {
    const room = roomIn(rest, most, measure)
    if (room >= rest.length) return [...pieces, rest]
    const seam = seams.map((kind) => lastSeam(rest, kind, room)).find((at) => at > 0)
    const end = seam ?? wholeBefore(rest, room)
    pieces.push(rest.slice(0, end))
    rest = rest.slice(end)
  }
  return pieces
}

interface Fence {
  /** "```", or longer when the code holds such a line itself. */
  mark: string
  /** With the language. */
  line: string
}

const fenceStart = /^ {0,3}(`{3,}|~{3,})[ \t]*([\w+#-]{0,20})/

/** The fence that is open at the end of this Markdown; null = none. */
const openFence = (markdown: string): Fence | null => {
  let open: Fence | null = null
  for (const line of markdown.split('\n')) {
    const [, mark, language] = fenceStart.exec(line) ?? []
    if (mark === undefined) continue
    if (open === null) open = { mark: mark.slice(0, 20), line: mark.slice(0, 20) + language }
    else if (mark.startsWith(open.mark) && line.trim() === mark) open = null
  }
  return open
}

/** Room for a fence that is closed at the end of a piece and opened again in the next. */
const fenceRoom = 64

/**
 * Markdown in pieces of at most `most` signs, each whole in itself: a code block that is cut is closed and opened
 * again. Nothing of the text is lost.
 */
export const splitText = (markdown: string, most: number): string[] => {
  if (lengthOf(markdown) <= most) return markdown === '' ? [] : [markdown]
  let open: Fence | null = null
  return cutText(markdown, Math.max(1, most - fenceRoom)).map((piece) => {
    const start: string = open === null ? piece : `${open.line}\n${piece}`
    open = openFence(start)
    return open === null ? start : `${start}${start.endsWith('\n') ? '' : '\n'}${open.mark}`
  })
}

const lettersOf = (text: string): string[] => [...letters.segment(text)].map(({ segment }) => segment)

/** The first letters that fit into `most` together. */
const fitting = (signs: readonly string[], most: number): string[] => {
  let room = most
  const end = signs.findIndex((sign) => {
    room -= lengthOf(sign)
    return room < 0
  })
  return end < 0 ? [...signs] : signs.slice(0, end)
}

/**
 * A label in at most `most` signs; what is cut out is stood for by `…` in its middle, because both ends tell labels
 * apart.
 */
export const shorten = (text: string, most: number): string => {
  if (lengthOf(text) <= most) return text
  // No more than `most` of either end can be shown: a long text need not be read whole.
  const head = fitting(lettersOf(text.slice(0, most + 32)), Math.ceil((most - 1) / 2)).join('')
  const tail = lettersOf(text.slice(-most - 32))
    .slice(1)
    .reverse()
  const end = fitting(tail, most - 1 - lengthOf(head))
    .reverse()
    .join('')
  return `${head.trimEnd()}…${end.trimStart()}`
}

/** The same for several labels that must stay different from each other. */
export const shortenAll = (texts: readonly string[], most: number): string[] => {
  const taken = new Map<string, number>()
  return texts.map((text) => {
    const plain = shorten(text, most)
    let short = plain
    let number = taken.get(plain) ?? 0
    while (taken.has(short)) {
      const suffix = ` (${++number + 1})`
      short = shorten(text, most - suffix.length) + suffix
    }
    taken.set(plain, number)
    taken.set(short, taken.get(short) ?? 0)
    return short
  })
}
