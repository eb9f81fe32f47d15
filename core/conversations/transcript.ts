import type { WhereOptions } from 'sequelize'
import { withTenant } from '../../db/tenant.ts'
import { meetsAllAssistants, type TenantActor } from '../access/can.ts'
import type { AttemptLine } from '../answers/model/spent.ts'
import type { TraceLine } from '../answers/rung.ts'
import type { Core } from '../core.ts'
import { AppError } from '../errors.ts'
import { ahead, behind, newestFirst, oldestFirst, type Page } from '../paging.ts'
import { ownerOf } from './owner.ts'

type Conversation = InstanceType<Core['db']['models']['Conversation']>
type Message = InstanceType<Core['db']['models']['Message']>

/** One's own conversations only, newest first; of one assistant when it is named. */
export const listConversations = (
  core: Core,
  actor: TenantActor,
  { page, assistantId }: { page: Page; assistantId?: string },
): Promise<Conversation[]> =>
  withTenant(core.db, actor.tenantId, () => {
    const own = { tenantId: actor.tenantId, ...ownerOf(actor), ...(assistantId && { assistantId }) }
    const where: WhereOptions = { ...own, ...behind(page) }
    return core.db.models.Conversation.findAll({ where, order: newestFirst, limit: page.limit, raw: true })
  })

/** A conversation with its messages, oldest first. @throws not_found, for another person's too */
export const readConversation = (
  core: Core,
  actor: TenantActor,
  id: string,
): Promise<{ conversation: Conversation; messages: Message[] }> =>
  withTenant(core.db, actor.tenantId, async () => {
    const { Conversation, Message } = core.db.models
    const { tenantId } = actor
    const conversation = await Conversation.findOne({ where: { tenantId, id, ...ownerOf(actor) }, raw: true })
    if (!conversation) throw new AppError('not_found', 'No such conversation.')
    const where = { tenantId, conversationId: id }
    const messages = await Message.findAll({ where, order: [['position', 'ASC']], raw: true })
    return { conversation, messages }
  })

/** One message of one's own conversations. @throws not_found */
const findOwnMessage = async (core: Core, actor: TenantActor, id: string): Promise<Message> => {
  const { Conversation, Message } = core.db.models
  const { tenantId } = actor
  const message = await Message.findOne({ where: { tenantId, id, role: 'assistant' }, raw: true })
  const own = message && { tenantId, id: message.conversationId, ...ownerOf(actor) }
  if (!message || !own || (await Conversation.count({ where: own })) === 0)
    throw new AppError('not_found', 'No such answer.')
  return message
}

/** How an answer came about: every rung that was tried, and every try of a model. @throws not_found */
export const readTrace = (
  core: Core,
  actor: TenantActor,
  messageId: string,
): Promise<{ message: Message; stages: TraceLine[]; attempts: AttemptLine[] }> =>
  withTenant(core.db, actor.tenantId, async () => {
    const message = await findOwnMessage(core, actor, messageId)
    const { trace = [], attempts = [] } = message.metadata
    return { message, stages: trace as TraceLine[], attempts: attempts as AttemptLine[] }
  })

/** Thumbs up or down on an answer; a second word of the same person replaces the first. @throws not_found */
export const rateAnswer = (
  core: Core,
  actor: TenantActor,
  { messageId, rating, reason }: { messageId: string; rating: 'up' | 'down'; reason: string | null },
): Promise<void> =>
  withTenant(core.db, actor.tenantId, async () => {
    const { tenantId } = actor
    await findOwnMessage(core, actor, messageId)
    const rater = `${actor.kind}:${actor.id}`
    const [row] = await core.db.models.Feedback.findOrCreate({
      where: { tenantId, messageId, rater },
      defaults: { tenantId, messageId, rater, rating, reason },
    })
    await row.update({ rating, reason })
  })

/** Messages of all of one's own conversations with an assistant, oldest first. @throws not_found */
export const listMessages = (
  core: Core,
  actor: TenantActor,
  { assistantId, page }: { assistantId: string; page: Page },
): Promise<Message[]> =>
  withTenant(core.db, actor.tenantId, async () => {
    const { Assistant, Conversation, Message } = core.db.models
    const { tenantId } = actor
    const isMet = meetsAllAssistants(actor) || actor.assistantIds?.includes(assistantId)
    const seen = { tenantId, id: assistantId, ...(!isMet && { isPublic: true }) }
    if ((await Assistant.count({ where: seen })) === 0) throw new AppError('not_found', 'No such assistant.')
    const own = await Conversation.findAll({
      where: { tenantId, assistantId, ...ownerOf(actor) },
      attributes: ['id'],
      raw: true,
    })
    const where: WhereOptions = { tenantId, conversationId: own.map((row) => row.id), ...ahead(page) }
    return Message.findAll({ where, order: oldestFirst, limit: page.limit, raw: true })
  })
