import { z } from 'zod'
import { measures } from '../table.ts'

/**
 * The closed language of questions. The grammar and, later, a model both produce it; only `execute` reads it.
 * Labels are the dataset's own, letter for letter. `row` is a row label (Interview), `segment` a segment label.
 */

export const maxLimit = 50
const label = z.string().min(1).max(500)
const measure = z.enum(measures)
/** Name of a label group: the part before ` : ` in `Âge : 15-25 ans`. */
const group = z.string().min(1).max(500)

export const condition = z.strictObject({
  measure,
  op: z.enum(['gt', 'gte', 'lt', 'lte', 'between']),
  value: z.number(),
  /** Upper bound of `between`, inclusive as the lower one is. */
  to: z.number().optional(),
})
export type Condition = z.infer<typeof condition>

/** What a ranking or a filter lists. `cells` = pairs of a row label and a segment, over the whole file. */
const listed = z.enum(['rows', 'segments', 'cells'])

/** Insight and recommendation were asked for. */
const advice = z.boolean().default(false)

const lookup = z.strictObject({
  operation: z.literal('lookup'),
  row: label,
  segment: label,
  /** Asked measures, in the order asked; index, vertical, horizontal when the question names none. */
  measures: z.array(measure).min(1).max(4),
  advice,
})

const ranking = {
  list: listed,
  /** The fixed side: a segment when rows are listed, a row label when segments are; neither for cells. */
  row: label.optional(),
  segment: label.optional(),
  /** Only labels of this group are listed. */
  group: group.optional(),
  limit: z.int().min(1).max(maxLimit),
  by: measure.default('index'),
  advice,
}
const top = z.strictObject({ operation: z.literal('top'), ...ranking })
const bottom = z.strictObject({ operation: z.literal('bottom'), ...ranking })

/** Everything notable about one row label or one segment: exactly one of the two. */
const profile = z.strictObject({
  operation: z.literal('profile'),
  row: label.optional(),
  segment: label.optional(),
  group: group.optional(),
  advice,
})

/** Two to five labels of one axis, side by side, on named labels of the other axis or, without `on`, where they differ most. */
const compare = z.strictObject({
  operation: z.literal('compare'),
  axis: z.enum(['row', 'segment']),
  labels: z.array(label).min(2).max(5),
  on: z.array(label).max(10).optional(),
  /** Only labels of this group on the other axis. */
  group: group.optional(),
  by: measure.default('index'),
  advice,
})

const filter = z.strictObject({
  operation: z.literal('filter'),
  list: listed,
  row: label.optional(),
  segment: label.optional(),
  group: group.optional(),
  conditions: z.array(condition).min(1).max(4),
  advice,
})

/** What one figure of the file means, in words, both ways. */
const explain = z.strictObject({ operation: z.literal('explain'), row: label, segment: label, measure })

export const terms = [
  'index', 'vertical', 'horizontal', 'count', 'base', 'robustness', 'rounding',
  'interview', 'segment', 'affinity_index', 'affinity_rate', 'tgi',
] as const // biome-ignore format: one list, read at a glance
export type Term = (typeof terms)[number]
const define = z.strictObject({
  operation: z.literal('define'),
  term: z.enum(terms),
  /** A cell to use as the example; the first complete one otherwise. */
  row: label.optional(),
  segment: label.optional(),
})

const check = z.strictObject({ operation: z.literal('check') })
const overview = z.strictObject({ operation: z.literal('overview') })

export const planSchema = z
  .discriminatedUnion('operation', [
    lookup, top, bottom, profile, compare, filter, explain, define, check, overview,
  ]) // biome-ignore format: one list, read at a glance
  .superRefine((plan, context) => {
    const refuse = (message: string): void => context.addIssue({ code: 'custom', message })
    if (plan.operation === 'profile' && Boolean(plan.row) === Boolean(plan.segment))
      refuse('a profile is of one row label or of one segment')
    if (plan.operation === 'top' || plan.operation === 'bottom' || plan.operation === 'filter') {
      if (plan.list === 'rows' && plan.row) refuse('rows are listed for a segment, not for a row label')
      if (plan.list === 'segments' && plan.segment)
        refuse('segments are listed for a row label, not for a segment')
      if (plan.list === 'cells' && (plan.row || plan.segment)) refuse('cells are listed over the whole file')
    }
    if (plan.operation === 'filter')
      for (const { op, value, to } of plan.conditions)
        if (op === 'between' && (to === undefined || to < value))
          refuse('between needs a lower and an upper bound')
  })

/** A validated plan: defaults are filled in. */
export type Plan = z.infer<typeof planSchema>
export type Operation = Plan['operation']
export type PlanOf<O extends Operation> = Extract<Plan, { operation: O }>
/** A plan as written by hand: defaults may be left out. */
export type PlanInput = z.input<typeof planSchema>
