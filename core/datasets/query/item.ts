import type { ClaimFlag } from '../claims.ts'
import type { CheckReport } from '../preview.ts'
import {
  baseOf,
  countOf,
  type Figure,
  figureAt,
  type Measure,
  measures,
  segmentCountOf,
  type TgiTable,
} from '../table.ts'
import { halfStep, type Interval, readIndex } from '../tgi.ts'
import { intervalOf, measureAt, robustnessOf, rowLabel, segmentLabel } from './cells.ts'
import { type Ledger, readClaim, unitOf } from './ledger.ts'

/** One cell as an answer tells it. Figures are named by the ids of their claims. */
export interface Item {
  row: string
  segment: string
  claims: Partial<Record<Measure, string>>
  /** What the file prints where it has no figure (`*`, `n.d.`), by measure; '' for an empty cell. */
  missing: Partial<Record<Measure, string>>
  /** Whose respondents `claims.count` are: without figures for the cell itself, those of the smaller margin bound it. */
  countOf: 'cell' | 'row' | 'segment'
  /** Base vertical % of the row label, where it was needed. */
  base: string | null
  /** Distance of the index from 100 in percent, and on which side it is. */
  gap: { side: 'over' | 'under' | 'average'; claim: string } | null
  /** Bounds of the index when rounding leaves it wide. */
  bounds: { low: string; high: string } | null
  flags: ClaimFlag[]
}

/** Everything that an operation works with. */
export interface Work {
  table: TgiTable
  ledger: Ledger
  /** Cells that the check contradicts: label of the row, segment and kind joined → true. */
  contradicted: Set<string>
  check: CheckReport | null
}

const wideFrom = 10

/** Half-width beyond ±10 points: the printed digits do not really say where the index is. */
export const isWide = (interval: Interval | null): boolean =>
  interval !== null && interval.high - interval.low > 2 * wideFrom

const contradictionKey = (row: string, segment: string, kind: string): string => `${row}\0${segment}\0${kind}`

export const readContradictions = (check: CheckReport | null): Set<string> =>
  new Set(check?.findings.map(({ row_label, segment, kind }) => contradictionKey(row_label, segment, kind)))

const contradicts = (work: Work, cell: number, measure: Measure): boolean => {
  if (work.contradicted.size === 0) return false
  const row = rowLabel(work.table, cell)
  const segment = segmentLabel(work.table, cell)
  const kinds = [measure, 'out_of_range', 'duplicate'].filter((kind) => kind !== 'count')
  return kinds.some((kind) => work.contradicted.has(contradictionKey(row, segment, kind)))
}

export const labelOfCell = (table: TgiTable, cell: number): string =>
  `${segmentLabel(table, cell)} × ${rowLabel(table, cell)}`

/** Flags of one figure: how solid its base is, how wide its rounding, and whether other figures contradict it. */
export const flagsOf = (work: Work, cell: number, measure: Measure): ClaimFlag[] => {
  const flags: ClaimFlag[] = []
  const robustness = robustnessOf(work.table, cell)
  if (robustness) flags.push(robustness)
  if (measure === 'index' && isWide(intervalOf(work.table, cell, 'index'))) flags.push('wide_rounding')
  if (contradicts(work, cell, measure)) flags.push('inconsistent')
  return flags
}

const writeFigure = (
  work: Work,
  figure: Figure,
  entry: { label: string; measure: Measure; flags: ClaimFlag[] },
) =>
  work.ledger.write({
    value: figure.value,
    unit: unitOf(entry.measure),
    label: entry.label,
    source: figure.source,
    flags: entry.flags,
    decimals: printedDecimals(figure.decimals, entry.measure),
  })

/** Full precision is shown as such tables usually are: an index without decimals, a share with one. */
const printedDecimals = (decimals: number, measure: Measure): number => {
  if (decimals <= 4) return decimals
  return measure === 'vertical' || measure === 'horizontal' ? 1 : 0
}

/** Base vertical % of a row label as a claim, or null when the file has no total column. */
export const writeBase = (work: Work, row: number): string | null => {
  const base = baseOf(work.table, row)
  if (!base) return null
  return writeFigure(work, base, { label: work.table.rows[row]!, measure: 'vertical', flags: [] })
}

/** The index that the file does not hold: 100 × share / base, over claims of both. */
const writeDerivedIndex = (work: Work, cell: number, item: Item): string => {
  const id = work.ledger.reserve()
  item.claims.vertical = writeMeasure(work, cell, item, 'vertical')!
  item.base ??= writeBase(work, work.table.cellRows[cell]!)!
  return work.ledger.write(
    {
      value: measureAt(work.table, cell, 'index'),
      unit: 'index',
      label: labelOfCell(work.table, cell),
      formula: `100 * ${item.claims.vertical} / ${item.base}`,
      flags: flagsOf(work, cell, 'index'),
    },
    id,
  )
}

