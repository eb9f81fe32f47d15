import type { PlanInput } from '../../datasets/query/plan.ts'
import type { Draft } from './draft.ts'
import { refused } from './draft.ts'
import type { Tag } from './lexicon.ts'
import { isAgeAdjective, isPopulation, nearestLabels } from './nearest-labels.ts'
import type { Item } from './read-items.ts'
import { isTagged, type Slots } from './slots.ts'

/** Words by which a question shows that it is about the file. */
const evidence: Tag[] = [
  'top', 'bottom', 'over', 'under', 'compare', 'profile', 'check', 'advice', 'index', 'vertical', 'horizontal',
  'count', 'share', 'row', 'segment', 'listed', 'average', 'who',
] // biome-ignore format: one list, read at a glance

const isRestricting: Tag[] = [
  'among',
  'of',
  'on',
  'by',
  'compare',
  'and',
  'or',
  'follow',
  'which',
  'which_one',
  'which_many',
  'not',
]
const article = /^(?:les?|la|l|des|du|d|the|une?|an?|aux?)$/i

/** Unknown words that stand together, with where they stand. */
const unknownRuns = (items: Item[]): { from: number; to: number }[] => {
  const runs: { from: number; to: number }[] = []
  for (const [at, item] of items.entries()) {
    if (item.kind !== 'unknown') continue
    const last = runs.at(-1)
    const between = last ? items.slice(last.to + 1, at) : []
    if (
      last &&
      between.every((one) => one.kind === 'words' && (isTagged(one, 'of') || article.test(one.text)))
    )
      last.to = at
    else runs.push({ from: at, to: at })
  }
  return runs
}

