import type { OutcomeOf } from '../../datasets/query/outcome.ts'
import type { Measure } from '../../datasets/table.ts'
import { lineMeasures, listedLabel, wordAside, wordLine } from './item-lines.ts'
import { readBothWays } from './reading.ts'
import { bullets, paragraphs, sentences, type Voice } from './voice.ts'
import { wordUnmeasurable } from './word-ranking.ts'

export const wordProfile = (voice: Voice, outcome: OutcomeOf<'profile'>): string => {
  const { plan, list, over, under, largest, setAside } = outcome
  const label = voice.label((plan.row ?? plan.segment)!)
  const options = { list, measures: lineMeasures('index', outcome.size) }
  const sizes: Measure[] = [outcome.size, 'index']
  const known = largest.filter(({ item }) => item.claims[outcome.size])
  if (over.length + under.length + known.length + setAside.length === 0)
    return paragraphs([
      !outcome.isMeasurable && wordUnmeasurable(voice, 'index'),
      voice.say('profile.no_figures', { label }),
    ])
  const side = (key: 'over' | 'under', threshold: string, count: string): string =>
    voice.say(`profile.${key}`, { threshold: voice.bold(threshold), found: voice.bold(count) })
  return paragraphs([
    outcome.isMeasurable ? wordLead(voice, outcome, label) : wordUnmeasurable(voice, 'index'),
    over.length > 0 && side('over', outcome.notable.from, outcome.overCount),
    bullets(over.map((item) => wordLine(voice, item, options))),
    under.length > 0 && side('under', outcome.notable.to, outcome.underCount),
    bullets(under.map((item) => wordLine(voice, item, options))),
    known.length > 0 && voice.say(`profile.largest_${list}`),
    bullets(known.map(({ item }) => wordLine(voice, item, { list, measures: sizes }))),
    setAside.length > 0 &&
      voice.say('profile.aside', {
        items: wordAside(voice, setAside, { list, measures: ['index', 'count'] }),
      }),
    outcome.without && voice.count('without', outcome.without),
  ])
}

const wordLead = (voice: Voice, { over, under, list }: OutcomeOf<'profile'>, label: string): string => {
  const first = over[0] ?? under[0]
  if (!first) return voice.say('profile.lead_none', { label })
  const other = listedLabel(voice, first, list)
  const figure = voice.bold(first.claims.index!)
  const lead = voice.say(over[0] ? 'profile.lead_over' : 'profile.lead_under', { label, other, figure })
  return sentences([lead, readBothWays(voice, first)])
}
