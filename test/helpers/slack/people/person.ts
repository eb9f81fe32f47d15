import type { AppAnswer } from '../events/send-to-app.ts'
import type { SeenEphemeral, SeenMessage, SeenView } from '../shown/seen.ts'
import type { Delivery, Loose } from '../world-state.ts'
import type { Browser } from './browser.ts'
import type { Said } from './user-messages.ts'

type Seen = SeenMessage | SeenEphemeral
/** What can be pressed: a message or an ephemeral as seen, or an open view. */
export type Target = Seen | SeenView

export interface SaidMessage extends SeenMessage {
  /** How the app took the events about it. */
  deliveries: Delivery[]
}

export interface SubmittedForm {
  answer: AppAnswer
  errors: Record<string, string>
  view: SeenView | null
}

/** A person at their Slack. Every act resolves once the app has answered, or Slack has given up on it. */
export interface SlackPerson {
  id: string
  teamId: string
  /** In a channel or, without one, in the direct conversation with the app. */
  say(channel: string, text: string, said?: Said): Promise<SaidMessage>
  /** The same with the app's name in front. */
  mention(channel: string, text: string, said?: Said): Promise<SaidMessage>
  dm(text: string, said?: Said): Promise<SaidMessage>
  slash(line: string, options?: { channel?: string }): Promise<AppAnswer>
  /** By action id, label or value. */
  click(
    target: Target,
    wanted: string,
    options?: { nth?: number; isConfirmed?: boolean },
  ): Promise<AppAnswer | null>
  choose(target: Target, wanted: string, value: Loose, options?: { nth?: number }): Promise<AppAnswer | null>
  /** Types into a select that asks the app for its options; choose one of them with `choose` or `submit`. */
  suggest(target: Target, wanted: string, query: string): Promise<Loose[]>
  /** Fields by action id, block id or label. */
  submit(view: SeenView, values?: Record<string, Loose>): Promise<SubmittedForm>
  cancel(view: SeenView): Promise<AppAnswer | null>
  openHome(): Promise<Delivery>
  /** With what stands beside it, when Slack tells so. */
  openMessagesTab(options?: { context?: Loose }): Promise<Delivery>
  /** Opens something else beside the messages tab. */
  changeContext(context: Loose): Promise<Delivery>
  /** Presses Stop on the session of a thread. */
  stop(channel: string, thread: string): Promise<Delivery[]>
  edit(message: SeenMessage, text: string): Promise<Delivery[]>
  delete(message: SeenMessage): Promise<Delivery[]>
  react(message: SeenMessage, name: string): Promise<Delivery[]>
  dropFile(
    channel: string,
    file: { name: string; bytes: Uint8Array | string },
    said?: Said & { text?: string },
  ): Promise<SaidMessage>
  /** A file picked in a form, for `submit`. */
  pickFile(file: { name: string; bytes: Uint8Array | string }): Loose
  shortcut(message: SeenMessage, callbackId: string): Promise<AppAnswer>
  /** The direct conversation with the app. */
  directChannel(): string
  /** A browser in which they are signed in to Slack. */
  browser(): Browser
}
