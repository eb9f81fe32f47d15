import { z } from 'zod'

/** What a column of the file is to the table. `total`: base (all respondents) of a crosstab; `ignored`: not used. */
export const columnRoles = [
  'interview', 'segment', 'index', 'vertical', 'horizontal', 'count', 'total', 'ignored',
] as const // biome-ignore format: one list, read at a glance
export type ColumnRole = (typeof columnRoles)[number]

/** A person's word on the layout; it wins over every guess, but not over the arithmetic: lies are still reported. */
export const mappingSchema = z.strictObject({
  /** Sheet name; null = the only one (csv, JSON). */
  sheet: z.string().nullable().default(null),
  layout: z.enum(['list', 'crosstab']),
  /** Number of the (last) header row as the spreadsheet shows it. */
  header_row: z.int().min(0),
  /** Position of a column (first = 1, as text key) → its role. A list needs interview, segment and one figure. */
  columns: z.record(z.string().regex(/^[1-9]\d*$/), z.enum(columnRoles)),
  /** Crosstab only: what the cells are, when the headers do not say it column by column. */
  measure: z.enum(['index', 'vertical', 'horizontal', 'count']).optional(),
})
export type Mapping = z.infer<typeof mappingSchema>

export const previewSchema = z.object({
  file_name: z.string(),
  file_type: z.enum(['csv', 'xlsx', 'xls', 'ods', 'json']),
  /** `ready`: questions can be asked. `needs_mapping`: somebody has to say which column is which. */
  state: z.enum(['ready', 'needs_mapping']),
  sheets: z.array(z.object({ name: z.string().nullable(), rows: z.int(), columns: z.int() })),
  /** The layout in force, or the best proposal; what a person confirms or corrects. */
  mapping: mappingSchema,
  /** Every column of the chosen sheet, in order. */
  columns: z.array(
    z.object({
      position: z.int(),
      name: z.string(),
      role: z.enum(columnRoles),
      /** How the role was found: by its name, a synonym, the arithmetic of the figures, or a person. */
      by: z.enum(['name', 'synonym', 'arithmetic', 'content', 'person', 'none']),
    }),
  ),
  /** Up to three kept rows as the file prints them, one text a column. */
  sample: z.array(z.object({ row: z.int(), cells: z.array(z.string()) })),
  counts: z.object({
    rows_read: z.int(), rows_kept: z.int(), rows_skipped: z.int(),
    cells: z.int(), row_labels: z.int(), segments: z.int(),
  }), // biome-ignore format: one list, read at a glance
  /** Everything that was guessed, named: key of the locale namespace `preview` with its values. */
  guesses: z.array(z.object({ code: z.string(), values: z.record(z.string(), z.unknown()) })),
  /** Things to look at: skipped rows, unread cells, headers that contradict the figures. Same form. */
  notices: z.array(z.object({ code: z.string(), values: z.record(z.string(), z.unknown()) })),
  /** Language of the labels, a guess. */
  locale: z.enum(['fr', 'en']),
  check: z.object({
    verdict: z.enum(['consistent', 'to_look_at', 'not_checkable']),
    checked: z.int(),
    found: z.int(),
  }),
})
export type Preview = z.infer<typeof previewSchema>

/** One cell that cannot be true within its printed rounding. */
export const findingSchema = z.object({
  kind: z.enum(['index', 'vertical', 'horizontal', 'out_of_range', 'duplicate', 'unreadable']),
  sheet: z.string().nullable(),
  row: z.int(),
  column: z.string(),
  row_label: z.string(),
  segment: z.string(),
  /** As printed. */
  found: z.string(),
  /** Interval that the other figures allow; null when the cell is wrong by itself. */
  expected: z.object({ low: z.number(), high: z.number() }).nullable(),
})
export type Finding = z.infer<typeof findingSchema>

export const checkReportSchema = z.object({
  verdict: z.enum(['consistent', 'to_look_at', 'not_checkable']),
  /** Cells held against the identities, and how many of them cannot be true. */
  checked: z.int(),
  found: z.int(),
  /** The first 1,000. */
  findings: z.array(findingSchema),
  /** `count` when the file has respondents, else robustness is unknown and says so. */
  robustness: z.enum(['counts', 'unknown']),
})
export type CheckReport = z.infer<typeof checkReportSchema>
