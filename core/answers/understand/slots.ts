import type { Condition } from '../../datasets/query/plan.ts'
import type { Measure } from '../../datasets/table.ts'
import type { Axis, Entry } from './label-index.ts'
import type { Tag } from './lexicon.ts'
import type { Item, Reading } from './read-items.ts'

/** A condition whose measure may still depend on what it is the share of. */
export interface Threshold {
  op: Condition['op']
  value: number
  to?: number
  measure: Measure | null
  isPercent: boolean
  /** « part », "share" stand by the number. */
  isShare: boolean
  at: number
}

export interface Named {
  /** Position among the items. */
  at: number
  item: Item
  options: Entry[]
}

/** What a question says, before it is decided what it asks. */
export interface Slots {
  reading: Reading
  items: Item[]
  labels: Named[]
  groups: Named[]
  measures: Measure[]
  shares: number[]
  thresholds: Threshold[]
  limit: number | null
  /** Numbers that nothing accounts for. */
  strays: Item[]
  isPlural: boolean | null
  has: (tag: Tag) => boolean
  axis: Axis | 'any' | null
}

const measureTags: Measure[] = ['index', 'vertical', 'horizontal', 'count']
const listTags: Tag[] = ['row', 'segment', 'listed', 'kind', 'pair', 'people']
const rankTags: Tag[] = ['top', 'bottom', 'over', 'under']
export const isTagged = (item: Item | undefined, ...tags: Tag[]): boolean =>
  item !== undefined && tags.some((tag) => item.tags.has(tag))

/** « Quels profils », « le profil le plus affinitaire »: the word names what is listed, not a portrait. */
export const isListedProfile = (items: Item[], at: number): boolean => {
  const item = items[at]!
  if (!isTagged(item, 'profile') || !/^profil(?:e)?s?$/i.test(item.text)) return false
  const before = items[at - 1]
  const isAsked = isTagged(before, 'which', 'which_one', 'which_many') || before?.kind === 'number'
  return isAsked || isTagged(items[at + 1], ...rankTags)
}

const comparatorOf = (item: Item): Condition['op'] | null => {
  for (const op of ['between', 'gte', 'lte', 'gt', 'lt'] as const) if (item.tags.has(op)) return op
  return null
}

/** Items that may stand between a comparator and its number. */
const isThin = (item: Item | undefined): boolean =>
  item !== undefined &&
  item.kind === 'words' &&
  isTagged(item, 'filler', 'of', 'among', 'index', 'share', 'vertical', 'horizontal', 'count', 'copula')

const hintOf = (items: Item[], from: number, to: number): Measure | null => {
  for (let at = to; at >= from; at--)
    for (const measure of measureTags) if (items[at]?.tags.has(measure)) return measure
  return null
}

const numberAfter = (items: Item[], at: number): number => {
  for (let next = at + 1; next < items.length && next <= at + 5; next++) {
    if (items[next]!.kind === 'number') return next
    if (!isThin(items[next])) return -1
  }
  return -1
}

