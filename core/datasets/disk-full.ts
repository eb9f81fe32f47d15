import { AppError } from '../errors.ts'

const codes = ['ENOSPC', 'EDQUOT']

/** A failed write as it should reach people: `disk_full` when the disk or the quota was the reason, else unchanged. */
export const explainWriteFault = (error: unknown): unknown =>
  codes.includes((error as NodeJS.ErrnoException | null)?.code ?? '')
    ? new AppError('disk_full', 'The disk is full; nothing was kept.', { cause: error })
    : error
