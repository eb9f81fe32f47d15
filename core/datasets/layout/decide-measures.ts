import { findConsensus, type Interval, indexInterval } from '../tgi.ts'

/** Measures that the identities tie together; a count is not one of them. */
export type TiedMeasure = 'index' | 'vertical' | 'horizontal'
export type Assignment = Partial<Record<TiedMeasure, number>>

/** A dense part of the table: enough cells of the same row labels and segments to see what is constant over what. */
export interface Sample {
  rows: number[]
  segments: number[]
  /** Of each candidate column: value (NaN = none) and printed decimals of each sampled cell, shares and index scaled. */
  columns: { values: number[]; decimals: number[] }[]
}

/** Share of the cells that agree; null when no group has two cells to compare. */
type Score = number | null

const intervalsBy = (
  sample: Sample,
  share: number,
  index: number,
  groups: number[],
): Map<number, Interval[]> => {
  const byGroup = new Map<number, Interval[]>()
  const shares = sample.columns[share]!
  const indices = sample.columns[index]!
  for (let cell = 0; cell < groups.length; cell++) {
    const value = shares.values[cell]!
    const base = indices.values[cell]!
    if (Number.isNaN(value) || Number.isNaN(base)) continue
    const interval = indexInterval(
      { value, decimals: shares.decimals[cell]! },
      { value: base, decimals: indices.decimals[cell]! },
    )
    // An interval that reaches from (nearly) nothing to anything agrees with every wrong reading as well.
    if (interval.high > interval.low * 3) continue
    const list = byGroup.get(groups[cell]!)
    if (list) list.push(interval)
    else byGroup.set(groups[cell]!, [interval])
  }
  return byGroup
}

/** How well `share ÷ index` is constant within each group, inside printed rounding, and stays a possible base. */
const scorePair = (sample: Sample, share: number, index: number, groups: number[]): Score => {
  let cells = 0
  let agreeing = 0
  for (const intervals of intervalsBy(sample, share, index, groups).values()) {
    if (intervals.length < 2) continue
    cells += intervals.length
    const consensus = findConsensus(intervals)!
    // A base is a share of everybody: above 100 % the two columns have changed places.
    if (consensus.low <= 100.5) agreeing += consensus.votes
  }
  return cells >= 4 ? agreeing / cells : null
}

export interface Decision {
  assignment: Assignment
  /** Mean share of agreeing cells over the identities that could be held against the figures; null = none could. */
  score: Score
  /** How many of the two identities were held against the figures. */
  tested: number
}

const openScorer = (sample: Sample) => {
  const known = new Map<string, Score>()
  const pair = (share: number, index: number, axis: 'rows' | 'segments'): Score => {
    const key = `${share}/${index}/${axis}`
    if (!known.has(key)) known.set(key, scorePair(sample, share, index, sample[axis]))
    return known.get(key)!
  }
  return (assignment: Assignment): Decision => {
    const { index, vertical, horizontal } = assignment
    const scores: number[] = []
    const add = (score: Score): void => {
      if (score !== null) scores.push(score)
    }
    if (index !== undefined && vertical !== undefined) add(pair(vertical, index, 'rows'))
    if (index !== undefined && horizontal !== undefined) add(pair(horizontal, index, 'segments'))
    const score = scores.length ? scores.reduce((sum, one) => sum + one, 0) / scores.length : null
    return { assignment, score, tested: scores.length }
  }
}

const allAssignments = (columns: number): Assignment[] => {
  const list: Assignment[] = []
  for (let index = 0; index < columns; index++)
    for (let vertical = -1; vertical < columns; vertical++)
      for (let horizontal = -1; horizontal < columns; horizontal++) {
        if (vertical === index || horizontal === index) continue
        if (vertical === horizontal) continue
        list.push({
          index,
          ...(vertical >= 0 ? { vertical } : {}),
          ...(horizontal >= 0 ? { horizontal } : {}),
        })
      }
  return list
}

/** From here on the figures agree with an assignment; below, they contradict it. */
const agrees = 0.9

export type Verdict =
  /** The names hold, or nothing can be held against them. */
  | { kind: 'as_named'; decision: Decision; isConfirmed: boolean }
  /** The names are wrong (or there are none) and exactly one other reading fits. */
  | { kind: 'by_arithmetic'; decision: Decision }
  /** The names do not fit and nothing else fits clearly better. */
  | { kind: 'undecided'; decision: Decision | null }

/**
 * Which column is which measure, by the figures: for a row label % Vert ÷ index is constant over the segments, for a
 * segment % Horz ÷ index is constant over the row labels. `named` is what the headers say; it stands unless the
 * figures contradict it and fit one other reading.
 */
export const decideMeasures = (sample: Sample, named: Assignment): Verdict => {
  const score = openScorer(sample)
  const byName = score(named)
  const namedMeasures = Object.keys(named).length
  const others = allAssignments(Math.min(sample.columns.length, 6)).map(score)
  const best = others
    .filter((one) => one.score !== null && one.score >= agrees)
    .sort((a, b) => b.tested - a.tested || b.score! - a.score!)
  const [first, second] = best
  const isClear = Boolean(
    first && (!second || second.tested < first.tested || first.score! - second.score! > 0.03),
  )
  if (byName.score !== null && byName.score >= agrees) {
    if (isClear && first!.tested > byName.tested && keepsNames(first!.assignment, named))
      return { kind: 'by_arithmetic', decision: first! }
    return { kind: 'as_named', decision: byName, isConfirmed: true }
  }
  const mayOverrule =
    byName.score === null
      ? namedMeasures < 2 || (first && keepsNames(first.assignment, named))
      : first && first.score! - byName.score > 0.1
  if (isClear && mayOverrule) return { kind: 'by_arithmetic', decision: first! }
  if (namedMeasures > 0) return { kind: 'as_named', decision: byName, isConfirmed: false }
  return { kind: 'undecided', decision: first ?? null }
}

const keepsNames = (assignment: Assignment, named: Assignment): boolean =>
  (Object.keys(named) as TiedMeasure[]).every((measure) => assignment[measure] === named[measure])
