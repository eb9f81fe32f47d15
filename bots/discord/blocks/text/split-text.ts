/** Where text is best cut, best first: between paragraphs, lines, sentences, words. */
const seams = [/\n{2,}/g, /\n/g, /(?<=[.!?…])\s+/g, /\s+/g]

/** The last place within the first `most` signs where a seam of this kind ends; 0 = none in their second half. */
const lastSeam = (text: string, seam: RegExp, most: number): number => {
  let found = 0
  for (const { index, 0: gap } of text.slice(0, most).matchAll(seam)) found = index + gap.length
  return found > most / 2 ? found : 0
}

const letters = new Intl.Segmenter()

/** Not between a backslash and its sign, nor between backticks. */
const outsideMarkup = (text: string, at: number): number => {
  const backslashes = /\\+$/.exec(text.slice(0, at))?.[0].length ?? 0
  if (backslashes % 2 === 1) return at - 1
  if (text[at] !== '`') return at
  return at - (/`+$/.exec(text.slice(0, at))?.[0].length ?? 0)
}

/** Not within what people see as one letter: the halves of a character, an accent, a joined sign. */
const wholeBefore = (text: string, at: number): number => {
  const start = letters.segment(text.slice(0, at + 32)).containing(at)?.index ?? at
  const outside = outsideMarkup(text, start)
  if (outside > 0) return outside
  if (start > 0) return start
  // A letter longer than the room has to be cut, but not in the middle of a character.
  return at > 1 && /^[\udc00-\udfff]/.test(text.slice(at)) ? at - 1 : at
}

/** How many signs of the text are no longer than `most`. */
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

const plainLength = (text: string): number => text.length

/**
 * Text in pieces of at most `most` signs, cut where it hurts least; put together they are the text, sign for sign.
 * @param measure how long a text counts
 */
export const cutText = (
  text: string,
  most: number,
  measure: (text: string) => number = plainLength,
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

/** Discord opens and closes a code block with three backticks, wherever they stand; a language ends its line. */
const fence = /\\[\s\S]|```(?:([\w+.#-]{1,20})\n)?/g

/** What opens again the code block that is open at the end; null = none is. */
const openFence = (markdown: string): string | null => {
  let open: string | null = null
  for (const { 0: found, 1: language } of markdown.matchAll(fence)) {
    if (found.startsWith('\\') && open === null) continue
    if (!found.includes('```')) continue
    open = open === null ? `\`\`\`${language ?? ''}\n` : null
  }
  return open
}

/** Room for a fence that is closed at the end of a piece and opened again in the next. */
const fenceRoom = 40

/**
 * Markdown in pieces of at most `most` signs, each whole in itself: a code block that is cut is closed and opened
 * again. Nothing of the text is lost.
 */
export const splitText = (markdown: string, most: number): string[] => {
  if (markdown.length <= most) return markdown === '' ? [] : [markdown]
  const cut = cutText(markdown, Math.max(1, most - fenceRoom))
  const pieces: string[] = []
  let open: string | null = null
  for (const [at, piece] of cut.entries()) {
    const start: string = (open ?? '') + piece
    open = openFence(start)
    // A fence that only closes would open an empty block in the next piece.
    const end = open === null ? null : /^\n?```/.exec(cut[at + 1] ?? '')?.[0]
    if (open !== null && end) {
      cut[at + 1] = cut[at + 1]!.slice(end.length)
      pieces.push(start + end)
      open = null
    } else pieces.push(open === null ? start : `${start}${start.endsWith('\n') ? '' : '\n'}\`\`\``)
  }
  return pieces.filter((piece) => piece !== '')
}

const lettersOf = (text: string): string[] => [...letters.segment(text)].map(({ segment }) => segment)

/** The first letters that fit into `most` together. */
const fitting = (signs: readonly string[], most: number): string[] => {
  let room = most
  const end = signs.findIndex((sign) => {
    room -= sign.length
    return room < 0
  })
  return end < 0 ? [...signs] : signs.slice(0, end)
}

/**
 * A label in at most `most` signs; what is cut out is stood for by `…` in its middle, because both ends tell labels
 * apart.
 */
export const shorten = (text: string, most: number): string => {
  if (text.length <= most) return text
  const head = fitting(lettersOf(text.slice(0, most + 32)), Math.ceil((most - 1) / 2)).join('')
  const tail = lettersOf(text.slice(-most - 32))
    .slice(1)
    .reverse()
  const end = fitting(tail, most - 1 - head.length)
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
