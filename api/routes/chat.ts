import { z } from 'zod'
import { limits } from '../../config/limits.ts'
import { answerSchema, locales } from '../../core/answers/answer.ts'
import type { Core } from '../../core/core.ts'
import { ask } from '../../core/messaging/ask.ts'
import { defineRoute, eventStream, type Route } from '../route.ts'

const chatBody = z.strictObject({
  /** An empty or endless question is answered too, with what to do instead; the limit here only guards the server. */
  message: z.string().max(10 * limits.question.maxCharacters),
  conversation_id: z.uuid().nullish(),
  locale: z.enum(locales).optional(),
})

/** Asking: one JSON answer, or the stages and then the answer as events. */
export const chatRoutes = (core: Core): Route[] => [
  defineRoute({
    method: 'POST', path: '/v1/assistants/:id/chat', summary: 'Ask an assistant', tags: ['chat'], auth: 'guest',
    params: z.strictObject({ id: z.uuid() }),
    body: chatBody,
    isIdempotent: 'resumable',
    responses: { 200: answerSchema },
    events: {
      stage: z.strictObject({ stage: z.string(), state: z.enum(['started', 'finished']) }),
      delta: z.strictObject({ text: z.string() }),
      answer: answerSchema,
    },
    handler: ({ actor, params: { id }, body, request }) => {
      const question = {
        platform: 'web' as const,
        assistantId: id,
        text: body.message,
        conversationId: body.conversation_id ?? null,
        locale: body.locale ?? null,
        ...(request.onceId && { eventId: request.onceId }),
      }
      if (!request.acceptsEvents) return ask(core, actor, { ...question, signal: request.signal })
      return eventStream(async (send, signal) => {
        const answer = await ask(core, actor, {
          ...question,
          signal,
          onProgress: (progress) => {
            if (progress.kind === 'stage') send('stage', { stage: progress.stage, state: progress.state })
          },
        })
        send('delta', { text: answer.text })
        return answer
      })
    },
  }),
] // biome-ignore format: one route a block, its identity in the first lines