const readThresholds = (items: Item[], used: Set<number>): Threshold[] => {
  const out: Threshold[] = []
  let last = 0
  const add = (op: Condition['op'], at: number, start: number, second = -1): void => {
    const number = items[at]!
    const end = second < 0 ? at : second
    const isPercent = number.isPercent || (second >= 0 && items[second]!.isPercent)
    const measure =
      hintOf(items, last, start) ??
      hintOf(items, start, end) ??
      hintOf(items, end, Math.min(end + 2, items.length - 1))
    out.push({
      op,
      value: number.value!,
      ...(second < 0 ? {} : { to: items[second]!.value! }),
      measure: isPercent && (measure === 'index' || measure === 'count') ? null : measure,
      isPercent,
      isShare: measure === null && items.slice(last, end + 1).some((item) => item.tags.has('share')),
      at,
    })
    for (let one = start; one <= end; one++) used.add(one)
    last = end + 1
  }
  for (let at = 0; at < items.length; at++) {
    const first = items[at]!
    if (first.kind === 'number' && !used.has(at) && first.isOpen) add('gte', at, at)
    if (
      first.kind === 'number' &&
      !used.has(at) &&
      /^(?:a|to)$/.test(items[at + 1]?.text.toLowerCase().replace('à', 'a') ?? '') &&
      items[at + 2]?.kind === 'number'
    )
      add('between', at, Math.max(0, at - 1), at + 2)
    const op = comparatorOf(first)
    if (!op) continue
    const number = numberAfter(items, at)
    if (number < 0 || used.has(number)) {
      // `minimum 120` and `120 minimum` alike.
      if ((op === 'gte' || op === 'lte') && items[at - 1]?.kind === 'number' && !used.has(at - 1))
        add(op, at - 1, at - 1)
      continue
    }
    const second =
      isTagged(items[number + 1], 'and') || /^(?:to|a|à|-)$/i.test(items[number + 1]?.text ?? '')
        ? number + 2
        : -1
    const isRange = first.tags.has('between') && items[second]?.kind === 'number'
    if (isRange) add('between', number, at, second)
    else if (op !== 'between') add(op, number, at)
    else if (first.tags.has('gte')) add('gte', number, at)
  }
  return out
}

const nextMeaningful = (items: Item[], at: number, step: 1 | -1): Item | undefined => {
  for (let next = at + step; items[next] && Math.abs(next - at) <= 3; next += step) {
    const item = items[next]!
    if (
      item.kind !== 'words' ||
      !isTagged(item, 'filler', 'of', 'among', 'which', 'which_one', 'which_many', 'and') ||
      isTagged(item, ...rankTags, ...listTags)
    )
      return item
  }
  return undefined
}

const isRanked = (item: Item | undefined): boolean =>
  isTagged(item, ...rankTags, ...listTags, 'index') ||
  /^profil(?:e)?s$/i.test(item?.text ?? '') ||
  item?.mention?.options[0]?.kind === 'group'

const readLimit = (items: Item[], used: Set<number>): number | null => {
  let limit: number | null = null
  for (const [at, item] of items.entries()) {
    if (item.kind !== 'number' || used.has(at) || item.isPercent || item.value === null) continue
    if (!Number.isInteger(item.value) || item.value < 1) continue
    // "Explain like I'm five", « j'ai 30 ans »: somebody's age.
    if (/^(?:m|am|suis)$/i.test(items[at - 1]?.text ?? '')) continue
    const [after, before] = [nextMeaningful(items, at, 1), nextMeaningful(items, at, -1)]
    // « un indice de 120 » states a figure; « les 10 indices » counts them.
    if (!isRanked(after) && (!isRanked(before) || isTagged(before, 'index'))) continue
    if (isTagged(items[at - 1], 'index') && item.value > 20) continue
    // « top 3 et flop 3 »: one number, said twice.
    if (limit === null || item.value === limit) used.add(at)
    // « Lequel des deux sexes » chooses one.
    if (isTagged(items[at - 1], 'of') && isOneAsked(items)) used.add(at)
    else limit ??= item.value
  }
  return limit
}

const pluralWord = /[^s]s$|(?:eu|au)x$|^people$|^ones$|^men$|^women$/i
const invariable = /^(?:(?:l[ea]s? )?(?:plus|moins)|tous|toutes|temps|fois|dans|pas|plus de|moins de)$/i

/** « Lequel des deux », "which of the races has": one of those that are named. */
const isOneAsked = (items: Item[]): boolean =>
  items.some((item) => /^(?:lequel|laquelle|which one)$/i.test(item.text)) ||
  /\bwhich (?:one )?of (?:the|these|those) (?:\w+ ){1,3}(?:has|is|does|was)\b/i.test(
    items.map((item) => item.text).join(' '),
  )

