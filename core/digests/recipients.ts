import { UniqueConstraintError } from 'sequelize'
import { validate as isUuid } from 'uuid'
import type { Database } from '../../db/database.ts'
import type { DigestRecipient } from '../../db/models/digest-recipient.ts'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { can, type TenantActor } from '../access/can.ts'
import type { Core } from '../core.ts'
import { AppError } from '../errors.ts'
import { isTimeZone } from '../notifications/hours.ts'
import { behind, newestFirst, type Page } from '../paging.ts'
import { viewableProjects } from '../projects/rights.ts'
import { digestSignal } from './signal.ts'

type Place = Pick<Core, 'db' | 'queue'>

/** Somebody without an account, and the projects that they hear of. */
export interface RecipientView {
  recipient: DigestRecipient
  projectIds: string[]
}

export interface RecipientFields {
  frequency: 'daily' | 'weekly' | 'both'
  minuteOfDay: number | null
  weekday: number | null
  locale: 'fr' | 'en'
  timeZone: string
  projectIds: string[]
}

const invalid = (pointer: string, reason: string): AppError =>
  new AppError('invalid_value', reason, { details: { errors: [{ in: 'body', pointer, reason }], count: 1 } })
const notFound = () => new AppError('not_found', 'There is no such recipient.')

/** A tenant whose members add more sends what nobody asked for. */
const mostRecipients = 500
/** Asked again so often at most: nobody is to be pestered in our name. */
const askAgainMs = 24 * 3_600_000

const requirePerson = ({ kind, id }: TenantActor): string => {
  if (kind !== 'person') throw new AppError('forbidden', 'Only members of the tenant add recipients.')
  return id
}

/** Whoever manages schedules sees all of them, other members those they added. */
const visibleTo = (actor: TenantActor): { tenantId: string; addedBy?: string } => ({
  tenantId: actor.tenantId,
  ...(!can(actor, 'schedules:manage') && { addedBy: requirePerson(actor) }),
})

const projectsOf = async (
  db: Database,
  { tenantId, id: recipientId }: DigestRecipient,
): Promise<string[]> => {
  const where = { tenantId, recipientId }
  const rows = await db.models.DigestRecipientProject.findAll({ where, order: ['projectId'], raw: true })
  return rows.map(({ projectId }) => projectId)
}

const viewOf = async (db: Database, recipient: DigestRecipient): Promise<RecipientView> => ({
  recipient,
  projectIds: await projectsOf(db, recipient),
})

const requireProjects = async (db: Database, actor: TenantActor, ids: readonly string[]): Promise<void> => {
  const { tenantId } = actor
  const { all, ids: seen } = await viewableProjects(db, actor)
  const unseen = all ? undefined : ids.find((id) => !seen.includes(id))
  const count = unseen ? 0 : await db.models.Project.count({ where: { tenantId, id: [...ids] } })
  if (count !== new Set(ids).size)
    throw invalid('/project_ids', 'a project that you may not see, or that is not there')
}

const storeProjects = async (
  db: Database,
  { tenantId, id: recipientId }: DigestRecipient,
  ids: readonly string[],
) => {
  const { DigestRecipientProject } = db.models
  await DigestRecipientProject.destroy({ where: { tenantId, recipientId } })
  await DigestRecipientProject.bulkCreate(
    [...new Set(ids)].map((projectId) => ({ tenantId, recipientId, projectId })),
  )
}

const requireZone = (timeZone: string): void => {
  if (!isTimeZone(timeZone)) throw invalid('/time_zone', 'no such time zone')
}

/** Along with the row that asks: the link is made when the mail leaves, so that no usable one is ever stored. */
const ask = async ({ db, queue }: Place, { tenantId, id, address }: DigestRecipient): Promise<void> => {
  await db.models.OutboxMessage.create({
    tenantId, recipientId: id, platform: 'mail', destination: address, position: 0, payload: { recipient_id: id },
  }) // biome-ignore format: one row
  await queue.signal(digestSignal, tenantId)
}

/** @throws AppError `forbidden` for visitors */
export const listRecipients = (db: Database, actor: TenantActor, page: Page): Promise<RecipientView[]> => {
  const where = { ...visibleTo(actor), ...behind(page) }
  return withTenant(db, actor.tenantId, async () => {
    const rows = await db.models.DigestRecipient.findAll({ where, order: newestFirst, limit: page.limit })
    const views: RecipientView[] = []
    for (const row of rows) views.push(await viewOf(db, row))
    return views
  })
}

