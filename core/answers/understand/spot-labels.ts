import type { Locale } from '../answer.ts'
import { type Alias, type Entry, hitsOf, type LabelIndex, textKey } from './label-index.ts'
import { stopWords, units, verbForms } from './synonyms.ts'
import { quotesOf, type Token } from './text.ts'

/** Words of a question that name labels, or a group of labels, of the file. */
export interface Mention {
  from: number
  /** Exclusive. */
  to: number
  /** As typed. */
  text: string
  /** The label or group meant; several when they match alike. */
  options: Entry[]
  /** 1 spelt as in the file … 0.8 misspelt. */
  score: number
  /** The mention covers the label whole; otherwise part of it, which no other label has. */
  isWhole: boolean
  isVerb: boolean
  isPlural: boolean
}

interface Occurrence {
  entry: Entry
  used: number[]
  matched: number
  coverage: number
  score: number
  rank: number
}

interface Hit {
  at: number
  word: string
  score: number
}

const isWholeFrom = 0.85
const isPartFrom = 0.45
/** Occurrences whose ranks differ by less match alike. */
const alike = 0.15
const commonWord = 4_000
const fillers = new Set(['people', 'personnes', 'gens', 'who', 'are'])
const unionLabel = / ou | or /i
const joints = new Set(['et', 'and', 'or', 'ou', ','])
/** Labels that join words themselves, so that `tricot et broderie` may name one. */
const jointLabel = / \/ |\p{L}{4}\/\p{L}{4}|,| et | and | & | ou | or /iu
const isGap = (token: Token, isJoint: boolean): boolean =>
  joints.has(token.fold)
    ? isJoint
    : stopWords.has(token.fold) || fillers.has(token.fold) || units.has(token.stem)

const clustersOf = (hits: Hit[], tokens: readonly Token[], isJoint: boolean): Hit[][] => {
  const clusters: Hit[][] = []
  for (const hit of hits) {
    const cluster = clusters.at(-1)
    const last = cluster?.at(-1)
    if (!cluster || !last) clusters.push([hit])
    else if (
      hit.at - last.at <= 4 &&
      tokens.slice(last.at + 1, hit.at).every((token) => isGap(token, isJoint))
    )
      cluster.push(hit)
    else clusters.push([hit])
  }
  return clusters
}

const isNumber = (word: string): boolean => /^\d/.test(word)
const isWord = (word: string): boolean => /^\p{L}{2}/u.test(word)

/** Where a word that is said once stands: of « 65 ans et plus pour 5+ h » each label takes the sign beside its own number. */
const anchorOf = (cluster: Hit[]): number => {
  const said = new Map<string, number>()
  for (const { word } of cluster) said.set(word, (said.get(word) ?? 0) + 1)
  return (cluster.find(({ word }) => said.get(word) === 1) ?? cluster[0]!).at
}

/** The hits that an alias takes, by position, and how much of it they cover; null when a number of it is not said. */
const matchAlias = (alias: Alias, cluster: Hit[]): { used: Map<number, number>; covered: number } | null => {
  const anchor = anchorOf(cluster)
  const used = new Map<number, number>()
  let covered = 0
  let numbers = 0
  let lastNumberAt = -1
  for (const [at, word] of alias.words.entries()) {
    const from = isNumber(word) ? lastNumberAt : -1
    const hit = cluster
      .filter((one) => one.word === word && !used.has(one.at) && one.at > from)
      .sort((a, b) => b.score - a.score || Math.abs(a.at - anchor) - Math.abs(b.at - anchor))[0]
    if (!hit) continue
    used.set(hit.at, hit.score)
    covered += alias.weights[at]!
    if (!isNumber(word)) continue
    numbers++
    lastNumberAt = hit.at
  }
  return used.size && numbers >= alias.numbers ? { used, covered } : null
}

/** Words of the group's name, and words said twice (« situation familiale »), belong to the mention too. */
const addGroupWords = (entry: Entry, alias: Alias, cluster: Hit[], used: Map<number, number>): void => {
  for (const hit of cluster)
    if (entry.groupWords.has(hit.word) && !used.has(hit.at)) used.set(hit.at, hit.score * 0.99)
  for (const hit of cluster)
    if (!used.has(hit.at) && isWord(hit.word) && alias.words.includes(hit.word) && hit.score >= 0.95)
      used.set(hit.at, 0)
}

