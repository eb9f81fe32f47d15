import type { Database } from '../../db/database.ts'
import type { ProjectPhase } from '../../db/models/project-phase.ts'
import { withTenant } from '../../db/tenant.ts'
import type { TenantActor } from '../access/can.ts'
import { AppError } from '../errors.ts'
import { type Change, type ChangeContext, changeProject, findProject } from './change.ts'
import type { PhaseCode, PhaseStatus } from './codes.ts'
import { readToday } from './days.ts'
import { changesBetween, given, type PhaseFields, requireOrder, unacceptable } from './fields.ts'
import { keepBaseline, movePhase } from './move-phase.ts'
import { isComplete } from './progress.ts'
import { readPhases, recountProject } from './recount.ts'
import { authorizeInProject } from './rights.ts'
import { type PhaseView, viewPhase } from './views.ts'

/** What people can say of a phase. `status` says it all; the two flags say the same in other words. */
export interface PhaseChange extends PhaseFields {
  isCompleted?: boolean | undefined
  isIgnored?: boolean | undefined
}

/** The six phases of a project, in their order. @throws AppError `not_found`, `forbidden` */
export const listPhases = (
  db: Database,
  actor: TenantActor,
  { projectId, now }: { projectId: string; now?: Date },
): Promise<PhaseView[]> => {
  const { tenantId } = actor
  return withTenant(db, tenantId, async () => {
    const project = await findProject(db, tenantId, projectId)
    await authorizeInProject(db, actor, { project, permission: 'projects:view' })
    const today = await readToday(db, tenantId, now)
    const rows = await db.models.ProjectPhase.findAll({ where: { tenantId, projectId }, order: ['position'] })
    return rows.map((row) => viewPhase(row, today))
  })
}

/** @throws AppError `not_found`, `forbidden` */
export const readPhase = async (
  db: Database,
  actor: TenantActor,
  { projectId, code, now }: { projectId: string; code: PhaseCode; now?: Date },
): Promise<PhaseView> => {
  const phases = await listPhases(db, actor, { projectId, ...(now && { now }) })
  const phase = phases.find((one) => one.code === code)
  if (!phase) throw new AppError('not_found', 'There is no such phase.')
  return phase
}

/** Where a phase stands that is ignored no more. */
const restoredStatus = (phase: ProjectPhase): PhaseStatus => {
  if (isComplete(phase)) return 'done'
  return phase.startedAt ? 'in_progress' : 'pending'
}

/** @throws AppError `invalid_value` when what is said contradicts itself */
const targetOf = (phase: ProjectPhase, { status, isCompleted, isIgnored }: PhaseChange): PhaseStatus => {
  const { status: current } = phase
  if (isCompleted && isIgnored) throw unacceptable('/ignored', 'a phase is either completed or ignored')
  const disagrees = (flag: boolean | undefined, meant: PhaseStatus): boolean =>
    status !== undefined && flag !== undefined && (status === meant) !== flag
  if (disagrees(isCompleted, 'done')) throw unacceptable('/completed', `it contradicts the status ${status}`)
  if (disagrees(isIgnored, 'ignored')) throw unacceptable('/ignored', `it contradicts the status ${status}`)
  if (status !== undefined) return status
  if (isIgnored) return 'ignored'
  if (isCompleted) return 'done'
  if (isIgnored === false && current === 'ignored') return restoredStatus(phase)
  if (isCompleted === false && current === 'done') return 'in_progress'
  return current
}

const requireRights = async (change: Change, from: PhaseStatus, to: PhaseStatus): Promise<void> => {
  const touched = [from, to]
  if (touched.includes('ignored')) await change.require('phases:ignore')
  if (touched.includes('done')) await change.require('phases:complete')
  if (!touched.includes('ignored') && !touched.includes('done')) await change.require('projects:edit')
}

const changeStatus = async (change: Change, phases: ProjectPhase[], phase: ProjectPhase, to: PhaseStatus) => {
  await requireRights(change, phase.status, to)
  phase.isClosedByHand = to === 'done' && !isComplete(phase)
  await movePhase(change, { phase, to })
  recountProject(change, phases)
}

const changeDates = async (change: Change, phase: ProjectPhase, dates: PhaseFields): Promise<void> => {
  const before = { startOn: phase.startOn ?? null, endOn: phase.endOn ?? null }
  phase.set(given(dates))
  const changes = changesBetween<PhaseFields>(before, phase, ['startOn', 'endOn'])
  if (Object.keys(changes).length === 0) return
  await change.require('projects:edit')
  requireOrder(phase)
  if (phase.startedAt) keepBaseline(phase)
  const subject = { kind: 'phase' as const, id: phase.code, name: phase.code }
  change.note({ subject, action: 'phase.updated', changes })
}

/**
 * Completes, reopens, ignores or dates a phase.
 * @throws AppError `not_found`, `forbidden`, `invalid_value`, and what `context.check` throws
 */
export const updatePhase = (
  db: Database,
  actor: TenantActor,
  { projectId, code, fields }: { projectId: string; code: PhaseCode; fields: PhaseChange },
  context: ChangeContext = {},
): Promise<PhaseView> =>
  withTenant(db, actor.tenantId, async () => {
    const phase = await changeProject(db, actor, { projectId, context }, async (change) => {
      const phases = await readPhases(change)
      const phase = phases.find((one) => one.code === code)
      if (!phase) throw new AppError('not_found', 'There is no such phase.')
      context.check?.(phase)
      const to = targetOf(phase, fields)
      // Dates first: what is planned by now is the baseline of a phase that starts with this.
      await changeDates(change, phase, { startOn: fields.startOn, endOn: fields.endOn })
      if (to !== phase.status) await changeStatus(change, phases, phase, to)
      if (phase.changed()) await phase.save()
      return phase
    })
    return viewPhase(phase, await readToday(db, actor.tenantId, context.now))
  })
