import { z } from 'zod'
import { limits } from '../../../config/limits.ts'
import { AppError } from '../../../core/errors.ts'
import type { Page } from '../../../core/paging.ts'
import type { Visit } from './section.ts'

const placeSchema = z.tuple([z.iso.datetime(), z.uuid()])

interface Place {
  createdAt: Date
  id: string
}

const encode = ({ createdAt, id }: Place): string =>
  Buffer.from(JSON.stringify([createdAt.toISOString(), id])).toString('base64url')

const decode = (cursor: string): Place => {
  try {
    const [createdAt, id] = placeSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    return { createdAt: new Date(createdAt), id }
  } catch (cause) {
    throw new AppError('not_found', 'the cursor is not one of ours', { cause })
  }
}

/** The same page with other fields in its address; null takes one out. */
export const addressOf = ({ path, query }: Visit, changes: Record<string, string | null>): string => {
  const fields = new URLSearchParams(query)
  for (const [name, value] of Object.entries(changes))
    if (value === null) fields.delete(name)
    else fields.set(name, value)
  return fields.size > 0 ? `${path}?${fields}` : path
}

interface Paged<Row> {
  rows: Row[]
  first: string | null
  next: string | null
}

/**
 * The rows of this page and the links beside it. One more than is shown is read, so that the last page knows that it is.
 * @param name of the address's field: several lists on one page have one each
 */
export const readPage = async <Row extends Place>(
  visit: Visit,
  read: (page: Page) => Promise<Row[]>,
  name = 'cursor',
): Promise<Paged<Row>> => {
  const cursor = visit.query.get(name)
  const limit = limits.api.pageDefault
  const rows = await read({ limit: limit + 1, after: cursor === null ? null : decode(cursor) })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown,
    first: cursor === null ? null : addressOf(visit, { [name]: null }),
    next: rows.length > limit && last ? addressOf(visit, { [name]: encode(last) }) : null,
  }
}
