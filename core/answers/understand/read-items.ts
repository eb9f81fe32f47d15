import type { Locale } from '../answer.ts'
import { settleContext } from './context-clauses.ts'
import type { AgeBracket, LabelIndex } from './label-index.ts'
import { lexiconOf, matchMisspelt, matchPhrase, numberInWords, type Tag } from './lexicon.ts'
import { type KnownWord, type Mention, spotLabels } from './spot-labels.ts'
import { classesOf } from './synonyms.ts'
import { type Token, tokenise } from './text.ts'

/** A question cut into mentions of labels, phrases of the grammar, numbers, and what is neither. */
export interface Item {
  kind: 'mention' | 'words' | 'number' | 'comma' | 'unknown'
  from: number
  to: number
  text: string
  tags: Set<Tag>
  mention: Mention | null
  value: number | null
  isPercent: boolean
  /** `120+`, `120 ou plus`. */
  isOpen: boolean
  isMisspelt: boolean
}

export interface Reading {
  question: string
  tokens: Token[]
  items: Item[]
  index: LabelIndex
  locale: Locale
}

const noTags: Set<Tag> = new Set()
const light = new Set<Tag>([
  'filler', 'of', 'among', 'on', 'by', 'and', 'or', 'not', 'copula', 'who', 'which', 'which_one', 'which_many', 'file',
  'people', 'all', 'follow', 'only',
]) // biome-ignore format: one list, read at a glance

const isAgeUnit = (token: Token | undefined): boolean =>
  token !== undefined && /^(?:an|anne|year|yr)$/.test(token.stem)

interface Age {
  to: number
  brackets: AgeBracket[]
  isExact: boolean
}

const aboveWords = /\b(?:plu de|plu|more than|over|above)$/
const belowWords = /\b(?:moin de|moin|less than|under|below)$/

/** Where the words of an age end (`20 à 30 ans`, `30-year-olds`, `65s`), or null when a number is no age. */
const ageSpan = (tokens: Token[], at: number): { to: number; last: number } | null => {
  const first = tokens[at]!.number!
  const before = tokens.slice(Math.max(0, at - 4), at).map((token) => token.fold)
  const isAged = before.slice(-2).some((word) => /^(?:aged|ages?|agee?s?)$/.test(word))
  const joint = /^(?:a|to|et|and)$/.test(tokens[at + 1]?.fold ?? '') ? 2 : 1
  const second = tokens[at + joint]?.number ?? null
  const isRange =
    second !== null && second > first && second <= 120 && (isAged || isAgeUnit(tokens[at + joint + 1]))
  let to = isRange ? at + joint + 1 : at + 1
  const isGlued = tokens[to]?.fold === 's' && tokens[to]!.start === tokens[to - 1]!.end
  // « chez les plus de 65 », "the over 65": an article before the comparator makes people of it.
  const isPeople =
    /\b(?:les|the|chez|among|for) (?:plus de|moins de|over|under)$/.test(before.join(' ')) &&
    tokens[to]?.text !== '%'
  if (!isAgeUnit(tokens[to]) && !isAged && !isGlued && !isPeople) return null
  if (tokens[to]?.text === '%') return null
  if (isAgeUnit(tokens[to]) || isGlued) to++
  if (tokens[to]?.stem === 'old') to++
  return { to, last: isRange ? second : first }
}

/** An age that is no label of the file but falls into brackets of it: `à 30 ans`, `20-30 years old`, `plus de 60 ans`. */
const ageAt = ({ tokens, index }: { tokens: Token[]; index: LabelIndex }, at: number): Age | null => {
  const first = tokens[at]?.number ?? null
  if (first === null || first < 10 || first > 120 || !index.brackets.length) return null
  const span = ageSpan(tokens, at)
  if (!span) return null
  const before = tokens
    .slice(Math.max(0, at - 2), at)
    .map((token) => token.stem)
    .join(' ')
  const isOpen = tokens[span.to]?.fold === '+'
  const isAbove = isOpen || aboveWords.test(before)
  const isBelow = belowWords.test(before)
  const [low, high] = isAbove ? [first, 200] : isBelow ? [0, first] : [first, span.last]
  const brackets = index.brackets.filter((bracket) => bracket.from <= high && bracket.to >= low)
  // « 65 ans et plus » names the last bracket itself when that begins there and has no end.
  const isLastBracket =
    isOpen && brackets.length === 1 && brackets[0]!.from === first && brackets[0]!.to >= 120
  return {
    to: isOpen ? span.to + 1 : span.to,
    brackets,
    isExact: isLastBracket || (!isAbove && !isBelow && span.last === first),
  }
}

const item = (reading: Omit<Reading, 'items'>, kind: Item['kind'], [from, to]: [number, number]): Item => ({
  kind,
  from,
  to,
  text: reading.question.slice(reading.tokens[from]!.start, reading.tokens[to - 1]!.end),
  tags: noTags,
  mention: null,
  value: null,
  isPercent: false,
  isOpen: false,
  isMisspelt: false,
})

const isPercentSign = (token: Token | undefined): boolean =>
  token !== undefined && /^(?:%|percent|pourcent|pct)$/.test(token.fold)

