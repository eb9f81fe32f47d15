import { QueryTypes } from 'sequelize'
import { validate as isUuid } from 'uuid'
import type { Database } from '../../db/database.ts'
import type { ProjectMember } from '../../db/models/project-member.ts'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import type { TenantActor } from '../access/can.ts'
import { AppError } from '../errors.ts'
import type { Page } from '../paging.ts'
import { type Change, type ChangeContext, changeProject, findProject } from './change.ts'
import { requirePerson } from './people.ts'
import { releaseWork } from './release-work.ts'
import { authorizeInProject } from './rights.ts'

export interface MemberView {
  /** The person's. */
  id: string
  personId: string
  fullName: string
  /** What they do in the project, in words. */
  role: string | null
  /** Of the person. */
  serviceId: string | null
  serviceName: string | null
  /** Answers for the project. */
  isOwner: boolean
  createdAt: Date
  updatedAt: Date
}

const membersSql = `
  select m.person_id::text as id, m.person_id::text as "personId", p.full_name as "fullName", m.role,
         p.service_id::text as "serviceId", s.name as "serviceName", m.person_id is not distinct from o.owner_id as "isOwner",
         m.created_at as "createdAt", m.updated_at as "updatedAt"
    from project_members m
    join projects o on o.tenant_id = m.tenant_id and o.id = m.project_id
    join people p on p.tenant_id = m.tenant_id and p.id = m.person_id
    left join services s on s.tenant_id = p.tenant_id and s.id = p.service_id
   where m.tenant_id = $tenant and m.project_id = $project and ($person::uuid is null or m.person_id = $person)
     and ($at::timestamptz is null or (m.created_at, m.person_id) > ($at, $id::uuid))
   order by m.created_at, m.person_id limit $limit`

interface Wanted {
  projectId: string
  page: Page
  personId?: string
}

const readMemberRows = (db: Database, tenantId: string, { projectId, page, personId }: Wanted) =>
  db.sequelize.query<MemberView>(membersSql, {
    bind: {
      tenant: tenantId, project: projectId, person: personId ?? null, limit: page.limit,
      at: page.after?.createdAt ?? null, id: page.after?.id ?? null,
    },
    type: QueryTypes.SELECT,
  }) // biome-ignore format: one query

const readOne = async (db: Database, tenantId: string, projectId: string, personId: string) => {
  const page = { limit: 1, after: null }
  const [member] = await readMemberRows(db, tenantId, { projectId, page, personId })
  if (!member) throw new AppError('not_found', 'There is no such member.')
  return member
}

/** Who takes part in a project, whoever came first comes first. @throws AppError `not_found`, `forbidden` */
export const listMembers = (
  db: Database,
  actor: TenantActor,
  { projectId, page }: { projectId: string; page: Page },
): Promise<MemberView[]> => {
  const { tenantId } = actor
  return withTenant(db, tenantId, async () => {
    const project = await findProject(db, tenantId, projectId)
    await authorizeInProject(db, actor, { project, permission: 'projects:view' })
    return readMemberRows(db, tenantId, { projectId, page })
  })
}

/** @throws AppError `not_found` */
export const findMember = async (
  { db, tenantId, project }: Change,
  personId: string,
): Promise<ProjectMember> => {
  const where = { tenantId, projectId: project.id, personId }
  const member = isUuid(personId) ? await db.models.ProjectMember.findOne({ where }) : null
  if (!member) throw new AppError('not_found', 'There is no such member.')
  return member
}

/** What a member is called; '' of somebody who is gone. */
export const nameOf = async ({ db, tenantId }: Change, id: string): Promise<string> => {
  const person = await db.models.Person.findOne({
    attributes: ['fullName'],
    where: { tenantId, id },
    raw: true,
  })
  return person?.fullName ?? ''
}

const permission = 'members:manage'

interface MemberFields {
  projectId: string
  personId: string
  role?: string | null | undefined
}

/**
 * @throws AppError `not_found`, `forbidden`, `invalid_value` for somebody who is not there, `conflict` (context
 *   `member_taken`) for somebody who takes part already
 */
export const addMember = (
  db: Database,
  actor: TenantActor,
  { projectId, personId, role = null }: MemberFields,
  context: ChangeContext = {},
): Promise<MemberView> =>
  withTenant(db, actor.tenantId, async () => {
    await changeProject(db, actor, { projectId, context }, async (change) => {
      await change.require(permission)
      const name = await requirePerson(change, personId, '/person_id')
      const { tenantId, now } = change
      const where = { tenantId, projectId, personId }
      if ((await db.models.ProjectMember.count({ where })) > 0)
        throw new AppError('conflict', 'they take part already', { details: { context: 'member_taken' } })
      await db.models.ProjectMember.create({ ...where, role, createdAt: now })
      const subject = { kind: 'member' as const, id: personId, name }
      change.note({ subject, action: 'member.added', ...(role && { changes: { role: [null, role] } }) })
      change.tell({ type: 'member.added', to: [personId], data: { role } })
      const target = { kind: 'project', id: projectId }
      await recordAct(db, actor, {
        action: 'project.member_added',
        permission,
        target,
        details: { person: personId },
      })
    })
    return readOne(db, actor.tenantId, projectId, personId)
  })

/** What a member does in the project. @throws AppError `not_found`, `forbidden` */
export const updateMember = (
  db: Database,
  actor: TenantActor,
  { projectId, personId, role }: MemberFields,
  context: ChangeContext = {},
): Promise<MemberView> =>
  withTenant(db, actor.tenantId, async () => {
    await changeProject(db, actor, { projectId, context }, async (change) => {
      await change.require(permission)
      const member = await findMember(change, personId)
      context.check?.(member)
      const before = member.role ?? null
      if (role === undefined || role === before) return
      await member.update({ role })
      const subject = { kind: 'member' as const, id: personId, name: await nameOf(change, personId) }
      change.note({ subject, action: 'member.updated', changes: { role: [before, role] } })
    })
    return readOne(db, actor.tenantId, projectId, personId)
  })

/**
 * Takes somebody out of a project: their permissions there go, and what they had still to do is nobody's.
 * @throws AppError `not_found`, `forbidden`, `conflict` (context `member_owns_project`)
 */
export const removeMember = (
  db: Database,
  actor: TenantActor,
  { projectId, personId }: { projectId: string; personId: string },
  context: ChangeContext = {},
): Promise<void> =>
  changeProject(db, actor, { projectId, context }, async (change) => {
    await change.require(permission)
    const member = await findMember(change, personId)
    context.check?.(member)
    const { tenantId, project } = change
    if (project.ownerId === personId)
      throw new AppError('conflict', 'they answer for the project', {
        details: { context: 'member_owns_project' },
      })
    const subject = { kind: 'member' as const, id: personId, name: await nameOf(change, personId) }
    const role = member.role ?? null
    const causedBy = change.note({
      subject,
      action: 'member.removed',
      ...(role && { changes: { role: [role, null] } }),
    })
    change.tell({ type: 'member.removed', to: [personId], data: {} })
    await db.models.ProjectPermission.destroy({ where: { tenantId, projectId, personId } })
    await releaseWork(change, { personId, causedBy })
    await member.destroy()
    const target = { kind: 'project', id: projectId }
    await recordAct(db, actor, {
      action: 'project.member_removed',
      permission,
      target,
      details: { person: personId },
    })
  })
