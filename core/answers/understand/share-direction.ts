import type { Measure } from '../../datasets/table.ts'
import type { ResolvedLabel } from './draft.ts'
import type { Item } from './read-items.ts'
import { isTagged, type Slots } from './slots.ts'

/**
 * "Share" says nothing by itself: a share of what, within what? The words around the labels decide.
 * Vertical = share of the row label within the segment; horizontal = share of the segment within the row label.
 */

const strongAmong = /^(?:chez|parmi|aupr[eè]s|au sein|among|amongst|within|inside)/i

const longestLead = 9

/** The preposition that leads to a label, over articles and over « ceux qui regardent »; null when a verb or a name comes first. */
const lead = (items: Item[], at: number): Item | null => {
  for (let before = at - 1; before >= 0 && at - before <= longestLead; before--) {
    const item = items[before]!
    if (item.kind !== 'words') return null
    const isObject = isTagged(item, 'of') && !isTagged(item, 'among') && isTagged(items[before - 1], 'copula')
    if (isObject) continue
    if (isTagged(item, 'among', 'of', 'on', 'by', 'share')) return item
    const isRelative =
      isTagged(items[before - 1], 'who', 'people') || /^(?:that|qui)$/i.test(items[before - 1]?.text ?? '')
    if (isTagged(item, 'copula') && !isRelative) return null
    if (!isTagged(item, 'filler', 'people', 'who', 'row', 'segment', 'all', 'copula', 'follow')) return null
  }
  return null
}

/** "Of the folks watching S, what % …", « sur les gens qui font S, … »: a clause of its own that opens the question. */
const isPartitive = (items: Item[], word: Item, labelAt: number): boolean => {
  const at = items.indexOf(word)
  const isOpening = items
    .slice(0, at)
    .every(
      (item) =>
        item.kind === 'comma' ||
        (item.kind === 'words' && isTagged(item, 'filler', 'greeting', 'thanks', 'follow')),
    )
  if (!isOpening || isTagged(word, 'share')) return false
  const inside = items.slice(at + 1, labelAt)
  if (/^(?:sur|on)$/i.test(word.text) && !inside.some((item) => isTagged(item, 'people'))) return false
  if (!/^(?:of|out of|sur|de|des)$/i.test(word.text) && !isTagged(word, 'among')) return false
  const end = items.findIndex((item, place) => place > labelAt && item.kind === 'comma')
  const between = items.slice(labelAt + 1, end < 0 ? 0 : end)
  const isClause =
    end > 0 && between.every((item) => isTagged(item, 'filler', 'people', 'row', 'segment', 'copula'))
  return isClause && items.slice(end).some((item) => isTagged(item, 'share'))
}

/** 2 surely the base (`chez les femmes`), 1 likely (`pour les femmes`), 0 not said. */
const baseWeight = (items: Item[], label: ResolvedLabel): number => {
  const word = lead(items, label.named.at)
  if (word && isPartitive(items, word, label.named.at)) return 2
  if (!word || !isTagged(word, 'among') || isTagged(word, 'share')) return 0
  return strongAmong.test(word.text) ? 2 : 1
}

/** `% des femmes` counts women, `% de femmes` measures them: only the article tells. */
const isWholeOf = (items: Item[], shareAt: number, labelAt: number): boolean | null => {
  const words = items
    .slice(shareAt + 1, labelAt)
    .map((item) => item.text.toLowerCase())
    .join(' ')
  if (
    /^(?:of|of the|of all|of all the|des|de la|de l|du|de l['’]|de tous les|de toutes les)$/.test(
      words.trim(),
    )
  )
    return true
  if (/^(?:de|d|d['’]|)$/.test(words.trim())) return false
  return null
}

const measureOf = (base: ResolvedLabel): Measure => (base.axis === 'segment' ? 'vertical' : 'horizontal')
const measureIn = (part: ResolvedLabel): Measure => (part.axis === 'row' ? 'vertical' : 'horizontal')

/** The share of a pair of labels, or null when the question leaves it open. */
export const shareOfPair = (slots: Slots, one: ResolvedLabel, two: ResolvedLabel): Measure | null => {
  const { items, shares } = slots
  const [first, second] = one.named.at < two.named.at ? [one, two] : [two, one]
  const between = items.slice(first.named.at + 1, second.named.at)
  // « Quel pourcentage pour femmes et lecture »: a list of two has no base.
  const isList =
    between.some((item) => isTagged(item, 'and')) && between.every((item) => isTagged(item, 'and', 'filler'))
  if (isList) return null
  const weights = [baseWeight(items, first), baseWeight(items, second)] as const
  if (weights[0] !== weights[1]) return measureOf(weights[0] > weights[1] ? first : second)
  const shareAt = shares[0] ?? -1
  if (shareAt < 0 || shareAt > first.named.at) return null
  const isLinked =
    between.some((item) => isTagged(item, 'copula', 'who')) || second.named.item.mention?.isVerb
  if (isLinked && !between.some((item) => isTagged(item, 'and', 'or'))) return measureOf(first)
  return null
}

/** The share that ranks or filters what is listed for one fixed label; `numberAt` = position of `30 %` if there is one. */
export const shareOfListed = (slots: Slots, fixed: ResolvedLabel, numberAt = -1): Measure | null => {
  const { items, shares } = slots
  if (numberAt >= 0 && numberAt < fixed.named.at) {
    const isWhole = isWholeOf(items, numberAt, fixed.named.at)
    if (isWhole !== null) return isWhole ? measureOf(fixed) : measureIn(fixed)
  }
  if (baseWeight(items, fixed)) return measureOf(fixed)
  const shareAt = shares.findLast((at) => at < fixed.named.at) ?? -1
  const isPart = shareAt >= 0 && isWholeOf(items, shareAt, fixed.named.at) !== null
  return isPart ? measureIn(fixed) : null
}
