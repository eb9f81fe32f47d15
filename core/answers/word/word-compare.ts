import type { CompareRow, OutcomeOf } from '../../datasets/query/outcome.ts'
import { cautionsOf, missingOf, starsOf } from './reading.ts'
import { bullets, paragraphs, sentences, type Voice } from './voice.ts'
import { wordUnmeasurable } from './word-ranking.ts'

type Compare = OutcomeOf<'compare'>

export const wordCompare = (voice: Voice, outcome: Compare): string => {
  const { plan, rows } = outcome
  if (!outcome.isMeasurable) return wordUnmeasurable(voice, plan.by)
  const labels = [...new Set(plan.labels)]
  const [first] = rows
  if (!first)
    return paragraphs([
      voice.say('compare.nothing', { labels: voice.labels(labels) }),
      outcome.without && voice.count('without', outcome.without),
    ])
  const lead = plan.on?.length ? first : (rows.find(({ difference }) => difference) ?? first)
  // One row of plain figures needs no list; several, or a figure that needs a word, do.
  const isList = rows.length > 1 || labels.length > 2 || !lead.difference
  return paragraphs([
    wordLead(voice, outcome, lead),
    isList && voice.say('compare.details'),
    isList && bullets(rows.map((row) => wordRow(voice, outcome, row))),
    !isList && wordShares(voice, outcome, lead),
    !isList && cautionsOfRow(voice, lead),
    outcome.without && voice.count('without', outcome.without),
  ])
}

const cautionsOfRow = (voice: Voice, { items }: CompareRow): string =>
  sentences([...new Set(items.map((item) => item && cautionsOf(voice, item)))])

const wordDifference = (voice: Voice, id: string, by: Compare['plan']['by']): string => {
  if (by === 'count') return voice.count('figure.count', id)
  return voice.say('compare.points', { count: voice.value(id), figure: `**${voice.number(id)}**` })
}

const wordLead = (voice: Voice, { plan }: Compare, row: CompareRow): string => {
  const on = voice.label(row.on)
  const labels = [...new Set(plan.labels)]
  const measure = voice.say(`measure.${plan.by}`)
  if (!row.difference) return voice.say('compare.unknown', { labels: voice.labels(labels), on })
  const figure = (at: number): string => voice.bold(row.items[at]!.claims[plan.by]!)
  const high = figure(row.highest!)
  if (voice.value(row.difference) === 0)
    return voice.say('compare.equal', { on, labels: voice.labels(labels), measure, high })
  const said = voice.say(plan.on?.length ? 'compare.one' : 'compare.most', {
    on,
    measure,
    high,
    low: figure(row.lowest!),
    highest: voice.label(labels[row.highest!]!),
    lowest: voice.label(labels[row.lowest!]!),
    difference: wordDifference(voice, row.difference, plan.by),
  })
  return row.isUncertain ? `${said.replace(/\.$/u, '')} (${voice.say('compare.uncertain')}).` : said
}

const wordRow = (voice: Voice, { plan }: Compare, row: CompareRow): string => {
  const labels = [...new Set(plan.labels)]
  const figures = row.items.map((item, at) => {
    const claim = item?.claims[plan.by]
    const figure = claim
      ? voice.bold(claim)
      : item
        ? missingOf(voice, item, plan.by)
        : voice.say('missing.plain')
    const stars = item ? starsOf(item) : ''
    return voice.say('compare.line_figure', { label: voice.label(labels[at]!), figure: `${figure}${stars}` })
  })
  const uncertain = row.isUncertain ? ` (${voice.say('compare.uncertain')})` : ''
  return `${voice.say('compare.line', { on: voice.label(row.on), figures: figures.join(voice.say('sep.list')) })}${uncertain}`
}

/** The sizes beside a single comparison of indices, so that a high index of a tiny group does not mislead. */
const wordShares = (voice: Voice, { plan, list }: Compare, row: CompareRow): string => {
  if (plan.by !== 'index') return ''
  return sentences(
    row.items.map((item) => {
      const measure = list === 'rows' ? 'vertical' : 'horizontal'
      const claim = item?.claims[measure]
      if (!item || !claim) return null
      const pair = { row: voice.label(item.row), segment: voice.label(item.segment) }
      return voice.say(`lookup.${measure}`, { ...pair, [measure]: voice.bold(claim) })
    }),
  )
}
