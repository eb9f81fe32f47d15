import { z } from 'zod'
import { locales } from '../answers/answer.ts'
import { providerNames } from '../llm/provider.ts'
import { platforms } from '../platforms.ts'

/** Models that a question is put to beside each other, as they were chosen, and how they are to speak. */
const comparisonSchema = z.strictObject({
  models: z.array(z.strictObject({ name: z.string(), provider: z.enum(providerNames), model: z.string() })),
  temperature: z.number(),
  max_tokens: z.int(),
})
export type Comparison = z.infer<typeof comparisonSchema>

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
  comparison: comparisonSchema.optional(),
})
export type IncomingMessage = z.infer<typeof incomingMessageSchema>
