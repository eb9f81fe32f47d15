import type { Database } from '../../db/database.ts'
import type { Project } from '../../db/models/project.ts'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { authorize, type TenantActor } from '../access/can.ts'
import type { NoticeType } from '../notifications/types.ts'
import {
  type Change,
  type ChangeContext,
  changeProject,
  findProject,
  readMembers,
  recordChange,
} from './change.ts'
import { type ProjectStatus, phaseCodes } from './codes.ts'
import { readToday } from './days.ts'
import { changesBetween, given, type ProjectFields, requireOrder } from './fields.ts'
import { keepBaseline } from './move-phase.ts'
import { joinProject, requirePerson } from './people.ts'
import { authorizeInProject } from './rights.ts'
import { foldName } from './search-key.ts'
import { type ProjectView, viewProject } from './views.ts'

const subjectOf = ({ id, name }: Project) => ({ kind: 'project' as const, id, name })
const hasBegun = ({ status }: Project): boolean => status === 'in_progress' || status === 'done'

/** Whoever makes a project answers for it until somebody else does, and takes part in it. */
const insertProject = async (
  db: Database,
  { tenantId, kind, id: actorId }: TenantActor,
  { fields, now }: { fields: ProjectFields & { name: string }; now: Date },
): Promise<Project> => {
  const ownerId = fields.ownerId ?? (kind === 'person' ? actorId : null)
  const nameKey = foldName(fields.name)
  const values = { ...given(fields), name: fields.name, nameKey, ownerId, tenantId, createdAt: now }
  const project = db.models.Project.build(values)
  if (hasBegun(project)) keepBaseline(project)
  await project.save()
  const phases = phaseCodes.map((code, at) => ({ tenantId, projectId: project.id, code, position: at + 1 }))
  await db.models.ProjectPhase.bulkCreate(phases)
  return project
}

/**
 * Makes a project with its six phases, and its owner and its maker as members.
 * @throws AppError `forbidden`, `invalid_value` (end before start, an owner who is not there)
 */
export const createProject = (
  db: Database,
  actor: TenantActor,
  fields: ProjectFields & { name: string },
  context: ChangeContext = {},
): Promise<ProjectView> => {
  authorize(actor, 'projects:create')
  if (fields.status === 'rejected') authorize(actor, 'projects:approve')
  requireOrder(fields)
  const { tenantId } = actor
  const now = context.now ?? new Date()
  return withTenant(db, tenantId, async () => {
    if (fields.ownerId) await requirePerson({ db, tenantId }, fields.ownerId, '/owner_id')
    const project = await insertProject(db, actor, { fields, now })
    await recordChange(db, actor, { project, context: { ...context, now } }, async (change) => {
      change.note({ subject: subjectOf(project), action: 'project.created' })
      change.tell({ type: 'project.created', to: 'members', data: {} })
      await joinProject(change, [project.ownerId, actor.kind === 'person' ? actor.id : null])
    })
    const target = { kind: 'project', id: project.id, label: project.name }
    await recordAct(db, actor, { action: 'project.created', permission: 'projects:create', target })
    return viewProject(project, await readToday(db, tenantId, now))
  })
}

/** @throws AppError `not_found`, `forbidden` */
export const readProject = (
  db: Database,
  actor: TenantActor,
  { id, now }: { id: string; now?: Date },
): Promise<ProjectView> => {
  const { tenantId } = actor
  return withTenant(db, tenantId, async () => {
    const project = await findProject(db, tenantId, id)
    await authorizeInProject(db, actor, { project, permission: 'projects:view' })
    return viewProject(project, await readToday(db, tenantId, now))
  })
}

/** Who rejects a project, or takes that back, approves projects; any other status is an edit as well as an approval. */
const requireStatus = async (change: Change, to: Project['status']): Promise<void> => {
  const isRejection = to === 'rejected' || change.project.status === 'rejected'
  if (isRejection) await change.require('projects:approve')
  else if (!(await change.may('projects:approve'))) await change.require('projects:edit')
}

const edited = ['name', 'description', 'startOn', 'endOn'] as const

const requireRights = async (change: Change, fields: ProjectFields): Promise<void> => {
  const { project } = change
  if (fields.status !== undefined && fields.status !== project.status)
    await requireStatus(change, fields.status)
  if ((fields.ownerId !== undefined ? fields.ownerId : project.ownerId) !== (project.ownerId ?? null))
    await change.require('members:manage')
  const isEdit = [...edited, 'priority' as const, 'isActive' as const].some(
    (name) => fields[name] !== undefined,
  )
  if (isEdit) await change.require('projects:edit')
}

const statusActions: Record<ProjectStatus, NoticeType> = {
  done: 'project.completed',
  rejected: 'project.rejected',
  pending: 'project.status_changed',
  in_progress: 'project.status_changed',
}

/** One event for each thing that people follow, and one for the rest. */
const noteProject = (change: Change, before: ProjectFields): void => {
  const { project } = change
  const subject = subjectOf(project)
  const say = (action: NoticeType, names: readonly (keyof ProjectFields)[]): void => {
    const changes = changesBetween<ProjectFields>(before, project, names)
    const keys = Object.keys(changes)
    if (keys.length === 0) return
    const [from, to] = keys.length === 1 ? changes[keys[0]!]! : []
    change.note({ subject, action, changes })
    change.tell({ type: action, to: 'members', data: keys.length === 1 ? { from, to } : { fields: keys } })
  }
  say(statusActions[project.status as ProjectStatus], ['status'])
  say('project.priority_changed', ['priority'])
  say(project.isActive ? 'project.on' : 'project.off', ['isActive'])
  say('project.updated', [...edited, 'ownerId'])
}

/**
 * @throws AppError `not_found`, `forbidden`, `invalid_value` (end before start, an owner who is not there), and what
 *   `context.check` throws
 */
export const updateProject = (
  db: Database,
  actor: TenantActor,
  { id, fields }: { id: string; fields: ProjectFields },
  context: ChangeContext = {},
): Promise<ProjectView> =>
  withTenant(db, actor.tenantId, async () => {
    const project = await changeProject(db, actor, { projectId: id, context }, async (change) => {
      const { project } = change
      await requireRights(change, fields)
      context.check?.(project)
      const before: ProjectFields = { ...project.get() }
      project.set(given(fields))
      if (fields.name !== undefined) project.nameKey = foldName(fields.name)
      requireOrder(project)
      if (fields.ownerId && fields.ownerId !== before.ownerId) {
        await requirePerson(change, fields.ownerId, '/owner_id')
        await joinProject(change, [fields.ownerId])
      }
      if (hasBegun(project)) keepBaseline(project)
      noteProject(change, before)
      return project
    })
    return viewProject(project, await readToday(db, actor.tenantId, context.now))
  })

/** Takes a project away with all in it; its history stays. @throws AppError `not_found`, `forbidden` */
export const deleteProject = (
  db: Database,
  actor: TenantActor,
  { id }: { id: string },
  context: ChangeContext = {},
): Promise<void> =>
  changeProject(db, actor, { projectId: id, context }, async (change) => {
    const { project } = change
    await change.require('projects:delete')
    context.check?.(project)
    // Nobody is a member any more when they are told.
    const to = await readMembers(db, project)
    change.note({ subject: subjectOf(project), action: 'project.deleted' })
    change.tell({ type: 'project.deleted', to, data: {} })
    await project.destroy()
    const target = { kind: 'project', id, label: project.name }
    await recordAct(db, actor, { action: 'project.deleted', permission: 'projects:delete', target })
  })
