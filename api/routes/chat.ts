import { z } from 'zod'
import { limits } from '../../config/limits.ts'
import { answerSchema, locales } from '../../core/answers/answer.ts'
import type { Core } from '../../core/core.ts'
import { ask } from '../../core/messaging/ask.ts'
import type { Progress } from '../../core/messaging/waiters.ts'
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

/** Passes on what comes before the answer. @returns what has been seen of the text so far */
const openTeller = (send: SendEvent) => {
  let seen = ''
  const delta = (text: string, reset: boolean): void => {
    seen = reset ? text : seen + text
    send('delta', { text, ...(reset && { reset }) })
  }
  return {
    tell: (progress: Progress): void => {
      if (progress.kind === 'stage') send('stage', { stage: progress.stage, state: progress.state })
      if (progress.kind === 'delta') delta(progress.text, progress.reset)
    },
    /** The deltas together are the answer's text, also when none was seen, or another text. */
    complete: (text: string): void => {
      if (seen !== text) delta(text, seen !== '')
    },
  }
}

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
] // biome-ignore format: one route a block, its identity in the first lines
