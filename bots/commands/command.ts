import type { TenantActor } from '../../core/access/can.ts'
import type { Permission } from '../../core/access/permissions.ts'
import type { Locale } from '../../core/answers/answer.ts'
import type { Continued } from '../../core/conversations/continue-in-place.ts'
import type { Core } from '../../core/core.ts'
import type { Card, Form, FormValues } from '../../core/messaging/card.ts'
import type { Platform } from '../../core/platforms.ts'

/** Where a command is given, as its platform knows it. */
export interface Place {
  platform: Platform
  /** Slack workspace or Discord guild; empty on the web. */
  workspace: string
  /** Null where there is none, such as a home page. */
  channel: string | null
  thread: string | null
  /** Nobody else reads along. */
  isDirect: boolean
  /** Who gives it, as the platform knows them. */
  user: string
  /** The assistant that stands open there, as on the web page: what names no other is about it. Foreign: any text. */
  open?: string | null
  /** Accounts that what was typed names, in its order, where the platform tells them apart from their names. */
  mentioned?: readonly string[]
}

/** What somebody asked for, to keep. */
export interface ResultFile {
  fileName: string
  title: string
  mediaType: string
  /** A text, or bytes of another kind. */
  content: string | Buffer
}

/** What a command may use besides the core: handed in by `main.ts`. */
export interface CommandServices {
  core: Core
  /** Where the web page and the API are reached. */
  publicUrl: string
}

export interface CommandContext extends CommandServices {
  actor: TenantActor
  locale: Locale
  place: Place
}

/**
 * What comes of a command, a button or a form. The edge shows it: a card to whoever acted alone (`person`), or to
 * everybody in the place; `edit` takes the place of the card that was pressed.
 */
export type Result =
  | {
      kind: 'card'
      card: Card
      audience: 'person' | 'place' | 'edit'
      /** The card tells of something that goes on: see `creationCard`, which shows how far it has come. */
      follow?: { creationId: string }
      /** The same to keep: where the platform can give it to whoever acts alone, it takes the place of the card. */
      file?: ResultFile
      /** Questions that end: what shows their answers while they grow adds nothing any more. */
      stopped?: readonly string[]
      /** Its language, where whoever acts has just chosen another one. */
      locale?: Locale
    }
  | { kind: 'form'; form: Form }
  /** Goes the way of a message: asked in the place, answered there. */
  | { kind: 'question'; assistantId: string | null; text: string }
  /** A conversation of whoever acts is to go on where they are: the edge knows the place, and says so there. */
  | { kind: 'continue'; conversation: Continued }
  /** What was pressed is taken away. */
  | { kind: 'remove' }
  /** Fields of a form that cannot stay so, by name. */
  | { kind: 'errors'; errors: Record<string, string> }

/** An argument, in the order in which it is typed. The last text takes the rest of the line. */
export interface Argument {
  name: string
  kind: 'text' | 'assistant' | 'project' | 'choice'
  isRequired: boolean
  /** Of `choice`. */
  choices?: readonly string[]
}

/**
 * What comes of it, told before it is run: a platform that waits only seconds has to begin its answer before there is
 * one, and cannot open a form, or show to everybody what it began for one person, later.
 */
export interface Foretold {
  /** What comes of it may be a form. */
  opensForm?: true
  /** What comes of it may be for everybody in the place: a question that is asked there, or a card. */
  isPublic?: true
}

/** `/sextant <path> <arguments>`. Its words (summary, arguments) are in the locale namespace `commands`. */
export interface Command extends Foretold {
  /** One word, or a group and a word. */
  path: readonly [string] | readonly [string, string]
  /** Whoever lacks it is told so, and does not see it in the help; null = everybody. */
  permission: Permission | null
  /** Whoever lacks it does not see it in the help; what they may is decided by what they name. */
  shownTo?: Permission
  arguments: readonly Argument[]
  run(context: CommandContext, args: Readonly<Record<string, string>>): Promise<Result>
}

/** What a button or a select of a card does. `value` is foreign: its ids are looked up with the presser's rights. */
export interface Action extends Foretold {
  name: string
  permission: Permission | null
  run(context: CommandContext, value: Readonly<Record<string, string>>): Promise<Result>
}

/** What the sending of a form does. */
export interface FormHandler extends Pick<Foretold, 'isPublic'> {
  action: string
  permission: Permission | null
  submit(
    context: CommandContext,
    form: { value: Readonly<Record<string, string>>; values: FormValues },
  ): Promise<Result>
}
