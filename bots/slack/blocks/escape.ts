/**
 * Foreign text must neither mention anybody nor become a link: a mention wakes people, and a link that only looks like
 * a figure carries data away. Two layers, because what Slack reads where is not documented whole:
 * - `guardText` for text that Slack takes literally (plain_text, rich_text, raw cells): an invisible mark takes apart
 *   what any reader might still recognise as an address, a mention or a Markdown link;
 * - `escapeText` for text that Slack reads as markup (`text` of a message, Markdown of a stream): that, and entities
 *   for `& < >`. Slack decodes an entity for display and does not read the result again (measured by others).
 */

/** Zero width: nothing is seen, nothing is lost, and no address is recognised across it. */
export const guardMark = '\u200b'

/**
 * Where the mark goes: `https:|//`, `[label]|(address)` and its kin, `@|here`, `name.|com`, `<|!channel>`. Each depends on
 * what stands right before and after, so that text in pieces is guarded like text in one.
 */
const seams =
  /(?<=:)(?=\/)|(?<=\])(?=[([:])|(?<=@)(?=[\p{L}\p{N}_])|(?<=[\p{L}\p{N}_-]\.)(?=\p{L})|(?<=<)(?=[@#!a-z])|(?<=mailto:|tel:|slack:)(?=[\p{L}\p{N}+])/giu

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

const toEntities = (text: string): string => text.replace(/[&<>]/g, (sign) => entities[sign]!)

/** Without control signs, halves of characters and turns of the reading direction, which only disguise. */
export const cleanText = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202d\u202e]/g, '')
    .toWellFormed()

/** For places that Slack takes literally. */
export const guardText = (text: string): string => cleanText(text).replace(seams, guardMark)

/** For places that Slack reads as markup. */
export const escapeText = (text: string): string => toEntities(guardText(text))

/** How much of the end of a piece the seam before the next one may depend on: `mailto:`. */
const memory = 8

/**
 * Escapes a text that arrives in pieces: however it is cut, the pieces put together say the same as the whole escaped
 * at once, so that no mention or link comes about across a cut.
 */
export const escapeStream = (): ((piece: string) => string) => {
  let before = ''
  let half = ''
  return (piece) => {
    const whole = half + piece
    // Half a character waits for its other half, and half a line break.
    half = /[\ud800-\udbff\r]$/.exec(whole)?.[0] ?? ''
    const text = cleanText(whole.slice(0, whole.length - half.length))
    const joined = before + text
    const start = before.length
    let escaped = ''
    let at = start
    for (const { index } of joined.matchAll(seams)) {
      if (index < start) continue
      escaped += toEntities(joined.slice(at, index)) + guardMark
      at = index
    }
    before = joined.slice(-memory)
    return escaped + toEntities(joined.slice(at))
  }
}

/** How long Slack may count it: with entities in the place of `& < >`. */
export const lengthOf = (text: string): number => {
  let length = text.length
  for (const sign of text)
    if (sign === '&') length += 4
    else if (sign === '<' || sign === '>') length += 3
  return length
}
