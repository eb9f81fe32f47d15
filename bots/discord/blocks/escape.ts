/**
 * Foreign text must neither mention anybody, nor become a link, nor look like something of ours. Two layers:
 * - `guardText` for text that Discord takes literally (labels, code): an invisible mark takes apart what any reader
 *   might still recognise as an address or a mention;
 * - `escapeText` for Markdown: that, and a backslash before every sign that Discord reads as markup.
 */

/** Zero width: nothing is seen, nothing is lost, and no address is recognised across it. */
export const guardMark = '\u200b'

/**
 * Where the mark goes: `https:|//`, `]|(address)`, `@|everyone`, `<|@1>`, `<|t:1>`, `name.|com`, between backticks. Each
 * depends on what stands right before and after.
 */
const seams =
  /(?<=:)(?=\/)|(?<=\])(?=[([:])|(?<=@)(?=[\p{L}\p{N}_&!])|(?<=[\p{L}\p{N}_-]\.)(?=\p{L})|(?<=<)(?=[@#!:/&a-z])|(?<=mailto:|tel:|discord:)(?=[\p{L}\p{N}+])|(?<=`)(?=`)/giu

/** Without control signs, halves of characters and turns of the reading direction, which only disguise. */
export const cleanText = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202d\u202e]/g, '')
    .toWellFormed()

/** For places that Discord takes literally. */
export const guardText = (text: string): string => cleanText(text).replace(seams, guardMark)

/** Signs that mark anywhere, and those that mark at the start of a line only. */
const escapeSigns = (text: string): string =>
  guardText(text)
    .replace(/[\\*_~`|<>[\]]/g, '\\$&')
    .replace(/^([^\S\n]*)([#+-])(?=[#\s])/gm, '$1\\$2')
    .replace(/^([^\S\n]*\d{1,9})([.)])(?=\s)/gm, '$1\\$2')

const address = /https?:\/\/\S+/gi
/** What follows an address in a sentence. */
const sentenceEnd = /[.,;:!?)'"»\]]+$/

/**
 * Judged with everything that touches it, since `https://ours@theirs` leads to them; in plain signs alone, so that
 * nothing in it is read as anything else.
 */
const isOurs = (found: string, origin: string): boolean =>
  /^[\w./?=&%#:~-]+$/.test(found) &&
  !/[_~]/.test(found) &&
  URL.canParse(found) &&
  new URL(found).origin === origin

const originOf = (url: string | null): string | null =>
  url !== null && URL.canParse(url) ? new URL(url).origin : null

/**
 * For places that Discord reads as Markdown.
 * @param options.publicUrl addresses of this server stay links; all others are text
 */
export const escapeText = (
  text: string,
  { publicUrl = null }: { publicUrl?: string | null } = {},
): string => {
  const origin = originOf(publicUrl)
  if (origin === null || origin === 'null') return escapeSigns(text)
  const clean = cleanText(text)
  let escaped = ''
  let at = 0
  for (const { 0: whole, index } of clean.matchAll(address)) {
    const found = whole.replace(sentenceEnd, '')
    if (!isOurs(found, origin) || /\S$/.test(clean.slice(0, index).replace(/[(«"]$/, ''))) continue
    escaped += escapeSigns(clean.slice(at, index)) + found
    at = index + found.length
  }
  return escaped + escapeSigns(clean.slice(at))
}

/** What was written, of `escapeText` without addresses of ours. */
export const unescapeText = (escaped: string): string =>
  escaped.replaceAll(guardMark, '').replace(/\\([^\p{L}\p{N}\s])/gu, '$1')

/** Nothing that anybody could see. */
export const isBlank = (text: string): boolean => text.replace(/[\s\u200b\u2060\ufeff]/g, '') === ''

/** A link of a card: to this server or nowhere. */
export const isOwnLink = (url: string, publicUrl: string | null): boolean => {
  const origin = originOf(publicUrl)
  return (
    origin !== null &&
    URL.canParse(url) &&
    ['http:', 'https:'].includes(new URL(url).protocol) &&
    new URL(url).origin === origin
  )
}