const numberItem = (reading: Omit<Reading, 'items'>, at: number): Item | null => {
  const { tokens } = reading
  const inWords = tokens[at]!.number === null ? numberInWords(tokens, at) : null
  const value = tokens[at]!.number ?? inWords?.value
  if (value === undefined) return null
  let to = at + (inWords?.length ?? 1)
  const isWritten = /^(?:pour|per)$/.test(tokens[to]?.fold ?? '') && /^cent$/.test(tokens[to + 1]?.fold ?? '')
  const isPercent = isPercentSign(tokens[to]) || isWritten
  if (isPercent) to += isWritten ? 2 : 1
  const isOpen = tokens[to]?.fold === '+'
  if (isOpen) to++
  return { ...item(reading, 'number', [at, to]), value, isPercent, isOpen }
}

const ageItem = (reading: Omit<Reading, 'items'>, at: number): Item | null => {
  const age = ageAt(reading, at)
  if (!age) return null
  const made = item(reading, 'mention', [at, age.to])
  const options = age.brackets.map(
    ({ axis, label }) => reading.index.entries.find((entry) => entry.axis === axis && entry.text === label)!,
  )
  // An open or straddling age is not the bracket itself, even where it meets only one: the answer would be another's.
  const isSure = age.isExact && options.length === 1
  if (!isSure && options.length === 1) options.push(options[0]!)
  const mention: Mention = {
    from: at,
    to: age.to,
    text: made.text,
    options,
    score: 0.9,
    isWhole: true,
    isVerb: false,
    isPlural: false,
  }
  return { ...made, mention }
}

const wordsItem = (reading: Omit<Reading, 'items'>, at: number, until: number): Item => {
  const { tokens, locale } = reading
  const found =
    matchPhrase(lexiconOf(locale), tokens, { at, until }) ??
    matchPhrase(lexiconOf(locale === 'fr' ? 'en' : 'fr'), tokens, { at, until })
  if (found) return { ...item(reading, 'words', [at, at + found.length]), tags: found.tags }
  const token = tokens[at]!
  if (token.fold === ',' || token.fold === ';') return item(reading, 'comma', [at, at + 1])
  const misspelt = matchMisspelt(lexiconOf(locale), token)
  if (misspelt) return { ...item(reading, 'words', [at, at + 1]), tags: misspelt, isMisspelt: true }
  const isNoise = /^[?/$=<>+%&€;]$/.test(token.fold) || (token.fold.length === 1 && token.number === null)
  if (isNoise) return { ...item(reading, 'words', [at, at + 1]), tags: new Set<Tag>(['filler']) }
  return item(reading, 'unknown', [at, at + 1])
}

const askedBy = ['explain', 'why', 'define', 'advice', 'overview'] as const

/** Tokens that phrases of the grammar hold (« comment lire », "how do I read"): they name no label by one of their words. */
const heldByPhrases = (tokens: Token[], locale: Locale): Set<number> => {
  const held = new Set<number>()
  for (let at = 0; at < tokens.length; at++) {
    const found = matchPhrase(lexiconOf(locale), tokens, { at, until: tokens.length, shortest: 2 })
    if (!found || (found.length < 3 && !askedBy.some((tag) => found.tags.has(tag)))) continue
    for (let offset = 0; offset < found.length; offset++) held.add(at + offset)
    at += found.length - 1
  }
  return held
}

const knownWords = (tokens: Token[], locale: Locale): KnownWord => {
  const { words } = lexiconOf(locale)
  const held = heldByPhrases(tokens, locale)
  return (at) => {
    if (tokens[at]!.quoted) return 'no'
    if (held.has(at)) return 'light'
    const tags = words.get(tokens[at]!.stem)
    if (!tags) return 'no'
    return [...tags].every((tag) => light.has(tag)) ? 'light' : 'grave'
  }
}

/** Cuts a question into items; every token belongs to exactly one. */
export const readItems = (
  question: string,
  { tokens, index, locale }: { tokens: Token[]; index: LabelIndex; locale: Locale },
): Reading => {
  const reading = { question, tokens, index, locale }
  const mentions = spotLabels(question, {
    tokens,
    index,
    known: knownWords(tokens, locale),
    locale,
  })
  const items: Item[] = []
  for (let at = 0; at < tokens.length; ) {
    const mention = mentions.find((one) => one.from === at)
    const until = mentions.find((one) => one.from > at)?.from ?? tokens.length
    const made = mention
      ? { ...item(reading, 'mention', [at, mention.to]), mention }
      : (ageItem(reading, at) ?? numberItem(reading, at) ?? wordsItem(reading, at, until))
    items.push(made)
    at = made.to
  }
  return settleContext({ ...reading, items })
}

/** Tokens of a question with whether a word is one of the file's. */
export const tokensOf = (
  question: string,
  index: LabelIndex,
): { tokens: Token[]; isLabelWord: (word: string) => boolean } => ({
  tokens: tokenise(question),
  isLabelWord: (word) => index.byStem.has(word) || classesOf(word).some((group) => index.byClass.has(group)),
})
