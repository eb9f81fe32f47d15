import type { TgiTable } from '../../datasets/table.ts'
import {
  asked,
  type Draft,
  distinct,
  maxCandidates,
  otherAxis,
  type Resolved,
  type ResolvedLabel,
  refused,
} from './draft.ts'
import { type Axis, type Entry, groupKey, type LabelIndex } from './label-index.ts'
import { nearestLabels } from './nearest-labels.ts'
import { isTagged, type Named, type Slots } from './slots.ts'

const listCues = [
  'by',
  'which',
  'which_one',
  'which_many',
  'kind',
  'top',
  'bottom',
  'over',
  'under',
  'compare',
  'only',
  'who',
] as const

const membersOf = (index: LabelIndex, { axis, text }: Entry): string[] =>
  index.groups.get(groupKey(axis, text)) ?? []

/** Labels of one name on both axes: the axis that another label leaves free. */
const pickByAxis = (entries: Entry[], taken: Set<Axis>): Entry | null => {
  const texts = new Set(entries.map((entry) => entry.text))
  if (texts.size > 1 || entries.length < 2) return null
  const free = entries.filter((entry) => !taken.has(entry.axis))
  return free.length === 1 && taken.size === 1 ? free[0]! : null
}

const resolveOne = (named: Named, taken: Set<Axis>, index: LabelIndex): ResolvedLabel | Draft => {
  const options = distinct(named.options)
  const { text } = named.item
  if (!options.length) return refused('unknown_label', text, nearestLabels(index, text))
  const isThin = options.length < named.options.length
  const entry = options.length === 1 && !isThin ? options[0]! : pickByAxis(options, taken)
  if (entry) return { label: entry.text, group: entry.group, axis: entry.axis, named }
  const texts = [...new Set(options.map((option) => option.text))]
  if (texts.length === 1 && options.length > 1) return asked('which_axis', ['row', 'segment'], text)
  return asked('ambiguous_label', texts.slice(0, maxCandidates), text)
}

const isDraft = (value: ResolvedLabel | Draft): value is Draft => 'kind' in value

/** A comparator before a label that starts with a number (`plus de 2 h`) means other labels than that one. */
const isCompared = ({ items }: Slots, { at, item, options }: Named): boolean =>
  options.length === 1 &&
  /^\d/.test(item.text) &&
  isTagged(items[at - 1], 'gt', 'lt', 'lte', 'gte') &&
  !isTagged(items[at - 1], 'among')

const compared = (named: Named, index: LabelIndex): Draft | null => {
  const entry = named.options[0]
  if (!entry?.group) return null
  const members = index.groups.get(groupKey(entry.axis, entry.group)) ?? [entry.text]
  return asked('ambiguous_label', members.slice(0, maxCandidates), named.item.text)
}

/** The group that is listed, or a question back when its name stands for one of its labels that is not said. */
const resolveGroup = (
  slots: Slots,
  labels: ResolvedLabel[],
  index: LabelIndex,
): Resolved['group'] | Draft => {
  const taken = new Set(labels.map((label) => label.axis))
  const groups = slots.groups.filter(
    ({ options }) =>
      !labels.some((label) => options.some((one) => one.text === label.group && one.axis === label.axis)),
  )
  if (!groups.length) return null
  const isCued = ({ at, item }: Named): boolean => {
    const near = slots.items.slice(Math.max(0, at - 3), at)
    return (
      near.some((one) => isTagged(one, 'by', 'which', 'which_one', 'which_many', 'kind')) ||
      (item.mention?.isPlural ?? false)
    )
  }
  const chosen = groups.length === 1 ? groups[0]! : (groups.find(isCued) ?? groups[0]!)
  const other = groups.find((group) => group !== chosen)
  if (other) {
    const members = distinct(other.options).flatMap((option) => membersOf(index, option))
    return asked('ambiguous_label', members.slice(0, maxCandidates), other.item.text)
  }
  const options = distinct(chosen.options)
  const names = new Set(options.map((option) => option.text))
  if (names.size > 1) return asked('ambiguous_label', [...names].slice(0, maxCandidates), chosen.item.text)
  const entry = options.length === 1 ? options[0]! : pickByAxis(options, taken)
  if (!entry) return asked('which_axis', ['row', 'segment'], chosen.item.text)
  const isSubject =
    (slots.measures.length > 0 || slots.shares.length > 0) &&
    !listCues.some((tag) => slots.has(tag)) &&
    !isCued(chosen)
  const hasFixed = labels.some((label) => label.axis === otherAxis(entry.axis))
  if (isSubject && hasFixed)
    return asked('ambiguous_label', membersOf(index, entry).slice(0, maxCandidates), chosen.item.text)
  return { axis: entry.axis, name: entry.text }
}

/** Decides which labels are meant; a doubt becomes a question back. */
export const resolveLabels = (slots: Slots, table: TgiTable): Resolved | Draft => {
  const { index } = slots.reading
  const sure = slots.labels.filter(({ options }) => distinct(options).length === 1 && options.length === 1)
  const taken = new Set(sure.map(({ options }) => options[0]!.axis))
  const labels: ResolvedLabel[] = []
  for (const named of slots.labels) {
    if (isCompared(slots, named)) {
      const draft = compared(named, index)
      if (draft) return draft
    }
    const label = resolveOne(named, taken, index)
    if (isDraft(label)) return label
    if (!labels.some((one) => one.label === label.label && one.axis === label.axis)) labels.push(label)
  }
  const group = resolveGroup(slots, labels, index)
  if (group && 'kind' in group) return group
  return {
    slots,
    table,
    index,
    rows: labels.filter((label) => label.axis === 'row'),
    segments: labels.filter((label) => label.axis === 'segment'),
    group,
  }
}
