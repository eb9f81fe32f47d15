import { z } from 'zod'

/**
 * A claim is one figure that code computed or read, with where it comes from. Figures in a text that are no claim
 * never leave Sextant (`core/answers/guard.ts`).
 */

export const claimFlags = [
  /** 50 ≤ n < 100: use with caution (★). */ 'small_base',
  /** n < 50: not to be used, never ranked first (★★). */ 'not_usable',
  /** The printed rounding leaves a wide interval around the index. */ 'wide_rounding',
  /** The interval of rounding overlaps the next one's: the order is not certain. */ 'order_uncertain',
  /** The arithmetic check contradicts this cell. */ 'inconsistent',
  /** A threshold or number of items taken from the question. */ 'stated',
] as const // biome-ignore format: one list, read at a glance
export type ClaimFlag = (typeof claimFlags)[number]

export const sourceSchema = z.object({
  file: z.string(),
  sheet: z.string().nullable(),
  row: z.int(),
  column: z.string(),
})

export const claimSchema = z.object({
  id: z.string().regex(/^c\d+$/),
  value: z.number(),
  unit: z.enum(['index', 'percent', 'count', 'rank']),
  /** What the figure is of, in the dataset's own labels. */
  label: z.string(),
  source: sourceSchema.nullable(),
  /**
   * Null when the file holds the figure as such; otherwise arithmetic over other claims (`100 * c2 / c3`, `c1 - 100`),
   * or `count(rows)`-like words for what was counted, `definition` for a constant of a definition, `question` for a
   * number that the question itself gave.
   */
  formula: z.string().nullable(),
  flags: z.array(z.enum(claimFlags)),
})
export type Claim = z.infer<typeof claimSchema>
