import type { Locale } from '../answer.ts'
import { english } from './lexicon-en.ts'
import { french } from './lexicon-fr.ts'
import { fold, isTypoOf, stem, type Token } from './text.ts'

const tags = [
  'top', 'bottom', 'over', 'under', 'all', 'compare', 'profile', 'explain', 'why', 'define', 'check', 'overview',
  'advice', 'follow', 'only', 'instead', 'index', 'vertical', 'horizontal', 'count', 'share', 'term_affinity_rate',
  'term_base', 'term_robustness', 'term_rounding', 'term_interview', 'row', 'segment', 'listed', 'pair', 'kind',
  'people', 'file', 'among', 'on', 'of', 'by', 'and', 'or', 'not', 'copula', 'who', 'which', 'which_one',
  'which_many', 'gt', 'gte', 'lt', 'lte', 'between', 'average', 'greeting', 'thanks', 'filler', 'outside',
  'unsupported',
] as const // biome-ignore format: one list, read at a glance
export type Tag = (typeof tags)[number]
/** Phrases of a tag, parted by `|`. */
export type LexiconSource = Partial<Record<Tag, string>>

interface Phrase {
  stems: string[]
  tags: Set<Tag>
}
export interface Lexicon {
  phrases: Map<string, Phrase[]>
  /** Single words, for typing faults. */
  words: Map<string, Set<Tag>>
}

const stemsOf = (phrase: string): string[] => phrase.split(' ').map((word) => stem(fold(word)))

const gather = (known: Map<string, Phrase>): Lexicon => {
  const lexicon: Lexicon = { phrases: new Map(), words: new Map() }
  for (const phrase of known.values()) {
    const first = phrase.stems[0]!
    const list = lexicon.phrases.get(first) ?? []
    list.push(phrase)
    lexicon.phrases.set(first, list)
    if (phrase.stems.length === 1) lexicon.words.set(first, phrase.tags)
  }
  for (const list of lexicon.phrases.values()) list.sort((a, b) => b.stems.length - a.stems.length)
  return lexicon
}

const compile = (source: LexiconSource): Lexicon => {
  const known = new Map<string, Phrase>()
  const add = (tag: Tag, stems: string[]): void => {
    const key = stems.join(' ')
    const phrase = known.get(key) ?? { stems, tags: new Set<Tag>() }
    phrase.tags.add(tag)
    known.set(key, phrase)
  }
  for (const tag of tags)
    for (const text of source[tag]?.split('|') ?? []) {
      const stems = stemsOf(text)
      add(tag, stems)
      // « le plus faible » is one phrase, lest « le plus » take its beginning.
      if (/^(?:plus|moins) /.test(text)) for (const article of ['le', 'la']) add(tag, [article, ...stems])
    }
  return gather(known)
}

const lexicons: Record<Locale, Lexicon> = { fr: compile(french), en: compile(english) }
export const lexiconOf = (locale: Locale): Lexicon => lexicons[locale]

export interface PhraseMatch {
  length: number
  tags: Set<Tag>
}

/** The longest phrase that starts at a token and ends before `until`; at least `shortest` words. */
export const matchPhrase = (
  lexicon: Lexicon,
  tokens: readonly Token[],
  { at, until, shortest = 1 }: { at: number; until: number; shortest?: number },
): PhraseMatch | null => {
  for (const { stems, tags: found } of lexicon.phrases.get(tokens[at]!.stem) ?? []) {
    if (stems.length < shortest || at + stems.length > until) continue
    if (stems.every((word, offset) => tokens[at + offset]!.stem === word))
      return { length: stems.length, tags: found }
  }
  return null
}

/** Words that carry the meaning of a question: only these are recognised when misspelt. */
const grave = new Set<Tag>([
  'top', 'bottom', 'over', 'under', 'compare', 'profile', 'explain', 'define', 'check', 'overview', 'advice',
  'index', 'vertical', 'horizontal', 'share', 'row', 'segment', 'listed', 'count',
]) // biome-ignore format: one list, read at a glance

const common = new Set<Tag>(['people', 'among', 'all', 'follow'])

const measure = new Set<Tag>(['index', 'vertical', 'horizontal', 'share', 'count'])

/** `indx`: a measure of five letters with one left out. */
const matchShortened = (lexicon: Lexicon, token: Token): Set<Tag> | null => {
  for (const [word, found] of lexicon.words) {
    if (word.length !== 5 || word[0] !== token.stem[0] || word.at(-1) !== token.stem.at(-1)) continue
    const isShortened = [...word].some((_, at) => word.slice(0, at) + word.slice(at + 1) === token.stem)
    if (isShortened && [...found].some((tag) => measure.has(tag))) return found
  }
  return null
}

/** Words glued to their article (`lindice`) or misspelt; null when neither. */
export const matchMisspelt = (lexicon: Lexicon, token: Token): Set<Tag> | null => {
  if (token.fold.length === 4) return matchShortened(lexicon, token)
  if (token.fold.length < 5) return null
  const glued = /^[ldsnj](?=[aeiouh])/.test(token.stem) ? lexicon.words.get(token.stem.slice(1)) : undefined
  if (glued) return glued
  for (const [word, found] of lexicon.words) {
    if (word.length < 5 || word[0] !== token.stem[0]) continue
    const isTold = [...found].some((tag) => grave.has(tag) || (word.length >= 6 && common.has(tag)))
    if (isTold && isTypoOf(token.stem, word)) return found
  }
  return null
}

const numberWords = new Map<string, number>()
for (const words of [
  'zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize',
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty',
])
  for (const [value, word] of words.split(' ').entries()) numberWords.set(word, value)
for (const [word, value] of [
  ['vingt', 20],
  ['trente', 30],
  ['quarante', 40],
  ['cinquante', 50],
  ['thirty', 30],
  ['forty', 40],
  ['fifty', 50],
  ['dizaine', 10],
  ['douzaine', 12],
  ['vingtaine', 20],
  ['trentaine', 30],
  ['quinzaine', 15],
  ['dozen', 12],
  ['cent', 100],
  ['hundred', 100],
  ['couple', 2],
  ['trio', 3],
] as const)
  numberWords.set(word, value)
for (const word of ['un', 'one', 'zero']) numberWords.delete(word)

/** A number in words (`cinq`, `half a dozen`, `une dizaine`) and how many tokens it takes. */
export const numberInWords = (
  tokens: readonly Token[],
  at: number,
): { value: number; length: number } | null => {
  const word = (offset: number): string => tokens[at + offset]?.fold ?? ''
  if (word(0) === 'half' && word(1) === 'a' && word(2) === 'dozen') return { value: 6, length: 3 }
  if ((word(0) === 'demi' || word(0) === 'half') && /^(?:douzaine|dozen)$/.test(word(1)))
    return { value: 6, length: 2 }
  const value = numberWords.get(word(0))
  return value === undefined ? null : { value, length: 1 }
}
