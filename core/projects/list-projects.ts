import { literal, Op, type WhereOptions } from 'sequelize'
import { validate as isUuid } from 'uuid'
import type { Database } from '../../db/database.ts'
import type { Project } from '../../db/models/project.ts'
import { withTenant } from '../../db/tenant.ts'
import type { TenantActor } from '../access/can.ts'
import { behind, newestFirst, type Page } from '../paging.ts'
import { openStatuses, type ProjectPriority, type ProjectStatus, projectStatuses } from './codes.ts'
import { readToday } from './days.ts'
import { narrowToViewable } from './rights.ts'
import { foldName } from './search-key.ts'
import { type ProjectView, viewProject } from './views.ts'

export interface ProjectFilter {
  status?: ProjectStatus | undefined
  priority?: ProjectPriority | undefined
  /** Absent = on only. */
  isActive?: boolean | 'all' | undefined
  /** Id of a department: somebody of it takes part. */
  serviceId?: string | undefined
  /** Id of a person who takes part. */
  memberId?: string | undefined
  isLate?: boolean | undefined
  /** In the name, whatever the case and the accents. */
  q?: string | undefined
}

const noId = '00000000-0000-0000-0000-000000000000'
/** These stand in the statement as they are. */
const uuidOf = (id: string): string => (isUuid(id) ? id : noId)

const inMembersOf = (tenantId: string, memberId: string) =>
  literal(
    `(select m.project_id from project_members m
       where m.tenant_id = '${tenantId}' and m.person_id = '${uuidOf(memberId)}')`,
  )

const inServiceOf = (tenantId: string, serviceId: string) =>
  literal(
    `(select m.project_id from project_members m join people p on p.tenant_id = m.tenant_id and p.id = m.person_id
       where m.tenant_id = '${tenantId}' and p.service_id = '${uuidOf(serviceId)}')`,
  )

const lateness = (isLate: boolean, today: string): WhereOptions =>
  isLate
    ? { status: [...openStatuses], endOn: { [Op.lt]: today } }
    : {
        [Op.or]: [
          { endOn: null },
          { endOn: { [Op.gte]: today } },
          { status: { [Op.notIn]: [...openStatuses] } },
        ],
      }

const conditionsOf = (tenantId: string, filter: ProjectFilter, today: string): WhereOptions[] => {
  const { status, priority, isActive = true, serviceId, memberId, isLate, q } = filter
  const pattern = q && `%${foldName(q).replaceAll(/[\\%_]/g, '\\$&')}%`
  return [
    { tenantId },
    ...(status === undefined ? [] : [{ status }]),
    ...(priority === undefined ? [] : [{ priority }]),
    ...(isActive === 'all' ? [] : [{ isActive }]),
    ...(serviceId === undefined ? [] : [{ id: { [Op.in]: inServiceOf(tenantId, serviceId) } }]),
    ...(memberId === undefined ? [] : [{ id: { [Op.in]: inMembersOf(tenantId, memberId) } }]),
    ...(isLate === undefined ? [] : [lateness(isLate, today)]),
    ...(pattern ? [{ nameKey: { [Op.like]: pattern } }] : []),
  ]
}

interface Wanted {
  page: Page
  filter?: ProjectFilter
  now?: Date
}

/** Projects that somebody may see, newest first. @throws AppError `forbidden` when there can be none */
export const listProjects = (
  db: Database,
  actor: TenantActor,
  { page, filter = {}, now }: Wanted,
): Promise<ProjectView[]> => {
  const { tenantId } = actor
  return withTenant(db, tenantId, async () => {
    const today = await readToday(db, tenantId, now)
    const narrow = await narrowToViewable(db, actor)
    const where = { [Op.and]: [...conditionsOf(tenantId, filter, today), narrow, behind(page)] }
    const rows = await db.models.Project.findAll({ where, order: newestFirst, limit: page.limit })
    return rows.map((row) => viewProject(row, today))
  })
}

/** The one that was made last and is on; null = there is none. @throws AppError `forbidden` */
export const latestProject = async (
  db: Database,
  actor: TenantActor,
  { now }: { now?: Date } = {},
): Promise<ProjectView | null> => {
  const [latest] = await listProjects(db, actor, { page: { limit: 1, after: null }, ...(now && { now }) })
  return latest ?? null
}

/** Projects that are on, what was changed last first. @throws AppError `forbidden` when there can be none */
export const listRecentProjects = (
  db: Database,
  actor: TenantActor,
  { limit, now }: { limit: number; now?: Date },
): Promise<ProjectView[]> => {
  const { tenantId } = actor
  return withTenant(db, tenantId, async () => {
    const today = await readToday(db, tenantId, now)
    const where = { [Op.and]: [{ tenantId, isActive: true }, await narrowToViewable(db, actor)] }
    const order: [string, string][] = [
      ['updatedAt', 'DESC'],
      ['id', 'DESC'],
    ]
    const rows = await db.models.Project.findAll({ where, order, limit })
    return rows.map((row) => viewProject(row, today))
  })
}

export interface ProjectColumn {
  status: ProjectStatus
  /** Of all, shown or not. */
  count: number
  projects: ProjectView[]
}

/** Projects by their status, each column newest first. @param wanted.limit of each column */
export const listProjectBoard = (
  db: Database,
  actor: TenantActor,
  { limit, filter = {}, now }: { limit: number; filter?: ProjectFilter; now?: Date },
): Promise<ProjectColumn[]> => {
  const { tenantId } = actor
  return withTenant(db, tenantId, async () => {
    const today = await readToday(db, tenantId, now)
    const narrow = await narrowToViewable(db, actor)
    const columns: ProjectColumn[] = []
    for (const status of projectStatuses) {
      if (filter.status !== undefined && filter.status !== status) continue
      const where = { [Op.and]: [...conditionsOf(tenantId, { ...filter, status }, today), narrow] }
      const { rows, count }: { rows: Project[]; count: number } = await db.models.Project.findAndCountAll({
        where,
        order: newestFirst,
        limit,
      })
      columns.push({ status, count, projects: rows.map((row) => viewProject(row, today)) })
    }
    return columns
  })
}
