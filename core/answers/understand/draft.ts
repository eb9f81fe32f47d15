import type { PlanInput } from '../../datasets/query/plan.ts'
import type { TgiTable } from '../../datasets/table.ts'
import type { Axis, Entry, LabelIndex } from './label-index.ts'
import type { Named, Slots } from './slots.ts'
import type { Asked, Refused } from './understanding.ts'

/** An understanding before its locale is known and its plan validated. */
export type Draft =
  | { kind: 'plan'; plan: PlanInput; confidence: number }
  | Omit<Asked, 'locale'>
  | Omit<Refused, 'locale'>

export const planned = (plan: PlanInput, confidence = 1): Draft => ({ kind: 'plan', plan, confidence })
export const refused = (reason: Refused['reason'], mention?: string, nearest: string[] = []): Draft => ({
  kind: 'refuse',
  reason,
  ...(mention === undefined ? {} : { mention }),
  nearest,
})
export const asked = (reason: Asked['reason'], candidates: string[], mention?: string): Draft => ({
  kind: 'ask',
  reason,
  ...(mention === undefined ? {} : { mention }),
  candidates,
})

/** Labels that were named without doubt, by axis, in the order of the question. */
export interface Resolved {
  slots: Slots
  table: TgiTable
  index: LabelIndex
  rows: ResolvedLabel[]
  segments: ResolvedLabel[]
  group: { axis: Axis; name: string } | null
}
export interface ResolvedLabel {
  label: string
  group: string | null
  axis: Axis
  named: Named
}

export const otherAxis = (axis: Axis): Axis => (axis === 'row' ? 'segment' : 'row')
export const labelsOf = (table: TgiTable, axis: Axis): string[] =>
  axis === 'row' ? table.rows : table.segments
export const maxCandidates = 8

/** Asks for a label of an axis, naming a few that would do. */
export const askLabel = (table: TgiTable, axis: Axis, like?: string[]): Draft =>
  asked('missing_label', (like?.length ? like : labelsOf(table, axis)).slice(0, 5))

export const distinct = (entries: Entry[]): Entry[] => [...new Set(entries)]
