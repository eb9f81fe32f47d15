/** Words as the grammar compares them: folded (no accent, lower case), stemmed (no plural), rooted (no derivation). */

export interface Token {
  /** As typed. */
  text: string
  fold: string
  stem: string
  /** Value of a number written in digits. */
  number: number | null
  start: number
  end: number
  quoted: boolean
  capital: boolean
}

const marks = /\p{M}+/gu
const isAscii = (text: string): boolean => {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false
  return true
}

export const fold = (text: string): string => {
  const lower = text.toLowerCase()
  if (isAscii(lower)) return lower
  return lower
    .normalize('NFKD')
    .replace(marks, '')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss')
}

const irregular: Record<string, string> = { women: 'woman', men: 'man' }

/** Without plural and feminine endings, roughly: enough for both sides of a comparison to meet, never shown. */
export const stem = (word: string): string => {
  const known = irregular[word]
  if (known) return known
  if (word.length < 3) return word
  let out = word
  if (out.endsWith('sses')) out = out.slice(0, -2)
  else if (out.endsWith('s') && !out.endsWith('ss')) out = out.slice(0, -1)
  else if (/(?:eu|au|ou)x$/.test(out)) out = out.slice(0, -1)
  if (out.length < 5) return out
  if (out.endsWith('ee')) out = out.slice(0, -1)
  // `marie`, `mariee`; `party`, `parties`, `parti`: one stem.
  if (out.endsWith('ie')) return out.slice(0, -1)
  if (/[^aeiou]y$/.test(out)) return `${out.slice(0, -1)}i`
  return out.endsWith('iere') ? out.slice(0, -1) : out
}

const suffixes = [
  'ienne', 'trice', 'ateur', 'euse', 'erie', 'iere', 'ique', 'ment', 'ical', 'ien', 'ier', 'eur', 'age', 'ant',
  'ent', 'ive', 'ale', 'ure', 'ing', 'ion', 'if', 'al', 'er', 'ed', 'ee', 'at', 'or', 'e',
] as const // biome-ignore format: one list, read at a glance
const shortestRoot = 4

/** `lecteurs`, `lectrice` → `lect` like `lecture`; `jardiniers` → `jardin` like `jardinage`. */
export const root = (word: string): string => {
  let out = stem(word)
  for (let changed = true; changed; ) {
    changed = false
    for (const suffix of suffixes) {
      if (!out.endsWith(suffix) || out.length - suffix.length < shortestRoot) continue
      out = out.slice(0, -suffix.length)
      changed = true
      break
    }
    if (out.length > shortestRoot && out.at(-1) === out.at(-2)) out = out.slice(0, -1)
  }
  return out.endsWith('qu') ? `${out.slice(0, -2)}c` : out
}

// `T1` is one word: without its letters it would be a number like any other.
// Every alternative starts with a different kind of character or is bounded: no input makes it backtrack far.
const tokenPattern =
  /\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?!\d)|\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:[.,]\d+)?|(?<!\p{L})\p{L}{1,2}\d+(?![\p{L}\d])|[\p{L}\p{M}]+|>=|<=|[%+<>≥≤=$€,;/?&]/gu
const quotes = /«([^«»]{1,200})»|"([^"]{1,200})"|“([^“”]{1,200})”/gu

/** What a text quotes, where it stands with its quotes, and without them. */
export const quotesOf = (text: string): { from: number; to: number; inner: string }[] =>
  [...text.matchAll(quotes)].map((found) => ({
    from: found.index,
    to: found.index + found[0].length,
    inner: found[1] ?? found[2] ?? found[3] ?? '',
  }))

const numberOf = (text: string): number | null => {
  if (!/^\d/.test(text)) return null
  if (/^\d{1,3}(?:[\u00a0\u202f ,]\d{3})+$/.test(text)) return Number(text.replace(/\D/g, ''))
  return Number(text.replace(',', '.'))
}

const plusAfter = new Set(['plus', 'more', 'over', 'older', 'above', 'up', 'davantage', '+'])

/** `65 et plus`, `65 and over` → `65 +`, so that labels and questions write an open bracket alike. */
const joinOpenBrackets = (tokens: Token[]): Token[] => {
  const out: Token[] = []
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!
    const next = tokens[at + 1]
    const isJoint = token.fold === 'et' || token.fold === 'ou' || token.fold === 'and' || token.fold === 'or'
    const nearNumber = out.at(-1)?.number !== null || out.at(-2)?.number !== null
    const then = tokens[at + 2]?.fold
    if (
      isJoint &&
      next &&
      plusAfter.has(next.fold) &&
      out.length &&
      nearNumber &&
      then !== 'de' &&
      then !== 'd'
    ) {
      out.push({ ...token, fold: '+', stem: '+', end: next.end })
      at++
    } else out.push(token)
  }
  return out
}

/** `25k` → 25000. */
const thousands = (token: Token, end: number): Token => {
  const number = token.number! * 1_000
  return { ...token, number, fold: String(number), stem: String(number), end }
}

const suffixInBrackets = /\((?:e|s|es|ne|nes|x|trice|euse|le)\)/giu

/** Tokens of a question or of a label; positions count in `text` as given. */
export const tokenise = (text: string): Token[] => {
  const plain = text.replace(suffixInBrackets, (found) => ' '.repeat(found.length))
  const ranges = quotesOf(text)
  const tokens: Token[] = []
  for (const found of plain.matchAll(tokenPattern)) {
    const raw = found[0]
    const start = found.index
    const last = tokens.at(-1)
    if (/^k$/i.test(raw) && last?.number && last.number < 1_000 && last.end === start) {
      tokens[tokens.length - 1] = thousands(last, start + 1)
      continue
    }
    const number = numberOf(raw)
    const folded = number === null ? fold(raw) : String(number)
    tokens.push({
      text: raw,
      fold: folded,
      stem: stem(folded),
      number,
      start,
      end: start + raw.length,
      quoted: ranges.some(({ from, to }) => start >= from && start < to),
      capital: /^\p{Lu}/u.test(raw),
    })
  }
  return joinOpenBrackets(tokens)
}

/** Edits (insert, delete, replace, swap neighbours) from `a` to `b`; `limit + 1` as soon as they exceed the limit. */
export const editDistance = (a: string, b: string, limit: number): number => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let best = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, before[j - 2]! + 1)
      row.push(cost)
      if (cost < best) best = cost
    }
    if (best > limit) return limit + 1
    before = last
    last = row
  }
  return last[b.length]!
}

/** Typing faults allowed in a word: none in short words, where one letter makes another word. */
export const typosAllowed = (word: string): number => (word.length < 5 ? 0 : word.length < 8 ? 1 : 2)

/** Whether `typed` is most likely `known` misspelt. The first letter is rarely the wrong one. */
export const isTypoOf = (typed: string, known: string): boolean => {
  const allowed =
    typosAllowed(typed.length > known.length ? known : typed) ||
    (typed.length === 4 && known.length === 5 ? 1 : 0)
  if (!allowed || (typed[0] !== known[0] && Math.min(typed.length, known.length) < 7)) return false
  return editDistance(typed, known, allowed) <= allowed
}

export const trigrams = (text: string): Set<string> => {
  const padded = `  ${text} `
  const out = new Set<string>()
  for (let at = 0; at + 3 <= padded.length; at++) out.add(padded.slice(at, at + 3))
  return out
}
