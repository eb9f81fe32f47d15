import { Op, type WhereOptions } from 'sequelize'
import { validate as isUuid } from 'uuid'
import type { Database } from '../../db/database.ts'
import type { AuditEvent, DeploymentAuditEvent, Surface } from '../../db/models/audit-event.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { behind, newestFirst, type Page } from '../paging.ts'
import { trailIdsOf, undisguise } from './audit-identities.ts'
import { type Actor, authorize } from './can.ts'

export interface AuditFilter {
  actorId?: string | undefined
  /** What the action begins with: `llm.` or all of it. */
  action?: string | undefined
  targetKind?: string | undefined
  targetId?: string | undefined
  outcome?: AuditEvent['outcome'] | undefined
  surface?: Surface | undefined
  /** From this time on. */
  from?: Date | undefined
  /** Before this time. */
  to?: Date | undefined
}

/** An act, and what whoever did it is called today; null for those who are gone or never had a name here. */
export type AuditLine = Omit<AuditEvent | DeploymentAuditEvent, 'tenantId'> & { actorName: string | null }

/** Behind every sign that an action has: actions compare by their bytes. */
const lastSign = '~'

const actionWhere = (begin: string): WhereOptions => ({
  [Op.and]: [{ action: { [Op.gte]: begin } }, { action: { [Op.lt]: begin + lastSign } }],
})

const timeWhere = ({ from, to }: AuditFilter, { after }: Page): WhereOptions => {
  const bounds = [
    ...(from ? [{ createdAt: { [Op.gte]: from } }] : []),
    ...(to ? [{ createdAt: { [Op.lt]: to } }] : []),
    // Said by `behind` as well, but in a way that no index can begin with.
    ...(after ? [{ createdAt: { [Op.lte]: after.createdAt } }] : []),
  ]
  return bounds.length > 0 ? { [Op.and]: bounds } : {}
}

/** The rows of a page; `where` of the tenant comes first. @param actorIds in place of the filter's one */
export const auditWhere = (
  filter: AuditFilter,
  page: Page,
  actorIds: string | string[] | undefined = filter.actorId,
): WhereOptions => {
  const { action, targetKind, targetId, outcome, surface } = filter
  return {
    [Op.and]: [
      {
        ...(actorIds !== undefined && { actorId: actorIds }),
        ...(targetKind !== undefined && { targetKind }),
        ...(targetId !== undefined && { targetId }),
        ...(outcome !== undefined && { outcome }),
        ...(surface !== undefined && { surface }),
      },
      action === undefined ? {} : actionWhere(action),
      timeWhere(filter, page),
      behind(page),
    ],
  }
}

type Row = AuditEvent | DeploymentAuditEvent

const idsOf = (rows: readonly Row[], kind: Actor['kind']): string[] => {
  const ids = rows.filter(({ actorKind }) => actorKind === kind).map(({ actorId }) => actorId)
  return [...new Set(ids.filter((id) => isUuid(id)) as string[])]
}

const named = (rows: readonly Row[], kind: Actor['kind'], people: { id: string; fullName: string }[]) => {
  const names = new Map(people.map(({ id, fullName }) => [id, fullName]))
  return rows.map((row): AuditLine => {
    const actorName = row.actorKind === kind ? (names.get(row.actorId ?? '') ?? null) : null
    return Object.assign(row, { actorName })
  })
}

interface Asked {
  page: Page
  filter: AuditFilter
}

const listOfTenant = (db: Database, tenantId: string, { page, filter }: Asked) =>
  withTenant(db, tenantId, async () => {
    const { AuditEvent, Person } = db.models
    const { actorId } = filter
    const actorIds = actorId === undefined ? undefined : await trailIdsOf(db, tenantId, actorId)
    const where = { tenantId, ...auditWhere(filter, page, actorIds) }
    const rows = await AuditEvent.findAll({ where, order: newestFirst, limit: page.limit })
    await undisguise(db, tenantId, rows)
    const attributes = ['id', 'fullName']
    const people = await Person.findAll({ attributes, where: { tenantId, id: idsOf(rows, 'person') } })
    return named(rows, 'person', people)
  })

const listOfDeployment = (db: Database, { page, filter }: Asked) =>
  asOwner(db, async () => {
    const { DeploymentAuditEvent, Operator } = db.models
    const where = auditWhere(filter, page)
    const rows = await DeploymentAuditEvent.findAll({ where, order: newestFirst, limit: page.limit })
    const attributes = ['id', 'fullName']
    const operators = await Operator.findAll({ attributes, where: { id: idsOf(rows, 'operator') } })
    return named(rows, 'operator', operators)
  })

/**
 * Who did what, newest first: in the actor's tenant, or in the deployment for an operator who named none.
 * @throws AppError `forbidden`
 */
export const listAudit = (
  db: Database,
  actor: Actor,
  { page, filter = {} }: { page: Page; filter?: AuditFilter },
): Promise<AuditLine[]> => {
  authorize(actor, 'audit:view')
  const { tenantId } = actor
  const asked = { page, filter }
  return tenantId === null ? listOfDeployment(db, asked) : listOfTenant(db, tenantId, asked)
}
