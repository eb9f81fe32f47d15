import { Op } from 'sequelize'
import { validate as isUuid } from 'uuid'
import type { Database } from '../../db/database.ts'
import type { Project } from '../../db/models/project.ts'
import type { ProjectEvent } from '../../db/models/project-event.ts'
import { withTenant } from '../../db/tenant.ts'
import type { TenantActor } from '../access/can.ts'
import { AppError } from '../errors.ts'
import { newestFirst } from '../paging.ts'
import { type ChangeContext, findProject } from './change.ts'
import type { PhaseCode } from './codes.ts'
import { findStep, findTask } from './find-items.ts'
import { updatePhase } from './phases.ts'
import { stepProgress } from './progress.ts'
import { updateProject } from './projects.ts'
import { authorizeInProject } from './rights.ts'
import { updateStep } from './steps.ts'
import { readLinks } from './task-links.ts'
import { updateTask } from './tasks.ts'

/** Long enough to see a slip of the hand, and too short for others to have built on it. */
const undoMs = 10 * 60_000

const changing = ['project', 'phase', 'step', 'task']
const isWhole = /\.(created|deleted)$/

export type UndoRefusal = 'undo_not_yours' | 'undo_done' | 'undo_too_late' | 'undo_impossible' | 'undo_newer'

/** Why somebody cannot take an event back, as far as the event itself tells; null = they may try. */
export const undoRefusal = (
  event: ProjectEvent,
  actor: TenantActor,
  now = new Date(),
): UndoRefusal | null => {
  if (event.actorKind !== actor.kind || event.actorId !== actor.id) return 'undo_not_yours'
  if (event.undoneBy) return 'undo_done'
  const isChange = changing.includes(event.subjectKind) && !isWhole.test(event.action)
  // What followed by itself is taken back with its cause.
  if (!isChange || event.causedBy || event.undoes) return 'undo_impossible'
  return now.getTime() - event.createdAt.getTime() > undoMs ? 'undo_too_late' : null
}

/** The change that somebody made last and can still take back, of one project or of any; null = there is none. */
export const lastOwnChange = (
  db: Database,
  actor: TenantActor,
  { projectId, now = new Date() }: { projectId?: string; now?: Date } = {},
): Promise<ProjectEvent | null> => {
  const { tenantId, kind: actorKind, id: actorId } = actor
  const since = new Date(now.getTime() - undoMs)
  const where = {
    tenantId,
    actorKind,
    actorId,
    createdAt: { [Op.gte]: since },
    ...(projectId && { projectId }),
  }
  return withTenant(db, tenantId, async () => {
    const rows = await db.models.ProjectEvent.findAll({ where, order: newestFirst, limit: 100 })
    return rows.find((event) => undoRefusal(event, actor, now) === null) ?? null
  })
}

const refuse = (context: UndoRefusal): never => {
  throw new AppError('conflict', `this change cannot be taken back: ${context}`, { details: { context } })
}

/** Somebody changed the same since, and that has not been taken back. */
const hasNewer = async (db: Database, event: ProjectEvent): Promise<boolean> => {
  const { tenantId, projectId, subjectKind, subjectId, createdAt, id } = event
  const rows = await db.models.ProjectEvent.findAll({
    attributes: ['changes'],
    where: {
      tenantId, projectId, subjectKind, subjectId, undoneBy: null, undoes: null,
      [Op.or]: [{ createdAt: { [Op.gt]: createdAt } }, { createdAt, id: { [Op.gt]: id } }],
    },
    raw: true,
  }) // biome-ignore format: one query
  const fields = Object.keys(event.changes)
  return rows.some(({ changes }) => fields.some((field) => field in (changes ?? {})))
}

const camel = (name: string): string =>
  name === 'active' ? 'isActive' : name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

/** What the subject holds now, under the names of the core. @throws AppError `not_found` when it is gone */
const readHeld = async (
  db: Database,
  project: Project,
  event: ProjectEvent,
): Promise<Record<string, unknown>> => {
  const { tenantId, projectId, subjectKind, subjectId } = event
  const place = { db, tenantId, project }
  if (subjectKind === 'project') return project.get()
  if (subjectKind === 'step') {
    const step = await findStep(place, subjectId)
    return { ...step.get(), progress: stepProgress(step) }
  }
  if (subjectKind === 'task') {
    const task = await findTask(place, subjectId)
    return { ...task.get(), ...(await readLinks(db, tenantId, [task.id])).get(task.id) }
  }
  const phase = await db.models.ProjectPhase.findOne({ where: { tenantId, projectId, code: subjectId } })
  return phase?.get() ?? {}
}

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null)

/** A baseline is kept for ever. */
const restorable = (event: ProjectEvent): [name: string, before: unknown, after: unknown][] =>
  Object.entries(event.changes)
    .filter(([name]) => name !== 'baseline_end_on')
    .map(([name, [before, after]]) => [camel(name), before, after])

const restore = (
  db: Database,
  actor: TenantActor,
  { event, fields }: { event: ProjectEvent; fields: Record<string, unknown> },
  context: ChangeContext,
): Promise<unknown> => {
  const { subjectKind, subjectId: id, projectId } = event
  if (subjectKind === 'project') return updateProject(db, actor, { id, fields }, context)
  if (subjectKind === 'phase')
    return updatePhase(db, actor, { projectId, code: id as PhaseCode, fields }, context)
  if (subjectKind === 'step') return updateStep(db, actor, { id, projectId, fields }, context)
  return updateTask(db, actor, { id, projectId, fields }, context)
}

/**
 * Takes the own last change back, within ten minutes; what followed from it by itself follows back. The history keeps
 * both.
 * @returns the event of taking it back
 * @throws AppError `not_found`, `forbidden`, `conflict` (context: a `UndoRefusal`)
 */
export const undoEvent = (
  db: Database,
  actor: TenantActor,
  { id }: { id: string },
  context: ChangeContext = {},
): Promise<ProjectEvent> => {
  const { tenantId } = actor
  return withTenant(db, tenantId, async () => {
    const { ProjectEvent } = db.models
    const find = () => ProjectEvent.findOne({ where: { tenantId, id } })
    const first = isUuid(id) ? await find() : null
    if (!first) throw new AppError('not_found', 'There is no such event.')
    const project = await findProject(db, tenantId, first.projectId, true)
    await authorizeInProject(db, actor, { project, permission: 'projects:view' })
    // Again, now that nobody else changes the project.
    const event = (await find()) ?? first
    const refusal = undoRefusal(event, actor, context.now)
    if (refusal) refuse(refusal)
    const held = await readHeld(db, project, event)
    const changes = restorable(event)
    const isTouched = changes.some(([name, , after]) => !isSame(held[name], after))
    if (isTouched || (await hasNewer(db, event))) refuse('undo_newer')
    const fields = Object.fromEntries(changes.map(([name, before]) => [name, before]))
    await restore(db, actor, { event, fields }, { ...context, undoes: event.id })
    const undo = await ProjectEvent.findOne({
      where: { tenantId, projectId: event.projectId, undoes: event.id, causedBy: null },
      order: [['id', 'ASC']],
      rejectOnEmpty: true,
    })
    await event.update({ undoneBy: undo.id })
    return undo
  })
}
