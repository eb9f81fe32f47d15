import { z } from 'zod'
import { claimSchema } from '../datasets/claims.ts'
import { planSchema } from '../datasets/query/plan.ts'

export const locales = ['fr', 'en'] as const
export type Locale = (typeof locales)[number]

/** The rung of the ladder that answered; `none` = nothing could be answered, the text says why and what to ask instead. */
export const stages = ['data', 'context', 'sql', 'keywords', 'model', 'none'] as const
export type Stage = (typeof stages)[number]

/** Rows of figures: every figure cell names its claim, so that it can open its source. */
export const answerTableSchema = z.object({
  columns: z.array(
    z.object({ key: z.string(), title: z.string(), unit: z.enum(['text', 'index', 'percent', 'count']) }),
  ),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.object({ claim: z.string() })]).nullable())),
})
export type AnswerTable = z.infer<typeof answerTableSchema>

/** Bars, longest story first; `baseline` is drawn as a line (100 for an index). */
export const answerChartSchema = z.object({
  kind: z.literal('bar'),
  title: z.string(),
  unit: z.enum(['index', 'percent', 'count']),
  baseline: z.number().nullable(),
  series: z.array(
    z.object({ name: z.string(), points: z.array(z.object({ label: z.string(), claim: z.string() })) }),
  ),
  /** What the picture says, for those who cannot see it. */
  alt: z.string(),
})
export type AnswerChart = z.infer<typeof answerChartSchema>

/** The answer object of the public contract, plus a table and a chart built over its claims. */
export const answerSchema = z.object({
  conversation_id: z.string().nullable(),
  message_id: z.string().nullable(),
  text: z.string(),
  locale: z.enum(locales),
  stage: z.enum(stages),
  model: z.string().nullable(),
  fallback_reason: z.string().nullable(),
  plan: planSchema.nullable(),
  claims: z.array(claimSchema),
  warnings: z.array(z.string()),
  suggestions: z.array(z.string()),
  table: answerTableSchema.nullable(),
  chart: answerChartSchema.nullable(),
  /** Of every model that was asked for this answer; a cost that is null is not known. */
  usage: z.object({ input_tokens: z.int(), output_tokens: z.int(), cost_nano_usd: z.int().nullable() }),
  response_time_ms: z.number(),
})
export type Answer = z.infer<typeof answerSchema>