/** How a cluster of hits says an entry, in the best of its ways; null when it does not. */
const measureCluster = (entry: Entry, cluster: Hit[]): Occurrence | null => {
  let best: Occurrence | null = null
  for (const alias of entry.aliases) {
    const match = matchAlias(alias, cluster)
    if (!match) continue
    const { used, covered } = match
    addGroupWords(entry, alias, cluster, used)
    // A number alone ("2") names no label: it takes a unit, a group or another word beside it.
    if (alias.numbers === 1 && used.size < 2) continue
    const coverage = covered / alias.total
    const scores = [...used.values()].filter((score) => score > 0)
    const matched = scores.reduce((sum, score) => sum + score, 0)
    const rank = matched + (coverage >= isWholeFrom ? 0.5 : 0)
    const positions = [...used.keys()].sort((a, b) => a - b)
    if (!best || rank > best.rank)
      best = { entry, used: positions, matched, coverage, score: Math.min(...scores), rank }
  }
  return best
}

/** `known(at)`: whether a token is a word of the grammar; such words are labels only when a whole label is said. */
export type KnownWord = (at: number) => 'no' | 'light' | 'grave'

const holds = (entry: Entry, word: string): boolean =>
  entry.groupWords.has(word) || entry.aliases.some((alias) => alias.words.includes(word))

interface Spotting {
  known: KnownWord
  /** Language of the question. */
  locale: Locale
}

/** A word of very many labels starts no search; it completes labels that other words found. */
const complete = (byEntry: Map<number, Hit[]>, common: Hit[], index: LabelIndex): void => {
  if (!common.length) return
  for (const [at, hits] of byEntry) {
    for (const hit of common) if (holds(index.entries[at]!, hit.word)) hits.push(hit)
    hits.sort((one, two) => one.at - two.at)
  }
}

const gather = (
  tokens: readonly Token[],
  index: LabelIndex,
  { known, locale }: Spotting,
): Map<number, Hit[]> => {
  const byEntry = new Map<number, Hit[]>()
  const common: Hit[] = []
  const add = (entry: number, hit: Hit): void => {
    const hits = byEntry.get(entry)
    if (hits) hits.push(hit)
    else byEntry.set(entry, [hit])
  }
  for (const [at, token] of tokens.entries()) {
    if (stopWords.has(token.fold)) continue
    for (const { word, score } of hitsOf(index, token, { canBeMisspelt: known(at) === 'no', locale })) {
      const { entries, stem: own } = index.words[word]!
      const hit = { at, word: own, score }
      if (entries.length > commonWord) common.push(hit)
      else for (const entry of entries) add(entry, hit)
    }
  }
  complete(byEntry, common, index)
  return byEntry
}

const occurrencesOf = (tokens: readonly Token[], index: LabelIndex, spotting: Spotting): Occurrence[] => {
  const { known } = spotting
  const found: Occurrence[] = []
  for (const [at, hits] of gather(tokens, index, spotting))
    for (const cluster of clustersOf(hits, tokens, jointLabel.test(index.entries[at]!.text))) {
      const occurrence = measureCluster(index.entries[at]!, cluster)
      if (!occurrence || occurrence.coverage < 0.2) continue
      const isOnlyLight = occurrence.used.every((position) => known(position) === 'light')
      const isOnlyKnown = occurrence.used.every((position) => known(position) !== 'no')
      const isQuoted = occurrence.used.every((position) => tokens[position]!.quoted)
      const isWhole = occurrence.coverage >= isWholeFrom
      if (
        !isQuoted &&
        ((isOnlyLight && !(isWhole && occurrence.used.length > 1)) || (isOnlyKnown && !isWhole))
      )
        continue
      found.push(occurrence)
    }
  return found.sort((a, b) => b.rank - a.rank)
}

