import type { SeenMessage, SeenModal } from '../shown/seen.ts'
import type { GivenFile } from '../state/files.ts'
import type { Loose } from '../world-state.ts'
import type { Outcome } from './outcome.ts'
import type { Said } from './user-messages.ts'

/** A person at their Discord. The README says what each act resolves with. */
export interface DiscordPerson {
  id: string
  say(channel: string, text: string, said?: Said): Promise<SeenMessage>
  /** The same with the bot's name in front. */
  mention(channel: string, text: string, said?: Said): Promise<SeenMessage>
  dm(text: string, said?: Said): Promise<SeenMessage>
  /** The direct conversation with the bot. */
  directChannel(): string
  slash(path: string, options?: Record<string, Loose>, where?: { channel?: string }): Promise<Outcome>
  autocomplete(
    path: string,
    option: string,
    typed: string,
    where?: { channel?: string; options?: Record<string, Loose> },
  ): Promise<{ name: string; value: string | number }[]>
  menu(name: string, message: SeenMessage): Promise<Outcome>
  click(message: SeenMessage, wanted: string, options?: { nth?: number }): Promise<Outcome>
  choose(message: SeenMessage, wanted: string, values: string | string[]): Promise<Outcome>
  submit(
    modal: SeenModal,
    values?: Record<string, Loose>,
    options?: { files?: Record<string, GivenFile[]> },
  ): Promise<Outcome>
  /** Closes a form; the app is not told. */
  dismiss(modal: SeenModal): void
  edit(message: SeenMessage, text: string): Promise<void>
  delete(message: SeenMessage): Promise<void>
}
