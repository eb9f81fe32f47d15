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

/** Where on a chat platform a question was asked, in the platform's own ids. */
const chatSchema = z.strictObject({
  /** Slack workspace or Discord guild; empty where there is none. */
  workspace: z.string(),
  channel: z.string().min(1),
  /** The thread that the answer goes to; null = the channel itself. */
  thread: z.string().nullable(),
  /** The question's own message; null for a command or a button. */
  message: z.string().nullable(),
  user: z.string().min(1),
  /** Others read along in the channel and may not see this: the answer is for who asked alone. */
  is_private: z.boolean(),
  /** Answers who asked alone in the place itself, until then: a token of the platform's. */
  reply: z.strictObject({ token: z.string(), until: z.iso.datetime() }).optional(),
  /** The event of the question before it was put right: this answer takes the place of that one's. */
  replaces: z.uuid().optional(),
  /** Whoever asked took the question back: its answer is not shown. */
  is_withdrawn: z.literal(true).optional(),
})
export type ChatPlace = z.infer<typeof chatSchema>

/**
 * The one conversation of an assistant in a thread; private answers are in one of each person's own. It is also the
 * destination, whose answers arrive in order.
 */
export const placeOf = ({ workspace, channel, thread, user, is_private }: ChatPlace): string =>
  [workspace, channel, thread ?? '', ...(is_private ? [user] : [])].join(':')

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
  /** Absent for the web. */
  chat: chatSchema.optional(),
  /** Who asked, in a conversation that several people may share; null = somebody who is linked to no person. */
  person_id: z.uuid().nullable().optional(),
})
export type IncomingMessage = z.infer<typeof incomingMessageSchema>
