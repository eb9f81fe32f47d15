import { maxLimit } from '../../datasets/query/plan.ts'
import type { Measure } from '../../datasets/table.ts'
import { compare, compareGroup, isCrossing } from './compare-frames.ts'
import {
  asked,
  askLabel,
  type Draft,
  maxCandidates,
  otherAxis,
  planned,
  type Resolved,
  type ResolvedLabel,
  refused,
} from './draft.ts'
import { termOf } from './find-term.ts'
import { about, askShare, type Frame, isBottom, isGroupOff, measureOf, siblingsOf } from './frame.ts'
import { groupKey } from './label-index.ts'
import { filter, isFilter, rank } from './rank-frames.ts'
import { shareOfPair } from './share-direction.ts'
import { isListedProfile, isTagged } from './slots.ts'

const defaultMeasures: Measure[] = ['index', 'vertical', 'horizontal']

const lookup = (frame: Frame, row: ResolvedLabel, segment: ResolvedLabel): Draft => {
  const { slots } = frame
  const measures: Measure[] = slots.measures.filter((measure) => measure !== 'count' || !slots.shares.length)
  const isExplicitShare = measures.includes('vertical') || measures.includes('horizontal')
  const isPercent = slots.shares.length > 0 && !isExplicitShare
  const share = isPercent ? shareOfPair(slots, row, segment) : null
  if (isPercent && !share) return askShare()
  if (share) measures.push(share)
  if (!measures.length && frame.hasRank) measures.push('index')
  return planned({
    operation: 'lookup',
    row: row.label,
    segment: segment.label,
    measures: measures.length ? measures : defaultMeasures,
    advice: frame.advice,
  })
}

const explain = (frame: Frame, row: ResolvedLabel, segment: ResolvedLabel): Draft => {
  const measure = measureOf(frame, [row, segment])
  if (measure === 'doubt') return askShare()
  return planned({
    operation: 'explain',
    row: row.label,
    segment: segment.label,
    measure: measure ?? 'index',
  })
}

const profile = (frame: Frame, fixed: ResolvedLabel): Draft => {
  if (isGroupOff(frame)) return refused('unsupported')
  return planned({
    operation: 'profile',
    ...about(fixed),
    ...(frame.group ? { group: frame.group.name } : {}),
    advice: frame.advice,
  })
}

/** « Qui est » opens a profile only when nothing is ranked after it. */
const isPortrait = ({ slots, hasRank }: Frame): boolean =>
  slots.items.some(
    (item, at) =>
      item.tags.has('profile') &&
      !(hasRank && (/^(?:qui|who)\b/i.test(item.text) || isListedProfile(slots.items, at))),
  )

/** A noun such as « cible » or « segment » beside its label (« le segment Lecture ») names it; elsewhere it is what is listed. */
const isListAsked = ({ slots, fixed }: Frame): boolean => {
  const isFree = (at: number): boolean => !fixed || (at !== fixed.named.at - 1 && at !== fixed.named.at + 1)
  const isAsked = (at: number): boolean => isTagged(slots.items[at - 1], 'which', 'which_one', 'which_many')
  const isPossessive = (at: number): boolean => !fixed || at < fixed.named.at || isAsked(at)
  return slots.items.some(
    (item, at) =>
      isTagged(item, 'row', 'segment', 'listed') &&
      !isTagged(item, 'filler') &&
      isFree(at) &&
      isPossessive(at),
  )
}

/** « Parmi les durées, laquelle ressort le plus » ranks what it chooses from. */
const isOneOf = ({ slots, hasRank, group }: Frame): boolean =>
  hasRank &&
  (group !== null || slots.axis !== null) &&
  slots.items.every((item) => !isTagged(item, 'compare') || /^(?:les|la|le)?quel(?:le)?s?$/i.test(item.text))

/** One label: a ranking, a filter, a profile, or the other label is asked for. */
const single = (frame: Frame, fixed: ResolvedLabel): Draft => {
  const { slots, group, table } = frame
  if (slots.has('compare') && !isOneOf(frame)) {
    if (group && !isGroupOff(frame)) return compareGroup(frame)
    return slots.has('average') || slots.has('file')
      ? profile(frame, fixed)
      : askLabel(table, fixed.axis, siblingsOf(frame, fixed))
  }
  if (isFilter(frame)) return filter(frame)
  const isBoth =
    (slots.has('top') || slots.has('over')) &&
    isBottom(frame) &&
    slots.items.some((item) => isTagged(item, 'and'))
  if (frame.hasRank && !isBoth)
    return isPortrait(frame) && !slots.limit && !isListAsked(frame) && !group
      ? profile(frame, fixed)
      : rank(frame)
  if (slots.has('profile') || isBoth) return profile(frame, fixed)
  if ((slots.has('explain') || slots.has('why')) && !group) return askLabel(table, otherAxis(fixed.axis))
  const isWhich = slots.has('which') || slots.has('which_one') || slots.has('which_many')
  if (group && (isWhich || slots.limit !== null) && !isGroupOff(frame)) return rank(frame)
  const hasMeasure = slots.measures.length > 0 || slots.shares.length > 0
  if (group)
    return hasMeasure && !slots.measures.includes('index')
      ? rank({ ...frame, slots: { ...slots, limit: slots.limit ?? maxLimit } })
      : profile(frame, fixed)
  if (slots.limit !== null || isListAsked(frame)) return rank(frame)
  if (frame.advice) return profile(frame, fixed)
  if (slots.has('who') || (slots.has('people') && isWhich))
    return fixed.axis === 'segment' ? rank(frame) : profile(frame, fixed)
  return hasMeasure ? askLabel(table, otherAxis(fixed.axis)) : profile(frame, fixed)
}

