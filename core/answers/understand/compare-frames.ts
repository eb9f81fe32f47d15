import { maxLimit } from '../../datasets/query/plan.ts'
import { askLabel, type Draft, otherAxis, planned, type ResolvedLabel, refused } from './draft.ts'
import { askShare, defaultLimit, type Frame, isGroupOff, listing, measureOf, siblingsOf } from './frame.ts'
import { type Axis, groupKey } from './label-index.ts'
import { isTagged } from './slots.ts'

/** Labels of one axis that stand side by side without `et`, `ou`, a comma or a comparison cross each other: no file of two axes says that. */
export const isCrossing = ({ slots }: Frame, labels: ResolvedLabel[]): boolean =>
  labels.some((label, at) => {
    const before = labels[at - 1]
    if (!before) return false
    const between = slots.items.slice(before.named.at + 1, label.named.at)
    return (
      !between.some(
        (item) =>
          item.kind === 'comma' ||
          item.text === '/' ||
          isTagged(item, 'and', 'or', 'compare', 'instead', 'gt', 'lt') ||
          /^(?:que?|qu|than)(?: |$)/i.test(item.text),
      ) && !slots.has('compare')
    )
  })

/** « Les hommes lisent-ils plus que les femmes »: a comparison without its name. */
const isComparative = ({ slots }: Frame): boolean =>
  !slots.thresholds.length &&
  slots.items.some((item) => isTagged(item, 'gt', 'lt') || /^(?:que?|qu|than)(?: |$)/i.test(item.text))

export const compare = (frame: Frame, axis: Axis): Draft => {
  const { slots, rows, segments, group, table, advice } = frame
  const [labels, on] = axis === 'row' ? [rows, segments] : [segments, rows]
  if (isCrossing(frame, labels)) return refused('unsupported')
  const isOneGroup = new Set(labels.map((label) => label.group)).size === 1
  const isChoice = slots.has('compare') || slots.has('or') || isComparative(frame)
  if (!isChoice && !isOneGroup) return refused('unsupported')
  // « Un top 4 hommes et un top 4 femmes » is two rankings.
  if (slots.limit !== null && slots.has('top') && !slots.has('compare') && !isComparative(frame))
    return refused('unsupported')
  if (labels.length > 5 || (group && group.axis === axis)) return refused('unsupported')
  const by = measureOf({ ...frame, fixed: on[0] ?? null }, on[0] ? [labels[0]!, on[0]] : undefined)
  if (by === 'doubt') return askShare()
  if (labels.length < 2) return askLabel(table, axis, siblingsOf(frame, labels[0]!))
  return planned({
    operation: 'compare',
    axis,
    labels: labels.map(({ label }) => label),
    ...(on.length ? { on: on.map(({ label }) => label).slice(0, 10) } : {}),
    ...(group ? { group: group.name } : {}),
    by: by ?? 'index',
    advice,
  })
}

/** « compare les sexes sur la lecture »: a small group stands for its labels; a larger one is a ranking of them. */
export const compareGroup = (frame: Frame): Draft => {
  const { group, index, table, fixed, advice } = frame
  if (!group) return askLabel(table, 'row')
  if (isGroupOff(frame)) return refused('unsupported')
  const labels = index.groups.get(groupKey(group.axis, group.name)) ?? []
  const by = measureOf(frame)
  if (by === 'doubt') return askShare()
  if (labels.length >= 2 && labels.length <= 5)
    return planned({
      operation: 'compare',
      axis: group.axis,
      labels,
      ...(fixed ? { on: [fixed.label] } : {}),
      by: by ?? 'index',
      advice,
    })
  if (!fixed) return askLabel(table, otherAxis(group.axis))
  return planned({
    operation: 'top',
    ...listing(fixed, group),
    limit: Math.min(labels.length, maxLimit) || defaultLimit,
    by: by ?? 'index',
    advice,
  })
}
