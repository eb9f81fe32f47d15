import { z } from 'zod'
import { requireMatch } from '../etag.ts'
import type { RequestInfo } from '../route.ts'

/** A day of the calendar. */
export const daySchema = z.iso.date().meta({ example: '2026-11-21' })

/** What has a beginning and an end has these. */
export const plannedShape = {
  start_on: daySchema.nullable(),
  end_on: daySchema.nullable(),
  baseline_end_on: daySchema.nullable().meta({ description: 'The end that was planned when it began' }),
  slip_days: z
    .int()
    .nullable()
    .meta({ description: 'Working days from the baseline to the end; negative = earlier' }),
  late: z.boolean().meta({ description: 'Its end is before the day of the tenant, and it is not finished' }),
}

export const presentPlanned = (row: {
  startOn: string | null
  endOn: string | null
  baselineEndOn: string | null
  slipDays: number | null
  isLate: boolean
}) => ({
  start_on: row.startOn,
  end_on: row.endOn,
  baseline_end_on: row.baselineEndOn,
  slip_days: row.slipDays,
  late: row.isLate,
})

/** The change is meant for the version that its maker saw; judged when nobody else changes it any more. */
export const matching = (request: RequestInfo) => ({
  check: (row: { updatedAt: Date }) => requireMatch(request, row),
})
