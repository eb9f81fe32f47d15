import { limits } from '../../../../config/limits.ts'
import type { CardChart } from '../../../../core/messaging/card.ts'
import { context, type PictureOf, type Piece, type Setting, type SlackBlock } from '../block.ts'
import { guardText, lengthOf } from '../escape.ts'
import { shorten, shortenAll } from '../text/split-text.ts'
import { headingAtoms, smallPieces, textPiece } from './text-parts.ts'

const most = limits.slack.chart

/** The labels that every series has exactly once, in their order; null when Slack's own chart cannot show it so. */
const categoriesOf = ({ series }: CardChart): string[] | null => {
  const [first] = series
  if (!first || series.length > most.series) return null
  const labels = first.points.map(({ label }) => label)
  const wanted = new Set(labels)
  const isWhole = ({ points }: CardChart['series'][number]): boolean =>
    points.length === wanted.size &&
    points.every(({ label, value }) => wanted.has(label) && Number.isFinite(value)) &&
    new Set(points.map(({ label }) => label)).size === points.length
  return labels.length > 0 && labels.length <= most.categories && series.every(isWhole) ? labels : null
}

const clean = (text: string): string => guardText(text).trim() || '–'

/** Slack's own chart; null when the data does not fit it. */
const nativeChart = (chart: CardChart): SlackBlock | null => {
  const labels = categoriesOf(chart)
  if (!labels) return null
  const short = shortenAll(labels.map(clean), most.labelCharacters)
  const names = shortenAll(
    chart.series.map(({ name }) => clean(name)),
    most.labelCharacters,
  )
  return {
    type: 'data_visualization',
    title: shorten(clean(chart.title), most.titleCharacters),
    chart: {
      type: 'bar',
      series: chart.series.map(({ points }, at) => ({
        name: names[at],
        data: labels.map((label, position) => ({
          label: short[position],
          value: points.find((point) => point.label === label)!.value,
        })),
      })),
      axis_config: { categories: short },
    },
  }
}

/** What the picture says stands under it, unless a table of the card says the same. */
export const chartPieces = (
  chart: CardChart,
  setting: Setting,
  { hasTable, allowsNative }: { hasTable: boolean; allowsNative: boolean },
): Piece[] => {
  const alt = chart.alt || chart.title
  const title =
    lengthOf(guardText(chart.title)) > most.titleCharacters ? textPiece(headingAtoms(chart.title)) : []
  if (setting.surface !== 'message') return [...textPiece(headingAtoms(chart.title)), ...smallPieces(alt)]
  const image: PictureOf = {
    fileName: `sextant-${setting.nextNumber()}.png`,
    title: chart.title,
    alt,
    chart,
  }
  const native = allowsNative ? nativeChart(chart) : null
  if (native)
    return [
      ...title,
      { kind: 'blocks', blocks: [native], picture: { at: 0, isNative: true, image } },
      ...(hasTable ? [] : smallPieces(alt)),
    ]
  // Until the picture is there, and where it cannot be had, its words stand in its place.
  const [first, ...others] = smallPieces(`${chart.title}\n${alt}`)
  const stand = first?.kind === 'blocks' ? first.blocks[0]! : context('–')
  return [{ kind: 'blocks', blocks: [stand], picture: { at: 0, isNative: false, image } }, ...others]
}
