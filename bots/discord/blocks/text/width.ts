const letters = new Intl.Segmenter()

/** Letters that take two columns of fixed-width text: emoji, and the scripts of East Asia. */
const wide =
  /\p{Emoji_Presentation}|\ufe0f|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u
const invisible = /^[\u200b-\u200f\u2060\ufeff\u00ad]+$/u

/** Columns of fixed-width text that this takes. */
export const widthOf = (text: string): number =>
  [...letters.segment(text)].reduce(
    (sum, { segment }) => sum + (invisible.test(segment) ? 0 : wide.test(segment) ? 2 : 1),
    0,
  )

const cutWord = (word: string, most: number): string[] => {
  const parts: string[] = ['']
  for (const { segment } of letters.segment(word)) {
    if (widthOf(parts.at(-1)! + segment) > most && parts.at(-1) !== '') parts.push('')
    parts[parts.length - 1] += segment
  }
  return parts
}

/** In lines of at most `most` columns, between words where it can be. No letter is lost. */
export const wrap = (text: string, most: number): string[] => {
  const lines: string[] = []
  for (const word of text.split(/\s+/u).filter(Boolean)) {
    const last = lines.at(-1)
    const isJoined = last !== undefined && widthOf(last) + 1 + widthOf(word) <= most
    if (isJoined) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(...cutWord(word, most))
  }
  return lines.length === 0 ? [''] : lines
}

/** Filled up to so many columns. */
export const pad = (text: string, width: number, side: 'left' | 'right'): string => {
  const filler = ' '.repeat(Math.max(0, width - widthOf(text)))
  return side === 'left' ? text + filler : filler + text
}
