import type { Database } from '../../db/database.ts'
import type { FieldChanges } from '../../db/models/project-event.ts'
import type { ProjectPhase } from '../../db/models/project-phase.ts'
import type { ProjectStep } from '../../db/models/project-step.ts'
import { withTenant } from '../../db/tenant.ts'
import type { TenantActor } from '../access/can.ts'
import { type Change, type ChangeContext, changeProject } from './change.ts'
import type { PhaseCode } from './codes.ts'
import { readToday } from './days.ts'
import { given, requireOrder, type StepFields } from './fields.ts'
import { findPlace, findStep, type ItemPlace } from './find-items.ts'
import { keepBaseline } from './move-phase.ts'
import { noteStep } from './note-step.ts'
import { requireMembers } from './people.ts'
import { type CountedStep, readPhases, recountStep } from './recount.ts'
import { settleStep } from './settle-step.ts'
import { type StepView, viewStep } from './views.ts'

const countedOf = ({ phase, status, progress }: ProjectStep): CountedStep => ({ phase, status, progress })

const hasBegun = (phases: readonly ProjectPhase[], { phase }: ProjectStep): boolean =>
  Boolean(phases.find(({ code }) => code === phase)?.startedAt)

const hasChanged = (one: CountedStep, other: CountedStep): boolean =>
  one.phase !== other.phase || one.status !== other.status || one.progress !== other.progress

const insertStep = (
  db: Database,
  {
    tenantId,
    projectId,
    fields,
    now,
  }: {
    tenantId: string
    projectId: string
    fields: StepFields & { name: string; phase: PhaseCode }
    now: Date
  },
): ProjectStep => {
  const fresh = { status: 'pending' as const, progress: 0 }
  const { name, phase } = fields
  const values = { ...given(fields), name, phase, ...settleStep(fresh, fields) }
  return db.models.ProjectStep.build({ ...values, tenantId, projectId, createdAt: now })
}

/** @throws AppError `not_found`, `forbidden`, `invalid_value` (end before start, an owner who is no member) */
export const createStep = (
  db: Database,
  actor: TenantActor,
  { projectId, fields }: { projectId: string; fields: StepFields & { name: string; phase: PhaseCode } },
  context: ChangeContext = {},
): Promise<StepView> =>
  withTenant(db, actor.tenantId, async () => {
    const step = await changeProject(db, actor, { projectId, context }, async (change) => {
      await change.require('steps:create')
      requireOrder(fields)
      if (fields.ownerId) await requireMembers(change, [fields.ownerId], () => '/owner_id')
      const { tenantId, now } = change
      const step = insertStep(db, { tenantId, projectId, fields, now })
      const subject = { kind: 'step' as const, id: step.id, name: step.name }
      const causedBy = change.note({
        subject,
        action: 'step.created',
        changes: { phase: [null, step.phase] },
      })
      const phases = await recountStep(change, { before: null, after: countedOf(step), causedBy })
      if (hasBegun(phases, step)) keepBaseline(step)
      await step.save()
      const data = { due_on: step.endOn ?? null, phase: step.phase }
      const told = { id: step.id, name: step.name }
      change.tell({ type: 'step.assigned', phase: step.phase, step: told, to: [step.ownerId], data })
      return step
    })
    return viewStep(step, await readToday(db, actor.tenantId, context.now))
  })

/**
 * Changes a step; its phase and its project follow in the same transaction.
 * @throws AppError `not_found`, `forbidden`, `invalid_value`, and what `context.check` throws
 */
export const updateStep = (
  db: Database,
  actor: TenantActor,
  { fields, ...place }: ItemPlace & { fields: StepFields },
  context: ChangeContext = {},
): Promise<StepView> =>
  withTenant(db, actor.tenantId, async () => {
    const projectId = await findPlace(db, actor.tenantId, { model: 'ProjectStep', ...place })
    const step = await changeProject(db, actor, { projectId, context }, async (change) => {
      const step = await findStep(change, place.id)
      await change.require('steps:edit')
      context.check?.(step)
      const { ownerId } = fields
      if (ownerId && ownerId !== step.ownerId) await requireMembers(change, [ownerId], () => '/owner_id')
      const before = { ...step.get() }
      step.set({ ...given(fields), ...settleStep(before, fields) })
      requireOrder(step)
      const causedBy = noteStep(change, before, step)
      if (causedBy !== null)
        await followStep(change, { before: countedOf(before as ProjectStep), step, causedBy })
      return step
    })
    return viewStep(step, await readToday(db, actor.tenantId, context.now))
  })

/** What its phase and its project make of a step that changed; then it is saved. */
const followStep = async (
  change: Change,
  { before, step, causedBy }: { before: CountedStep; step: ProjectStep; causedBy: string },
): Promise<void> => {
  const after = countedOf(step)
  const phases = hasChanged(before, after) ? await recountStep(change, { before, after, causedBy }) : null
  // Its first end that is planned once its phase has begun.
  const isFirstEnd = Boolean(step.endOn) && !step.baselineEndOn
  if (isFirstEnd && hasBegun(phases ?? (await readPhases(change)), step)) keepBaseline(step)
  await step.save()
}

/** @throws AppError `not_found`, `forbidden`, and what `context.check` throws */
export const deleteStep = (
  db: Database,
  actor: TenantActor,
  place: ItemPlace,
  context: ChangeContext = {},
): Promise<void> =>
  withTenant(db, actor.tenantId, async () => {
    const projectId = await findPlace(db, actor.tenantId, { model: 'ProjectStep', ...place })
    await changeProject(db, actor, { projectId, context }, async (change) => {
      const step = await findStep(change, place.id)
      await change.require('steps:delete')
      context.check?.(step)
      const subject = { kind: 'step' as const, id: step.id, name: step.name }
      const changes: FieldChanges = { phase: [step.phase, null], status: [step.status, null] }
      const causedBy = change.note({ subject, action: 'step.deleted', changes })
      await recountStep(change, { before: countedOf(step), after: null, causedBy })
      await step.destroy()
    })
  })
