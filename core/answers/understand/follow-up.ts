import { maxLimit, type Plan, type PlanInput, type PlanOf } from '../../datasets/query/plan.ts'
import type { Measure } from '../../datasets/table.ts'
import {
  asked,
  askLabel,
  type Draft,
  otherAxis,
  planned,
  type Resolved,
  type ResolvedLabel,
  refused,
} from './draft.ts'
import type { Axis } from './label-index.ts'
import type { Slots } from './slots.ts'

type Ranking = PlanOf<'top'> | PlanOf<'bottom'>
const confidence = 0.9

/** The labels that a plan stands on. */
const standsOn = (plan: Plan): { row: string | null; segment: string | null } => ({
  row: 'row' in plan && plan.row ? plan.row : null,
  segment: 'segment' in plan && plan.segment ? plan.segment : null,
})

const isRanking = (plan: Plan): plan is Ranking => plan.operation === 'top' || plan.operation === 'bottom'

/** Whether a question leans on the one before: it says so, or it says too little to stand alone. */
export const leansOnContext = ({ slots, rows, segments, group }: Resolved): boolean => {
  if (slots.has('define') || slots.has('overview') || (slots.has('check') && !slots.has('only'))) return false
  const labels = rows.length + segments.length
  if (rows.length && segments.length) return false
  if (labels && group) return false
  const isMarked = isMarkedFollowUp(slots)
  if (slots.has('why') || slots.has('only') || slots.has('instead')) return true
  if (slots.has('compare')) return labels === 1
  const hasRank = slots.has('top') || slots.has('bottom') || slots.has('over') || slots.has('under')
  const isAlone =
    labels > 0 && (hasRank || slots.has('profile') || slots.has('advice') || slots.thresholds.length > 0)
  if (isAlone) return false
  if (isMarked) return true
  const saysNoLabel =
    labels === 0 &&
    (hasRank ||
      slots.limit !== null ||
      slots.measures.length > 0 ||
      slots.shares.length > 0 ||
      slots.thresholds.length > 0 ||
      slots.has('advice') ||
      slots.has('explain') ||
      group !== null)
  return saysNoLabel && !slots.has('file') && !slots.has('pair')
}

const isMarkedFollowUp = ({ items }: Slots): boolean =>
  (items[0]?.tags.has('not') && items[1]?.kind === 'comma') ||
  items[0]?.tags.has('follow') === true ||
  items.some((item) => item.tags.has('follow') && !item.tags.has('and') && !item.tags.has('filler'))

const measureOf = (slots: Slots): Measure | null => slots.measures[0] ?? null

const withLabel = (plan: Plan, label: ResolvedLabel, resolved: Resolved): Draft | null => {
  const { axis } = label
  const at = standsOn(plan)
  const other = at[otherAxis(axis)]
  const same = at[axis]
  const { advice } = { advice: false, ...plan }
  const change = { [axis]: label.label }
  const by = measureOf(resolved.slots)
  if (plan.operation === 'lookup')
    return planned({ ...plan, ...change, ...(by ? { measures: [by] } : {}) }, confidence)
  if (plan.operation === 'explain') return planned({ ...plan, ...change }, confidence)
  if (plan.operation === 'compare') return planned(withCompared(plan, label), confidence)
  if (isRanking(plan) || plan.operation === 'filter' || plan.operation === 'profile') {
    if (same)
      return planned(
        { ...plan, ...change, ...(isRanking(plan) && by ? { by } : {}) } as PlanInput,
        confidence,
      )
    if (other) return planned(pairOf(axis, label.label, other, advice), confidence)
    return planned({ operation: 'profile', ...change, advice } as PlanInput, confidence)
  }
  return null
}

const pairOf = (axis: Axis, label: string, other: string, advice: boolean): PlanInput => ({
  operation: 'lookup',
  row: axis === 'row' ? label : other,
  segment: axis === 'row' ? other : label,
  measures: ['index', 'vertical', 'horizontal'],
  advice,
})

const withCompared = (plan: PlanOf<'compare'>, { axis, label }: ResolvedLabel): PlanInput => {
  if (axis !== plan.axis) return { ...plan, on: [label] }
  return plan.labels.includes(label) || plan.labels.length >= 5
    ? plan
    : { ...plan, labels: [...plan.labels, label] }
}

const compareWith = (plan: Plan, label: ResolvedLabel, { table }: Resolved): Draft => {
  if (plan.operation === 'compare' && plan.axis === label.axis)
    return planned(withCompared(plan, label), confidence)
  const at = standsOn(plan)
  const same = at[label.axis]
  const other = at[otherAxis(label.axis)]
  if (!same || same === label.label) return askLabel(table, label.axis)
  return planned(
    {
      operation: 'compare',
      axis: label.axis,
      labels: [same, label.label],
      ...(other ? { on: [other] } : {}),
    },
    confidence,
  )
}

const explainMain = (plan: Plan, { table }: Resolved): Draft => {
  const { row, segment } = standsOn(plan)
  if (plan.operation === 'explain') return planned(plan, confidence)
  if (plan.operation === 'lookup')
    return planned(
      { operation: 'explain', row: plan.row, segment: plan.segment, measure: plan.measures[0]! },
      confidence,
    )
  return askLabel(table, row && !segment ? 'segment' : 'row')
}

const directionOf = (slots: Slots): 'top' | 'bottom' | null => {
  if (slots.has('bottom') || slots.has('under')) return 'bottom'
  return slots.has('top') || slots.has('over') ? 'top' : null
}

