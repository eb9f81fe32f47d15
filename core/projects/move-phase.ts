import { Op } from 'sequelize'
import type { ProjectPhase } from '../../db/models/project-phase.ts'
import type { Change } from './change.ts'
import type { PhaseStatus, ProjectStatus } from './codes.ts'

type Planned = { baselineEndOn?: string | null; endOn?: string | null }

/** The end that is planned first, once it has begun, is what its slip is told against; later ones change nothing. */
export const keepBaseline = (row: Planned): void => {
  if (!row.baselineEndOn && row.endOn) row.baselineEndOn = row.endOn
}

/** A project begins with its first phase. */
const startProject = (change: Change, causedBy: string): void => {
  const { project } = change
  if (project.status !== 'pending') return
  const status: ProjectStatus = 'in_progress'
  change.note({
    subject: { kind: 'project', id: project.id, name: project.name },
    action: 'project.status_changed',
    changes: { status: [project.status, status] },
    causedBy,
  })
  change.tell({ type: 'project.status_changed', to: 'members', data: { from: project.status, to: status } })
  project.status = status
  keepBaseline(project)
}

/** Only once: going back to pending and on again keeps what was planned at first. */
const startPhase = async ({ db, now }: Change, phase: ProjectPhase): Promise<void> => {
  phase.startedAt = now
  keepBaseline(phase)
  const { tenantId, projectId, code } = phase
  const { sequelize, models } = db
  await models.ProjectStep.update(
    { baselineEndOn: sequelize.col('end_on') as unknown as string },
    {
      where: { tenantId, projectId, phase: code, baselineEndOn: null, endOn: { [Op.ne]: null } },
      // Nobody changed these steps: what somebody else is about to change is still as they saw it.
      silent: true,
    },
  )
}

const actionOf = (from: PhaseStatus, to: PhaseStatus) => {
  if (to === 'done') return 'phase.completed'
  if (to === 'ignored') return 'phase.ignored'
  if (from === 'done') return 'phase.reopened'
  return from === 'pending' ? 'phase.started' : 'phase.updated'
}

/**
 * Gives a phase another status, with all that follows from it; the caller saves it.
 * @returns the id of the event
 */
export const movePhase = async (
  change: Change,
  { phase, to, causedBy }: { phase: ProjectPhase; to: PhaseStatus; causedBy?: string },
): Promise<string> => {
  const from = phase.status
  const action = actionOf(from, to)
  const changes: Record<string, [unknown, unknown]> = { status: [from, to] }
  const isFirstStart = !phase.startedAt && (to === 'in_progress' || to === 'done')
  phase.status = to
  if (isFirstStart) {
    const before = phase.baselineEndOn ?? null
    await startPhase(change, phase)
    if (phase.baselineEndOn && !before) changes.baseline_end_on = [before, phase.baselineEndOn]
  }
  const subject = { kind: 'phase' as const, id: phase.code, name: phase.code }
  const id = change.note({ subject, action, changes, ...(causedBy && { causedBy }) })
  if (action !== 'phase.updated')
    change.tell({ type: action, phase: phase.code, to: 'members', data: { from, to } })
  if (isFirstStart) startProject(change, id)
  return id
}
