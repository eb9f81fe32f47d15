import type { WhereOptions } from 'sequelize'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { authorize, can, type TenantActor } from '../access/can.ts'
import type { Answer } from '../answers/answer.ts'
import { ownerOf } from '../conversations/owner.ts'
import type { Core } from '../core.ts'
import { AppError } from '../errors.ts'
import { findAnswer } from './await-answer.ts'
import type { IncomingMessage } from './incoming.ts'
import { stoppedReason } from './no-answer.ts'
import { announceStop } from './stops.ts'

export interface Stop {
  tenantId: string
  /** Who stops: whoever asked, or who may manage the conversations of others. */
  by: TenantActor
  /** A question by the id that its acceptance gave it… */
  questionId?: string
  /** … or all that wait in this conversation and are theirs to stop. */
  conversationId?: string
  /** Where the edge knows it: a question to another assistant is not found. */
  assistantId?: string
}

export interface Stopped {
  /**
   * `stopping`: whoever answers it is told to end its calls of models; a short answer that says so follows (or the
   * whole one, if it was being stored at that very moment). `stopped`: that answer is there already. `answered`: the
   * whole answer was there first, and nothing changes.
   */
  state: 'stopping' | 'stopped' | 'answered'
  conversationId: string
  /** Those that are being stopped now. */
  questionIds: string[]
}

type Conversation = InstanceType<Core['db']['models']['Conversation']>
type InboxEvent = InstanceType<Core['db']['models']['InboxEvent']>

/** Who has it manages the conversations of others. */
const permission = 'conversations:delete'

const notFound = (): AppError => new AppError('not_found', 'No such question.')

interface Found {
  conversation: Conversation
  /** The one that is named, whatever its state, or all of the conversation that wait. */
  questions: InboxEvent[]
}

const find = async (core: Core, { tenantId, assistantId, ...which }: Stop): Promise<Found> => {
  const { Conversation, InboxEvent } = core.db.models
  const { questionId, conversationId = null } = which
  const asked: WhereOptions = questionId ? { id: questionId } : { conversationId, state: 'received' }
  const questions = await InboxEvent.findAll({ where: { tenantId, ...asked }, raw: true })
  const id = questions[0]?.conversationId ?? conversationId
  const where = { tenantId, id, ...(assistantId && { assistantId }) } as WhereOptions
  const conversation = id && (await Conversation.findOne({ where, raw: true }))
  if (!conversation || (questionId && questions.length === 0)) throw notFound()
  return { conversation, questions }
}

const isOwner = (by: TenantActor, { personId, sessionId }: Conversation): boolean => {
  const owner = ownerOf(by)
  return owner.personId === personId && owner.sessionId === sessionId
}

/** A thread of a chat platform is one conversation of several people, whose questions tell who asked. */
const isAskedBy = (by: TenantActor, { payload }: InboxEvent, conversation: Conversation): boolean => {
  const { platform, chat, person_id: personId } = payload as unknown as IncomingMessage
  if (!chat) return isOwner(by, conversation)
  if (by.kind === 'person') return personId === by.id
  return by.id.startsWith(`${platform}:`) && by.id.endsWith(`:${chat.user}`)
}

/** The first stop counts. @returns the ids of those that still waited */
const markStopped = async (core: Core, tenantId: string, ids: string[]): Promise<string[]> => {
  const { fn, col } = core.db.sequelize
  const stoppedAt = fn('coalesce', col('stopped_at'), fn('now'))
  const where = { tenantId, id: ids, state: 'received' as const }
  const [, rows] = await core.db.models.InboxEvent.update({ stoppedAt }, { where, returning: ['id'] })
  return rows.map(({ id }) => id)
}

/** The answer that came before the stop: the question's, or the conversation's last one. */
const findEarlier = async (
  core: Core,
  { tenantId, questionId }: Stop,
  { id: conversationId }: Conversation,
): Promise<Pick<Answer, 'fallback_reason'> | null> => {
  if (questionId) return findAnswer(core, tenantId, questionId)
  const where = { tenantId, conversationId, role: 'assistant' as const }
  const last = await core.db.models.Message.findOne({ where, order: [['position', 'DESC']], raw: true })
  return last?.answer as unknown as Answer | null
}

/**
 * Ends what waits for its answer: its calls of models are ended in whatever process they run, what they had said until
 * then is paid for, and the conversation gets a short answer that says so (`fallback_reason` `stopped`). A question
 * whose turn has not come is not put to a model at all. Asking again changes nothing.
 * @throws not_found, for another person's and another tenant's too; forbidden
 */
export const stopQuestion = (core: Core, stop: Stop): Promise<Stopped> => {
  const { tenantId, by } = stop
  return withTenant(core.db, tenantId, async () => {
    authorize(by, 'assistants:use', { tenantId })
    const { conversation, questions } = await find(core, stop)
    const own = questions.filter((question) => isAskedBy(by, question, conversation)).map(({ id }) => id)
    const isManager = can(by, permission)
    const wanted = isManager ? questions.map(({ id }) => id) : own
    // Another person's is not there, rather than forbidden; in a thread everybody sees that nothing waits any more.
    const isSeen = isManager || isOwner(by, conversation) || conversation.platform !== 'web'
    if (wanted.length === 0 && (questions.length > 0 || !isSeen)) throw notFound()

    const questionIds = await markStopped(core, tenantId, wanted)
    const conversationId = conversation.id
    if (questionIds.length === 0) {
      const earlier = await findEarlier(core, stop, conversation)
      const state = earlier?.fallback_reason === stoppedReason ? 'stopped' : 'answered'
      return { state, conversationId, questionIds }
    }
    const target = { kind: 'conversation', id: conversationId }
    if (questionIds.some((id) => !own.includes(id)))
      await recordAct(core.db, by, { action: 'question.stopped', permission, target })
    for (const id of questionIds) await announceStop(core, id)
    return { state: 'stopping', conversationId, questionIds }
  })
}