const rankAgain = (plan: Plan, { slots, table, group }: Resolved): Draft | null => {
  const direction = directionOf(slots)
  const by = measureOf(slots)
  const limit = slots.limit === null ? null : Math.min(slots.limit, maxLimit)
  if (isRanking(plan)) {
    const flip =
      slots.has('instead') && !direction && /invers|oppos|contra|revers/i.test(slots.reading.question)
    const turned = plan.operation === 'top' ? 'bottom' : 'top'
    return planned({
      ...plan,
      operation: direction ?? (flip ? turned : plan.operation),
      limit: limit ?? plan.limit,
      by: by ?? plan.by,
      ...(group ? { group: group.name } : {}),
    }, confidence) // biome-ignore format: the plan at a glance
  }
  const { row, segment } = standsOn(plan)
  if (!direction && limit === null) return null
  if (row && segment) return askLabel(table, 'row')
  if (!row && !segment) return plan.operation === 'compare' ? asked('missing_label', plan.labels) : null
  const advice = slots.has('advice')
  return planned({
    operation: direction ?? 'top',
    ...(row ? { list: 'segments' as const, row } : { list: 'rows' as const, segment: segment! }),
    limit: limit ?? (slots.isPlural === false ? 1 : 5),
    by: by ?? 'index',
    ...(group ? { group: group.name } : 'group' in plan && plan.group ? { group: plan.group } : {}),
    advice,
  }, confidence) // biome-ignore format: the plan at a glance
}

const withMeasure = (plan: Plan, slots: Slots): Draft | null => {
  const by = measureOf(slots)
  if (!by) return slots.shares.length ? asked('ambiguous_measure', ['vertical', 'horizontal']) : null
  if (plan.operation === 'lookup') return planned({ ...plan, measures: slots.measures }, confidence)
  if (plan.operation === 'explain') return planned({ ...plan, measure: by }, confidence)
  if (plan.operation === 'compare') return planned({ ...plan, by }, confidence)
  return isRanking(plan) ? planned({ ...plan, by }, confidence) : null
}

/** The axis that a plan lists, when it lists one. */
const listedAxis = (plan: Plan): Axis | null => {
  if (plan.operation === 'compare') return otherAxis(plan.axis)
  if (plan.operation === 'profile') return plan.row ? 'segment' : 'row'
  if (isRanking(plan) || plan.operation === 'filter')
    return plan.list === 'cells' ? null : plan.list === 'rows' ? 'row' : 'segment'
  return null
}

const withGroup = (plan: Plan, { group, slots }: Resolved): Draft | null => {
  if (!group) return null
  const listed = listedAxis(plan)
  if (listed !== group.axis) {
    const fixed = standsOn(plan)[otherAxis(group.axis)]
    if (!fixed) return refused('unsupported')
    const side =
      group.axis === 'row'
        ? { list: 'rows' as const, segment: fixed }
        : { list: 'segments' as const, row: fixed }
    return planned({ operation: 'top', ...side, group: group.name, limit: slots.limit ?? 5 }, confidence)
  }
  return planned(
    {
      ...plan,
      group: group.name,
      ...(isRanking(plan) && slots.limit ? { limit: slots.limit } : {}),
    } as PlanInput,
    confidence,
  )
}

const withConditions = (plan: Plan, slots: Slots): Draft | null => {
  if (!slots.thresholds.length) return null
  if (!isRanking(plan) && plan.operation !== 'filter' && plan.operation !== 'profile') return null
  if (slots.thresholds.some(({ isPercent, isShare, measure }) => !measure && (isPercent || isShare)))
    return asked('ambiguous_measure', ['vertical', 'horizontal'])
  const conditions = slots.thresholds.slice(0, 4).map(({ op, value, to, measure }) => ({
    measure: measure ?? ('index' as const),
    op,
    value,
    ...(to === undefined ? {} : { to }),
  }))
  const { row, segment } = standsOn(plan)
  const list = row ? ('segments' as const) : segment ? ('rows' as const) : ('cells' as const)
  return planned({
    operation: 'filter', list, ...(row ? { row } : {}), ...(segment ? { segment } : {}),
    ...('group' in plan && plan.group ? { group: plan.group } : {}), conditions,
  }, confidence) // biome-ignore format: the plan at a glance
}

/** The plan that a follow-up makes of the one before, or null when it changes nothing that this plan has. */
export const followUp = (resolved: Resolved, plan: Plan): Draft | null => {
  const { slots, rows, segments } = resolved
  const labels = [...rows, ...segments]
  const isFigure = plan.operation === 'lookup' || plan.operation === 'explain'
  const isTerm = slots.has('explain') && !slots.has('why') && slots.measures.length > 0 && !isFigure
  if (isTerm) return null
  if (!labels.length && (slots.has('why') || slots.has('explain'))) return explainMain(plan, resolved)
  if (labels.length > 1) return null
  const label = labels[0]
  if (label)
    return slots.has('compare') ? compareWith(plan, label, resolved) : withLabel(plan, label, resolved)
  const changed =
    withConditions(plan, slots) ??
    (slots.limit !== null || directionOf(slots) || slots.has('instead') ? rankAgain(plan, resolved) : null)
  if (changed && (slots.limit !== null || directionOf(slots) || !measureOf(slots))) return changed
  const made = withGroup(plan, resolved) ?? withMeasure(plan, slots)
  if (made) return made
  if (slots.has('advice') && 'advice' in plan)
    return planned({ ...plan, advice: true } as PlanInput, confidence)
  return changed
}

/** Whether a label of the last plan is also one of this table: a conversation outlives a replaced file. */
export const isPlanOf = (plan: Plan, labels: { rows: string[]; segments: string[] }): boolean => {
  const { row, segment } = standsOn(plan)
  if (row && !labels.rows.includes(row)) return false
  if (segment && !labels.segments.includes(segment)) return false
  if (plan.operation !== 'compare') return true
  const own = plan.axis === 'row' ? labels.rows : labels.segments
  return plan.labels.every((label) => own.includes(label))
}