const find = async (db: Database, actor: TenantActor, id: string, lock?: true): Promise<DigestRecipient> => {
  const where = { ...visibleTo(actor), id }
  const row = isUuid(id) ? await db.models.DigestRecipient.findOne({ where, lock }) : null
  if (!row) throw notFound()
  return row
}

/** @throws AppError `forbidden`, `not_found` */
export const readRecipient = (db: Database, actor: TenantActor, id: string): Promise<RecipientView> =>
  withTenant(db, actor.tenantId, async () => viewOf(db, await find(db, actor, id)))

/**
 * Adds somebody without an account, who is asked by mail whether they want it: before they say so they get nothing else.
 * @throws AppError `forbidden`, `conflict` (context `recipient_taken`, or `recipients_full`), `invalid_value` for a
 *   project that the actor may not see, or a time zone that does not exist
 */
export const addRecipient = async (
  { db, queue }: Place,
  actor: TenantActor,
  { address, ...fields }: RecipientFields & { address: string },
  now = new Date(),
): Promise<RecipientView> => {
  const addedBy = requirePerson(actor)
  const { projectIds, ...values } = fields
  requireZone(values.timeZone)
  const { tenantId } = actor
  try {
    return await withTenant(db, tenantId, async () => {
      await requireProjects(db, actor, projectIds)
      const { DigestRecipient } = db.models
      if ((await DigestRecipient.count({ where: { tenantId } })) >= mostRecipients)
        throw new AppError('conflict', 'too many recipients', { details: { context: 'recipients_full' } })
      const row = {
        ...values,
        tenantId,
        addedBy,
        address: address.toLowerCase(),
        countsFrom: now,
        askedAt: now,
      }
      const recipient = await DigestRecipient.create(row)
      await storeProjects(db, recipient, projectIds)
      await ask({ db, queue }, recipient)
      const target = { kind: 'digest_recipient', id: recipient.id }
      await recordAct(db, actor, {
        action: 'digest_recipient.added',
        target,
        details: { projects: projectIds.length },
      })
      return viewOf(db, recipient)
    })
  } catch (cause) {
    if (!(cause instanceof UniqueConstraintError)) throw cause
    throw new AppError('conflict', 'this address is there already', {
      cause,
      details: { context: 'recipient_taken' },
    })
  }
}

/** @throws AppError `forbidden`, `not_found`, `invalid_value`, and what `check` throws */
export const updateRecipient = (
  db: Database,
  actor: TenantActor,
  { id, fields, check, now = new Date() }: {
    id: string
    fields: Partial<RecipientFields>
    check?: (row: DigestRecipient) => void
    now?: Date
  },
): Promise<RecipientView> =>
  withTenant(db, actor.tenantId, async () => {
    const recipient = await find(db, actor, id, true)
    check?.(recipient)
    const { projectIds, ...values } = fields
    if (values.timeZone !== undefined) requireZone(values.timeZone)
    if (projectIds) {
      await requireProjects(db, actor, projectIds)
      await storeProjects(db, recipient, projectIds)
    }
    await recipient.update({ ...values, countsFrom: now })
    const details = { fields: Object.keys(fields) }
    const target = { kind: 'digest_recipient', id }
    await recordAct(db, actor, { action: 'digest_recipient.updated', target, details })
    return viewOf(db, recipient)
  }) // biome-ignore format: the parameters, read at a glance

/** Asks once more whoever has not answered. @throws AppError `not_found`, `conflict`, `too_many_requests` within a day */
export const askRecipient = (
  { db, queue }: Place,
  actor: TenantActor,
  id: string,
  now = new Date(),
): Promise<RecipientView> =>
  withTenant(db, actor.tenantId, async () => {
    const recipient = await find(db, actor, id, true)
    if (recipient.confirmedAt)
      throw new AppError('conflict', 'this address is confirmed', {
        details: { context: 'recipient_confirmed' },
      })
    const waitMs = askAgainMs - (now.getTime() - recipient.askedAt.getTime())
    if (waitMs > 0)
      throw new AppError('too_many_requests', 'asked within a day already', {
        details: { retryAfterMs: waitMs },
      })
    await recipient.update({ askedAt: now })
    await ask({ db, queue }, recipient)
    return viewOf(db, recipient)
  })

/** @throws AppError `forbidden`, `not_found` */
export const removeRecipient = (db: Database, actor: TenantActor, id: string): Promise<void> =>
  withTenant(db, actor.tenantId, async () => {
    const recipient = await find(db, actor, id, true)
    await recipient.destroy()
    const target = { kind: 'digest_recipient', id }
    await recordAct(db, actor, { action: 'digest_recipient.removed', target })
  })
