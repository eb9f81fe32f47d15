import { z } from 'zod'
import { limits } from '../../config/limits.ts'
import type { TenantActor } from '../../core/access/can.ts'
import { type Locale, locales } from '../../core/answers/answer.ts'
import type { Card, Form, FormValues } from '../../core/messaging/card.ts'
import { cardSchema, formSchema, presentCard, presentForm } from '../card-schema.ts'
import { defineRoute, type RequestInfo, type Route } from '../route.ts'

/** What comes of a command, a button or a form. */
export type CommandOutcome =
  | {
      kind: 'card'
      card: Card
      locale: Locale
      replaces: boolean
      creationId: string | null
      file: { fileName: string; mediaType: string; content: string | Buffer } | null
    }
  | { kind: 'form'; form: Form }
  | { kind: 'question'; assistantId: string | null; text: string }
  | { kind: 'continue'; conversation: { id: string; assistantId: string } }
  | { kind: 'remove' }
  | { kind: 'errors'; errors: Record<string, string> }

export interface CommandSummary {
  path: readonly string[]
  usage: string
  summary: string
  example: string
  takesMore: boolean
}

/** Who gives a command, and what they have before them. */
export interface Giver {
  actor: TenantActor
  locale: Locale
  /** The assistant that is open on the page. */
  assistantId: string | null
}

/** The grammar of the chat platforms, handed in by `main.ts`: the API knows of it what it answers. */
export interface Commands {
  list(by: Giver): CommandSummary[]
  give(by: Giver, text: string): Promise<CommandOutcome>
  press(by: Giver, action: string, value: Record<string, string>): Promise<CommandOutcome>
  submit(
    by: Giver,
    action: string,
    form: { value: Record<string, string>; values: FormValues },
  ): Promise<CommandOutcome>
}

const outcomeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('card'),
    card: cardSchema,
    locale: z.enum(locales).meta({ description: 'that of the request, unless another was just chosen' }),
    replaces: z.boolean().meta({ description: 'takes the place of the card that was pressed' }),
    creation_id: z.uuid().nullable().meta({
      description:
        'an assistant is being made: the action `creation.show` with this `id` tells how far it has come',
    }),
    file: z
      .strictObject({
        file_name: z.string(),
        media_type: z.string(),
        text: z.string().nullable().meta({ description: 'null of what is no text' }),
        base64: z.string().nullable().meta({ description: 'Its bytes, of what is no text' }),
      })
      .nullable()
      .meta({ description: 'the same to keep' }),
  }),
  z.strictObject({ kind: z.literal('form'), form: formSchema }),
  z
    .strictObject({
      kind: z.literal('question'),
      assistant_id: z.uuid().nullable(),
      text: z.string(),
    })
    .meta({ description: 'nothing was asked yet: POST /v1/assistants/{id}/chat asks it' }),
  z
    .strictObject({ kind: z.literal('continue'), assistant_id: z.uuid(), conversation_id: z.uuid() })
    .meta({ description: 'the conversation goes on here: what is asked next is asked in it' }),
  z.strictObject({ kind: z.literal('remove') }).meta({ description: 'what was pressed goes' }),
  z
    .strictObject({ kind: z.literal('errors'), errors: z.record(z.string(), z.string()) })
    .meta({ description: 'fields of the form that cannot stay so, by name' }),
])

type CommandFile = NonNullable<Extract<CommandOutcome, { kind: 'card' }>['file']>

const presentFile = ({ fileName, mediaType, content }: CommandFile) => {
  const isText = typeof content === 'string'
  return {
    file_name: fileName,
    media_type: mediaType,
    text: isText ? content : null,
    base64: isText ? null : content.toString('base64'),
  }
}

const presentOutcome = (outcome: CommandOutcome): z.infer<typeof outcomeSchema> => {
  switch (outcome.kind) {
    case 'card': {
      const { card, locale, replaces, creationId, file } = outcome
      return {
        kind: 'card',
        card: presentCard(card),
        locale,
        replaces,
        creation_id: creationId,
        file: file && presentFile(file),
      }
    }
    case 'form':
      return { kind: 'form', form: presentForm(outcome.form) }
    case 'question':
      return { kind: 'question', assistant_id: outcome.assistantId, text: outcome.text }
    case 'continue': {
      const { id, assistantId } = outcome.conversation
      return { kind: 'continue', assistant_id: assistantId, conversation_id: id }
    }
    case 'remove':
      return { kind: 'remove' }
    case 'errors':
      return { kind: 'errors', errors: outcome.errors }
  }
}

const summarySchema = z.strictObject({
  path: z.array(z.string()),
  usage: z.string(),
  summary: z.string(),
  example: z.string(),
  takes_more: z.boolean().meta({ description: 'something can be typed behind it' }),
})

const text = z.string().max(10 * limits.question.maxCharacters)
const name = z.string().max(100)
const value = z.record(name, text).default({})
const assistant_id = z
  .uuid()
  .nullish()
  .meta({ description: 'the assistant that is open before whoever asks' })

const giverOf = (
  actor: TenantActor,
  { locale }: Pick<RequestInfo, 'locale'>,
  body: { assistant_id?: string | null } = {},
): Giver => ({ actor, locale, assistantId: body.assistant_id ?? null })

/** What is typed as `/sextant …` on the chat platforms, with the same cards. The language is that of the request. */
export const commandRoutes = (commands: Commands): Route[] => [
  defineRoute({
    method: 'GET', path: '/v1/commands', summary: 'Commands that I may give', tags: ['commands'], auth: 'guest', access: 'inside',
    responses: { 200: z.strictObject({ items: z.array(summarySchema) }) },
    handler: ({ actor, request }) => ({
      items: commands.list(giverOf(actor, request)).map(({ path, usage, summary, example, takesMore }) => (
        { path: [...path], usage, summary, example, takes_more: takesMore }
      )),
    }),
  }),
  defineRoute({
    method: 'POST', path: '/v1/commands', summary: 'Give a command', tags: ['commands'], auth: 'guest', access: 'inside',
    description: 'With or without `/sextant` before it. What it needs a right for says so in its card.',
    body: z.strictObject({ text, assistant_id }),
    // What `link` answers is a secret for a while.
    isIdempotent: false,
    responses: { 200: outcomeSchema },
    handler: async ({ actor, body, request }) =>
      presentOutcome(await commands.give(giverOf(actor, request, body), body.text)),
  }),
  defineRoute({
    method: 'POST', path: '/v1/commands/actions', summary: 'Press a button of a card', tags: ['commands'],
    auth: 'guest',
    access: 'inside',
    body: z.strictObject({ action: name, value, assistant_id }),
    isIdempotent: false,
    responses: { 200: outcomeSchema },
    handler: async ({ actor, body, request }) =>
      presentOutcome(await commands.press(giverOf(actor, request, body), body.action, body.value)),
  }),
  defineRoute({
    method: 'POST', path: '/v1/commands/forms', summary: 'Send a form', tags: ['commands'], auth: 'guest', access: 'inside',
    body: z.strictObject({ action: name, value, values: value, assistant_id }),
    responses: { 200: outcomeSchema },
    handler: async ({ actor, body, request }) => {
      const { action, value, values } = body
      return presentOutcome(await commands.submit(giverOf(actor, request, body), action, { value, values }))
    },
  }),
] // biome-ignore format: one route a block, its identity in the first lines
