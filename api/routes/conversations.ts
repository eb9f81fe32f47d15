import { z } from 'zod'
import type { Answer } from '../../core/answers/answer.ts'
import { answerSchema, locales } from '../../core/answers/answer.ts'
import { type AttemptLine, deniedTargets } from '../../core/answers/model/spent.ts'
import type { Nlp } from '../../core/answers/nlp.ts'
import {
  listConversations,
  listMessages,
  rateAnswer,
  readConversation,
  readTrace,
} from '../../core/conversations/transcript.ts'
import type { Core } from '../../core/core.ts'
import { denials } from '../../core/llm/chat.ts'
import { listQuery, listWindow, pageSchema, presentPage, presentTime, timeSchema } from '../present.ts'
import { defineRoute, type Route } from '../route.ts'

const conversationSchema = z.strictObject({
  id: z.uuid(),
  assistant_id: z.uuid(),
  title: z.string().nullable(),
  preview: z.string().nullable(),
  message_count: z.int(),
  platform: z.string(),
  session_id: z.string().nullable(),
  user_info: z.record(z.string(), z.unknown()),
  created_at: timeSchema,
  updated_at: timeSchema,
})
type ConversationRow = Awaited<ReturnType<typeof listConversations>>[number]

const presentConversation = (row: ConversationRow): z.infer<typeof conversationSchema> => ({
  id: row.id,
  assistant_id: row.assistantId,
  title: row.title,
  preview: row.preview,
  message_count: row.messageCount,
  platform: row.platform,
  session_id: row.sessionId,
  user_info: row.userInfo,
  created_at: presentTime(row.createdAt),
  updated_at: presentTime(row.updatedAt),
})

/** A try of a model: tokens and prices, never words. */
const attemptSchema = z.strictObject({
  llm: z.string(),
  provider: z.string(),
  purpose: z.string(),
  outcome: z.string(),
  input_tokens: z.int().nullable(),
  output_tokens: z.int().nullable(),
  cost_nano_usd: z.int().nullable().meta({ description: 'null: not known' }),
  first_token_ms: z.number().nullable(),
  took_ms: z.number(),
})

const presentAttempt = (line: AttemptLine): z.infer<typeof attemptSchema> => ({
  llm: line.llm,
  provider: line.provider,
  purpose: line.purpose,
  outcome: line.outcome,
  input_tokens: line.input_tokens,
  output_tokens: line.output_tokens,
  cost_nano_usd: line.cost_nano_usd,
  first_token_ms: line.first_token_ms,
  took_ms: line.took_ms,
})

/** What was found in the question, kept with its answer. */
const nlpSchema = z.strictObject({
  language: z.enum(locales),
  tokens: z.array(z.string()),
  entities: z.array(z.strictObject({ kind: z.enum(['operation', 'label']), value: z.string() })),
})

const messageSchema = z.strictObject({
  id: z.uuid(),
  conversation_id: z.uuid(),
  role: z.enum(['user', 'assistant']),
  /** Another word for `role`, as older programs read it. */
  sender: z.enum(['user', 'bot']),
  content: z.string(),
  answer: answerSchema.nullable(),
  llm_used: z.string().nullable(),
  ai_provider: z.string().nullable().meta({ description: 'who serves the model that was used' }),
  fallback_reason: z.string().nullable(),
  /** Every try of a model, in order, asked or not; none for a question. */
  attempts: z.array(attemptSchema),
  nlp: nlpSchema.nullable(),
  confidence: z.number().nullable(),
  response_time: z.number().nullable().meta({ description: 'milliseconds' }),
  tags: z.array(z.string()),
  metadata: z.record(z.string(), z.unknown()),
  created_at: timeSchema,
})
type MessageRow = Awaited<ReturnType<typeof readConversation>>['messages'][number]

/** How an answer was made, as it is kept beside it. */
const presentMaking = ({ answer, metadata }: MessageRow) => ({
  ai_provider: (metadata.ai_provider as string | undefined) ?? null,
  fallback_reason: (answer as unknown as Answer | null)?.fallback_reason ?? null,
  attempts: ((metadata.attempts ?? []) as AttemptLine[]).map(presentAttempt),
  nlp: (metadata.nlp as Nlp | undefined) ?? null,
})

const presentMessage = (row: MessageRow): z.infer<typeof messageSchema> => ({
  id: row.id,
  conversation_id: row.conversationId,
  role: row.role,
  sender: row.role === 'user' ? 'user' : 'bot',
  content: row.content,
  answer: row.answer as unknown as Answer | null,
  llm_used: row.llmUsed,
  ...presentMaking(row),
  confidence: row.confidence,
  response_time: row.responseTimeMs,
  tags: row.tags,
  metadata: row.metadata,
  created_at: presentTime(row.createdAt),
})

