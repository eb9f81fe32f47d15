import { z } from 'zod'
import { limits } from '../../config/limits.ts'
import { answerSchema, type Locale, locales } from '../../core/answers/answer.ts'
import type { Slot } from '../../core/answers/compare.ts'
import type { Core } from '../../core/core.ts'
import { mostModels } from '../../core/llm/choose-models.ts'
import { modelName, temperature } from '../../core/llm/model-entry.ts'
import { providerNames } from '../../core/llm/provider.ts'
import { translate } from '../../core/locales/translate.ts'
import { type Comparison, type ComparisonWish, compareModels } from '../../core/messaging/compare.ts'
import { presentTime, timeSchema } from '../present.ts'
import { defineRoute, eventStream, type Route } from '../route.ts'
import { acceptedSchema, sendAccepted } from './chat.ts'

const chatSendBody = z.strictObject({
  /** An empty or endless question is answered too, with what to do instead; the limit here only guards the server. */
  message: z.string().max(10 * limits.question.maxCharacters),
  conversation_id: z.uuid().nullish(),
  /** Otherwise the conversation's, else the first active one. */
  assistant_id: z.uuid().nullish(),
  selected_providers: z.array(z.enum(providerNames)).max(mostModels).default([]),
  selected_models: z.array(modelName).max(mostModels).default([]),
  temperature: temperature.default(0.7),
  max_tokens: z.int().min(1).max(limits.model.maxTokens).default(2_000),
  locale: z.enum(locales).optional(),
})

const slotSchema = z.strictObject({
  provider: z.string(),
  model: z.string(),
  text: z.string().nullable(),
  claims: answerSchema.shape.claims,
  finish: z.enum(['stop', 'length']).nullable(),
  usage: z.strictObject({ input_tokens: z.int(), output_tokens: z.int() }),
  cost_nano_usd: z.int().nullable().meta({ description: 'null: not known' }),
  response_time_ms: z.number(),
  error: z.strictObject({ code: z.string(), detail: z.string() }).nullable(),
})

const chatSentSchema = z.strictObject({
  conversation_id: z.uuid(),
  message_id: z.uuid(),
  user_message: z.string(),
  ai_responses: z.record(z.string(), slotSchema).meta({ description: 'by the registry’s name of the model' }),
  /** The data's own answer: its figures are those of every model, and it stands when all of them fail. */
  answer: answerSchema,
  response_time: z.number().meta({ description: 'milliseconds' }),
  created_at: timeSchema,
})
type ChatSent = z.infer<typeof chatSentSchema>

const presentSlot = (slot: Slot, claims: ChatSent['answer']['claims'], locale: Locale) => ({
  provider: slot.provider,
  model: slot.model,
  text: slot.text,
  claims: slot.text === null ? [] : claims,
  finish: slot.finish,
  usage: slot.usage,
  cost_nano_usd: slot.cost_nano_usd,
  response_time_ms: slot.response_time_ms,
  error: slot.error && { code: slot.error.code, detail: translate(locale, `reasons:${slot.error.code}`) },
})

const presentSent = (
  { answer, slots, createdAt }: Comparison,
  { text }: ComparisonWish,
  locale: Locale,
): ChatSent => {
  const presented = Object.entries(slots).map(([name, slot]) => [
    name,
    presentSlot(slot, answer.claims, locale),
  ])
  return {
    conversation_id: answer.conversation_id!,
    message_id: answer.message_id!,
    user_message: text,
    ai_responses: Object.fromEntries(presented) as ChatSent['ai_responses'],
    answer,
    response_time: answer.response_time_ms,
    created_at: presentTime(createdAt),
  }
}

/** Several models side by side. Who is not signed in does not choose what is paid for. */
export const chatSendRoutes = (core: Core): Route[] => [
  defineRoute({
    method: 'POST', path: '/v1/chat/send', summary: 'Ask several models side by side', tags: ['chat'], auth: 'required',
    permission: 'assistants:use',
    description:
      'Figures are computed once; each model words them and has its own outcome. A provider is spoken for by its cheapest model that can be asked. Without a choice the assistant’s own model speaks, or the cheapest of all. Every model counts as a request of its own.',
    body: chatSendBody,
    isIdempotent: 'resumable',
    responses: { 200: chatSentSchema },
    events: { accepted: acceptedSchema, answer: chatSentSchema },
    handler: ({ actor, body, request }) => {
      const wish: ComparisonWish = {
        text: body.message,
        conversationId: body.conversation_id ?? null,
        assistantId: body.assistant_id ?? null,
        chosen: { models: body.selected_models, providers: body.selected_providers },
        temperature: body.temperature,
        maxTokens: body.max_tokens,
        locale: body.locale ?? null,
        ...(request.onceId && { eventId: request.onceId }),
      }
      const compare = async (waiting: Pick<ComparisonWish, 'signal' | 'onProgress'>): Promise<ChatSent> =>
        presentSent(await compareModels(core, actor, { ...wish, ...waiting }), wish, request.locale)
      if (!request.acceptsEvents) return compare({ signal: request.signal })
      return eventStream((send, signal) =>
        compare({ signal, onProgress: (progress) => sendAccepted(send, progress) }),
      )
    },
  }),
] // biome-ignore format: one route a block, its identity in the first lines
