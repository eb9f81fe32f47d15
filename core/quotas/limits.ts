import { validate as isUuid } from 'uuid'
import { z } from 'zod'
import type { Database } from '../../db/database.ts'
import type { UsageLimit } from '../../db/models/usage-limit.ts'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { auditedFields, changesOf, heldBy } from '../access/audit-changes.ts'
import { authorize, type TenantActor } from '../access/can.ts'
import { AppError } from '../errors.ts'
import { behind, newestFirst, type Page } from '../paging.ts'
import { type LimitKind, limitKinds } from './scopes.ts'

const permission = 'quotas:manage'

/** Of whom: an id of ours for a service, an assistant or a member, the name as calls bear it for a channel. */
export const limitSubjectSchema = z.strictObject({
  kind: z.enum(limitKinds),
  /** `*`: each one of the kind, separately. */
  subjectId: z.string().trim().min(1).max(200),
})
export type LimitSubject = z.infer<typeof limitSubjectSchema>

export const limitSchema = limitSubjectSchema.extend({
  monthlyRequests: z.int().min(0).max(2_000_000_000).nullable(),
  monthlyBudgetUsd: z.number().min(0).max(1e6).nullable(),
})
export type LimitValues = z.infer<typeof limitSchema>

const audited = auditedFields({ shown: ['monthlyRequests', 'monthlyBudgetUsd'] })

const invalid = (pointer: string, reason: string): AppError =>
  new AppError('invalid_value', reason, { details: { errors: [{ in: 'body', pointer, reason }], count: 1 } })

/** @throws AppError `invalid_value`: of another tenant it is unknown too */
const requireSubject = async (db: Database, tenantId: string, limit: LimitValues): Promise<void> => {
  const { kind, subjectId } = limit
  if (subjectId === '*' || kind === 'channel') return
  const where = { tenantId, id: subjectId }
  const { Assistant, Person, Service } = db.models
  const counts: Record<Exclude<LimitKind, 'channel'>, () => Promise<number>> = {
    service: () => Service.count({ where }),
    assistant: () => Assistant.count({ where }),
    member: () => Person.count({ where }),
  }
  if (!isUuid(subjectId) || (await counts[kind]()) === 0) throw invalid('/subject_id', `no such ${kind}`)
}

/** Newest first. @throws AppError `forbidden` */
export const listLimits = (db: Database, actor: TenantActor, page: Page): Promise<UsageLimit[]> => {
  authorize(actor, permission)
  const { tenantId } = actor
  return withTenant(db, tenantId, () =>
    db.models.UsageLimit.findAll({
      where: { tenantId, ...behind(page) },
      order: newestFirst,
      limit: page.limit,
    }),
  )
}

/**
 * Sets or replaces the limit of a subject; it holds from the next call on, for what the month has used already.
 * @throws AppError `forbidden`, `invalid_value`
 */
export const setLimit = (db: Database, actor: TenantActor, values: LimitValues): Promise<UsageLimit> => {
  authorize(actor, permission)
  const { tenantId } = actor
  const { kind, subjectId, ...amounts } = values
  if (amounts.monthlyRequests === null && amounts.monthlyBudgetUsd === null)
    throw invalid('/monthly_requests', 'a limit needs requests, a budget, or both')
  return withTenant(db, tenantId, async () => {
    await requireSubject(db, tenantId, values)
    const [limit, isNew] = await db.models.UsageLimit.findOrCreate({
      where: { tenantId, kind, subjectId },
      defaults: { tenantId, ...values },
    })
    const before = isNew ? null : heldBy(limit, audited)
    await limit.update(amounts)
    const target = { kind: 'usage_limit', id: limit.id }
    const changes = changesOf(before, limit, audited)
    await recordAct(db, actor, { action: 'limit.set', permission, target, details: { ...values }, changes })
    return limit
  })
}

/** @throws AppError `forbidden`, `not_found` */
export const removeLimit = (db: Database, actor: TenantActor, subject: LimitSubject): Promise<void> => {
  authorize(actor, permission)
  const { tenantId } = actor
  return withTenant(db, tenantId, async () => {
    const limit = await db.models.UsageLimit.findOne({ where: { tenantId, ...subject } })
    if (!limit) throw new AppError('not_found', 'There is no such limit.')
    await limit.destroy()
    const target = { kind: 'usage_limit', id: limit.id }
    const changes = changesOf(heldBy(limit, audited), null, audited)
    const details = { ...subject }
    await recordAct(db, actor, { action: 'limit.removed', permission, target, details, changes })
  })
}
