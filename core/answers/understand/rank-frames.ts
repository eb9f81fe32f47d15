import type { Condition } from '../../datasets/query/plan.ts'
import { askLabel, type Draft, otherAxis, planned, refused } from './draft.ts'
import { askShare, type Frame, isBottom, isGroupOff, limitOf, listing, measureOf } from './frame.ts'
import { shareOfListed } from './share-direction.ts'
import { isTagged, type Threshold } from './slots.ts'

/** Words for pairs of a row label and a segment, and for nothing else. */
const strictPair =
  /^(?:couples?|paires?|croisements?|combinaisons?|cellules?|cases?|pairs?|combinations?|cells?)$/i

export const rank = (frame: Frame): Draft => {
  const { slots, fixed, group, table, advice } = frame
  const operation = isBottom(frame) ? 'bottom' : 'top'
  if (isGroupOff(frame)) return refused('unsupported')
  const by = measureOf(frame)
  if (fixed) {
    if (by === 'doubt') return askShare()
    return planned({ operation, ...listing(fixed, group), limit: limitOf(frame), by: by ?? 'index', advice })
  }
  if (group) return askLabel(table, otherAxis(group.axis))
  if (slots.items.some((item) => isTagged(item, 'pair') && strictPair.test(item.text)))
    return planned({
      operation,
      list: 'cells',
      limit: limitOf(frame),
      by: by && by !== 'doubt' ? by : 'index',
      advice,
    })
  if (slots.axis === 'segment') return askLabel(table, 'row')
  if (slots.axis === 'row' || slots.has('who')) return askLabel(table, 'segment')
  if (slots.axis === 'any' && !slots.has('pair')) return askLabel(table, 'row')
  if (by === 'doubt') return askShare()
  return planned({ operation, list: 'cells', limit: limitOf(frame), by: by ?? 'index', advice })
}

const conditionOf = (
  frame: Frame,
  { op, value, to, measure, isPercent, isShare, at }: Threshold,
): Condition | null => {
  const share = isPercent || isShare
  const known =
    measure ?? (share ? (frame.fixed ? shareOfListed(frame.slots, frame.fixed, at) : null) : 'index')
  return known ? { measure: known, op, value, ...(to === undefined ? {} : { to }) } : null
}

export const filter = (frame: Frame): Draft => {
  const { slots, fixed, group, table, advice } = frame
  if (isGroupOff(frame)) return refused('unsupported')
  const conditions = slots.thresholds.map((threshold) => conditionOf(frame, threshold))
  if (conditions.includes(null)) return askShare()
  const isUnder = slots.has('under')
  const kept = conditions.filter((condition) => condition !== null).slice(0, 4)
  const found: Condition[] = kept.length
    ? kept
    : [{ measure: 'index', op: isUnder ? 'lt' : 'gt', value: 100 }]
  if (fixed) return planned({ operation: 'filter', ...listing(fixed, group), conditions: found, advice })
  if (group) return askLabel(table, otherAxis(group.axis))
  if (slots.axis === 'segment' || slots.axis === 'any') return askLabel(table, 'row')
  if (slots.axis === 'row' || slots.has('who')) return askLabel(table, 'segment')
  return planned({ operation: 'filter', list: 'cells', conditions: found, advice })
}

export const isFilter = ({ slots }: Frame): boolean => {
  if (slots.thresholds.length > 0) return true
  const isSet =
    slots.has('all') || slots.has('average') || /\b(?:combien|how many)\b/i.test(slots.reading.question)
  return isSet && (slots.has('over') || slots.has('under')) && slots.limit === null
}
