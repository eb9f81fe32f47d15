import { QueryTypes } from 'sequelize'
import { validate as isUuid, v7 as uuid } from 'uuid'
import type { Database } from '../../../db/database.ts'
import type { NotificationSend, SendResult, SendRoute } from '../../../db/models/notification-send.ts'
import { withTenant } from '../../../db/tenant.ts'
import { recordAct } from '../../access/audit.ts'
import { authorize, type TenantActor } from '../../access/can.ts'
import { AppError } from '../../errors.ts'
import { behind, newestFirst, type Page } from '../../paging.ts'
import { tellOfNotices } from '../wake.ts'

const permission = 'audit:view'
const redeliverPermission = 'notifications:broadcast'
/** Later, what it tells is of another time. */
const redeliverMs = 3 * 24 * 3_600_000

/** A line of the log: one message, what it told and what became of it. */
export interface SendLine {
  send: NotificationSend
  /** As people know them today; null of a channel. */
  personName: string | null
  /** Types of what it told. */
  types: string[]
}

/** Messages that told notices, newest first. @throws AppError `forbidden` */
export const listSends = (
  db: Database,
  actor: TenantActor,
  { page, filter }: { page: Page; filter: { result?: SendResult; route?: SendRoute; personId?: string } },
): Promise<SendLine[]> => {
  authorize(actor, permission)
  const { tenantId } = actor
  return withTenant(db, tenantId, async () => {
    const { NotificationSend, Person } = db.models
    const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
    const where = { tenantId, ...given, ...behind(page) }
    const sends = await NotificationSend.findAll({ where, order: newestFirst, limit: page.limit })
    const people = await Person.findAll({
      attributes: ['id', 'fullName'],
      where: { tenantId, id: sends.flatMap(({ personId }) => personId ?? []) },
      raw: true,
    })
    const types = await db.sequelize.query<{ id: string; types: string[] }>(
      `select se.send_id as id, array_agg(distinct e.type) as types
         from notification_send_events se join notification_events e on e.tenant_id = se.tenant_id and e.id = se.event_id
        where se.tenant_id = $1 and se.send_id = any($2::uuid[]) group by se.send_id`,
      { type: QueryTypes.SELECT, bind: [tenantId, sends.map(({ id }) => id)] },
    )
    return sends.map((send) => ({
      send,
      personName: people.find(({ id }) => id === send.personId)?.fullName ?? null,
      types: types.find(({ id }) => id === send.id)?.types ?? [],
    }))
  })
}

const conflict = (context: string, message: string): AppError =>
  new AppError('conflict', message, { details: { context } })

/** @throws AppError `conflict` for what was sent, has no way, or is too old */
const requireRedeliverable = ({ route, groupKey, result, createdAt }: NotificationSend, now: Date): void => {
  // A digest is of its own day, and is made anew by its schedule.
  const isDigest = route === 'digest' || groupKey.startsWith('digest:')
  if (route === 'none' || isDigest || !result || !['failed', 'unknown'].includes(result))
    throw conflict('not_redeliverable', 'only what failed, or may not have arrived, is sent again')
  if (now.getTime() - createdAt!.getTime() > redeliverMs)
    throw conflict('too_old', 'it can be sent again for three days')
}

/**
 * Sends a message again that failed, or whose outcome is unknown: the same way, to the same place, once. What it tells
 * is looked at anew, so that nobody reads what is not theirs any more.
 * @returns the new message of the log
 * @throws AppError `forbidden`, `not_found`, `conflict` (contexts `not_redeliverable`, `too_old`, `redelivered`)
 */
export const redeliver = (
  db: Database,
  actor: TenantActor,
  { id, now = new Date() }: { id: string; now?: Date },
): Promise<NotificationSend> => {
  authorize(actor, redeliverPermission)
  const { tenantId } = actor
  return withTenant(db, tenantId, async (transaction) => {
    const { NotificationSend, NotificationSendEvent, OutboxMessage } = db.models
    const send = isUuid(id) ? await NotificationSend.findOne({ where: { tenantId, id }, lock: true }) : null
    if (!send) throw new AppError('not_found', 'There is no such message.')
    requireRedeliverable(send, now)
    if ((await NotificationSend.count({ where: { tenantId, redelivers: id } })) > 0)
      throw conflict('redelivered', 'it was sent again already')
    const { personId, route, workspace, target, isChannel } = send
    // A key of its own: nothing joins it, and it joins nothing.
    const again = await NotificationSend.create({
      tenantId, personId, route, workspace, target, isChannel, groupKey: `again:${id}`, redelivers: id, createdAt: now,
    }) // biome-ignore format: one row, read at a glance
    const outboxId = uuid()
    await OutboxMessage.create({
      tenantId, id: outboxId, sendId: again.id, platform: route, position: 0, payload: { send_id: again.id },
      destination: route === 'mail' ? target! : `${workspace}:${target}`,
    }) // biome-ignore format: one row, read at a glance
    const told = await NotificationSendEvent.findAll({ where: { tenantId, sendId: id }, raw: true })
    await NotificationSendEvent.bulkCreate(
      told.map(({ eventId }) => ({ tenantId, sendId: again.id, eventId, outboxId })),
    )
    const target_ = { kind: 'notification_send', id }
    await recordAct(db, actor, {
      action: 'notification.redelivered',
      permission: redeliverPermission,
      target: target_,
    })
    transaction.afterCommit(() => tellOfNotices(db, tenantId))
    return again
  })
}