/** A measure of a cell as a claim; null when the file holds none and none can be computed. */
const writeMeasure = (work: Work, cell: number, item: Item, measure: Measure): string | null => {
  if (item.claims[measure]) return item.claims[measure]!
  const figure = figureAt(work.table, cell, measure)
  const flags = flagsOf(work, cell, measure)
  if (figure) return writeFigure(work, figure, { label: labelOfCell(work.table, cell), measure, flags })
  if (measure === 'count') return writeMarginCount(work, cell, item)
  const isKnown = measure === 'index' && !Number.isNaN(measureAt(work.table, cell, 'index'))
  return isKnown ? writeDerivedIndex(work, cell, item) : null
}

/** Respondents of the segment or row label that bound the cell's own, when the cell has none. */
const writeMarginCount = (work: Work, cell: number, item: Item): string | null => {
  const { table } = work
  const row = countOf(table, 'row', table.cellRows[cell]!)
  const segment = segmentCountOf(table, cell)
  const figure = row && segment ? (row.value < segment.value ? row : segment) : (row ?? segment)
  if (!figure) return null
  item.countOf = figure === row ? 'row' : 'segment'
  const label = figure === row ? item.row : item.segment
  return writeFigure(work, figure, { label, measure: 'count', flags: flagsOf(work, cell, 'count') })
}

/** |index − 100| as a claim: how much more, or less, often than in the whole. */
const writeGap = (work: Work, cell: number, index: string): NonNullable<Item['gap']> => {
  const value = measureAt(work.table, cell, 'index')
  const { side, difference } = readIndex(value)
  const claim = work.ledger.write({
    value: difference,
    unit: 'percent',
    label: labelOfCell(work.table, cell),
    formula: value < 100 ? `100 - ${index}` : `${index} - 100`,
    flags: flagsOf(work, cell, 'index'),
    decimals: work.ledger.decimals[index]!,
  })
  return { side, claim }
}

/** The interval of a wide index as two claims: half a printed digit more or less on share and base. */
const writeBounds = (work: Work, cell: number, item: Item): Item['bounds'] => {
  const { table, ledger } = work
  const interval = intervalOf(table, cell, 'index')
  if (!interval || !isWide(interval) || !Number.isFinite(interval.high) || !item.base) return null
  const share = figureAt(table, cell, 'vertical')!
  const step = halfStep(share.decimals)
  const base = halfStep(baseOf(table, table.cellRows[cell]!)!.decimals)
  const bound = (value: number, [numerator, more]: [string, string]): string =>
    ledger.write({
      value,
      unit: 'index',
      label: labelOfCell(table, cell),
      formula: `100 * ${numerator} / (${item.base} ${more} ${base})`,
    })
  // A printed 0 may stand for more, never for less.
  const least = share.value < step ? '0' : `(${item.claims.vertical} - ${step})`
  return {
    low: bound(interval.low, [least, '+']),
    high: bound(interval.high, [`(${item.claims.vertical} + ${step})`, '-']),
  }
}

/** What an item says beside its figures. */
interface ItemOptions {
  /** In the order in which their claims are written; the main one first. All, main first, when left out. */
  measures?: readonly Measure[]
  /** Distance from 100 and bounds are for the words of a single reading, not for every line of a list. */
  read?: boolean
}

export const itemMeasures = (main: Measure): Measure[] => [
  main,
  ...measures.filter((other) => other !== main),
]

/** Writes the claims of a cell and returns what words need of it. */
export const writeItem = (work: Work, cell: number, options: ItemOptions = {}): Item => {
  const { table } = work
  const item: Item = {
    row: rowLabel(table, cell),
    segment: segmentLabel(table, cell),
    claims: {},
    missing: {},
    countOf: 'cell',
    base: null,
    gap: null,
    bounds: null,
    flags: [],
  }
  for (const measure of options.measures ?? measures) {
    const claim = writeMeasure(work, cell, item, measure)
    if (claim) item.claims[measure] = claim
    else item.missing[measure] = table.marks.get(cell)?.[measure] ?? ''
  }
  const { index } = item.claims
  if (index && options.read) {
    item.gap = writeGap(work, cell, index)
    item.bounds = writeBounds(work, cell, item)
  }
  item.flags = flagsOfItem(work, item)
  return item
}

const flagsOfItem = ({ ledger }: Work, item: Item): ClaimFlag[] => [
  ...new Set(Object.values(item.claims).flatMap((id) => readClaim(ledger, id).flags)),
]