const askMember = ({ index, slots }: Frame, { axis, name }: NonNullable<Resolved['group']>): Draft =>
  asked(
    'ambiguous_label',
    (index.groups.get(groupKey(axis, name)) ?? []).slice(0, maxCandidates),
    slots.groups[0]?.item.text,
  )

/** No label: a word to define, the file itself, or a ranking over all cells. */
const bare = (frame: Frame): Draft | null => {
  const { slots, table, group } = frame
  const term = termOf(frame)
  const isAbout = slots.has('define') || slots.has('explain')
  if (slots.has('check') && !frame.hasRank && !(slots.has('define') && term && !slots.has('file')))
    return planned({ operation: 'check' })
  if (
    isAbout &&
    term &&
    !slots.limit &&
    !slots.has('which_many') &&
    !slots.has('all') &&
    !(slots.has('top') && slots.has('index'))
  )
    return planned({ operation: 'define', term })
  if (slots.has('compare') && term === 'vertical' && slots.has('horizontal'))
    return planned({ operation: 'define', term })
  if (slots.has('overview') && !frame.hasRank && !isFilter(frame)) return planned({ operation: 'overview' })
  if (slots.has('compare')) return compareGroup(frame)
  if (isFilter(frame)) return filter(frame)
  const isLeaning = slots.items[0]?.tags.has('follow') || slots.has('instead')
  if (frame.hasRank) return isLeaning && !slots.has('file') ? askLabel(table, 'row') : rank(frame)
  if (isLeaning) return null
  if (slots.has('profile') && slots.has('file')) return planned({ operation: 'overview' })
  if (slots.has('profile') || frame.advice) return askLabel(table, 'row')
  if (group) return slots.items.length <= 3 ? askMember(frame, group) : askLabel(table, otherAxis(group.axis))
  const isNamed = slots.axis !== null && (slots.isPlural || slots.has('which_many') || slots.has('define'))
  if (isNamed) return planned({ operation: 'overview' })
  if (slots.limit !== null) return rank(frame)
  if (term && (term !== 'segment' || slots.items.length <= 3)) return planned({ operation: 'define', term })
  if (slots.shares.length) return askLabel(table, 'row')
  return slots.has('file') || slots.has('greeting') ? planned({ operation: 'overview' }, 0.7) : null
}

/**
 * Decides what is asked. The defaults, which people who write questions for tests follow too:
 * - « top segments chez R » lists segments for the row label R; « quelles cibles pour S », « qui est surreprésenté
 *   pour S » list row labels for the segment S; a group (« quelle profession ») narrows the list.
 * - No number: 5 for a plural or for "who", 1 for a singular. « Surreprésenté » alone ranks; with « tous », "above
 *   average" or a threshold it filters (index over 100). `plus de` gt, `au moins` gte, `moins de` lt, `au plus` lte.
 * - Two labels, one of each axis: a lookup of the named measures, else index, vertical and horizontal.
 * - A share "of A among B" has B for base: vertical when B is a segment, horizontal when B is a row label; « % des A
 *   qui B » has A for base; a share that says neither is asked back.
 * - Labels of one axis joined by `et`, `ou`, `vs` are compared; side by side they would cross, which no file says.
 * - A label alone is profiled; a label and a measure lack the other label, which is asked for; a ranking without any
 *   label ranks cells, unless it names what it lists (« top 5 des segments »), for then the other side is missing.
 */
export const decide = (resolved: Resolved): Draft | null => {
  const { slots, rows, segments } = resolved
  const labels = [...rows, ...segments]
  const frame: Frame = {
    ...resolved,
    fixed: labels.length === 1 ? labels[0]! : null,
    advice: slots.has('advice'),
    hasRank: slots.has('top') || slots.has('bottom') || slots.has('over') || slots.has('under'),
  }
  if (!labels.length) return bare(frame)
  if (rows.length > 1 || segments.length > 1) {
    const isRow = rows.length > 1 && (segments.length < 2 || rows[0]!.named.at < segments[0]!.named.at)
    const other = isRow ? segments : rows
    const isOtherCrossing = other.length > 1 && isCrossing({ ...frame, slots }, other)
    return isOtherCrossing ? refused('unsupported') : compare(frame, isRow ? 'row' : 'segment')
  }
  if (labels.length === 1) return single(frame, labels[0]!)
  if (frame.group) return refused('unsupported')
  if (slots.has('compare') && !slots.has('explain'))
    return askLabel(resolved.table, 'row', siblingsOf(frame, rows[0]!))
  const isExplained = slots.has('explain') || slots.has('why')
  return isExplained ? explain(frame, rows[0]!, segments[0]!) : lookup(frame, rows[0]!, segments[0]!)
}