const pluralWord = /[^s]s$|(?:eu|au)x$|^(?:men|women|people)$/
const perDay = new Set(['par', 'per', 'a', '/', 'chaque', 'each', 'every'])
const afterUnits = (tokens: readonly Token[], from: number): number => {
  let to = from
  for (;;) {
    if (tokens[to] && units.has(tokens[to]!.stem)) to++
    else if (perDay.has(tokens[to]?.fold ?? '') && /^(?:jour|day)$/.test(tokens[to + 1]?.stem ?? '')) to += 2
    else return to
  }
}

const toMention = (question: string, tokens: readonly Token[], chosen: Occurrence[]): Mention => {
  const best = chosen[0]!
  const from = best.used[0]!
  let to = best.used.at(-1)! + 1
  // "18-24 year olds": the unit belongs to the label, though the label leaves it out.
  if (/\d/.test(best.entry.text)) to = afterUnits(tokens, to)
  return {
    from,
    to,
    text: question.slice(tokens[from]!.start, tokens[to - 1]!.end),
    options: chosen.map((one) => one.entry),
    score: best.score,
    isWhole: best.coverage >= isWholeFrom,
    isVerb: best.used.length === 1 && isVerb(tokens[from]!),
    isPlural: best.used.some((at) => tokens[at]!.fold.length > 3 && pluralWord.test(tokens[at]!.fold)),
  }
}

const isVerb = (token: Token): boolean => verbForms.has(token.fold) || /[^m]ent$/.test(token.fold)

/** Options that a mention could mean: those that match alike, labels before groups of the same name. */
const rivalsOf = (best: Occurrence, all: Occurrence[]): Occurrence[] => {
  const used = new Set(best.used)
  const seen = new Set([best.entry])
  const rivals = [best]
  for (const other of all) {
    if (other.rank < best.rank - alike || seen.has(other.entry)) continue
    const shares = other.used.filter((at) => used.has(at)).length
    if (shares < Math.min(best.used.length, other.used.length)) continue
    seen.add(other.entry)
    rivals.push(other)
  }
  const labels = rivals.filter((one) => one.entry.kind === 'label')
  const whole = rivals.filter((one) => one.entry.kind === 'group' && one.coverage >= isWholeFrom)
  if (whole.length && labels.some((one) => one.coverage >= isWholeFrom)) return labels
  return whole.length ? whole : rivals
}

/** Above whatever the words of a question add up to. */
const certain = 1_000

/** A label between quotes, letter for letter, is that label whatever else its words could mean. */
const quotedOf = (question: string, tokens: readonly Token[], index: LabelIndex): Occurrence[] =>
  quotesOf(question).flatMap(({ from, to, inner }) => {
    const used = tokens.flatMap(({ start, end }, at) => (start >= from && end <= to ? [at] : []))
    if (!used.length) return []
    return (index.byText.get(textKey(inner)) ?? []).map((at): Occurrence => {
      const entry = index.entries[at]!
      const isFull = textKey(entry.text) === textKey(inner)
      return { entry, used, matched: used.length, coverage: 1, score: 1, rank: certain + (isFull ? 1 : 0) }
    })
  })

/** Mentions of labels in a question, longest match first, never overlapping, in the order of the question. */
export const spotLabels = (
  question: string,
  { tokens, index, known, locale }: Spotting & { tokens: readonly Token[]; index: LabelIndex },
): Mention[] => {
  const quoted = quotedOf(question, tokens, index).sort((a, b) => b.rank - a.rank)
  let left = [...quoted, ...occurrencesOf(tokens, index, { known, locale })]
  const mentions: Mention[] = []
  while (left.length) {
    const best = left[0]!
    const chosen = rivalsOf(best, left)
    // "Divorced" is not "Divorced or separated": half of a union is asked back.
    const isHalf = best.coverage < isWholeFrom && unionLabel.test(best.entry.text)
    const isTooThin = chosen.length === 1 && (best.coverage < isPartFrom || isHalf)
    const mention = toMention(question, tokens, chosen)
    if (isTooThin) mention.options.push(best.entry)
    mentions.push(mention)
    left = left.filter((one) => one.used.at(-1)! < mention.from || one.used[0]! >= mention.to)
  }
  return mentions.sort((a, b) => a.from - b.from)
}
