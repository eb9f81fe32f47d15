import { z } from 'zod'
import { locales } from '../answers/answer.ts'
import { platforms } from '../platforms.ts'

/** A question as every edge translates it, stored in the inbox before anything is done about it. */
export const incomingMessageSchema = z.strictObject({
  platform: z.enum(platforms),
  /** The platform's own id of the event: the same one again is the same message. */
  event_id: z.string().min(1).max(200),
  assistant_id: z.uuid(),
  conversation_id: z.uuid(),
  text: z.string(),
  locale: z.enum(locales).nullable(),
  /** Where the answer goes: a channel, a thread, for the web the conversation itself. */
  destination: z.string(),
})
export type IncomingMessage = z.infer<typeof incomingMessageSchema>
