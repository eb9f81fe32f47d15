import { splitLabel, type TgiTable } from '../../datasets/table.ts'
import type { Locale } from '../answer.ts'
import { classesOf, falseFriends, isSpokenAs, stopWords, units } from './synonyms.ts'
import { fold, isTypoOf, root, type Token, tokenise, trigrams } from './text.ts'

export type Axis = 'row' | 'segment'

/** One way to say a label: its words with what each weighs. */
export interface Alias {
  words: string[]
  weights: number[]
  total: number
  numbers: number
}

export interface Entry {
  axis: Axis
  kind: 'label' | 'group'
  /** The label letter for letter, or the group's name. */
  text: string
  group: string | null
  aliases: Alias[]
  /** Words of the group's name: they help a mention but are not needed. */
  groupWords: Set<string>
}

interface Word {
  stem: string
  entries: number[]
}

export interface LabelIndex {
  entries: Entry[]
  words: Word[]
  byStem: Map<string, number>
  byRoot: Map<string, number[]>
  byClass: Map<number, number[]>
  byTrigram: Map<string, number[]> | null
  /** Labels of each group, by axis and name. */
  groups: Map<string, string[]>
  brackets: AgeBracket[]
  /** Entries by their whole text, or the text after the group's name, folded. */
  byText: Map<string, number[]>
}

export interface AgeBracket {
  axis: Axis
  label: string
  from: number
  to: number
}

export const groupKey = (axis: Axis, group: string): string => `${axis}\u0000${group}`

const weightOf = (token: Token): number =>
  units.has(token.stem) ? 0.15 : stopWords.has(token.fold) && token.fold.length < 4 ? 0 : 1

const aliasOf = (tokens: Token[]): Alias | null => {
  if (!tokens.length) return null
  let weights = tokens.map(weightOf)
  if (weights.every((weight) => weight === 0)) weights = weights.map(() => 1)
  const kept = tokens
    .map((token, at) => ({ word: token.stem, weight: weights[at]! }))
    .filter((word) => word.weight)
  return {
    words: kept.map(({ word }) => word),
    weights: kept.map(({ weight }) => weight),
    total: kept.reduce((sum, { weight }) => sum + weight, 0),
    numbers: kept.filter(({ word }) => /^\d/.test(word)).length,
  }
}

/** `Veuf / Veuve` is said by either half; `1-2 h/day` has no halves. */
const halves = (value: string): string[] => {
  const parts = value.split(/\s+\/\s+|(?<=\p{L}{4})\/(?=\p{L}{4})/u)
  return parts.length > 1 && parts.every((part) => /\p{L}{3}/u.test(part)) ? parts : []
}

const noWords: Set<string> = new Set()

const aliasesOf = (value: string, groupWords = noWords): Alias[] => {
  const ways = [value, ...halves(value)].map((text) => tokenise(text))
  // « Party: Other party » is said by "other" as well as « Race: Other » is: neither may win.
  const bare = ways[0]!.filter((token) => !groupWords.has(token.stem))
  if (bare.length && bare.length < ways[0]!.length) ways.push(bare)
  return ways.map(aliasOf).filter((alias) => alias !== null)
}

/** A label as it is looked up when a question quotes it. */
export const textKey = (text: string): string =>
  fold(text)
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .trim()

const bracketOf = (axis: Axis, label: string, value: string, group: string | null): AgeBracket | null => {
  const isAge = /^(?:age|ages)\b/i.test(group ? group.normalize('NFKD').replace(/\p{M}/gu, '') : '')
  const range =
    /^\D{0,6}(\d{1,3})\s{0,2}(?:-|–|à|to|et|and)\s{0,2}(\d{1,3})\s{0,2}(ans|years?|yrs?|y\.?o\.?)?\.?$/i.exec(
      value,
    )
  if (range && (isAge || range[3])) return { axis, label, from: Number(range[1]), to: Number(range[2]) }
  const open =
    /^(\d{1,3})\s{0,2}(ans|years?)?\s{0,2}(?:\+|et plus|et \+|ou plus|and over|and up|or more|or older|and older)$/i.exec(
      value,
    )
  if (open && (isAge || open[2])) return { axis, label, from: Number(open[1]), to: 200 }
  return null
}

const wordsOf = (group: string | null): Set<string> =>
  new Set(
    tokenise(group ?? '')
      .filter((token) => !stopWords.has(token.fold))
      .map((token) => token.stem),
  )

type Collected = Pick<LabelIndex, 'entries' | 'groups' | 'brackets'>

function* collect(table: TgiTable): Generator<void, Collected> {
  const entries: Entry[] = []
  const groups = new Map<string, string[]>()
  const brackets: AgeBracket[] = []
  for (const axis of ['row', 'segment'] as const)
    for (const text of axis === 'row' ? table.rows : table.segments) {
      yield
      const { group, value } = splitLabel(text)
      const groupWords = wordsOf(group)
      entries.push({ axis, kind: 'label', text, group, aliases: aliasesOf(value, groupWords), groupWords })
      const bracket = bracketOf(axis, text, value, group)
      if (bracket) brackets.push(bracket)
      if (!group) continue
      const members = groups.get(groupKey(axis, group))
      if (members) members.push(text)
      else groups.set(groupKey(axis, group), [text])
    }
  for (const key of groups.keys()) {
    const [axis, text] = key.split('\u0000') as [Axis, string]
    entries.push({ axis, kind: 'group', text, group: null, aliases: aliasesOf(text), groupWords: new Set() })
  }
  return { entries, groups, brackets }
}

