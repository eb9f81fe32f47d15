import type { Item } from '../../datasets/query/item.ts'
import type { OutcomeOf } from '../../datasets/query/outcome.ts'
import { lineMeasures, listedLabel, maxLines, wordAside, wordLine } from './item-lines.ts'
import { boundsOf, cautionsOf, levelOf, readBothWays } from './reading.ts'
import { bullets, paragraphs, sentences, type Voice } from './voice.ts'

type Ranking = OutcomeOf<'top'> | OutcomeOf<'bottom'>

export const wordRanking = (voice: Voice, outcome: Ranking): string => {
  const { plan, items } = outcome
  if (!outcome.isMeasurable) return wordUnmeasurable(voice, plan.by)
  const options = { list: plan.list, measures: lineMeasures(plan.by, outcome.size) }
  const aside =
    outcome.setAside.length > 0 &&
    voice.say('rank.aside', {
      items: wordAside(voice, outcome.setAside, { ...options, measures: [plan.by, 'count'] }),
    })
  const without = outcome.without && voice.count('without', outcome.without)
  const [first] = items
  if (!first)
    return paragraphs([
      voice.say(outcome.setAside.length > 0 ? 'rank.only_aside' : 'rank.empty'),
      aside,
      without,
    ])
  return paragraphs([
    sentences([wordFirst(voice, outcome, first), plan.by === 'index' && readBothWays(voice, first)]),
    cautionsOf(voice, first),
    items.length > 1 &&
      voice.say(`rank.list_${plan.operation}`, { measure: voice.say(`measure.${plan.by}`) }),
    items.length > 1 && bullets(items.slice(0, maxLines).map((item) => wordLine(voice, item, options))),
    items.length > maxLines && voice.say('rank.more'),
    sentences([wordCrossing(voice, outcome), wordUncertainty(voice, outcome)]),
    aside,
    without,
  ])
}

export const wordUnmeasurable = (voice: Voice, measure: string): string =>
  measure === 'index'
    ? voice.say('unmeasurable.index')
    : voice.say('unmeasurable.other', { measure: voice.say(`measure.${measure}`) })

const wordFirst = (voice: Voice, { plan }: Ranking, first: Item): string => {
  const claim = first.claims[plan.by]!
  // Rows without a segment, or segments without a row label, are pairs over the whole file.
  const isFixed = plan.list === 'rows' ? plan.segment : plan.list === 'segments' ? plan.row : false
  const key = `rank.${plan.operation}_${isFixed ? plan.list : 'cells'}${plan.by === 'index' ? '_index' : ''}`
  return voice.say(key, {
    row: voice.label(first.row),
    segment: voice.label(first.segment),
    figure: voice.bold(claim),
    measure: voice.say(`measure.${plan.by}`),
    level: levelOf(voice, voice.value(claim)),
  })
}

/** Where a top list falls to the average, or a bottom list climbs to it. */
const wordCrossing = (voice: Voice, { plan, items, hundred }: Ranking): string | null => {
  if (plan.by !== 'index') return null
  const isTop = plan.operation === 'top'
  const at = items.findIndex((item) => {
    const index = voice.value(item.claims.index!)
    return isTop ? index <= 100 : index >= 100
  })
  if (at < 0) return null
  if (at === 0)
    return voice.say(isTop ? 'rank.none_over' : 'rank.none_under', { hundred: voice.bold(hundred) })
  const label = listedLabel(voice, items[at]!, plan.list)
  return voice.say(`rank.crosses_${plan.operation}`, { label, hundred: voice.bold(hundred) })
}

/**
 * Rounding is told where it changes the reading: who is first, a single figure that may be anything, and a higher one
 * that stands behind a firm one. The bounds of the others are on their lines.
 */
const wordUncertainty = (voice: Voice, { plan, items, isLeadUncertain }: Ranking): string => {
  const [first, second] = items
  const name = (item: Item): string => listedLabel(voice, item, plan.list)
  const figure = (item: Item): number => voice.value(item.claims[plan.by]!)
  const sign = plan.operation === 'top' ? 1 : -1
  const overtaken = items.filter((item) => item.bounds && sign * (figure(item) - figure(first!)) > 0)
  const alone = items.length === 1 && first ? boundsOf(voice, first) : null
  return sentences([
    alone && voice.say('lookup.wide', { bounds: alone }),
    isLeadUncertain &&
      second &&
      voice.say('rank.lead_uncertain', { first: name(first!), second: name(second) }),
    ...overtaken.map((item) =>
      voice.say('rank.wide', {
        label: name(item),
        figure: voice.bold(item.claims.index!),
        bounds: boundsOf(voice, item)!,
      }),
    ),
  ])
}
