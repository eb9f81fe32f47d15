import type { WorkStatus } from './codes.ts'
import { type StepFields, unacceptable } from './fields.ts'

interface State {
  status: WorkStatus
  /** As it was typed. */
  progress: number
}

/** Somebody who moves the progress says how far the work is, and so whether it is begun or finished. */
const statusFor = (before: State, progress: number): WorkStatus => {
  if (before.status === 'cancelled') return 'cancelled'
  if (progress === 100) return 'done'
  if (before.status === 'done') return 'in_progress'
  return progress > 0 ? 'in_progress' : before.status
}

/**
 * Status and progress of a step after what was said of either. What was typed before a step was done stays, so that it
 * is there again when the step is reopened.
 * @throws AppError `invalid_value` for a done step that is to be at less than 100
 */
export const settleStep = (
  before: State,
  { status, progress }: Pick<StepFields, 'status' | 'progress'>,
): State => {
  const settled = status ?? (progress === undefined ? before.status : statusFor(before, progress))
  if (settled !== 'done') return { status: settled, progress: progress ?? before.progress }
  if (progress !== undefined && progress < 100)
    throw unacceptable('/progress', 'a step that is done is at 100')
  return { status: settled, progress: before.progress }
}
