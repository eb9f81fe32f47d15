import type { OutcomeOf } from '../../datasets/query/outcome.ts'
import type { Measure } from '../../datasets/table.ts'
import { boundsOf, cautionsOf, levelOf, missingOf, readBothWays } from './reading.ts'
import { paragraphs, sentences, type Voice } from './voice.ts'

export const wordLookup = (voice: Voice, { plan, item }: OutcomeOf<'lookup'>): string => {
  const pair = { row: voice.label(item.row), segment: voice.label(item.segment) }
  if (Object.keys(item.claims).length === 0 && Object.values(item.missing).every((mark) => mark === ''))
    return voice.say('missing.cell', pair)

  const wordMeasure = (measure: Measure): string => {
    const claim = item.claims[measure]
    if (!claim)
      return voice.say('missing.measure', {
        measure: voice.say(`measure.${measure}`),
        missing: missingOf(voice, item, measure),
      })
    if (measure === 'count') return wordCount(voice, item)
    const level = measure === 'index' ? levelOf(voice, voice.value(claim)) : ''
    return voice.say(`lookup.${measure}`, { ...pair, level, [measure]: voice.bold(claim) })
  }
  const bounds = boundsOf(voice, item)
  const isCountAsked = plan.measures.includes('count')
  return paragraphs([
    sentences(plan.measures.map(wordMeasure)),
    plan.measures.includes('index') && readBothWays(voice, item),
    sentences([
      bounds && voice.say('lookup.wide', { bounds }),
      !isCountAsked && item.claims.count && wordCount(voice, item),
      cautionsOf(voice, item),
    ]),
  ])
}

const wordCount = (voice: Voice, item: OutcomeOf<'lookup'>['item']): string => {
  const id = item.claims.count!
  if (item.countOf === 'cell') return voice.count('lookup.count_cell', id)
  return voice.count('lookup.count_margin', id, { label: voice.label(item[item.countOf]) })
}
