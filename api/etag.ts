import { AppError } from '../core/errors.ts'
import type { RequestInfo } from './route.ts'

/** A row's version: it changes with every update. */
export const etagOf = (row: { updatedAt: Date }): string => `"${row.updatedAt.getTime().toString(36)}"`

/** `If-Match`: the change is meant for the version that its maker saw. @throws AppError `precondition_failed` */
export const requireMatch = (request: RequestInfo, row: { updatedAt: Date }): void => {
  const wanted = request.header('if-match')
  if (wanted === '' || wanted === '*') return
  const tags = wanted.split(',').map((tag) => tag.trim())
  if (!tags.includes(etagOf(row)))
    throw new AppError('precondition_failed', 'it was changed since; read it again')
}
