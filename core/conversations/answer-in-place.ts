import { QueryTypes } from 'sequelize'
import { validate as isUuid } from 'uuid'
import { withTenant } from '../../db/tenant.ts'
import type { TenantActor } from '../access/can.ts'
import type { Answer } from '../answers/answer.ts'
import type { AttemptLine } from '../answers/model/spent.ts'
import type { TraceLine } from '../answers/rung.ts'
import type { Core } from '../core.ts'
import { AppError } from '../errors.ts'
import type { Platform } from '../platforms.ts'
import { ownerOf } from './owner.ts'

/** Where somebody stands who acts on an answer. */
export interface Standpoint {
  platform: Platform
  workspace: string
  channel: string | null
  /** As the platform knows them. */
  user: string
}

/** An answer that was given in a conversation, with how it came about. */
export interface PlacedAnswer {
  messageId: string
  conversationId: string
  assistantId: string
  /** What the assistant answers from now. */
  datasetId: string | null
  answer: Answer
  stages: TraceLine[]
  attempts: AttemptLine[]
  /** Asked by whoever acts. */
  isOwn: boolean
}

interface Row {
  conversationId: string
  assistantId: string
  datasetId: string | null
  answer: Answer
  metadata: { trace?: TraceLine[]; attempts?: AttemptLine[] }
  /** Where it was asked, which may be another one than the conversation's first; that one when nobody knows any more. */
  platform: string
  place: string
  personId: string | null
  sessionId: string | null
  /** Who asked, with the chat platform before it, which may be another than the conversation's first; else null. */
  askedBy: string | null
}

const answerSql = `
  select m.conversation_id as "conversationId", c.assistant_id as "assistantId", a.dataset_id as "datasetId",
         m.answer, m.metadata, c.person_id as "personId", c.session_id as "sessionId",
         coalesce(asked.platform, c.platform) as platform,
         coalesce(nullif(concat_ws(':', asked.chat ->> 'workspace', asked.chat ->> 'channel',
                            case when asked.chat is not null then coalesce(asked.chat ->> 'thread', '') end,
                            case when (asked.chat ->> 'is_private')::boolean then asked.chat ->> 'user' end), ''), c.place)
           as place,
         asked.platform || ':' || (asked.chat ->> 'user') as "askedBy"
    from messages m
    join conversations c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
    join assistants a on a.tenant_id = c.tenant_id and a.id = c.assistant_id
    left join lateral (
      select i.platform, i.payload -> 'chat' as chat from outbox o
        join inbox i on i.tenant_id = o.tenant_id and i.id = o.inbox_id
       where o.tenant_id = m.tenant_id and i.conversation_id = m.conversation_id
         and i.created_at between m.created_at - interval '1 day' and m.created_at
         and o.payload ->> 'message_id' = m.id::text limit 1
    ) asked on true
   where m.tenant_id = $1 and m.id = $2 and m.role = 'assistant' and m.answer is not null`

const isOwner = (actor: TenantActor, { personId, sessionId }: Row): boolean => {
  const owner = ownerOf(actor)
  return owner.personId === personId && owner.sessionId === sessionId
}

/** In the very channel where it was said to everybody, or to this user alone: see `placeOf` in `core/messaging`. */
const standsThere = (at: Standpoint, row: Row): boolean => {
  const [workspace, channel, , onlyFor] = row.place.split(':')
  if (at.platform === 'web' || at.channel === null || row.platform !== at.platform) return false
  return (
    workspace === at.workspace && channel === at.channel && (onlyFor === undefined || onlyFor === at.user)
  )
}

const isAsker = (actor: TenantActor, at: Standpoint, row: Row): boolean =>
  row.askedBy === null ? isOwner(actor, row) : row.askedBy === `${at.platform}:${at.user}`

const load = async (core: Core, actor: TenantActor, at: Standpoint, messageId: string): Promise<Row> => {
  if (!isUuid(messageId)) throw new AppError('not_found', 'No such answer.')
  const [row] = await core.db.sequelize.query<Row>(answerSql, {
    type: QueryTypes.SELECT,
    bind: [actor.tenantId, messageId],
  })
  if (!row || !(isOwner(actor, row) || standsThere(at, row)))
    throw new AppError('not_found', 'No such answer.')
  return row
}

/**
 * An answer, for whoever's conversation it is and for whoever stands in the place where everybody could read it. A
 * private one of somebody else does not exist, nor does another channel's.
 * @param messageId foreign: any text
 * @throws not_found
 */
export const readAnswerInPlace = (
  core: Core,
  actor: TenantActor,
  { at, messageId }: { at: Standpoint; messageId: string },
): Promise<PlacedAnswer> =>
  withTenant(core.db, actor.tenantId, async () => {
    const row = await load(core, actor, at, messageId)
    const { conversationId, assistantId, datasetId, answer, metadata } = row
    const { trace: stages = [], attempts = [] } = metadata
    const isOwn = isAsker(actor, at, row)
    return { messageId, conversationId, assistantId, datasetId, answer, stages, attempts, isOwn }
  })

/** Thumbs up or down by whoever may read it; a second word of the same person replaces the first. @throws not_found */
export const rateInPlace = (
  core: Core,
  actor: TenantActor,
  rated: { at: Standpoint; messageId: string; rating: 'up' | 'down'; reason: string | null },
): Promise<void> =>
  withTenant(core.db, actor.tenantId, async () => {
    const { at, messageId, rating, reason } = rated
    const { tenantId } = actor
    await load(core, actor, at, messageId)
    const rater = `${actor.kind}:${actor.id}`
    const [row] = await core.db.models.Feedback.findOrCreate({
      where: { tenantId, messageId, rater },
      defaults: { tenantId, messageId, rater, rating, reason },
    })
    await row.update({ rating, reason })
  })
