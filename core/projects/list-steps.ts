import { literal, Op, type WhereOptions } from 'sequelize'
import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import type { TenantActor } from '../access/can.ts'
import { ahead, oldestFirst, type Page } from '../paging.ts'
import { findProject } from './change.ts'
import type { PhaseCode, WorkStatus } from './codes.ts'
import { readToday } from './days.ts'
import { given } from './fields.ts'
import { findPlace, findStep, type ItemPlace } from './find-items.ts'
import { authorizeInProject, narrowToViewable } from './rights.ts'
import { type StepView, viewStep } from './views.ts'

export interface StepFilter {
  phase?: PhaseCode | undefined
  status?: WorkStatus | readonly WorkStatus[] | undefined
  ownerId?: string | undefined
}

/** @throws AppError `not_found`, `forbidden` */
export const readStep = (
  db: Database,
  actor: TenantActor,
  { now, ...place }: ItemPlace & { now?: Date },
): Promise<StepView> => {
  const { tenantId } = actor
  return withTenant(db, tenantId, async () => {
    const projectId = await findPlace(db, tenantId, { model: 'ProjectStep', ...place })
    const project = await findProject(db, tenantId, projectId)
    await authorizeInProject(db, actor, { project, permission: 'projects:view' })
    return viewStep(await findStep({ db, tenantId, project }, place.id), await readToday(db, tenantId, now))
  })
}

interface Wanted {
  /** Absent = of all projects that are on and somebody may see. */
  projectId?: string
  page: Page
  filter?: StepFilter
  now?: Date
}

/** Steps in the order in which they were made. @throws AppError `not_found`, `forbidden` */
export const listSteps = (
  db: Database,
  actor: TenantActor,
  { projectId, page, filter = {}, now }: Wanted,
): Promise<StepView[]> => {
  const { tenantId } = actor
  return withTenant(db, tenantId, async () => {
    const place = await narrowToProject(db, actor, projectId)
    const where = { [Op.and]: [{ tenantId }, place, given(filter), ahead(page)] }
    const rows = await db.models.ProjectStep.findAll({ where, order: oldestFirst, limit: page.limit })
    const today = await readToday(db, tenantId, now)
    return rows.map((row) => viewStep(row, today))
  })
}

/** Projects that are on. */
const liveOf = (tenantId: string) =>
  literal(`(select p.id from projects p where p.tenant_id = '${tenantId}' and p.is_active)`)

/** One project, or all that are on and somebody may see. @throws AppError `not_found`, `forbidden` */
export const narrowToProject = async (
  db: Database,
  actor: TenantActor,
  projectId: string | undefined,
): Promise<WhereOptions> => {
  if (projectId === undefined)
    return {
      [Op.and]: [
        await narrowToViewable(db, actor, 'projectId'),
        { projectId: { [Op.in]: liveOf(actor.tenantId) } },
      ],
    }
  const project = await findProject(db, actor.tenantId, projectId)
  await authorizeInProject(db, actor, { project, permission: 'projects:view' })
  return { projectId }
}
