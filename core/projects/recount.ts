import type { ProjectPhase } from '../../db/models/project-phase.ts'
import type { Change } from './change.ts'
import type { PhaseCode, WorkStatus } from './codes.ts'
import { movePhase } from './move-phase.ts'
import {
  bringsWork,
  contributionOf,
  isComplete,
  isStarted,
  projectProgress,
  statusAfterStep,
} from './progress.ts'

/** What progress is counted by. */
export interface CountedStep {
  phase: PhaseCode
  status: WorkStatus
  /** As it was typed. */
  progress: number
}

const milestones = [25, 50, 75, 100]

/** The six phases in their order, to be changed under the lock of their project. */
export const readPhases = ({ db, tenantId, project }: Change): Promise<ProjectPhase[]> =>
  db.models.ProjectPhase.findAll({ where: { tenantId, projectId: project.id }, order: ['position'] })

/** The project's own progress, from its phases. */
export const recountProject = (change: Change, phases: readonly ProjectPhase[]): void => {
  const { project } = change
  const [before, after] = [project.progress, projectProgress(phases)]
  if (before === after) return
  project.progress = after
  const reached = milestones.findLast((milestone) => before < milestone && after >= milestone)
  if (reached === undefined) return
  const data = { from: before, to: after, reached }
  change.tell({ type: 'project.progress_25_50_75_100', to: 'members', data })
}

const addToSums = (phase: ProjectPhase, before: CountedStep | null, after: CountedStep | null): boolean => {
  const [less, more] = [contributionOf(before, phase.code), contributionOf(after, phase.code)]
  phase.progressSum += more.progressSum - less.progressSum
  phase.counted += more.counted - less.counted
  phase.done += more.done - less.done
  return Boolean(phase.changed())
}

/**
 * A step has changed, come (`before` null) or gone (`after` null): its phases and its project follow. Costs the same
 * however many steps there are.
 * @param step.causedBy the event of the step's change
 * @returns the phases, saved
 */
export const recountStep = async (
  change: Change,
  { before, after, causedBy }: { before: CountedStep | null; after: CountedStep | null; causedBy: string },
): Promise<ProjectPhase[]> => {
  const phases = await readPhases(change)
  for (const phase of phases) {
    const hasNewSums = addToSums(phase, before, after)
    const isTouched = hasNewSums || before?.phase === phase.code || after?.phase === phase.code
    if (!isTouched) continue
    const to = statusAfterStep(phase, {
      bringsWork: bringsWork(before, after, phase.code),
      isStarted: isStarted(after, phase.code),
    })
    if (to === 'done' && isComplete(phase)) phase.isClosedByHand = false
    if (to !== phase.status) await movePhase(change, { phase, to, causedBy })
    if (phase.changed()) await phase.save()
  }
  recountProject(change, phases)
  return phases
}