const traceSchema = z.strictObject({
  message_id: z.uuid(),
  llm_used: z.string().nullable(),
  response_time: z.number().nullable(),
  stages: z.array(
    z.strictObject({
      stage: z.string(),
      outcome: z.enum(['answered', 'asked', 'refused', 'failed']),
      took_ms: z.number(),
      rows: z.int(),
      model: z.string().nullable(),
      cost_nano_usd: z.int().nullable().meta({ description: 'null: not known' }),
      detail: z.string().nullable(),
      purpose: z.string().nullable().meta({ description: 'what a model was asked for' }),
      prompt_hash: z.string().nullable(),
    }),
  ),
  /** Every try of a model, in order, asked or not; tokens and prices, never words. */
  attempts: z.array(attemptSchema),
  /** Of those tries the ones that were not even asked, and why. */
  denied_targets: z.array(z.strictObject({ llm: z.string(), reason: z.enum(denials) })),
})
type Traced = Awaited<ReturnType<typeof readTrace>>

const presentStage = (line: Traced['stages'][number]): z.infer<typeof traceSchema>['stages'][number] => ({
  stage: line.stage,
  outcome: line.outcome,
  took_ms: line.took_ms,
  rows: line.rows,
  model: line.model,
  cost_nano_usd: line.cost_nano_usd,
  detail: line.detail,
  purpose: line.purpose ?? null,
  prompt_hash: line.prompt_hash ?? null,
})

const tags = ['conversations']
const params = z.strictObject({ id: z.uuid() })

/** Transcripts, feedback and traces: one's own only, another person's is not found. */
export const conversationRoutes = (core: Core): Route[] => [
  defineRoute({
    method: 'GET', path: '/v1/conversations', summary: 'My conversations, newest first', tags, auth: 'guest', access: 'own',
    query: z.strictObject({ ...listQuery, assistant_id: z.uuid().optional() }),
    responses: { 200: pageSchema(conversationSchema) },
    handler: async ({ actor, query }) => {
      const wanted = { page: listWindow(query), assistantId: query.assistant_id }
      return presentPage(await listConversations(core, actor, wanted), query.limit, presentConversation)
    },
  }),
  defineRoute({
    method: 'GET', path: '/v1/conversations/:id', summary: 'A conversation with its messages, oldest first', tags,
    auth: 'guest',
    access: 'own',
    params,
    responses: { 200: z.strictObject({ ...conversationSchema.shape, messages: z.array(messageSchema) }) },
    handler: async ({ actor, params: { id } }) => {
      const { conversation, messages } = await readConversation(core, actor, id)
      return { ...presentConversation(conversation), messages: messages.map(presentMessage) }
    },
  }),
  defineRoute({
    method: 'GET', path: '/v1/assistants/:id/messages', summary: 'My messages with an assistant, oldest first', tags,
    auth: 'guest',
    access: 'own',
    params,
    query: z.strictObject(listQuery),
    responses: { 200: pageSchema(messageSchema) },
    handler: async ({ actor, params: { id }, query }) => {
      const wanted = { assistantId: id, page: listWindow(query) }
      return presentPage(await listMessages(core, actor, wanted), query.limit, presentMessage)
    },
  }),
  defineRoute({
    method: 'POST', path: '/v1/messages/:id/feedback', summary: 'Thumbs up or down on an answer', tags, auth: 'guest', access: 'own',
    params,
    body: z.strictObject({ rating: z.enum(['up', 'down']), reason: z.string().trim().max(1_000).nullish() }),
    responses: { 204: null },
    handler: async ({ actor, params: { id }, body }) => {
      await rateAnswer(core, actor, { messageId: id, rating: body.rating, reason: body.reason ?? null })
      return undefined
    },
  }),
  defineRoute({
    method: 'GET', path: '/v1/answers/:id/trace', summary: 'How an answer came about', tags, auth: 'guest', access: 'own',
    params,
    responses: { 200: traceSchema },
    handler: async ({ actor, params: { id } }) => {
      const { message, stages, attempts } = await readTrace(core, actor, id)
      return {
        message_id: id,
        llm_used: message.llmUsed,
        response_time: message.responseTimeMs,
        stages: stages.map(presentStage),
        attempts: attempts.map(presentAttempt),
        denied_targets: deniedTargets(attempts),
      }
    },
  }),
] // biome-ignore format: one route a block, its identity in the first lines
