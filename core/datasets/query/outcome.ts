import type { Claim } from '../claims.ts'
import type { CheckReport, Finding } from '../preview.ts'
import type { Measure } from '../table.ts'
import type { Item } from './item.ts'
import type { Operation, PlanOf } from './plan.ts'

/** What every executed plan brings: the figures, and how the words print them. Ids name claims. */
export interface Base<O extends Operation> {
  plan: PlanOf<O>
  claims: Claim[]
  /** Decimals that each claim is printed with, by id. */
  decimals: Record<string, number>
  /** Does the file hold respondents, so that robustness is known? */
  hasCounts: boolean
  /** 100 and 50, the bounds of ★ and ★★, when a figure of the answer carries one. */
  legend: { caution: string; unusable: string } | null
}

interface LookupFound {
  item: Item
}

export interface RankFound {
  items: Item[]
  /** Unusable bases that would have stood among the items; never ranked. */
  setAside: Item[]
  /** Cells left out because the file has no figure for them; null = none. */
  without: string | null
  /** Is the share beside the figure the vertical or the horizontal one? */
  size: Measure
  /** The file has this measure, or it can be computed. */
  isMeasurable: boolean
  /** The first two may be the other way round, within the printed rounding. */
  isLeadUncertain: boolean
  /** 100, the average, as the definition has it. */
  hundred: string
}

export interface FilterFound {
  items: Item[]
  /** How many cells fulfil every condition, unusable bases included. */
  found: string
  /** How many of them are not listed; null = all are. */
  rest: string | null
  /** Claims of the numbers of each condition, in the plan's order. */
  bounds: { value: string; to: string | null }[]
  setAside: Item[]
  without: string | null
  size: Measure
  /** The first measure of the conditions that the file does not have; null = it has them all. */
  unmeasurable: Measure | null
}

export interface ProfileFound {
  /** The side that varies. */
  list: 'rows' | 'segments'
  over: Item[]
  under: Item[]
  /** Notable ones in all, listed or not. */
  overCount: string
  underCount: string
  /** The largest share of each group, when there are groups; else the largest of all. */
  largest: { group: string | null; item: Item }[]
  setAside: Item[]
  without: string | null
  size: Measure
  isMeasurable: boolean
  /** 120 and 80, the convention for "notable". */
  notable: { from: string; to: string }
}

export interface CompareRow {
  on: string
  /** One a compared label, in the plan's order; null when the file has no such cell. */
  items: (Item | null)[]
  /** Largest minus smallest figure, when at least two are known. */
  difference: string | null
  /** Position of the highest and of the lowest figure. */
  highest: number | null
  lowest: number | null
  isUncertain: boolean
}
export interface CompareFound {
  /** The side that the labels are compared on. */
  list: 'rows' | 'segments'
  rows: CompareRow[]
  without: string | null
  isMeasurable: boolean
}

interface ExplainFound {
  item: Item
  /** Share of the row label in the whole, read from a total column or computed from share and index. */
  baseShare: string | null
  hundred: string
}

interface DefineFound {
  /** The reader's own cell as the example; null when the file has no complete one. */
  example: Item | null
  baseShare: string | null
  /** Constants of the definitions by name. */
  constants: Record<string, string>
}

export interface CheckedCell {
  finding: Finding
  /** What the file prints, when it is a figure. */
  value: string | null
  /** What the other figures allow. */
  expected: { low: string; high: string } | null
}
export interface CheckFound {
  /** Null when the file was never checked; the rest is empty then. */
  report: CheckReport | null
  checked: string | null
  found: string | null
  cells: CheckedCell[]
  /** How many findings are not listed; null = all are. */
  rest: string | null
}

interface OverviewFound {
  rows: string
  segments: string
  cells: string
  measures: Measure[]
  groups: { axis: 'row' | 'segment'; name: string; size: string }[]
  best: Item[]
}

export interface Findings {
  lookup: LookupFound
  top: RankFound
  bottom: RankFound
  filter: FilterFound
  profile: ProfileFound
  compare: CompareFound
  explain: ExplainFound
  define: DefineFound
  check: CheckFound
  overview: OverviewFound
}

export type OutcomeOf<O extends Operation> = Base<O> & Findings[O] & { operation: O }

/** An executed plan: `operation` tells which findings it has. */
export type Outcome = { [O in Operation]: OutcomeOf<O> }[Operation]
