import { validate as isUuid, v7 as uuid } from 'uuid'
import { requestContext } from '../../config/log.ts'
import type { Database } from '../../db/database.ts'
import type { Project } from '../../db/models/project.ts'
import type { FieldChanges, ProjectSurface, SubjectKind } from '../../db/models/project-event.ts'
import { withTenant } from '../../db/tenant.ts'
import { authorize, can, type TenantActor } from '../access/can.ts'
import type { Permission } from '../access/permissions.ts'
import { AppError } from '../errors.ts'
import type { NoticeEvent } from '../notifications/notify.ts'
import { notify } from '../notifications/notify.ts'
import { rightsInProject } from './rights.ts'

/** Where and when something is done. */
export interface ChangeContext {
  /** As the request says, unless told otherwise. */
  surface?: ProjectSurface
  /** The clock; tests move it. */
  now?: Date
  /** The event that this takes back. */
  undoes?: string
  /** Throws when the row is not the one that the change is meant for. It holds the lock when this is called. */
  check?: (row: { updatedAt: Date }) => void
}

export interface Happening {
  subject: { kind: SubjectKind; id: string; name: string }
  action: string
  changes?: FieldChanges
  /** The event that this one followed from by itself. */
  causedBy?: string
}

type Telling = Pick<NoticeEvent, 'type' | 'phase' | 'step' | 'task'> & {
  /** `members`: all of the project, and whoever owns it. */
  to: 'members' | readonly (string | null | undefined)[]
  /** Of these who would be told, not those: they are told something more personal. */
  except?: readonly (string | null | undefined)[]
  data?: Record<string, unknown>
}

/** A change of a project that is under way: its transaction is open and the project is locked. */
export interface Change {
  db: Database
  actor: TenantActor
  tenantId: string
  project: Project
  context: ChangeContext
  now: Date
  /** @throws AppError `forbidden` */
  require(permission: Permission): Promise<void>
  may(permission: Permission): Promise<boolean>
  /** Keeps it in the history when the change is whole. @returns the id of the event */
  note(happening: Happening): string
  /** Tells people when the change is whole; of an inactive project nothing. */
  tell(telling: Telling): void
}

const surfaceOf = (): ProjectSurface => {
  const surface = requestContext.getStore()?.surface ?? 'job'
  return surface === 'rest' || surface === 'cli' ? 'api' : surface
}

const notFound = () => new AppError('not_found', 'There is no such project.')

/** @throws AppError `not_found` */
export const findProject = async (
  db: Database,
  tenantId: string,
  id: string,
  lock?: true,
): Promise<Project> => {
  const project = isUuid(id) ? await db.models.Project.findOne({ where: { tenantId, id }, lock }) : null
  if (!project) throw notFound()
  return project
}

/** What somebody is called, for the history; null of whoever is no person of the tenant. */
const readLabel = async (db: Database, { tenantId, kind, id }: TenantActor): Promise<string | null> => {
  if (kind !== 'person') return null
  const where = { tenantId, id }
  const person = await db.models.Person.findOne({ attributes: ['fullName'], where, raw: true })
  return person?.fullName ?? null
}

/** Whoever may hear of a project: its members, and whoever owns it. */
export const readMembers = async (db: Database, project: Project): Promise<string[]> => {
  const { tenantId, id: projectId, ownerId } = project
  const where = { tenantId, projectId }
  const rows = await db.models.ProjectMember.findAll({ attributes: ['personId'], where, raw: true })
  return [...rows.map(({ personId }) => personId), ...(ownerId ? [ownerId] : [])]
}

type Kept = Happening & { id: string }

const writeEvents = async ({ db, actor, tenantId, project, context, now }: Change, kept: Kept[]) => {
  const actorLabel = await readLabel(db, actor)
  const rows = kept.map(({ id, subject, action, changes = {}, causedBy = null }) => ({
    tenantId,
    id,
    projectId: project.id,
    subjectKind: subject.kind,
    subjectId: subject.id,
    subjectName: subject.name,
    action,
    changes,
    actorKind: actor.kind,
    actorId: actor.id,
    actorLabel,
    surface: context.surface ?? surfaceOf(),
    causedBy,
    // What follows from taking something back is no taking back itself.
    undoes: causedBy === null ? (context.undoes ?? null) : null,
    createdAt: now,
  }))
  await db.models.ProjectEvent.bulkCreate(rows)
  return actorLabel
}

const sendTellings = async (change: Change, tellings: Telling[], label: string | null): Promise<void> => {
  const { db, actor, tenantId, project } = change
  const hasGeneral = tellings.some(({ to }) => to === 'members')
  const members = hasGeneral ? await readMembers(db, project) : []
  const by = actor.kind === 'system' ? null : { kind: actor.kind, id: actor.id, label }
  for (const { to, except = [], data = {}, ...telling } of tellings) {
    const all = to === 'members' ? members : to
    const people = all.filter((id): id is string => typeof id === 'string' && !except.includes(id))
    const of = { id: project.id, name: project.name }
    await notify(db, tenantId, { ...telling, actor: by, project: of, to: [...new Set(people)], data })
  }
}

/** Only this may be told of a project that is off: that it is. */
const isToldOff = ({ type }: Telling): boolean => type === 'project.off'

const openChange = (
  base: Omit<Change, 'require' | 'may' | 'note' | 'tell'>,
): { change: Change; end: () => Promise<void> } => {
  const kept: Kept[] = []
  const tellings: Telling[] = []
  const { db, actor, project } = base
  let rights: ReadonlySet<Permission> | null = null
  /** Most have it by their role, and nothing is looked up. */
  const may = async (permission: Permission): Promise<boolean> => {
    if (can(actor, permission)) return true
    rights ??= await rightsInProject(db, actor, project)
    return rights.has(permission)
  }
  const change: Change = {
    ...base,
    require: async (permission) => {
      if (!(await may(permission))) authorize(actor, permission)
    },
    may,
    note: (happening) => {
      const id = uuid()
      kept.push({ ...happening, id })
      return id
    },
    tell: (telling) => void tellings.push(telling),
  }
  const end = async (): Promise<void> => {
    if (project.changed()) await project.save()
    if (kept.length === 0) return
    const label = await writeEvents(change, kept)
    await sendTellings(change, project.isActive ? tellings : tellings.filter(isToldOff), label)
  }
  return { change, end }
}

interface Wanted {
  project: Project
  context?: ChangeContext
}

/** History and notices of what `work` does with a project that its transaction holds already. */
export const recordChange = async <T>(
  db: Database,
  actor: TenantActor,
  { project, context = {} }: Wanted,
  work: (change: Change) => Promise<T>,
): Promise<T> => {
  const { tenantId } = actor
  const now = context.now ?? new Date()
  const { change, end } = openChange({ db, actor, tenantId, project, context, now })
  const result = await work(change)
  await end()
  return result
}

/**
 * Does something with a project in one transaction, in which nobody else changes it: what happens is kept in its history
 * and told, along with it or not at all.
 * @throws AppError `not_found`, `forbidden` to who may not even see it, and what `work` throws
 */
export const changeProject = <T>(
  db: Database,
  actor: TenantActor,
  { projectId, context = {} }: { projectId: string; context?: ChangeContext },
  work: (change: Change) => Promise<T>,
): Promise<T> =>
  withTenant(db, actor.tenantId, async () => {
    const project = await findProject(db, actor.tenantId, projectId, true)
    return recordChange(db, actor, { project, context }, async (change) => {
      await change.require('projects:view')
      return work(change)
    })
  })
