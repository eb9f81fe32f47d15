import { Op, UniqueConstraintError, type WhereOptions } from 'sequelize'
import { z } from 'zod'
import { limits } from '../../config/limits.ts'
import type { Database } from '../../db/database.ts'
import type { Tenant } from '../../db/models/tenant.ts'
import { asOwner, inTenantAsOwner } from '../../db/tenant.ts'
import { recordDeploymentAct } from '../access/audit.ts'
import { auditedFields, changesOf, heldBy } from '../access/audit-changes.ts'
import { type Actor, authorize } from '../access/can.ts'
import { AppError } from '../errors.ts'
import { seedTenantModels } from '../llm/seed-models.ts'
import { lineOfText } from '../names.ts'
import { raiseAlert } from '../notifications/raise-alert.ts'
import { behind, newestFirst, type Page } from '../paging.ts'
import { noteLimitChange } from '../quotas/storage.ts'
import { forgetStanding, readSuspension } from './standing.ts'

const isTimeZone = (name: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

const text = lineOfText(200)

/** What can be changed about a tenant; its client id never does. */
export const tenantChangesSchema = z.strictObject({
  name: text.optional(),
  domain: text.nullish(),
  contactEmail: z.email().nullish(),
  contactName: text.nullish(),
  contactPhone: lineOfText(50).nullish(),
  monthlyQuota: z.int().min(0).max(2_147_483_647).nullish(),
  monthlyBudgetUsd: z.number().min(0).max(1e9).nullish(),
  freeModelsAfterBudget: z.boolean().optional(),
  storageLimitBytes: z.int().min(0).max(limits.storage.maxBytes).optional(),
  isActive: z.boolean().optional(),
  locale: z.enum(['fr', 'en']).optional(),
  timeZone: z.string().refine(isTimeZone, 'must be a time zone such as Europe/Paris').optional(),
})
export type TenantChanges = z.infer<typeof tenantChangesSchema>

export const newTenantSchema = tenantChangesSchema.extend({
  /** Part of addresses: letters, digits and hyphens, in lower case. */
  clientId: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/),
  name: text,
})
export type NewTenant = z.infer<typeof newTenantSchema>

const permission = 'tenants:manage'

const audited = auditedFields({
  shown: ['name', 'domain', 'monthlyQuota', 'monthlyBudgetUsd', 'freeModelsAfterBudget', 'storageLimitBytes', 'isActive', 'locale', 'timeZone'],
  hidden: ['contactEmail', 'contactName', 'contactPhone'],
}) // biome-ignore format: two lists

const find = async (db: Database, clientId: string, lock = false): Promise<Tenant> => {
  const tenant = await db.models.Tenant.findOne({ where: { clientId }, lock })
  if (!tenant) throw new AppError('not_found', 'there is no such tenant')
  return tenant
}

/** Its contact is welcomed by mail. @throws AppError `forbidden`, `conflict` when the client id is taken */
export const createTenant = async (db: Database, actor: Actor, values: NewTenant): Promise<Tenant> => {
  authorize(actor, permission)
  try {
    const made = await asOwner(db, async () => {
      const tenant = await db.models.Tenant.create({ ...values })
      const { id, clientId } = tenant
      const target = { kind: 'tenant', id, label: clientId }
      await recordDeploymentAct(db, actor, {
        action: 'tenant.created',
        permission,
        target,
        details: { clientId },
      })
      await inTenantAsOwner(db, id, () =>
        raiseAlert(db, id, {
          type: 'tenant.welcome',
          onceKey: 'tenant.welcome',
          data: { client_id: clientId },
        }),
      )
      return tenant
    })
    // The tenant's rows take its own transaction; a start makes up for one that was cut off here.
    await seedTenantModels(db, made.id)
    return made
  } catch (cause) {
    if (!(cause instanceof UniqueConstraintError)) throw cause
    const details = { field: 'client_id' }
    throw new AppError('conflict', 'another tenant has this client id', { cause, details })
  }
}

/** The tenant that an operator's request names. @throws AppError `not_found` */
export const findTenant = (db: Database, clientId: string): Promise<Tenant> =>
  asOwner(db, () => find(db, clientId))

export interface TenantFilter {
  isActive?: boolean
  /** Part of the name, whatever its case. */
  name?: string
  domain?: string
}

const literally = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&')

/** Newest first. @throws AppError `forbidden` */
export const listTenants = (
  db: Database,
  actor: Actor,
  { page, filter = {} }: { page: Page; filter?: TenantFilter },
): Promise<Tenant[]> => {
  authorize(actor, permission)
  const { isActive, name, domain } = filter
  const where: WhereOptions = {
    ...behind(page),
    ...(isActive !== undefined && { isActive }),
    ...(name && { name: { [Op.iLike]: `%${literally(name)}%` } }),
    // Whatever its case, as domains are.
    ...(domain && { domain: { [Op.iLike]: literally(domain) } }),
  }
  return asOwner(db, () => db.models.Tenant.findAll({ where, order: newestFirst, limit: page.limit }))
}

/**
 * @param check sees the tenant as it stands, before anything is changed
 * @throws AppError `forbidden`, `not_found`, and what `check` throws
 */
export const updateTenant = async (
  db: Database,
  actor: Actor,
  { clientId, changes, check }: { clientId: string; changes: TenantChanges; check?: (now: Tenant) => void },
): Promise<Tenant> => {
  authorize(actor, permission)
  const changed = await asOwner(db, async () => {
    const tenant = await find(db, clientId, true)
    check?.(tenant)
    const before = heldBy(tenant, audited)
    await tenant.update(changes)
    await recordDeploymentAct(db, actor, {
      action: 'tenant.updated',
      permission,
      target: { kind: 'tenant', id: tenant.id, label: tenant.clientId },
      details: { fields: Object.keys(changes) },
      changes: changesOf(before, tenant, audited),
    })
    return tenant
  })
  forgetStanding(db, changed.id)
  // In a transaction of the tenant; one that is cut off here is made up for by the next upload.
  if (changes.storageLimitBytes !== undefined) await noteLimitChange(db, changed.id)
  return changed
}

/** A suspended tenant's people can read, and start nothing. @throws AppError `forbidden`, `not_found` */
export const suspendTenant = (db: Database, actor: Actor, clientId: string): Promise<Tenant> =>
  updateTenant(db, actor, { clientId, changes: { isActive: false } })

/** As it stands this moment. @throws AppError `tenant_suspended`, `not_found` */
export const requireActiveTenant = async (db: Database, tenantId: string): Promise<void> => {
  const suspended = await readSuspension(db, tenantId)
  if (suspended) throw suspended
}
