import { z } from 'zod'
import { limits } from '../config/limits.ts'
import { AppError } from '../core/errors.ts'

/** RFC 3339 in UTC, milliseconds. */
export const presentTime = (time: Date): string => time.toISOString()
export const presentTimeOrNull = (time: Date | null | undefined): string | null => time?.toISOString() ?? null

export const timeSchema = z.iso.datetime().meta({ example: '2026-11-21T10:30:00.000Z' })

/** The place of a row in a list that is ordered by creation time, then id, newest first. */
export interface ListPlace {
  createdAt: Date
  id: string
}

const placeSchema = z.tuple([z.iso.datetime(), z.uuid()])

export const encodeCursor = (place: ListPlace): string =>
  Buffer.from(JSON.stringify([place.createdAt.toISOString(), place.id])).toString('base64url')

/** @throws AppError `invalid_value` for a text that `encodeCursor` did not make. */
export const decodeCursor = (cursor: string): ListPlace => {
  try {
    const [createdAt, id] = placeSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    return { createdAt: new Date(createdAt), id }
  } catch (cause) {
    throw new AppError('invalid_value', 'the cursor is not one of ours', {
      cause,
      details: { errors: [{ in: 'query', pointer: '/cursor', reason: 'unknown cursor' }], count: 1 },
    })
  }
}

/** Query fields of every list; spread into a route's own: `query: z.strictObject({ ...listQuery, active: … })`. */
export const listQuery = {
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(limits.api.pageMax))
    .default(limits.api.pageDefault)
    .meta({ type: 'integer', minimum: 1, maximum: limits.api.pageMax, default: limits.api.pageDefault }),
  cursor: z.string().max(400).optional().meta({ description: '`next_cursor` of the page before' }),
}

export const pageSchema = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), next_cursor: z.string().nullable() })

/** What core lists ask for: `limit` + 1 rows are read, so that the last page knows that it is the last. */
export const listWindow = (query: {
  limit: number
  cursor?: string
}): { limit: number; after: ListPlace | null } => ({
  limit: query.limit + 1,
  after: query.cursor === undefined ? null : decodeCursor(query.cursor),
})

/** A page from the `limit` + 1 rows that `listWindow` asked for. */
export const presentPage = <Row extends ListPlace, Item>(
  rows: readonly Row[],
  limit: number,
  present: (row: Row) => Item,
): { items: Item[]; next_cursor: string | null } => {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(present),
    next_cursor: rows.length > limit && last ? encodeCursor(last) : null,
  }
}
