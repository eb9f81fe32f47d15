import { type Plan, planSchema } from '../../datasets/query/plan.ts'
import type { TgiTable } from '../../datasets/table.ts'
import { type Axis, groupKey, labelIndexOf, textKey } from '../understand/label-index.ts'
import { nearestLabels } from '../understand/nearest-labels.ts'

type Fields = Record<string, unknown>

const other = (axis: Axis): Axis => (axis === 'row' ? 'segment' : 'row')

/** Where each label of a plan stands: its field, its place in a list, its axis. */
const placesOf = (plan: Plan): { field: string; axis: Axis }[] => {
  if (plan.operation === 'compare')
    return [
      { field: 'labels', axis: plan.axis },
      { field: 'on', axis: other(plan.axis) },
    ]
  return [
    { field: 'row', axis: 'row' },
    { field: 'segment', axis: 'segment' },
  ]
}

/** Labels that a plan names. */
export const labelsOfPlan = (plan: Plan): string[] =>
  placesOf(plan).flatMap(({ field }) => {
    const value = (plan as Fields)[field]
    return value === undefined ? [] : Array.isArray(value) ? (value as string[]) : [value as string]
  })

/** Axes on which a plan's group may stand. */
const groupAxes = (plan: Plan): Axis[] => {
  if (plan.operation === 'compare') return [other(plan.axis)]
  if (plan.operation === 'profile') return [plan.row === undefined ? 'row' : 'segment']
  if ('list' in plan && plan.list !== 'cells') return [plan.list === 'rows' ? 'row' : 'segment']
  return ['row', 'segment']
}

const checkGroup = (table: TgiTable, plan: Plan): string[] => {
  if (!('group' in plan) || plan.group === undefined) return []
  const { group } = plan
  const { groups } = labelIndexOf(table)
  const isKnown = groupAxes(plan).some((axis) => groups.has(groupKey(axis, group)))
  return isKnown ? [] : [`${JSON.stringify(group)} is no group of labels on that side.`]
}

/** The file's own spelling of a label on an axis, or what is wrong with it. */
const resolve = (table: TgiTable, axis: Axis, label: string): { label: string } | { fault: string } => {
  const index = labelIndexOf(table)
  const named = (index.byText.get(textKey(label)) ?? [])
    .map((at) => index.entries[at]!)
    .filter(({ kind }) => kind === 'label')
  const own = named.filter((entry) => entry.axis === axis)
  const exact = own.find(({ text }) => text === label)
  const labels = new Set(own.map(({ text }) => text))
  if (exact || labels.size === 1) return { label: exact?.text ?? [...labels][0]! }
  const side = axis === 'row' ? 'row label' : 'segment'
  const where =
    named.length > 0 && own.length === 0 ? `; it is a ${axis === 'row' ? 'segment' : 'row label'}` : ''
  const near = nearestLabels(index, label, 5).map((text) => JSON.stringify(text))
  return { fault: `${JSON.stringify(label)} is no ${side} of the file${where}. Near: ${near.join(', ')}.` }
}

/** A plan in the file's own spelling of labels, or every label that the file does not have. */
export const settleLabels = (table: TgiTable, plan: Plan): { plan: Plan } | { faults: string[] } => {
  const fields: Fields = { ...plan }
  const faults = checkGroup(table, plan)
  const settle = (axis: Axis) => (label: string): string => {
    const settled = resolve(table, axis, label)
    if ('label' in settled) return settled.label
    faults.push(settled.fault)
    return label
  } // biome-ignore format: one function
  for (const { field, axis } of placesOf(plan)) {
    const value = fields[field]
    if (Array.isArray(value)) fields[field] = value.map(settle(axis))
    else if (typeof value === 'string') fields[field] = settle(axis)(value)
  }
  return faults.length > 0 ? { faults } : { plan: planSchema.parse(fields) }
}