/** Whether several or one is asked for: the noun that is listed decides, then the question word, then the adjective. */
const readPlural = (items: Item[], groups: Named[]): boolean | null => {
  // « Parmi les durées, laquelle » chooses one of several.
  if (isOneAsked(items)) return false
  if (items.some((item) => /^(?:every|each|chaque)$/i.test(item.text))) return true
  for (const { item } of groups) {
    if (item.mention?.isPlural) return true
    const before = items[items.indexOf(item) - 1]
    const noun = [before, items[items.indexOf(item) - 2]].find((one) => isTagged(one, 'kind', 'listed'))
    if (noun) return pluralWord.test(noun.text.split(' ')[0]!)
  }
  if (items.some((item) => isTagged(item, 'which_many') && pluralWord.test(item.text))) return true
  const nouns = items.filter(
    (item, at) =>
      isListedProfile(items, at) ||
      (isTagged(item, 'row', 'segment', 'listed', 'kind', 'pair') &&
        !isTagged(item, 'file', 'top', 'bottom') &&
        !(isTagged(item, 'filler') && !isTagged(item, 'row', 'segment', 'listed'))),
  )
  const noun = nouns[0]
  const words = noun?.text.split(' ') ?? []
  if (noun) return words.some((word) => pluralWord.test(word))
  if (
    items.some(
      (item) =>
        isTagged(item, 'which_one') ||
        (isTagged(item, 'top', 'bottom') &&
          /^(?:meilleure?|pire|premiere?|première|dernier|dernière)$/i.test(item.text)),
    )
  )
    return items.some((item) => isTagged(item, 'index') && /s$/i.test(item.text))
  const adjective = items.find(
    (item) => isTagged(item, 'top', 'bottom') && !invariable.test(item.text) && /s$/.test(item.text),
  )
  if (adjective) return true
  if (groups.length) return false
  const measure = items.find((item) => isTagged(item, 'index', 'vertical', 'horizontal', 'share'))
  return measure && /[a-z]/i.test(measure.text) ? /s$|indices|indexes/i.test(measure.text) : null
}

const readAxis = (items: Item[]): Slots['axis'] => {
  const isListed = (tag: Tag): boolean => items.some((item) => isTagged(item, tag))
  if (isListed('segment')) return 'segment'
  if (isListed('row')) return 'row'
  return isListed('listed') ? 'any' : null
}

export const readSlots = (reading: Reading): Slots => {
  const { items } = reading
  const used = new Set<number>()
  const named = items
    .map((item, at) => ({ at, item, options: item.mention?.options ?? [] }))
    .filter(({ item }) => item.kind === 'mention')
  const labels = named.filter(({ options }) => options[0]?.kind !== 'group')
  // A group's name beside one of its labels (« le souci : poids ») names nothing more.
  const isOwn = (group: Entry): boolean =>
    labels.some(({ options }) => options.some((one) => one.axis === group.axis && one.group === group.text))
  const groups = named.filter(({ options }) => options[0]?.kind === 'group' && !options.some(isOwn))
  const thresholds = readThresholds(items, used)
  const limit = readLimit(items, used)
  const inThreshold = (at: number): boolean => used.has(at)
  // "Respondents" are people here; only "how many respondents" counts them.
  const isCounted = (item: Item): boolean => !item.tags.has('people')
  // « on est à combien en indice » : the measure is named, « combien » only asks for it.
  const isAskingWord = (item: Item): boolean => /^(?:combien|how many)$/i.test(item.text)
  const isNamed = items.some(
    (item) => !item.tags.has('filler') && isTagged(item, 'index', 'vertical', 'horizontal'),
  )
  const measures = items
    .filter((_, at) => !inThreshold(at))
    .flatMap((item) =>
      measureTags.filter(
        (one) =>
          item.tags.has(one) && (one !== 'count' || (isCounted(item) && !(isNamed && isAskingWord(item)))),
      ),
    )
  return {
    reading,
    items,
    labels,
    groups,
    measures: [...new Set(measures)],
    shares: items.flatMap((item, at) =>
      item.tags.has('share') && !item.tags.has('filler') && !inThreshold(at) ? [at] : [],
    ),
    thresholds,
    limit,
    strays: items.filter((item, at) => item.kind === 'number' && !used.has(at)),
    isPlural: readPlural(items, groups),
    has: (tag) => items.some((item) => item.tags.has(tag)),
    axis: readAxis(items),
  }
}
