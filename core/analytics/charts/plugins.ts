import type { SKRSContext2D } from '@napi-rs/canvas'
import type { Plugin } from 'chart.js'
import { formatFigure } from '../../answers/figures.ts'
import { translate } from '../../locales/translate.ts'
import { type Drawing, drawable, fontOf } from './drawing.ts'
import { theme } from './theme.ts'

/** Words over bars and lines, each with a white halo, or they could not be read across a line. */
const write = (context: SKRSContext2D, text: string, [x, y]: [number, number]): void => {
  context.strokeStyle = theme.paper
  context.lineWidth = 4
  context.lineJoin = 'round'
  context.strokeText(text, x, y)
  context.fillText(text, x, y)
}

/** The line that bars are compared with, dashed and named above the bars. */
const baselinePlugin = (drawing: Drawing): Plugin<'bar'> => ({
  id: 'baseline',
  afterDatasetsDraw: ({ ctx, chartArea, scales }) => {
    const { chart, locale } = drawing
    if (chart.baseline === null) return
    const context = ctx as unknown as SKRSContext2D
    const decimals = Number.isInteger(chart.baseline) ? 0 : 1
    const value = formatFigure(chart.baseline, chart.unit, decimals, locale)
    const name = drawable(translate(locale, 'cards:chart.baseline', { value }))
    const x = Math.round(scales.x!.getPixelForValue(chart.baseline))
    context.save()
    context.strokeStyle = theme.ink
    context.lineWidth = 1.5
    context.setLineDash([5, 4])
    context.beginPath()
    context.moveTo(x, chartArea.top - 4)
    context.lineTo(x, chartArea.bottom)
    context.stroke()
    context.setLineDash([])
    context.font = fontOf(drawing, theme.smallSize)
    context.fillStyle = theme.ink
    context.textBaseline = 'bottom'
    const half = context.measureText(name).width / 2
    context.textAlign = 'center'
    write(context, name, [
      Math.min(Math.max(x, chartArea.left + half), chartArea.right - half),
      chartArea.top - 7,
    ])
    context.restore()
  },
})

/** Every bar's figure at its end, as it is written in the answer. */
const figuresPlugin = (drawing: Drawing): Plugin<'bar'> => ({
  id: 'figures',
  afterDatasetsDraw: (chart) => {
    const context = chart.ctx as unknown as SKRSContext2D
    context.save()
    context.font = fontOf(drawing, theme.textSize, 600)
    context.fillStyle = theme.ink
    context.textBaseline = 'middle'
    drawing.bars.series.forEach(({ bars }, at) => {
      const { data } = chart.getDatasetMeta(at)
      bars.forEach((bar, position) => {
        const element = data[position]
        if (!bar || !element) return
        context.textAlign = bar.value < 0 ? 'right' : 'left'
        const x = element.x + (bar.value < 0 ? -8 : 8)
        write(context, drawable(bar.text), [x, element.y + 0.5])
      })
    })
    context.restore()
  },
})

/** How many labels the picture has no room for. */
const restPlugin = (drawing: Drawing): Plugin<'bar'> => ({
  id: 'rest',
  afterDraw: ({ ctx, chartArea, height }) => {
    const { bars, locale } = drawing
    if (bars.rest === 0) return
    const context = ctx as unknown as SKRSContext2D
    context.save()
    context.font = fontOf(drawing, theme.smallSize)
    context.fillStyle = theme.muted
    context.textBaseline = 'bottom'
    context.textAlign = 'left'
    const text = drawable(translate(locale, 'cards:chart.rest', { count: bars.rest }))
    context.fillText(text, chartArea.left, height - theme.padding / 2)
    context.restore()
  },
})

/** Between the names of the series and the bars, where the baseline is named. */
const legendGapPlugin: Plugin<'bar'> = {
  id: 'legend-gap',
  beforeInit: (chart) => {
    const { legend } = chart as unknown as { legend?: { fit(): void; height: number } }
    if (!legend) return
    const measure = legend.fit.bind(legend)
    legend.fit = () => {
      measure()
      legend.height += 22
    }
  },
}

/** White first: on a dark theme a see-through picture could not be read. */
const paperPlugin: Plugin<'bar'> = {
  id: 'paper',
  beforeDraw: ({ ctx, width, height }) => {
    ctx.save()
    ctx.fillStyle = theme.paper
    ctx.fillRect(0, 0, width, height)
    ctx.restore()
  },
}

/** What Chart.js does not draw by itself. */
export const pluginsOf = (drawing: Drawing): Plugin<'bar'>[] => [
  paperPlugin,
  legendGapPlugin,
  baselinePlugin(drawing),
  figuresPlugin(drawing),
  restPlugin(drawing),
]
