import { UniqueConstraintError } from 'sequelize'
import { validate as isUuid } from 'uuid'
import { z } from 'zod'
import type { Database } from '../../db/database.ts'
import type { Service } from '../../db/models/service.ts'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { auditedFields, changesOf, heldBy } from '../access/audit-changes.ts'
import { authorize, requireMember, type TenantActor } from '../access/can.ts'
import { AppError } from '../errors.ts'
import { lineOfText, skeletonOf } from '../names.ts'
import { behind, newestFirst, type Page } from '../paging.ts'

const permission = 'services:manage'
const audited = auditedFields({ shown: ['name'] })

export const serviceFieldsSchema = z.strictObject({ name: lineOfText(80) })
export type ServiceFields = z.infer<typeof serviceFieldsSchema>

const find = async (db: Database, tenantId: string, id: string, lock?: true): Promise<Service> => {
  const service = isUuid(id) ? await db.models.Service.findOne({ where: { tenantId, id }, lock }) : null
  if (!service) throw new AppError('not_found', 'There is no such service.')
  return service
}

const unlessTaken = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (cause) {
    if (!(cause instanceof UniqueConstraintError)) throw cause
    const details = { context: 'service_taken' }
    throw new AppError('conflict', 'a service has a name that looks like this one', { cause, details })
  }
}

/** Departments, newest first. @throws AppError `forbidden` for visitors */
export const listServices = (db: Database, actor: TenantActor, page: Page): Promise<Service[]> => {
  requireMember(actor)
  const { tenantId } = actor
  const where = { tenantId, ...behind(page) }
  return withTenant(db, tenantId, () =>
    db.models.Service.findAll({ where, order: newestFirst, limit: page.limit }),
  )
}

/** What a service is called; null when there is none. Authorises nobody. */
export const readServiceName = (db: Database, tenantId: string, id: string): Promise<string | null> =>
  withTenant(db, tenantId, async () => {
    const service = await db.models.Service.findOne({ attributes: ['name'], where: { tenantId, id } })
    return service?.name ?? null
  })

/** @throws AppError `forbidden` for visitors, `not_found` */
export const findService = (db: Database, actor: TenantActor, id: string): Promise<Service> => {
  requireMember(actor)
  return withTenant(db, actor.tenantId, () => find(db, actor.tenantId, id))
}

/** @throws AppError `forbidden`, `conflict` (context `service_taken`) */
export const createService = (
  db: Database,
  actor: TenantActor,
  { name }: ServiceFields,
): Promise<Service> => {
  authorize(actor, permission)
  const { tenantId } = actor
  return unlessTaken(() =>
    withTenant(db, tenantId, async () => {
      const service = await db.models.Service.create({ tenantId, name, nameKey: skeletonOf(name) })
      const target = { kind: 'service', id: service.id, label: name }
      const changes = changesOf(null, service, audited)
      await recordAct(db, actor, { action: 'service.created', permission, target, changes })
      return service
    }),
  )
}

/** @throws AppError `forbidden`, `not_found`, `conflict` (context `service_taken`) */
export const updateService = (
  db: Database,
  actor: TenantActor,
  { id, fields: { name } }: { id: string; fields: ServiceFields },
): Promise<Service> => {
  authorize(actor, permission)
  const { tenantId } = actor
  return unlessTaken(() =>
    withTenant(db, tenantId, async () => {
      const service = await find(db, tenantId, id, true)
      const before = heldBy(service, audited)
      await service.update({ name, nameKey: skeletonOf(name) })
      const target = { kind: 'service', id, label: name }
      const changes = changesOf(before, service, audited)
      await recordAct(db, actor, { action: 'service.updated', permission, target, changes })
      return service
    }),
  )
}

/**
 * Removes a department, with the limits that were set for it. Its people go to another one first.
 * @param moveTo the id of that one; null = to none
 * @throws AppError `forbidden`, `not_found`, `conflict` (context `service_in_use`) while people belong to it and it is
 *   not said where they go, `invalid_value` when they cannot go there
 */
export const deleteService = (
  db: Database,
  actor: TenantActor,
  { id, moveTo }: { id: string; moveTo?: string | null },
): Promise<void> => {
  authorize(actor, permission)
  const { tenantId } = actor
  return withTenant(db, tenantId, async () => {
    const { Person, UsageLimit } = db.models
    const service = await find(db, tenantId, id, true)
    if (typeof moveTo === 'string') await requireTarget(db, { tenantId, id, moveTo })
    const where = { tenantId, serviceId: id }
    const count = await Person.count({ where })
    if (count > 0 && moveTo === undefined) {
      const details = { context: 'service_in_use', count }
      throw new AppError('conflict', 'people belong to this service', { details })
    }
    await Person.update({ serviceId: moveTo ?? null }, { where })
    await UsageLimit.destroy({ where: { tenantId, kind: 'service', subjectId: id } })
    const changes = changesOf(heldBy(service, audited), null, audited)
    await service.destroy()
    const target = { kind: 'service', id, label: service.name }
    const details = { moved: count, moveTo: moveTo ?? null }
    await recordAct(db, actor, { action: 'service.deleted', permission, target, details, changes })
  })
}

const requireTarget = async (
  db: Database,
  { tenantId, id, moveTo }: { tenantId: string; id: string; moveTo: string },
): Promise<void> => {
  const isThere = isUuid(moveTo) && (await db.models.Service.count({ where: { tenantId, id: moveTo } })) > 0
  if (isThere && moveTo !== id) return
  const errors = [{ in: 'query', pointer: '/move_to', reason: 'no other service' }]
  throw new AppError('invalid_value', 'people cannot go there', { details: { errors, count: 1 } })
}
