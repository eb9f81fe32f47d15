import type { OutcomeOf } from '../../datasets/query/outcome.ts'
import type { TgiTable } from '../../datasets/table.ts'
import { wordLine } from './item-lines.ts'
import { bullets, paragraphs, sentences, type Voice } from './voice.ts'

const examples = 4

export const wordOverview = (voice: Voice, outcome: OutcomeOf<'overview'>, table: TgiTable): string => {
  const { measures, best } = outcome
  const names = measures.map((measure) => voice.say(`measure.${measure}`)).join(voice.say('sep.list'))
  return paragraphs([
    sentences([
      voice.say('overview.lead', {
        rows: voice.bold(outcome.rows),
        segments: voice.bold(outcome.segments),
        cells: voice.bold(outcome.cells),
      }),
      voice.say('overview.measures', { measures: names }),
    ]),
    bullets([
      wordSide(voice, outcome, 'row', table.rows),
      wordSide(voice, outcome, 'segment', table.segments),
    ]),
    best.length > 0 && voice.say('overview.best'),
    bullets(best.map((item) => wordLine(voice, item, { list: 'cells', measures: ['index', 'vertical'] }))),
  ])
}

/** The groups of a side with their sizes, or some of its labels when they have no groups. */
const wordSide = (
  voice: Voice,
  { groups }: OutcomeOf<'overview'>,
  axis: 'row' | 'segment',
  labels: readonly string[],
): string => {
  const own = groups.filter((group) => group.axis === axis)
  const grouped = own.reduce((sum, { size }) => sum + voice.value(size), 0)
  if (grouped < labels.length)
    return voice.say(`overview.labels_${axis}`, { labels: voice.labels(labels.slice(0, examples)) })
  const words = own.map(({ name, size }) => `${voice.label(name)} (${voice.bold(size)})`)
  return voice.say(`overview.groups_${axis}`, { groups: words.join(voice.say('sep.list')) })
}