/** « …, zone rurale », "…. Texas": said after the labels, in a clause of its own, it narrows them. */
const isOwnClause = ({ items, reading }: Slots, { from, to }: { from: number; to: number }): boolean => {
  const before = items[from - 1]
  if (!before || !items.slice(0, from).some(({ mention }) => mention)) return false
  const gap = reading.question.slice(
    reading.tokens[before.to - 1]!.start,
    reading.tokens[items[from]!.from]!.start,
  )
  return (
    /[,;:.!?\n(–—-]\s*$/.test(gap) &&
    items
      .slice(to + 1)
      .every(({ kind, tags }) => kind === 'words' && (tags.has('filler') || tags.has('thanks')))
  )
}

/** Whether unknown words stand where a label would: after `chez`, quoted, capitalised, or right beside a label. */
const isLabelPlace = (slots: Slots, run: { from: number; to: number }): boolean => {
  const { items, reading } = slots
  const { from, to } = run
  const own = reading.tokens.slice(items[from]!.from, items[to]!.to)
  if (own.some((token, at) => token.quoted || (token.capital && items[from]!.from + at > 0))) return true
  if (items[from - 1]?.kind === 'mention' || items[to + 1]?.kind === 'mention') return true
  const isListed = from > 0 && items[to + 1]?.kind === 'comma'
  if (isListed || (isTagged(items[to + 1], 'and', 'or') && items[to + 2]?.kind === 'mention')) return true
  if (own.some(isPopulation)) return true
  if (/^(?:chez|among|amongst)$/i.test(items[to + 1]?.text ?? '')) return true
  const before = items[from - 1]
  return (
    before?.kind === 'number' ||
    isTagged(before, ...isRestricting) ||
    (before !== undefined && article.test(before.text))
  )
}

const textOf = ({ items, reading }: Slots, { from, to }: { from: number; to: number }): string =>
  reading.question.slice(reading.tokens[items[from]!.from]!.start, reading.tokens[items[to]!.to - 1]!.end)

const isOutside = ({ items }: Slots): boolean =>
  items.some((item) => item.kind === 'words' && item.tags.has('outside') && !item.tags.has('filler'))

const isYear = (item: Item): boolean =>
  item.value !== null && item.value >= 1900 && item.value <= 2100 && !item.isPercent

const strayNumber = (slots: Slots): Draft | null => {
  const year = slots.strays.find(isYear)
  if (year) return refused('outside', year.text)
  if (slots.has('explain') || slots.has('why') || slots.has('index') || slots.has('define')) return null
  const stray = slots.strays[0]
  if (!stray) return null
  if (slots.labels.length)
    return refused('unknown_label', stray.text, nearestLabels(slots.reading.index, stray.text))
  return slots.has('top') || slots.has('bottom') ? null : refused('outside')
}

/** No index and no share is that large: such bounds are meant for a label (« revenu entre 10000 et 14999 »). */
const largestFigure = 5_000

const hugeThreshold = (slots: Slots): Draft | null => {
  const huge = slots.thresholds.find(
    ({ value, measure }) => value > largestFigure && measure !== 'count' && measure !== 'index',
  )
  if (!huge) return null
  const { text } = slots.items[huge.at]!
  return refused('unknown_label', text, nearestLabels(slots.reading.index, text))
}

const negation = (slots: Slots): Draft | null => {
  if (slots.has('check') || slots.has('overview') || slots.has('compare')) return null
  // « Non, les cadres » corrects; it excludes nothing.
  const isCorrection = slots.items[1]?.kind === 'comma'
  const at = slots.items.findIndex(
    (item, place) => item.tags.has('not') && !item.tags.has('filler') && !(place === 0 && isCorrection),
  )
  return at < 0 ? null : refused('unsupported', slots.items[at]!.text)
}

/** « Les jeunes de 15-25 ans »: the bracket says who is meant. */
const isAgeWord = ({ items, reading }: Slots, { from, to }: { from: number; to: number }): boolean => {
  const next = items.slice(to + 1, to + 3).find((item) => item.kind === 'mention')
  const isBracket = reading.index.brackets.some(({ label }) => next?.mention?.options[0]?.text === label)
  return isBracket && from === to && isAgeAdjective(reading.tokens[items[from]!.from]!)
}

/**
 * What the words that nothing accounts for mean for the answer: a refusal, or null when they may be left aside.
 * Whatever could narrow or change the question ("rural women", "by region") is never left aside.
 */
export const judgeWords = (slots: Slots): Draft | null => {
  if (isOutside(slots)) return refused('outside')
  const { items, reading } = slots
  const runs = unknownRuns(items).filter((run) => !isAgeWord(slots, run))
  const hasLabel = slots.labels.length > 0 || slots.groups.length > 0
  const hasEvidence =
    hasLabel ||
    evidence.some((tag) => items.some((item) => item.tags.has(tag) && !(tag === 'who' || tag === 'listed')))
  if (runs.length) {
    const words = runs.reduce((sum, { from, to }) => sum + items[to]!.to - items[from]!.from, 0)
    const isPhrase = [
      'define',
      'explain',
      'copula',
      'who',
      'why',
      'which',
      'which_one',
      'which_many',
    ] as const
    const said = items.filter((item) => item.text.length > 1).length
    const isBare = words <= 3 && (said <= 4 || slots.has('follow'))
    if (!hasEvidence && (!isBare || isPhrase.some((tag) => slots.has(tag)))) return refused('outside')
    if (!hasLabel && words > 6) return refused('outside')
    const isAboutFile = slots.has('check') || slots.has('overview')
    const isTooMuch = runs.length > 1 || (!hasLabel && !isAboutFile)
    const run =
      runs.find((one) => isLabelPlace(slots, one)) ??
      (isTooMuch ? runs[0] : runs.find((one) => isOwnClause(slots, one)))
    if (run) {
      const mention = textOf(slots, run)
      return refused('unknown_label', mention, nearestLabels(reading.index, mention))
    }
  }
  if (items.some((item) => item.tags.has('unsupported') && !item.tags.has('filler')))
    return refused('unsupported')
  return negation(slots) ?? hugeThreshold(slots) ?? strayNumber(slots)
}

/** 1 when every word was known as it stands; less for what was corrected or left aside. */
export const confidenceOf = ({ items, labels, groups }: Slots): number => {
  let confidence = 1
  for (const { item } of [...labels, ...groups]) {
    confidence = Math.min(confidence, item.mention!.score)
    if (!item.mention!.isWhole) confidence = Math.min(confidence, 0.85)
  }
  if (items.some((item) => item.isMisspelt)) confidence -= 0.1
  if (items.some((item) => item.kind === 'unknown')) confidence = Math.min(confidence, 0.6)
  return Math.max(0.1, Math.round(confidence * 100) / 100)
}

/** A profile that nothing but a label asked for: an unknown word beside it may have asked for something else. */
export const isImplied = (slots: Slots, { operation }: PlanInput): boolean =>
  operation === 'profile' && !slots.has('profile') && !slots.has('advice')

export const refuseUnknown = (slots: Slots): Draft | null => {
  const run = unknownRuns(slots.items)[0]
  if (!run) return null
  const mention = textOf(slots, run)
  return refused('unknown_label', mention, nearestLabels(slots.reading.index, mention))
}
