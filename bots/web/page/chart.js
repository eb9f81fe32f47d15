import { h, svg, uniqueId } from './dom.js'
import { formatFigure } from './figures.js'
import { t } from './words.js'

/** @typedef {import('./types.d.ts').AnswerChart} AnswerChart */
/** @typedef {import('./types.d.ts').Claim} Claim */
/** @typedef {{ label: string, name: string, series: number, value: number, unit: string, isFirst: boolean }} Bar */

const barHeight = 16
const valueWidth = 64

/** @type {CanvasRenderingContext2D | null} */
let pencil = null
/**
 * Width of a text in pixels, measured off the screen, because a label must be cut before it is drawn.
 * @param {string} text
 * @param {string} font
 */
const widthOf = (text, font) => {
  pencil ??= document.createElement('canvas').getContext('2d')
  if (!pencil) return text.length * 7
  pencil.font = font
  return pencil.measureText(text).width
}

/**
 * @param {string} text
 * @param {number} room pixels
 * @param {string} font
 */
const cut = (text, room, font) => {
  if (widthOf(text, font) <= room) return text
  const letters = [...text]
  while (letters.length > 1 && widthOf(`${letters.join('')}…`, font) > room) letters.pop()
  return `${letters.join('').trimEnd()}…`
}

/**
 * Bars in drawing order: the labels of the first series, each with every series' bar.
 * @param {AnswerChart} chart
 * @param {Map<string, Claim>} claims
 * @returns {Bar[]}
 */
const listBars = (chart, claims) => {
  const labels = [...new Set(chart.series.flatMap((series) => series.points.map((point) => point.label)))]
  return labels.flatMap((label) => {
    let isFirst = true
    return chart.series.flatMap((series, at) => {
      const claim = claims.get(series.points.find((point) => point.label === label)?.claim ?? '')
      if (!claim) return []
      const bar = { label, name: series.name, series: at, value: claim.value, unit: claim.unit, isFirst }
      isFirst = false
      return [bar]
    })
  })
}

/**
 * Where everything stands at one width: labels beside the bars, or above them where there is no room.
 * @param {AnswerChart} chart
 * @param {Bar[]} bars
 * @param {number} width
 */
const place = (chart, bars, width) => {
  const font = `13px ${getComputedStyle(document.body).fontFamily}`
  const isGrouped = chart.series.length > 1
  const isBeside = width >= 560
  const labels = bars.map((bar) => (isGrouped ? bar.name : bar.label))
  const widest = Math.max(...labels.map((label) => widthOf(label, font)))
  const left = isBeside ? Math.min(widest + 14, width * 0.42) : 0
  const most = Math.max(chart.baseline ?? 0, ...bars.map((bar) => bar.value)) || 1
  const x = (/** @type {number} */ value) => left + (Math.max(0, value) / most) * (width - left - valueWidth)
  let y = chart.baseline === null ? 4 : 22
  const placed = bars.map((bar, position) => {
    const groupY = isGrouped && bar.isFirst ? y + (position === 0 ? 12 : 20) : null
    if (groupY !== null) y = groupY + 8
    if (!isBeside) y += 16
    const at = { bar, label: labels[position] ?? '', y, groupY }
    y += barHeight + 8
    return at
  })
  return { font, width, left, isBeside, x, placed, height: y }
}

/**
 * @param {Record<string, any>} properties
 * @param {string} words
 * @param {{ room: number, font: string }} [limit] what is cut is told in full when pointed at
 */
const text = (properties, words, limit) =>
  svg(
    'text',
    properties,
    limit && svg('title', null, words),
    limit ? cut(words, limit.room, limit.font) : words,
  )

/**
 * Labels and figures; drawn last, above bars and baseline.
 * @param {ReturnType<typeof place>} layout
 */
const drawTexts = ({ placed, font, width, left, isBeside, x }) =>
  placed.flatMap(({ bar, label, y, groupY }) => [
    ...(groupY === null
      ? []
      : [
          text({ class: 'chart-group', x: 0, y: groupY }, bar.label, {
            room: width - 8,
            font: `600 ${font}`,
          }),
        ]),
    isBeside
      ? text({ x: left - 10, y: y + 12.5, 'text-anchor': 'end' }, label, { room: left - 12, font })
      : text({ x: 0, y: y - 4 }, label, { room: width - 8, font }),
    text({ class: 'chart-value', x: x(bar.value) + 8, y: y + 12.5 }, formatFigure(bar.value, bar.unit)),
  ])

/**
 * @param {AnswerChart} chart
 * @param {ReturnType<typeof place>} layout
 */
const drawBaseline = ({ baseline, unit }, { x, height, width, font }) => {
  if (baseline === null) return []
  const at = x(baseline) + 0.5
  const words = t('chart.baseline', { value: formatFigure(baseline, unit) })
  const half = widthOf(words, font) / 2
  const middle = Math.min(Math.max(at, half), width - half)
  return [
    svg('line', { class: 'chart-baseline', x1: at, x2: at, y1: 18, y2: height - 4 }),
    text({ class: 'chart-baseline-label', x: middle, y: 12, 'text-anchor': 'middle' }, words),
  ]
}

/**
 * The picture at one width. Nothing is told by colour alone: every bar carries its label and figure, bars below the
 * baseline are hollow, and several series are named bar by bar.
 * @param {AnswerChart} chart
 * @param {Bar[]} bars
 * @param {number} width
 */
const draw = (chart, bars, width) => {
  const layout = place(chart, bars, width)
  const rects = layout.placed.map(({ bar, y }) =>
    svg('rect', {
      class: `chart-bar series-${(bar.series % 5) + 1}${chart.baseline !== null && bar.value < chart.baseline ? ' is-below' : ''}`,
      x: layout.left + 0.5,
      y,
      rx: 3,
      width: Math.max(2, layout.x(bar.value) - layout.left),
      height: barHeight,
    }),
  )
  return { marks: [...rects, ...drawBaseline(chart, layout), ...drawTexts(layout)], height: layout.height }
}

/**
 * A bar chart that redraws itself at its own width, so that its text keeps its size on a phone.
 * @param {AnswerChart} chart
 * @param {Map<string, Claim>} claims
 */
export const barChart = (chart, claims) => {
  const bars = listBars(chart, claims)
  if (bars.length === 0) return null
  const titleId = uniqueId('chart')
  const picture = svg('svg', { class: 'chart', role: 'img', 'aria-labelledby': `${titleId} ${titleId}-alt` })
  const figure = h('figure', { class: 'chart-box' }, h('figcaption', { id: titleId }, chart.title), picture)
  const alt = svg('desc', { id: `${titleId}-alt` }, chart.alt)
  let drawn = 0
  new ResizeObserver(([entry]) => {
    const width = Math.floor(entry?.contentRect.width ?? 0)
    if (width < 120 || width === drawn) return
    drawn = width
    const { marks, height } = draw(chart, bars, width)
    for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` }))
      picture.setAttribute(name, String(value))
    picture.replaceChildren(alt, ...marks)
  }).observe(figure)
  return figure
}
