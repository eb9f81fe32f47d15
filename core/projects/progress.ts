import { isOpen, type PhaseStatus, type WorkStatus } from './codes.ts'

/** What progress is counted by: formula of the specification, §1.5, printed in the locale text `projects:formula`. */
export interface Sums {
  /** Percent points of the counted steps, added up. */
  progressSum: number
  counted: number
  done: number
}

interface StepState {
  phase: string
  status: WorkStatus
  /** As it was typed. */
  progress: number
}

/** Percent, whole: 100 when done, else as it was typed. */
export const stepProgress = ({ status, progress }: Pick<StepState, 'status' | 'progress'>): number =>
  status === 'done' ? 100 : progress

/** What a step adds to the sums of its phase; a cancelled one, or none, adds nothing. */
export const contributionOf = (step: StepState | null, phase: string): Sums => {
  if (step === null || step.phase !== phase || step.status === 'cancelled')
    return { progressSum: 0, counted: 0, done: 0 }
  return { progressSum: stepProgress(step), counted: 1, done: step.status === 'done' ? 1 : 0 }
}

/** Percent: 100 when done; else the mean of the steps that are not cancelled; 0 when there is none. */
export const phaseProgress = ({ status, progressSum, counted }: Sums & { status: PhaseStatus }): number => {
  if (status === 'done') return 100
  return counted > 0 ? progressSum / counted : 0
}

export const twoDecimals = (percent: number): number => Math.round(percent * 100) / 100

/** Percent with two decimals: the mean of the phases that are not ignored; 0 when all are. */
export const projectProgress = (phases: readonly (Sums & { status: PhaseStatus })[]): number => {
  const counted = phases.filter(({ status }) => status !== 'ignored')
  if (counted.length === 0) return 0
  return twoDecimals(counted.reduce((sum, phase) => sum + phaseProgress(phase), 0) / counted.length)
}

/** At least one step is done, and every other one too unless it is cancelled. */
export const isComplete = ({ counted, done }: Pick<Sums, 'counted' | 'done'>): boolean =>
  counted > 0 && done === counted

/** There is something to do in the phase that was not there before: a step was reopened, added or moved in. */
export const bringsWork = (before: StepState | null, after: StepState | null, phase: string): boolean => {
  if (after === null || after.phase !== phase || !isOpen(after.status)) return false
  return before === null || before.phase !== phase || !isOpen(before.status)
}

/** The step is under way, or was finished. */
export const isStarted = (after: StepState | null, phase: string): boolean =>
  after !== null &&
  after.phase === phase &&
  after.status !== 'cancelled' &&
  (after.status !== 'pending' || after.progress > 0)

/**
 * What becomes of a phase when one of its steps changed. It closes by itself when it is complete, and opens again when
 * it is so no more. One that was closed by hand opens when there is new work; an ignored one stays so.
 * @param phase with the sums after the change
 */
export const statusAfterStep = (
  phase: Sums & { status: PhaseStatus; isClosedByHand: boolean },
  step: { bringsWork: boolean; isStarted: boolean },
): PhaseStatus => {
  const { status, isClosedByHand } = phase
  if (status === 'ignored') return status
  if (isComplete(phase)) return 'done'
  if (status === 'done') return isClosedByHand && !step.bringsWork ? 'done' : 'in_progress'
  return status === 'pending' && step.isStarted ? 'in_progress' : status
}
