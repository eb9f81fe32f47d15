import { z } from 'zod'

const id = z.string().regex(/^\d{1,22}$/)

/** What somebody did, by which Discord waits for an answer. */
const doneSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('command'),
    path: z.array(z.string()),
    args: z.record(z.string(), z.string()),
  }),
  /** The command in the menu of somebody's message. */
  z.object({
    kind: z.literal('menu'),
    text: z.string(),
    /** Makes a task of it; anything else asks what it says. */
    makesTask: z.boolean().optional(),
    message: id.nullish(),
  }),
  z.object({
    kind: z.literal('press'),
    customId: z.string(),
    values: z.array(z.string()).optional(),
    /** Of the message that was pressed: long values stand there. */
    components: z.array(z.unknown()),
  }),
  z.object({
    kind: z.literal('form'),
    customId: z.string(),
    fields: z.array(z.unknown()),
    /** Where attached files are. */
    resolved: z.unknown(),
    /** Of the message that it was opened from. */
    components: z.array(z.unknown()),
  }),
  z.object({
    kind: z.literal('typing'),
    path: z.array(z.string()),
    argument: z.string(),
    typed: z.string(),
  }),
])

export const heardSchema = z.object({
  kind: z.literal('interaction'),
  id,
  token: z.string().min(1),
  /** Null in a direct conversation. */
  guild: id.nullable(),
  channel: id,
  thread: id.nullable(),
  isDirect: z.boolean(),
  user: id,
  /** Of whoever did it, in the server. */
  roles: z.array(id),
  isManager: z.boolean(),
  discordLocale: z.string().nullable(),
  /** The message that was pressed, or that a form was opened from. */
  message: z.object({ id, isEphemeral: z.boolean() }).nullable(),
  done: doneSchema,
  /** What was promised as the first response. */
  deferral: z.enum(['person', 'place', 'update']).nullable(),
})

/** An interaction, with no more of it than is needed: it is stored until it is handled. */
export type Heard = z.infer<typeof heardSchema>
export type Done = Heard['done']
