import { limits } from '../../../config/limits.ts'
import { AppError } from '../../errors.ts'

const { maxColumns, maxRows } = limits.upload

/** Refuses a row that reaches past the last allowed column. @throws file_too_many_columns {found, limit} */
export const refuseColumns = (found: number): void => {
  if (found <= maxColumns) return
  const message = `The file has ${found} columns, at most ${maxColumns} are read.`
  throw new AppError('file_too_many_columns', message, { details: { found, limit: maxColumns } })
}

/**
 * Refuses a row past the limit; the header row is free, so that 200,000 lines of figures do fit. Called while reading:
 * `found` is where the reading stopped, not what the file may hold after it. @throws file_too_many_rows {found, limit}
 */
export const refuseRows = (found: number): void => {
  if (found <= maxRows + 1) return
  const message = `The file has more than ${maxRows} rows.`
  throw new AppError('file_too_many_rows', message, { details: { found, limit: maxRows } })
}

/** The refusal of a file that opens but holds nothing. */
export const noData = (): AppError =>
  new AppError('file_no_data', 'The file has no cell with anything in it.')

/** The refusal of a file that is damaged beyond reading. */
export const unreadable = (cause?: unknown, details: Record<string, unknown> = {}): AppError =>
  new AppError('file_unreadable', 'The file is damaged or incomplete.', { cause, details })
