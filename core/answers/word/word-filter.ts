import type { OutcomeOf } from '../../datasets/query/outcome.ts'
import type { Measure } from '../../datasets/table.ts'
import { maxLines, wordAside, wordLine } from './item-lines.ts'
import { bullets, paragraphs, type Voice } from './voice.ts'
import { wordUnmeasurable } from './word-ranking.ts'

export const wordFilter = (voice: Voice, outcome: OutcomeOf<'filter'>): string => {
  const { plan, items, setAside } = outcome
  if (outcome.unmeasurable) return wordUnmeasurable(voice, outcome.unmeasurable)
  const words = { where: wordWhere(voice, plan), conditions: wordConditions(voice, outcome) }
  const measures = [
    ...new Set<Measure>([...plan.conditions.map(({ measure }) => measure), 'index', outcome.size]),
  ]
  const options = { list: plan.list, measures: measures.filter((measure) => measure !== 'count') }
  const isNothing = voice.value(outcome.found) === 0
  return paragraphs([
    isNothing
      ? voice.say(`filter.none_${plan.list}`, words)
      : voice.count(`filter.found_${plan.list}`, outcome.found, words),
    bullets(items.slice(0, maxLines).map((item) => wordLine(voice, item, options))),
    items.length > maxLines && voice.say('rank.more'),
    setAside.length > 0 &&
      voice.say('filter.aside', {
        items: wordAside(voice, setAside.slice(0, maxLines), {
          list: plan.list,
          measures: [plan.conditions[0]!.measure, 'count'],
        }),
      }),
    outcome.rest && voice.count('filter.rest', outcome.rest),
    outcome.without && voice.count('without', outcome.without),
  ])
}

const wordWhere = (voice: Voice, plan: OutcomeOf<'filter'>['plan']): string => {
  const key = plan.list === 'rows' && !plan.segment ? 'rows_all' : plan.list
  const values = {
    segment: plan.segment && voice.label(plan.segment),
    row: plan.row && voice.label(plan.row),
  }
  const where = voice.say(`where.${key === 'segments' && !plan.row ? 'segments_all' : key}`, values)
  return plan.group ? voice.say('where.group', { where, group: voice.label(plan.group) }) : where
}

const wordConditions = (voice: Voice, { plan, bounds }: OutcomeOf<'filter'>): string =>
  plan.conditions
    .map(({ measure, op }, at) =>
      voice.say(`condition.${op}`, {
        measure: voice.say(`measure.${measure}`),
        value: voice.bold(bounds[at]!.value),
        to: bounds[at]!.to ? voice.bold(bounds[at]!.to!) : '',
      }),
    )
    .join(voice.say('condition.and'))
