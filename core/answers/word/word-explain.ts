import type { OutcomeOf } from '../../datasets/query/outcome.ts'
import { translate } from '../../locales/translate.ts'
import { boundsOf, cautionsOf, levelOf, missingOf, readBothWays } from './reading.ts'
import { paragraphs, sentences, type Voice } from './voice.ts'

export const wordExplain = (voice: Voice, outcome: OutcomeOf<'explain'>): string => {
  const { plan, item } = outcome
  const claim = item.claims[plan.measure]
  const pair = { row: voice.label(item.row), segment: voice.label(item.segment) }
  if (!claim && Object.keys(item.claims).length === 0 && !item.missing[plan.measure])
    return voice.say('missing.cell', pair)
  if (!claim)
    return voice.say('missing.measure', {
      measure: voice.say(`measure.${plan.measure}`),
      missing: missingOf(voice, item, plan.measure),
    })
  const said = {
    index: explainIndex,
    vertical: explainVertical,
    horizontal: explainHorizontal,
    count: explainCount,
  }
  return paragraphs([said[plan.measure](voice, outcome), cautionsOf(voice, item)])
}

type Explain = OutcomeOf<'explain'>

/** Every figure of the item in bold, under the names that the sentences use. */
const figuresOf = (voice: Voice, { item, baseShare }: Pick<Explain, 'item' | 'baseShare'>) => ({
  row: voice.label(item.row),
  segment: voice.label(item.segment),
  ...Object.fromEntries(Object.entries(item.claims).map(([measure, id]) => [measure, voice.bold(id)])),
  base: baseShare && voice.bold(baseShare),
})

const explainIndex = (voice: Voice, outcome: Explain): string => {
  const { item, baseShare, hundred } = outcome
  const figures = { ...figuresOf(voice, outcome), hundred: voice.bold(hundred) }
  const bounds = boundsOf(voice, item)
  return paragraphs([
    sentences([
      voice.say('explain.index', figures),
      item.claims.vertical && baseShare && voice.say('explain.shares', figures),
    ]),
    readBothWays(voice, item),
    sentences([voice.say('reading.relative'), bounds && voice.say('lookup.wide', { bounds })]),
  ])
}

const wordIndexOfShare = (voice: Voice, { item }: Explain): string | null => {
  const { index } = item.claims
  if (!index) return null
  return voice.say('explain.share_index', {
    index: voice.bold(index),
    level: levelOf(voice, voice.value(index)),
  })
}

const explainVertical = (voice: Voice, outcome: Explain): string => {
  const figures = figuresOf(voice, outcome)
  return paragraphs([
    voice.say('explain.vertical', figures),
    sentences([
      outcome.baseShare && voice.say('explain.vertical_base', figures),
      wordIndexOfShare(voice, outcome),
    ]),
    outcome.item.claims.horizontal && voice.say('explain.vertical_other', figures),
  ])
}

const explainHorizontal = (voice: Voice, outcome: Explain): string => {
  const figures = figuresOf(voice, outcome)
  return paragraphs([
    voice.say('explain.horizontal', figures),
    wordIndexOfShare(voice, outcome),
    outcome.item.claims.vertical && voice.say('explain.horizontal_other', figures),
  ])
}

const explainCount = (voice: Voice, { item }: Explain): string => {
  const pair = { row: voice.label(item.row), segment: voice.label(item.segment) }
  if (item.countOf === 'cell')
    return voice.say('explain.count', { ...pair, figure: voice.bold(item.claims.count!) })
  return voice.count('lookup.count_margin', item.claims.count!, { label: voice.label(item[item.countOf]) })
}

/** Which example shows a term; terms without one have only their definition. */
const exampleOf: Partial<Record<OutcomeOf<'define'>['plan']['term'], string>> = {
  index: 'index',
  affinity_index: 'index',
  tgi: 'index',
  vertical: 'vertical',
  horizontal: 'horizontal',
  count: 'count',
  robustness: 'count',
  base: 'base',
  interview: 'interview',
  segment: 'segment',
  affinity_rate: 'affinity_rate',
}

export const wordDefine = (voice: Voice, outcome: OutcomeOf<'define'>): string => {
  const { plan, constants } = outcome
  const bold = Object.fromEntries(Object.entries(constants).map(([name, id]) => [name, voice.bold(id)]))
  return paragraphs([translate(voice.locale, `glossary:${plan.term}`, bold), wordExample(voice, outcome)])
}

/** What each example needs to be told. */
const needs = {
  index: ['index'], vertical: ['vertical'], horizontal: ['horizontal'], count: ['count'],
  base: ['vertical'], interview: [], segment: [], affinity_rate: ['vertical'],
} as const // biome-ignore format: one table, read at a glance

const wordExample = (voice: Voice, { plan, example, baseShare }: OutcomeOf<'define'>): string | null => {
  const name = exampleOf[plan.term] as keyof typeof needs | undefined
  if (!name || !example) return null
  const isWhole = needs[name].every((measure) => example.claims[measure])
  if (!isWhole || (name === 'base' && !baseShare) || (name === 'count' && example.countOf !== 'cell'))
    return null
  const figures = figuresOf(voice, { item: example, baseShare })
  // A figure named `count` would make i18next choose a plural.
  const { count, ...others } = figures as typeof figures & { count?: string }
  const values = { ...others, ...(count && { respondents: count }), reading: readBothWays(voice, example) }
  const text = translate(voice.locale, `glossary:example.${name}`, values)
  return translate(voice.locale, 'glossary:example.intro', { text })
}
