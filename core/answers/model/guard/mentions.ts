import { type Entry, textKey } from '../../understand/label-index.ts'
import { stopWords } from '../../understand/synonyms.ts'
import { quotesOf, tokenise } from '../../understand/text.ts'
import { flattenText } from '../../word/quote.ts'
import type { Axis } from './axes.ts'
import type { Fault, Ground } from './ground.ts'

/** A label of the file in a sentence; one that stands on no axis is the name of a group of labels. */
export interface Mention {
  label: string
  axes: Record<Axis, boolean>
  start: number
  end: number
  isQuoted: boolean
}

export interface Mentions {
  mentions: Mention[]
  /** The sentence with `§` in place of labels, letter for letter. */
  masked: string
  faults: Fault[]
}

/** What names are looked up in. */
type Known = Pick<Ground, 'claims' | 'labels' | 'index'>

const mostWords = 12
/** Words of the trade, which may be labels as well, and say nothing then. */
const tradeWords = /^(?:indices?|index|segments?|profile?s?|profils?|parts?|shares?|bases?|moyenne|average|total|ensemble|effectifs?|autres?|others?|oui|non|yes)$/u // biome-ignore format: one list, read at a glance

export const mask = (text: string, start: number, end: number): string =>
  text.slice(0, start) + '§'.repeat(end - start) + text.slice(end)

const entriesNamed = ({ index }: Known, text: string): Entry[] =>
  (index.byText.get(textKey(text)) ?? []).map((at) => index.entries[at]!)

/** Labels that a text names: the answer's own come first, letter for letter before anything like it. */
const labelsNamed = (ground: Known, text: string): string[] => {
  const own = ground.labels.get(flattenText(text))
  if (own) return [own]
  const named = entriesNamed(ground, text).filter(({ kind }) => kind === 'label')
  const exact = named.filter((entry) => entry.text === text)
  const labels = [...new Set((exact.length > 0 ? exact : named).map((entry) => entry.text))]
  const ofAnswer = labels.filter((label) => ground.labels.has(flattenText(label)))
  return ofAnswer.length > 0 ? ofAnswer : labels
}

const axesOf = (ground: Known, label: string): Record<Axis, boolean> => {
  const entries = entriesNamed(ground, label).filter(({ kind, text }) => kind === 'label' && text === label)
  const isOn = (axis: Axis): boolean => entries.some((entry) => entry.axis === axis)
  return { row: isOn('row'), segment: isOn('segment') }
}

interface Place {
  start: number
  end: number
  isQuoted: boolean
}

const mentionOf = (ground: Known, [label, ...others]: string[], place: Place): Mention | Fault => {
  if (others.length > 0) return { code: 'ambiguous_label', part: label! }
  return { label: label!, axes: axesOf(ground, label!), ...place }
}

const isGroup = (ground: Known, text: string): boolean =>
  entriesNamed(ground, text).some(({ kind }) => kind === 'group')

/** Names that are no labels: groups of labels, the file and its columns. */
const isOtherName = (ground: Known, text: string): boolean =>
  isGroup(ground, text) ||
  ground.claims.some(({ source }) => source && [source.file, source.sheet, source.column].includes(text))

const findQuoted = (ground: Known, text: string): Mentions => {
  const found: Mentions = { mentions: [], masked: text, faults: [] }
  for (const { from, to, inner } of quotesOf(text)) {
    const name = inner.trim()
    const labels = labelsNamed(ground, name)
    if (labels.length === 0 && !isOtherName(ground, name)) {
      found.faults.push({ code: 'unknown_label', part: name })
      continue
    }
    found.masked = mask(found.masked, from, to)
    if (labels.length === 0 && !isGroup(ground, name)) continue
    const place = { start: from, end: to, isQuoted: true }
    const mention = mentionOf(ground, labels.length > 0 ? labels : [name], place)
    if ('code' in mention) found.faults.push(mention)
    else found.mentions.push(mention)
  }
  return found
}

/** A label of one word, said in another number or gender: `les hommes` for « Homme ». */
const labelsOfStem = ({ index }: Known, stem: string): string[] => {
  const id = index.byStem.get(stem)
  if (id === undefined) return []
  const entries = index.words[id]!.entries.slice(0, 200).map((at) => index.entries[at]!)
  return entries
    .filter(({ kind, aliases }) => kind === 'label' && aliases.some(({ words }) => words.length === 1 && words[0] === stem))
    .map(({ text }) => text) // biome-ignore format: one condition a line
}

type Word = ReturnType<typeof tokenise>[number]

const labelsWithoutQuotes = (ground: Known, text: string, words: readonly Word[]): string[] => {
  const [first] = words
  const isOne = words.length === 1
  if (!/\p{L}{2}/u.test(text) || (isOne && tradeWords.test(first!.fold))) return []
  const labels = ground.index.byText.has(textKey(text)) ? labelsNamed(ground, text) : []
  const isWord = isOne && first!.fold.length >= 4 && !stopWords.has(first!.fold)
  return labels.length > 0 || !isWord ? labels : labelsOfStem(ground, first!.stem)
}

/** The words from a place on that may all belong to one label. */
const wordsFrom = ({ index }: Known, tokens: readonly Word[], from: number): readonly Word[] => {
  if (!index.byStem.has(tokens[from]!.stem)) return []
  const isOfLabels = ({ stem, fold, number }: Word): boolean =>
    index.byStem.has(stem) || stopWords.has(fold) || number !== null || fold.length < 3
  const last = tokens.findIndex((token, at) => at > from && (at >= from + mostWords || !isOfLabels(token)))
  return tokens.slice(from, last < 0 ? tokens.length : last)
}

/** The longest label that begins with the first of some words. */
const longestLabel = (
  ground: Known,
  text: string,
  words: readonly Word[],
): { labels: string[]; start: number; end: number; words: number } | null => {
  const start = words[0]?.start ?? 0
  for (let count = words.length; count > 0; count--) {
    const { end: last } = words[count - 1]!
    // `Marié(e)` ends in what is no word.
    for (const end of [last, last + 1]) {
      if (end > text.length || text.slice(start, end).includes('§')) continue
      const labels = labelsWithoutQuotes(ground, text.slice(start, end), words.slice(0, count))
      if (labels.length > 0) return { labels, start, end, words: count }
    }
  }
  return null
}

/** Labels without quotes, the longest first at each word. */
const findUnquoted = (ground: Known, found: Mentions): void => {
  const text = found.masked
  const tokens = tokenise(text)
  for (let from = 0; from < tokens.length; from++) {
    const named = longestLabel(ground, text, wordsFrom(ground, tokens, from))
    if (!named) continue
    const { start, end } = named
    const mention = mentionOf(ground, [...new Set(named.labels)], { start, end, isQuoted: false })
    if ('code' in mention) found.faults.push(mention)
    else found.mentions.push(mention)
    found.masked = mask(found.masked, start, end)
    from += named.words - 1
  }
}

/** Every label of the file that a sentence names, with and without quotes. What it quotes must be a name of the file. */
export const findMentions = (ground: Known, sentence: string): Mentions => {
  const found = findQuoted(ground, sentence)
  findUnquoted(ground, found)
  found.mentions.sort((a, b) => a.start - b.start)
  return found
}
