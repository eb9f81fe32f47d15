import { QueryTypes } from 'sequelize'
import type { Database } from '../../../db/database.ts'
import { raiseAlert } from '../raise-alert.ts'

interface Ended {
  outboxId: string
  sendId: string
  state: 'sent' | 'unknown' | 'failed'
  failure: string | null
  isChannel: boolean
  route: 'slack' | 'discord' | 'mail'
  target: string
}

const batchSize = 500

const claimEnded = (db: Database, tenantId: string): Promise<Ended[]> =>
  db.sequelize.query<Ended>(
    `select o.id as "outboxId", o.send_id as "sendId", o.state, o.failure, s.is_channel as "isChannel", s.route, s.target
       from outbox o join notification_sends s on s.tenant_id = o.tenant_id and s.id = o.send_id
      where o.tenant_id = $1 and o.send_id is not null and not o.is_settled
        and o.state in ('sent', 'unknown', 'failed')
      order by o.id limit $2 for update of o skip locked`,
    { type: QueryTypes.SELECT, bind: [tenantId, batchSize] },
  )

/** A message that stands does not fail by an edit that does, and one that was not to be sent any more stays skipped. */
const writeResults = (db: Database, tenantId: string, ended: Ended[], now: Date): Promise<unknown> =>
  db.sequelize.query(
    `update notification_sends s
        set result = case when s.result = 'skipped' then s.result
                          when s.result = 'sent' and v.state = 'failed' then s.result else v.state end,
            reason = case when s.result = 'skipped' or v.state <> 'failed' then s.reason else v.failure end,
            settled_at = $5, updated_at = now()
       from (select distinct on (send_id) send_id, state, failure
               from unnest($2::uuid[], $3::text[], $4::text[]) with ordinality as t (send_id, state, failure, at)
              order by send_id, at desc) v
      where s.tenant_id = $1 and s.id = v.send_id`,
    {
      bind: [
        tenantId,
        ended.map(({ sendId }) => sendId),
        ended.map(({ state }) => state),
        ended.map(({ failure }) => failure),
        now,
      ],
    },
  )

/** What it carried is looked at again, for the next way: of a person, or of all who would have read it in a channel. */
const fallBack = (db: Database, tenantId: string, failed: Ended[], now: Date): Promise<unknown> =>
  db.sequelize.query(
    `update notifications n set route_at = $3, outcome = 'failed', updated_at = now()
       from notification_send_events se
       join notification_sends s on s.tenant_id = se.tenant_id and s.id = se.send_id
      where se.tenant_id = $1 and se.outbox_id = any($2::uuid[]) and n.tenant_id = $1 and n.event_id = se.event_id
        and ((s.person_id = n.person_id and n.outcome = 'routed') or (s.is_channel and n.outcome = 'channel'))`,
    { bind: [tenantId, failed.map(({ outboxId }) => outboxId), now] },
  )

const tellChannel = (db: Database, tenantId: string, { route, target, failure }: Ended, now: Date) =>
  raiseAlert(db, tenantId, {
    type: 'delivery.failed',
    onceKey: JSON.stringify(['delivery.failed', route, target, now.toISOString().slice(0, 10)]),
    data: { to: null, person_id: null, channel: target, route, reason: failure, notice: null },
  })

/**
 * Brings what became of messages into the log, and what did not arrive onto its next way: the outbox has tried for as
 * long as it was worth it. What may have arrived (`unknown`) stays so and is sent nobody twice. Inside `withTenant`.
 * @returns how many
 */
export const settleSends = async (db: Database, tenantId: string, now: Date): Promise<number> => {
  const ended = await claimEnded(db, tenantId)
  if (ended.length === 0) return 0
  await writeResults(db, tenantId, ended, now)
  const failed = ended.filter(({ state }) => state === 'failed')
  if (failed.length > 0) await fallBack(db, tenantId, failed, now)
  for (const one of failed.filter(({ isChannel }) => isChannel)) await tellChannel(db, tenantId, one, now)
  const ids = ended.map(({ outboxId }) => outboxId)
  await db.models.OutboxMessage.update({ isSettled: true }, { where: { tenantId, id: ids } })
  return ended.length
}
