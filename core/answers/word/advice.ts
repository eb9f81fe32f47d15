import type { Item } from '../../datasets/query/item.ts'
import type { Outcome } from '../../datasets/query/outcome.ts'
import type { Scope } from '../../datasets/query/ranking.ts'
import type { Measure } from '../../datasets/table.ts'
import { averageBand } from '../../datasets/tgi.ts'
import { listedLabel } from './item-lines.ts'
import { itemsOf } from './items-of.ts'
import { findSector } from './sector.ts'
import { bullets, paragraphs, type Voice } from './voice.ts'

interface Material {
  voice: Voice
  list: Scope['list']
  size: Measure
  /** Usable items with an index, strongest first. */
  items: Item[]
  hasStars: boolean
}

/** What is compared in an answer: how its items are named and which share is their size. */
const shapeOf = (outcome: Outcome): { list: Scope['list']; size: Measure } => {
  if ('size' in outcome)
    return { list: 'list' in outcome ? outcome.list : outcome.plan.list, size: outcome.size }
  return { list: 'cells', size: 'vertical' }
}

const gather = (voice: Voice, outcome: Outcome): Material => {
  const all = itemsOf(outcome)
  const index = (item: Item): number => voice.value(item.claims.index!)
  const items = all
    .filter(
      ({ claims, flags }) => claims.index && !flags.includes('not_usable') && !flags.includes('inconsistent'),
    )
    .sort((a, b) => index(b) - index(a))
  const hasStars = all.some(({ flags }) => flags.includes('small_base') || flags.includes('not_usable'))
  return { voice, ...shapeOf(outcome), items, hasStars }
}

/**
 * Marketing insight, then strategic recommendations in the sector's terms: only from figures that the answer already
 * claims, and without claiming a cause. Null when no advice was asked for.
 */
export const wordAdvice = (voice: Voice, outcome: Outcome, theme: string | null): string | null => {
  const { plan } = outcome
  if (!('advice' in plan) || !plan.advice) return null
  const material = gather(voice, outcome)
  if (material.items.length === 0) return null
  // A theme with digits would bring figures that are no claims into the text.
  const isNamed = theme !== null && theme.trim() !== '' && !/\p{N}/u.test(theme)
  return paragraphs([
    voice.say('advice.insight'),
    bullets(wordInsight(material)),
    isNamed
      ? voice.say('advice.recommendations_for', { theme: voice.label(theme) })
      : voice.say('advice.recommendations'),
    bullets(wordRecommendations(material, theme)),
  ])
}

const indexOf = ({ voice }: Material, item: Item): number => voice.value(item.claims.index!)

const strongest = (material: Material): Item | null => {
  const first = material.items[0]!
  return indexOf(material, first) > averageBand.high ? first : null
}

const weakest = (material: Material): Item | null => {
  const last = material.items.at(-1)!
  return material.items.length > 1 && indexOf(material, last) < averageBand.low ? last : null
}

const largest = ({ voice, items, size }: Material): Item | null => {
  const sized = items.filter(({ claims }) => claims[size])
  const share = (item: Item): number => voice.value(item.claims[size]!)
  return sized.length > 1 ? sized.reduce((best, item) => (share(item) > share(best) ? item : best)) : null
}

const wordInsight = (material: Material): string[] => {
  const { voice, list, size } = material
  const [affine, large, weak] = [strongest(material), largest(material), weakest(material)]
  const figures = (item: Item) => ({
    label: listedLabel(voice, item, list),
    index: voice.bold(item.claims.index!),
    share: item.claims[size] ? voice.bold(item.claims[size]) : '',
  })
  const lines: string[] = []
  if (affine && affine === large) lines.push(voice.say('advice.both', figures(affine)))
  else {
    lines.push(affine ? voice.say('advice.affinity', figures(affine)) : voice.say('advice.no_over'))
    if (large) lines.push(voice.say('advice.size', figures(large)))
  }
  if (weak && weak !== large) lines.push(voice.say('advice.weak', figures(weak)))
  return lines
}

const wordRecommendations = (material: Material, theme: string | null): string[] => {
  const { voice, list } = material
  const sector = findSector(theme)
  const words = {
    sector_focus: voice.say(`sector.${sector}.focus`),
    sector_reach: voice.say(`sector.${sector}.reach`),
    sector_save: voice.say(`sector.${sector}.save`),
  }
  const name = (item: Item): string => listedLabel(voice, item, list)
  const [affine, large, weak] = [strongest(material), largest(material), weakest(material)]
  // Volume is sought where interest is at least average; below, size alone is no reason.
  const reach = large && large !== affine && indexOf(material, large) >= averageBand.low ? large : null
  const lines = [
    affine ? voice.say('advice.focus', { ...words, label: name(affine) }) : voice.say('advice.broad', words),
    reach && voice.say('advice.reach', { ...words, label: name(reach) }),
    weak && voice.say('advice.save', { ...words, label: name(weak) }),
    voice.say('advice.test'),
    material.hasStars && voice.say('advice.small'),
  ]
  return lines.filter((line) => typeof line === 'string')
}
