import type { Item } from '../../datasets/query/item.ts'
import type { Outcome, OutcomeOf } from '../../datasets/query/outcome.ts'
import type { Scope } from '../../datasets/query/ranking.ts'
import type { Measure } from '../../datasets/table.ts'
import type { AnswerChart } from '../answer.ts'
import { flattenText } from './quote.ts'
import type { Voice } from './voice.ts'

const maxBars = 20

/** Bars for answers that hold several comparable figures; null for all others. */
export const drawChart = (voice: Voice, outcome: Outcome): AnswerChart | null => {
  switch (outcome.operation) {
    case 'top':
    case 'bottom':
      return drawItems(voice, outcome.items, { list: outcome.plan.list, by: outcome.plan.by })
    case 'filter':
      return drawItems(voice, outcome.items, {
        list: outcome.plan.list,
        by: outcome.plan.conditions[0]!.measure,
      })
    case 'profile':
      // The lowest last, so that the bars fall from the strongest to the weakest.
      return drawItems(voice, [...outcome.over, ...outcome.under.toReversed()], {
        list: outcome.list,
        by: 'index',
      })
    case 'overview':
      return drawItems(voice, outcome.best, { list: 'cells', by: 'index' })
    case 'compare':
      return drawComparison(voice, outcome)
    default:
      return null
  }
}

type Series = AnswerChart['series'][number]

const complete = (voice: Voice, by: Measure, series: Series[]): AnswerChart | null => {
  const points = series.flatMap((one) => one.points)
  if (points.length < 2) return null
  const said = points.map(({ label, claim }) =>
    voice.say('chart.point', { label: voice.label(label), figure: voice.plain(claim) }),
  )
  return {
    kind: 'bar',
    title: voice.say(`chart.title_${by}`),
    unit: by === 'index' || by === 'count' ? by : 'percent',
    baseline: by === 'index' ? 100 : null,
    series,
    alt: voice.say('chart.alt', { points: said.join(voice.say('sep.list')) }),
  }
}

const drawItems = (
  voice: Voice,
  items: readonly Item[],
  { list, by }: { list: Scope['list']; by: Measure },
): AnswerChart | null => {
  const name = ({ row, segment }: Item): string =>
    list === 'rows' ? row : list === 'segments' ? segment : `${row} × ${segment}`
  const points = items
    .filter(({ claims }) => claims[by])
    .slice(0, maxBars)
    .map((item) => ({ label: flattenText(name(item)), claim: item.claims[by]! }))
  return complete(voice, by, [{ name: voice.say('chart.series'), points }])
}

const drawComparison = (voice: Voice, { plan, rows }: OutcomeOf<'compare'>): AnswerChart | null => {
  const series = [...new Set(plan.labels)].map((label, at) => ({
    name: flattenText(label),
    points: rows
      .filter(({ items }) => items[at]?.claims[plan.by])
      .map(({ on, items }) => ({ label: flattenText(on), claim: items[at]!.claims[plan.by]! })),
  }))
  return complete(voice, plan.by, series)
}