const push = <K>(map: Map<K, number[]>, key: K, value: number): void => {
  const list = map.get(key)
  if (!list) map.set(key, [value])
  else if (list.at(-1) !== value) list.push(value)
}

/** Builds label by label and pauses between them: many labels take seconds, and others must be answered meanwhile. */
function* build(table: TgiTable): Generator<void, LabelIndex> {
  const index: LabelIndex = {
    ...(yield* collect(table)),
    words: [],
    byStem: new Map(),
    byRoot: new Map(),
    byClass: new Map(),
    byTrigram: null,
    byText: new Map(),
  }
  const idOf = (word: string): number => {
    const known = index.byStem.get(word)
    if (known !== undefined) return known
    const id = index.words.push({ stem: word, entries: [] }) - 1
    index.byStem.set(word, id)
    if (word.length >= 4 && !/^\d/.test(word)) push(index.byRoot, root(word), id)
    for (const group of classesOf(word)) push(index.byClass, group, id)
    return id
  }
  for (const [at, entry] of index.entries.entries()) {
    yield
    for (const text of new Set([entry.text, splitLabel(entry.text).value]))
      push(index.byText, textKey(text), at)
    const own = new Set([...entry.aliases.flatMap((alias) => alias.words), ...entry.groupWords])
    for (const word of own) index.words[idOf(word)]!.entries.push(at)
  }
  return index
}

const indexes = new WeakMap<TgiTable, LabelIndex>()

/** The lexical index of a table's labels, built at the first question and kept as long as the table. */
export const labelIndexOf = (table: TgiTable): LabelIndex => {
  const known = indexes.get(table)
  if (known) return known
  const steps = build(table)
  let step = steps.next()
  while (!step.done) step = steps.next()
  indexes.set(table, step.value)
  return step.value
}

const sliceMs = 8
const warming = new WeakMap<TgiTable, Promise<void>>()

const buildInSlices = async (table: TgiTable): Promise<void> => {
  const steps = build(table)
  let step = steps.next()
  for (let until = performance.now() + sliceMs; !step.done; step = steps.next()) {
    if (performance.now() < until) continue
    await new Promise((resolve) => setImmediate(resolve))
    until = performance.now() + sliceMs
  }
  indexes.set(table, step.value)
}

/** Builds the index in slices of a few milliseconds, so that a large file does not hold up everybody else. */
export const warmLabels = (table: TgiTable): Promise<void> => {
  if (indexes.has(table)) return Promise.resolve()
  const known = warming.get(table) ?? buildInSlices(table).finally(() => warming.delete(table))
  warming.set(table, known)
  return known
}

const trigramsOf = (index: LabelIndex): Map<string, number[]> => {
  if (index.byTrigram) return index.byTrigram
  const byTrigram = new Map<string, number[]>()
  for (const [id, { stem }] of index.words.entries())
    if (!/^\d/.test(stem)) for (const gram of trigrams(stem)) push(byTrigram, gram, id)
  index.byTrigram = byTrigram
  return byTrigram
}

/** Words of the labels that share trigrams with a typed word, most alike first: [word, Dice coefficient]. */
export const alikeWords = (index: LabelIndex, typed: string, most: number): [number, number][] => {
  const byTrigram = trigramsOf(index)
  const grams = trigrams(typed)
  const shared = new Map<number, number>()
  for (const gram of grams) {
    const ids = byTrigram.get(gram)
    // A trigram of very many words tells nothing and would cost the most.
    if (ids && ids.length < 5_000) for (const id of ids) shared.set(id, (shared.get(id) ?? 0) + 1)
  }
  const size = (id: number): number => index.words[id]!.stem.length + 1
  return [...shared]
    .map(([id, count]): [number, number] => [id, (2 * count) / (grams.size + size(id))])
    .sort((a, b) => b[1] - a[1])
    .slice(0, most)
}

export interface WordHit {
  word: number
  /** 1 the same word · 0.95 a synonym · 0.88 the same root · 0.8 misspelt. */
  score: number
}

/** Words of the labels that a token of the question stands for. */
export const hitsOf = (
  index: LabelIndex,
  token: Token,
  { canBeMisspelt, locale }: { canBeMisspelt: boolean; locale: Locale },
): WordHit[] => {
  const hits = new Map<number, number>()
  const add = (id: number, score: number): void => {
    if ((hits.get(id) ?? 0) < score) hits.set(id, score)
  }
  const same = index.byStem.get(token.stem)
  if (same !== undefined) add(same, 1)
  for (const group of classesOf(token.stem))
    for (const id of index.byClass.get(group) ?? [])
      if (isSpokenAs(token.stem, index.words[id]!.stem, locale)) add(id, 0.95)
  const isWord = token.number === null && token.fold.length >= 4 && !/\d/.test(token.fold)
  if (isWord && canBeMisspelt && !falseFriends.has(token.stem))
    for (const id of index.byRoot.get(root(token.fold)) ?? []) add(id, 0.88)
  if (!hits.size && isWord && canBeMisspelt)
    for (const [id] of alikeWords(index, token.stem, 12))
      if (isTypoOf(token.stem, index.words[id]!.stem)) add(id, 0.8)
  return [...hits].map(([word, score]) => ({ word, score }))
}
