import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas'
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  Legend,
  LinearScale,
  Title,
} from 'chart.js'
import { limits } from '../../../config/limits.ts'
import type { Locale } from '../../answers/answer.ts'
import type { CardChart } from '../../messaging/card.ts'
import { barsOf, wrapText } from './bars.ts'
import { type Drawing, drawable, fontOf } from './drawing.ts'
import { paintOf } from './paints.ts'
import { pluginsOf } from './plugins.ts'
import { theme } from './theme.ts'

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Legend, Title)

/** Below the baseline a lone bar is hollow, so that the colour is not all that tells. */
const fillOf = ({ chart, bars, paint }: Drawing, at: number) => {
  const { fill } = paint(at)
  if (chart.baseline === null || bars.series.length > 1) return fill
  return bars.series[at]!.bars.map((bar) => (bar && bar.value < chart.baseline! ? theme.paper : fill))
}

const isGrouped = ({ bars }: Drawing): boolean => bars.series.length > 1

const barHeightOf = (drawing: Drawing): number =>
  isGrouped(drawing) ? theme.groupedBarHeight : theme.barHeight

/** What all bars of one label take, with the gap to the next: more where labels need two lines beside one bar. */
const rowHeightOf = (drawing: Drawing): number => {
  const { labels, series } = drawing.bars
  const isTall = series.length === 1 && labels.some((label) => label.length > theme.lineCharacters)
  return barHeightOf(drawing) * series.length + theme.barGap * (isTall ? 1.6 : 1)
}

const heightOf = (drawing: Drawing): number => {
  const { bars, chart } = drawing
  const top =
    theme.padding +
    theme.titleSize * 2 +
    (isGrouped(drawing) ? 56 : 0) +
    (chart.baseline === null || isGrouped(drawing) ? 0 : 22)
  const bottom = theme.padding + (bars.rest > 0 ? 24 : 0)
  return Math.round(top + bars.labels.length * rowHeightOf(drawing) + bottom)
}

/** Room for the widest figure beside the longest bar. */
const figureRoom = (drawing: Drawing, measure: (text: string) => number): number =>
  16 + Math.max(0, ...drawing.bars.series.flatMap(({ bars }) => bars.map((bar) => measure(bar?.text ?? ''))))

const configure = (drawing: Drawing, context: SKRSContext2D): ChartConfiguration<'bar'> => {
  const { bars, chart, family } = drawing
  const measure =
    (size: number, weight: 400 | 600 = 400) =>
    (text: string): number => {
      context.font = fontOf(drawing, size, weight)
      return context.measureText(drawable(text)).width
    }
  const labels = bars.labels.map((label) =>
    wrapText(drawable(label), { width: theme.labelWidth, lines: 2, measure: measure(theme.textSize) }),
  )
  const values = bars.series.flatMap((one) => one.bars.map((bar) => bar?.value ?? 0))
  const right = figureRoom(drawing, measure(theme.textSize, 600))
  const hasNegative = values.some((value) => value < 0)
  return {
    type: 'bar',
    data: {
      labels: bars.labels.map((_, at) => String(at)),
      datasets: bars.series.map(({ name, bars: own }, at) => ({
        label: drawable(name),
        data: own.map((bar) => bar?.value ?? null),
        backgroundColor: fillOf(drawing, at),
        borderColor: drawing.paint(at).edge,
        borderWidth: 1.5,
        borderSkipped: false,
        borderRadius: 3,
        barThickness: barHeightOf(drawing) - (isGrouped(drawing) ? 5 : 0),
      })),
    },
    options: {
      indexAxis: 'y',
      animation: false,
      responsive: false,
      devicePixelRatio: theme.density,
      font: { family, size: theme.textSize },
      color: theme.ink,
      layout: {
        padding: {
          top: theme.padding,
          bottom: theme.padding - 10 + (bars.rest > 0 ? 24 : 0),
          left: theme.padding,
          right: theme.padding + right,
        },
      },
      scales: {
        x: {
          display: false,
          min: hasNegative ? undefined : 0,
          max: Math.max(chart.baseline ?? 0, ...values) || 1,
        },
        y: {
          grid: { display: false },
          border: { color: theme.line },
          ticks: {
            autoSkip: false,
            color: theme.ink,
            font: { family, size: theme.textSize },
            padding: 10,
            callback: (_, at) => labels[at] ?? '',
          },
        },
      },
      plugins: {
        title: {
          display: true,
          text: wrapText(drawable(chart.title), {
            width: theme.width - 2 * theme.padding,
            lines: 1,
            measure: measure(theme.titleSize, 600),
          }),
          align: 'start',
          color: theme.ink,
          font: { family, size: theme.titleSize, weight: 600 },
          padding: { bottom: isGrouped(drawing) || chart.baseline === null ? 14 : 34 },
        },
        legend: {
          display: isGrouped(drawing),
          align: 'start',
          onClick: () => undefined,
          labels: {
            boxWidth: 14,
            boxHeight: 14,
            padding: 14,
            color: theme.ink,
            font: { family, size: theme.textSize },
          },
        },
      },
    },
    plugins: pluginsOf(drawing),
  }
}

/**
 * A chart as a PNG of 1,920 pixels width, its height by the number of bars. Takes tens of milliseconds of processor:
 * only in the worker. Null when there is nothing to draw.
 */
export const drawChart = async (
  chart: CardChart,
  { locale, family, colour }: { locale: Locale; family: string; colour: string | null },
): Promise<Buffer | null> => {
  const bars = barsOf(chart, limits.charts.maxBars)
  if (bars.labels.length === 0) return null
  const drawing: Drawing = { chart, bars, locale, family, paint: paintOf(colour) }
  const canvas = createCanvas(theme.width, heightOf(drawing))
  const context = canvas.getContext('2d')
  // Chart.js asks for a canvas of the browser; this one has all that it uses.
  const drawn = new Chart(canvas as never, configure(drawing, context))
  try {
    return await canvas.encode('png')
  } finally {
    drawn.destroy()
  }
}
