import { z } from 'zod'
import { limits } from '../../config/limits.ts'
import { answerSchema, locales } from '../../core/answers/answer.ts'
import type { Core } from '../../core/core.ts'
import { type AskProgress, ask } from '../../core/messaging/ask.ts'
import { listPending, type PendingQuestion } from '../../core/messaging/pending.ts'
import { stopQuestion } from '../../core/messaging/stop-question.ts'
import { listQuery, listWindow, pageSchema, presentPage, presentTime, timeSchema } from '../present.ts'
import { defineRoute, eventStream, type Route, type SendEvent } from '../route.ts'

const chatBody = z.strictObject({
  /** An empty or endless question is answered too, with what to do instead; the limit here only guards the server. */
  message: z.string().max(10 * limits.question.maxCharacters),
  conversation_id: z.uuid().nullish(),
  locale: z.enum(locales).optional(),
})

const deltaSchema = z.strictObject({
  text: z.string(),
  reset: z.boolean().optional().meta({ description: 'true: the text begins anew, what came before is void' }),
})

/** The question is stored; by this id it can be stopped. */
export const acceptedSchema = z.strictObject({ question_id: z.uuid(), conversation_id: z.uuid() })

export const sendAccepted = (send: SendEvent, progress: AskProgress): void => {
  if (progress.kind !== 'accepted') return
  const { questionId: question_id, conversationId: conversation_id } = progress
  send('accepted', { question_id, conversation_id })
}

/** Passes on what comes before the answer. @returns what has been seen of the text so far */
const openTeller = (send: SendEvent) => {
  let seen = ''
  const delta = (text: string, reset: boolean): void => {
    seen = reset ? text : seen + text
    send('delta', { text, ...(reset && { reset }) })
  }
  return {
    tell: (progress: AskProgress): void => {
      sendAccepted(send, progress)
      if (progress.kind === 'stage') send('stage', { stage: progress.stage, state: progress.state })
      if (progress.kind === 'delta') delta(progress.text, progress.reset)
    },
    /** The deltas together are the answer's text, also when none was seen, or another text. */
    complete: (text: string): void => {
      if (seen !== text) delta(text, seen !== '')
    },
  }
}

const pendingSchema = z.strictObject({
  question_id: z.uuid(),
  conversation_id: z.uuid(),
  text: z.string(),
  is_stopped: z.boolean(),
  created_at: timeSchema,
})

const presentPending = (question: PendingQuestion): z.infer<typeof pendingSchema> => ({
  question_id: question.id,
  conversation_id: question.conversationId,
  text: question.text,
  is_stopped: question.isStopped,
  created_at: presentTime(question.createdAt),
})

const stoppedSchema = z.strictObject({
  question_id: z.uuid(),
  conversation_id: z.uuid(),
  state: z.enum(['stopping', 'stopped', 'answered']).meta({
    description:
      'stopping: the short answer that says so is on its way; stopped: it is stored; answered: the whole answer came first, nothing changes',
  }),
})

interface ChatOptions {
  /** How long a request waits for its answer, which comes to the conversation in any case. */
  patienceMs?: number
}

/** Asking: one JSON answer, or the stages and then the answer as events; and stopping what was asked. */
export const chatRoutes = (core: Core, { patienceMs = limits.answer.timeoutMs }: ChatOptions = {}): Route[] => [
  defineRoute({
    method: 'POST', path: '/v1/assistants/:id/chat', summary: 'Ask an assistant', tags: ['chat'], auth: 'guest', access: 'inside',
    params: z.strictObject({ id: z.uuid() }),
    body: chatBody,
    isIdempotent: 'resumable',
    responses: { 200: answerSchema },
    events: {
      accepted: acceptedSchema,
      stage: z.strictObject({ stage: z.string(), state: z.enum(['started', 'finished']) }),
      delta: deltaSchema,
      answer: answerSchema,
    },
    handler: ({ actor, params: { id }, body, request }) => {
      const question = {
        platform: 'web' as const,
        assistantId: id,
        text: body.message,
        conversationId: body.conversation_id ?? null,
        locale: body.locale ?? null,
        patienceMs,
        ...(request.onceId && { eventId: request.onceId }),
      }
      if (!request.acceptsEvents) return ask(core, actor, { ...question, signal: request.signal })
      return eventStream(async (send, signal) => {
        const teller = openTeller(send)
        const answer = await ask(core, actor, { ...question, signal, onProgress: teller.tell })
        teller.complete(answer.text)
        return answer
      })
    },
  }),
  defineRoute({
    method: 'GET', path: '/v1/assistants/:id/chat/pending', summary: 'My questions that wait for their answer',
    tags: ['chat'], auth: 'guest', access: 'own',
    params: z.strictObject({ id: z.uuid() }),
    query: z.strictObject(listQuery),
    responses: { 200: pageSchema(pendingSchema) },
    handler: async ({ actor, params: { id }, query }) => {
      const questions = await listPending(core, actor, { assistantId: id, page: listWindow(query) })
      return presentPage(questions, query.limit, presentPending)
    },
  }),
  defineRoute({
    method: 'DELETE', path: '/v1/assistants/:id/chat/pending/:question_id', summary: 'Stop a question', tags: ['chat'],
    auth: 'guest',
    access: 'inside',
    description:
      'Ends the calls of models that are under way for it: what had come is paid for, nothing more. The conversation gets a short answer with stage `none` and fallback_reason `stopped`; whoever waits for the answer gets that one. Leaving the connection alone stops nothing. For who asked, and who manages conversations.',
    params: z.strictObject({ id: z.uuid(), question_id: z.uuid() }),
    responses: { 200: stoppedSchema },
    handler: async ({ actor, params }) => {
      const { id: assistantId, question_id: questionId } = params
      const { tenantId } = actor
      const { conversationId, state } = await stopQuestion(core, { tenantId, by: actor, questionId, assistantId })
      return { question_id: questionId, conversation_id: conversationId, state }
    },
  }),
] // biome-ignore format: one route a block, its identity in the first lines
