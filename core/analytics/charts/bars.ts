import type { CardChart } from '../../messaging/card.ts'

/** The bars of a picture: a label each, and in every series its value and how it is written. */
export interface Bars {
  labels: string[]
  series: { name: string; bars: ({ value: number; text: string } | null)[] }[]
  /** Labels that the picture has no room for. */
  rest: number
}

/** @param most bars of all series together */
export const barsOf = ({ series }: CardChart, most: number): Bars => {
  const points = series.map((one) => one.points.filter(({ value }) => Number.isFinite(value)))
  const labels = [...new Set(points.flatMap((one) => one.map(({ label }) => label)))]
  const shown = labels.slice(0, Math.max(1, Math.floor(most / Math.max(1, series.length))))
  return {
    labels: shown,
    series: series.map(({ name }, at) => ({
      name,
      bars: shown.map((label) => points[at]!.find((point) => point.label === label) ?? null),
    })),
    rest: labels.length - shown.length,
  }
}

/** A text in at most `lines` lines of `width`, the last one cut with `…`. */
export const wrapText = (
  text: string,
  { width, lines, measure }: { width: number; lines: number; measure: (text: string) => number },
): string[] => {
  const wrapped: string[] = []
  let rest = text.replace(/\s+/gu, ' ').trim()
  while (wrapped.length < lines - 1 && measure(rest) > width) {
    const words = rest.split(' ')
    let line = ''
    while (words.length > 0 && measure(`${line} ${words[0]}`.trim()) <= width)
      line = `${line} ${words.shift()}`.trim()
    if (line === '') break
    wrapped.push(line)
    rest = words.join(' ')
  }
  if (measure(rest) <= width) return [...wrapped, rest]
  const signs = [...new Intl.Segmenter().segment(rest)].map(({ segment }) => segment)
  while (signs.length > 1 && measure(`${signs.join('')}…`) > width) signs.pop()
  return [...wrapped, `${signs.join('').trimEnd()}…`]
}
