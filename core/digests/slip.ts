import { workingDaysBetween } from '../projects/working-days.ts'

/** One change of an end date. Days are `yyyy-mm-dd`; null = no end. */
export interface EndChange {
  eventId: string
  at: Date
  from: string | null
  to: string | null
  by: string | null
}

/** What one change adds to a slip, in working days; null change = nothing in the history explains it. */
export interface SlipPart {
  days: number
  change: EndChange | null
}

export interface SlipStory {
  /** From the baseline to the end, signed: later is positive. */
  days: number
  parts: SlipPart[]
}

const partsBetween = (from: string, to: string, change: EndChange | null): SlipPart[] => {
  const days = workingDaysBetween(from, to)
  return days === 0 && change === null ? [] : [{ days, change }]
}

/** What came before the baseline was kept is no part of the slip: the history begins behind it. */
const sinceBaseline = (baseline: string, changes: readonly EndChange[]): readonly EndChange[] => {
  const first = changes.findIndex(({ from }) => from === baseline)
  const set = changes.findIndex(({ to }) => to === baseline)
  if (set >= 0 && (first < 0 || set < first)) return changes.slice(set + 1)
  return first >= 0 ? changes.slice(first) : changes
}

/**
 * Why an end is not where it was planned: what each change of it since the baseline adds, in working days. The parts
 * always sum to the slip: an end that was taken away counts as the one before until there is a new one, and what no
 * change explains (a history that begins late) is a part of its own, without a change.
 * @param changes of this one thing, oldest first
 */
export const explainSlip = (baseline: string, end: string, changes: readonly EndChange[]): SlipStory => {
  const parts: SlipPart[] = []
  let stands = baseline
  for (const change of sinceBaseline(baseline, changes)) {
    if (change.from !== null && change.from !== stands) {
      parts.push(...partsBetween(stands, change.from, null))
      stands = change.from
    }
    if (change.to === null) continue
    parts.push(...partsBetween(stands, change.to, change))
    stands = change.to
  }
  parts.push(...partsBetween(stands, end, null))
  return { days: workingDaysBetween(baseline, end), parts: parts.filter(({ days }) => days !== 0) }
}
