import type { Item } from '../../datasets/query/item.ts'
import type { Measure } from '../../datasets/table.ts'
import { averageBand, notableFrom, notableTo } from '../../datasets/tgi.ts'
import { sentences, type Voice } from './voice.ts'

/** `surreprésentation nette` and the like: 80, 90, 110 and 120 are the usual conventions. */
export const levelOf = (voice: Voice, index: number): string => {
  if (index >= notableFrom) return voice.say('level.high')
  if (index > averageBand.high) return voice.say('level.rather_high')
  if (index >= averageBand.low) return voice.say('level.average')
  return voice.say(index > notableTo ? 'level.rather_low' : 'level.low')
}

/** What an index means, from the row label to the segment and back: the two readings are one number. */
export const readBothWays = (voice: Voice, item: Item): string | null => {
  const { gap } = item
  if (!gap) return null
  const pair = { row: voice.label(item.row), segment: voice.label(item.segment) }
  const index = item.claims.index!
  if (voice.printsZero(index)) return voice.say('reading.none', pair)
  // A gap that prints as zero is no gap to speak of.
  const isLevel = gap.side === 'average' || voice.printsZero(gap.claim)
  return voice.say(`reading.${isLevel ? 'average' : gap.side}`, { ...pair, gap: voice.bold(gap.claim) })
}

export const boundsOf = (voice: Voice, item: Item): string | null =>
  item.bounds && voice.say('bounds', { low: voice.bold(item.bounds.low), high: voice.bold(item.bounds.high) })

/** ★★, ★ or nothing, with the blank before it. */
export const starsOf = (item: Item): string => {
  if (item.flags.includes('not_usable')) return ' ★★'
  return item.flags.includes('small_base') ? ' ★' : ''
}

export const missingOf = (voice: Voice, item: Item, measure: Measure): string => {
  const mark = item.missing[measure]
  // A mark such as `<1` holds a figure that is no claim; then it is only said that there is none.
  return mark && !/\p{N}/u.test(mark)
    ? voice.say('missing.mark', { mark: voice.label(mark) })
    : voice.say('missing.plain')
}

/** What must be said beside a figure before anybody uses it. */
export const cautionsOf = (voice: Voice, item: Item): string =>
  sentences(
    (['not_usable', 'small_base', 'inconsistent'] as const).map(
      (flag) => item.flags.includes(flag) && voice.say(`caution.${flag}`),
    ),
  )

/** One measure of an item in a few words: `indice 140`, `21,0 % du segment`, `402 répondants`. */
export const figureWords = (voice: Voice, item: Item, measure: Measure): string | null => {
  const claim = item.claims[measure]
  if (!claim) return null
  // Respondents of a whole segment are not those of the cell, and a line has no room to say so.
  if (measure === 'count') return item.countOf === 'cell' ? voice.count('figure.count', claim) : null
  return voice.say(`figure.${measure}`, { figure: voice.bold(claim) })
}
