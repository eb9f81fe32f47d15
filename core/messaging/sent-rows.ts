import { QueryTypes } from 'sequelize'
import { v7 as uuid } from 'uuid'
import type { SentMessage } from '../../db/models/platform-event.ts'
import type { ChatPlatform } from '../../db/models/workspace.ts'
import { withTenant } from '../../db/tenant.ts'
import type { Core } from '../core.ts'

/** A message of ours that answers a question, or is about to. */
export interface SentRow {
  id: string
  kind: SentMessage['kind']
  /** Which of the answer's messages. */
  position: number
  channel: string
  thread: string | null
  /** Null while it is not known whether it arrived. */
  ts: string | null
  /** `opening`: being sent, or its sender died over it. `open`: stands there and is not whole. */
  state: SentMessage['state']
  /** What it was sent for last. */
  outboxId: string | null
  /** Since its state was written. */
  ageMs: number
  createdAt: Date
}

/**
 * Every message that answers a question, or tells notices, in their order; those that were taken away too.
 * @param originId of the question, or of the send
 */
export const readSentRows = (core: Core, tenantId: string, originId: string): Promise<SentRow[]> =>
  withTenant(core.db, tenantId, () =>
    core.db.sequelize.query<SentRow>(
      `select id, kind, position, channel, thread, ts, state, outbox_id as "outboxId", created_at as "createdAt",
              (extract(epoch from now() - updated_at) * 1000)::float8 as "ageMs"
         from sent_messages where tenant_id = $1 and (inbox_id = $2 or send_id = $2) order by position, created_at, id`,
      { type: QueryTypes.SELECT, bind: [tenantId, originId] },
    ),
  )

export interface Opening {
  platform: ChatPlatform
  workspace: string
  channel: string
  thread: string | null
  kind: SentMessage['kind']
  position: number
  /** The question that it answers; null = it tells the notices of a send. */
  inboxId: string | null
  sendId?: string
  outboxId: string | null
}

const insertRow = async (core: Core, tenantId: string, opening: Opening): Promise<string> => {
  const id = uuid()
  await core.db.models.SentMessage.create({ tenantId, id, ...opening, state: 'opening' })
  return id
}

/** Written before a message is sent: whoever finds it knows that there may be one. @returns its id */
export const openSentRow = (core: Core, tenantId: string, opening: Opening): Promise<string> =>
  withTenant(core.db, tenantId, () => insertRow(core, tenantId, opening))

/**
 * The same for a message that shows an answer while it is worked out: only while the question waits, and where no
 * other process began one. The lock makes an answer that is being stored wait, so that its sender finds the row.
 * @returns null when there is to be none
 */
export const openLiveRow = (core: Core, tenantId: string, opening: Opening): Promise<string | null> =>
  withTenant(core.db, tenantId, async () => {
    const { inboxId, position } = opening
    const [free] = await core.db.sequelize.query<{ id: string }>(
      `select id from inbox i where tenant_id = $1 and id = $2 and state = 'received' and stopped_at is null
          and not exists (select 1 from sent_messages s
                           where s.tenant_id = $1 and s.inbox_id = i.id and s.position >= $3) for update`,
      { type: QueryTypes.SELECT, bind: [tenantId, inboxId, position] },
    )
    return free ? insertRow(core, tenantId, opening) : null
  })

type Change = Partial<Pick<SentMessage, 'ts' | 'state' | 'outboxId' | 'messageId' | 'channel' | 'thread'>>

export const changeSentRow = (core: Core, tenantId: string, id: string, change: Change): Promise<unknown> =>
  withTenant(core.db, tenantId, () => core.db.models.SentMessage.update(change, { where: { tenantId, id } }))

/** What surely was not sent leaves nothing to look for. */
export const dropSentRow = (core: Core, tenantId: string, id: string): Promise<unknown> =>
  withTenant(core.db, tenantId, () => core.db.models.SentMessage.destroy({ where: { tenantId, id } }))

/** The question that a message of ours answers; null = it is none of ours. */
export const findAnswered = (
  core: Core,
  tenantId: string,
  place: { platform: ChatPlatform; workspace: string; channel: string; ts: string },
): Promise<string | null> =>
  withTenant(core.db, tenantId, async () => {
    const row = await core.db.models.SentMessage.findOne({ where: { tenantId, ...place }, raw: true })
    return row?.inboxId ?? null
  })
