import type { Loose } from '../world-state.ts'
import { Refusal } from './refusal.ts'

/** One page of a list by `cursor` and `limit`. */
export const pageOf = <Row>(
  rows: Row[],
  args: Loose,
  { limit, max }: { limit: number; max: number },
): { page: Row[]; next: string } => {
  const size = args.limit === undefined ? limit : Number(args.limit)
  if (!Number.isInteger(size) || size < 1 || size > max) throw new Refusal('invalid_limit')
  const at = args.cursor
    ? Number(Buffer.from(String(args.cursor), 'base64').toString().replace('next:', ''))
    : 0
  if (!Number.isInteger(at)) throw new Refusal('invalid_cursor')
  const end = at + size
  return {
    page: rows.slice(at, end),
    next: end < rows.length ? Buffer.from(`next:${end}`).toString('base64') : '',
  }
}
