import type { WhereOptions } from 'sequelize'
import { log } from '../../config/log.ts'
import { withTenant } from '../../db/tenant.ts'
import { authorize, type TenantActor } from '../access/can.ts'
import type { Answer, Locale } from '../answers/answer.ts'
import type { Slot } from '../answers/compare.ts'
import { ownerOf } from '../conversations/owner.ts'
import type { Core } from '../core.ts'
import { AppError } from '../errors.ts'
import { type ChosenModel, chooseModels, type ModelChoice } from '../llm/choose-models.ts'
import { type AskProgress, ask } from './ask.ts'

export interface ComparisonWish {
  text: string
  /** Goes on with this conversation, and with its assistant unless another is named; a new one otherwise. */
  conversationId: string | null
  /** null = the conversation's, else the tenant's first active one. */
  assistantId: string | null
  chosen: Pick<ModelChoice, 'models' | 'providers'>
  temperature: number
  maxTokens: number
  locale: Locale | null
  /** The same again is the same question. */
  eventId?: string
  onProgress?: (progress: AskProgress) => void
  signal?: AbortSignal
}

export interface Comparison {
  /** The data's own, which stands whatever became of the models. */
  answer: Answer
  /** By the registry's names. */
  slots: Record<string, Slot>
  createdAt: Date
}

const noAssistant = (): AppError => new AppError('not_found', 'No such assistant.')

const findAssistant = (
  core: Core,
  actor: TenantActor,
  { assistantId, conversationId }: Pick<ComparisonWish, 'assistantId' | 'conversationId'>,
): Promise<{ id: string; defaultLlm: string | null }> =>
  withTenant(core.db, actor.tenantId, async () => {
    const { Assistant, Conversation } = core.db.models
    const { tenantId } = actor
    const own = { tenantId, id: conversationId, ...ownerOf(actor) } as WhereOptions
    const conversation = conversationId && (await Conversation.findOne({ where: own }))
    if (conversationId && !conversation) throw new AppError('not_found', 'No such conversation.')
    const id = assistantId ?? (conversation ? conversation.assistantId : null)
    const assistant = await Assistant.findOne({
      where: id ? { tenantId, id } : { tenantId, isActive: true },
      order: [['createdAt', 'ASC'], 'id'],
    })
    if (!assistant) throw noAssistant()
    return { id: assistant.id, defaultLlm: assistant.defaultLlm }
  })

/** None where it cannot be known: then each model's slot says why it was not asked. */
const listUsable = async ({ listUsable: list }: Core, tenantId: string): Promise<string[]> => {
  try {
    const usable = (await list?.(tenantId)) ?? []
    return usable.map(({ name }) => name)
  } catch (error) {
    log.error({ err: error }, 'the models that a tenant can ask cannot be listed')
    return []
  }
}

/** In the order of the choice, which the database does not keep. */
const readSlots = (
  core: Core,
  tenantId: string,
  { messageId, models }: { messageId: string; models: ChosenModel[] },
): Promise<Omit<Comparison, 'answer'>> =>
  withTenant(core.db, tenantId, async () => {
    const where = { tenantId, id: messageId }
    const message = await core.db.models.Message.findOne({ where, rejectOnEmpty: true })
    const stored = (message.metadata.ai_responses ?? {}) as Comparison['slots']
    const slots = models.flatMap(({ name }) => (stored[name] ? [[name, stored[name]]] : []))
    return { slots: Object.fromEntries(slots), createdAt: message.createdAt }
  })

/**
 * Puts a question to several models at once; each has its own outcome, and none takes the answer of the data away.
 * Accepted, worked out and stored as every question is.
 * @throws invalid_value for a model that cannot be chosen, and what `ask` throws
 */
export const compareModels = async (
  core: Core,
  actor: TenantActor,
  wish: ComparisonWish,
): Promise<Comparison> => {
  authorize(actor, 'assistants:use')
  const { text, conversationId, locale, eventId, onProgress, signal } = wish
  const assistant = await findAssistant(core, actor, wish)
  const usable = await listUsable(core, actor.tenantId)
  const choice = { ...wish.chosen, usual: assistant.defaultLlm, usable }
  const models = await chooseModels(core.db, actor.tenantId, choice)
  const answer = await ask(core, actor, {
    platform: 'web',
    assistantId: assistant.id,
    text,
    conversationId,
    locale,
    comparison: { models, temperature: wish.temperature, max_tokens: wish.maxTokens },
    ...(eventId && { eventId }),
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  })
  const kept = await readSlots(core, actor.tenantId, { messageId: answer.message_id!, models })
  return { answer, ...kept }
}
