import type { Measure } from '../table.ts'
import type { CrosstabRow } from './crosstab-rows.ts'

/** Figures of the data rows of a banner by column: `values[column][row]`, NaN = none; shares in percent. */
export interface BannerFigures {
  rows: CrosstabRow[]
  values: number[][]
  /** Position in `values` of the column of all respondents, or -1. */
  total: number
  /** Consecutive columns of one group (`Âge`): they share out a row's people among them. */
  groups: number[][]
  /** The figures are shares: percent signs, percent formats, or fractions. */
  areShares: boolean
}

const near100 = (sum: number): boolean => Math.abs(sum - 100) <= 3.5

const share = (good: number, all: number): number => (all > 0 ? good / all : 0)

/** Share of the sections whose rows add up to 100 in (most of) the columns: people spread over the answers. */
const columnsAddUp = ({ rows, values }: BannerFigures): number => {
  const sections = Map.groupBy(rows.keys(), (at) => rows[at]!.sectionNumber)
  let good = 0
  let all = 0
  for (const members of sections.values()) {
    if (members.length < 2) continue
    const sums = values
      .map((column) => members.reduce((sum, at) => sum + (column[at] || 0), 0))
      .filter((sum) => sum > 0)
    if (sums.length === 0) continue
    all++
    if (sums.filter(near100).length >= sums.length * 0.7) good++
  }
  return share(good, all)
}

/** Share of the (row, group) pairs whose columns add up to 100: a row's people spread over the group. */
const rowsAddUp = ({ rows, values, groups }: BannerFigures): number => {
  let good = 0
  let all = 0
  for (const group of groups) {
    if (group.length < 2) continue
    for (let at = 0; at < rows.length; at++) {
      all++
      if (near100(group.reduce((sum, column) => sum + (values[column]![at] || 0), 0))) good++
    }
  }
  return share(good, all)
}

const median = (numbers: number[]): number => {
  const sorted = numbers.filter((one) => !Number.isNaN(one)).sort((a, b) => a - b)
  return sorted.length ? sorted[Math.floor(sorted.length / 2)]! : Number.NaN
}

export interface MeasureGuess {
  measure: Measure
  /** `arithmetic`: the sums say so. `content`: likely, and named as a guess. `none`: somebody has to say it. */
  by: 'arithmetic' | 'content' | 'none'
}

/** What the cells of a banner are, when its headers do not say: the sums of columns and of rows tell. */
export const guessBannerMeasure = (figures: BannerFigures): MeasureGuess => {
  const { values, total, areShares } = figures
  const totals = total >= 0 ? values[total]!.filter((value) => !Number.isNaN(value)) : []
  const is100 = totals.filter((value) => Math.abs(value - 100) < 0.6).length > totals.length * 0.9
  const all = values.flat()
  const maximum = all.reduce((max, value) => (value > max ? value : max), 0)
  if (areShares || maximum <= 100.5) {
    if (totals.length > 2 && is100) return { measure: 'horizontal', by: 'arithmetic' }
    const down = columnsAddUp(figures)
    const across = rowsAddUp(figures)
    if (down > 0.25 && (down > across || totals.length > 0)) return { measure: 'vertical', by: 'arithmetic' }
    // Shares of a row's people would make the column of everybody 100.
    if (across > 0.5 && totals.length === 0) return { measure: 'horizontal', by: 'arithmetic' }
    if (totals.length > 0 && areShares) return { measure: 'vertical', by: 'content' }
    return { measure: 'vertical', by: 'none' }
  }
  if (totals.length > 2 && is100) return { measure: 'index', by: 'arithmetic' }
  const middle = median(all)
  if (middle > 60 && middle < 160 && maximum < 1500) return { measure: 'index', by: 'none' }
  return { measure: 'count', by: 'none' }
}
