import { maxLimit } from '../../datasets/query/plan.ts'
import type { Measure } from '../../datasets/table.ts'
import { asked, type Draft, labelsOf, otherAxis, type Resolved, type ResolvedLabel } from './draft.ts'
import { groupKey } from './label-index.ts'
import { shareOfListed, shareOfPair } from './share-direction.ts'

const shareChoices = ['vertical', 'horizontal']
export const defaultLimit = 5
export const askShare = (): Draft => asked('ambiguous_measure', shareChoices)

/** Everything a frame may need besides the labels. */
export interface Frame extends Resolved {
  fixed: ResolvedLabel | null
  advice: boolean
  hasRank: boolean
}

export const about = ({ axis, label }: ResolvedLabel): { row: string } | { segment: string } =>
  axis === 'row' ? { row: label } : { segment: label }

/** The one explicit measure, the share that the words imply, or null when none is said; `doubt` = a share left open. */
export const measureOf = (frame: Frame, pair?: [ResolvedLabel, ResolvedLabel]): Measure | null | 'doubt' => {
  const explicit = frame.slots.measures.find((measure) => measure !== 'count') ?? frame.slots.measures[0]
  if (explicit && !(explicit === 'count' && frame.slots.shares.length)) return explicit
  if (!frame.slots.shares.length) return null
  const share = pair
    ? shareOfPair(frame.slots, ...pair)
    : frame.fixed
      ? shareOfListed(frame.slots, frame.fixed)
      : null
  return share ?? 'doubt'
}

export const isGroupOff = ({ group, fixed }: Frame): boolean =>
  group !== null && fixed !== null && group.axis === fixed.axis

export const limitOf = ({ slots, table, fixed, group, index }: Frame): number => {
  const isWhole = slots.has('all') && slots.isPlural === true && !slots.has('over') && !slots.has('under')
  const members = group ? index.groups.get(groupKey(group.axis, group.name)) : undefined
  const all = members?.length ?? (fixed ? labelsOf(table, otherAxis(fixed.axis)).length : maxLimit)
  const limit = slots.limit ?? (isWhole ? all : slots.isPlural === false ? 1 : defaultLimit)
  return Math.min(limit, maxLimit)
}

/** What is listed for a fixed label: everything of the other axis, or one group of it. */
export const listing = (fixed: ResolvedLabel, group: Resolved['group']) => ({
  list: fixed.axis === 'row' ? ('segments' as const) : ('rows' as const),
  ...about(fixed),
  ...(group ? { group: group.name } : {}),
})

export const isBottom = ({ slots }: Frame): boolean => slots.has('bottom') || slots.has('under')

export const siblingsOf = ({ index }: Frame, { axis, group, label }: ResolvedLabel): string[] =>
  (group ? (index.groups.get(groupKey(axis, group)) ?? []) : []).filter((one) => one !== label)
